"""Audit: who did what, whether the chains hold, the heads to write down, the books of every source. Only reading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, Response

from zhenwang import runtime
from zhenwang.domain.access import MACHINE, PERMISSIONS, Actor, Permission
from zhenwang.domain.damage import Head
from zhenwang.domain.transitions import TRANSITIONS
from zhenwang.handoff.dossier import defanged
from zhenwang.store import audit_log, conserve, history, journal
from zhenwang.store.audit_log import PAGE, Entry, Log, Wanted
from zhenwang.store.conserve import Balance
from zhenwang.web.exports import Table, hand_out
from zhenwang.web.house import House, house_of, visitor_of
from zhenwang.web.permissions import needs
from zhenwang.web.rendering import language_of, page
from zhenwang.web.words import catalogue, words

MOST_EXPORTED = 20_000
_BALANCE = ("accepted", "done", "waiting", "leased", "quarantined", "refused")
_DIGEST = re.compile(r"\b([0-9a-f]{12})[0-9a-f]{20,}\b")  # shown by its start; the export has all of it
_VALUES: Mapping[str, str] = MappingProxyType({
    "band": "band", "exclusion": "exclusion", "authority": "office", "step": "step", "role": "role",
    "severity": "severity", "channel": "channel", "how": "entered_by",
})  # fmt: skip
"""Facts whose values are words of ours, and what their words begin with."""
_MACHINE_STEPS = ("open", "sighting")

router = APIRouter()


@dataclass(frozen=True, slots=True)
class ChainState:
    """A chain as it stands: its head, and what is wrong with it once somebody asked for that."""

    log: Log
    head: Head
    verified_at: datetime | None = None
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a log for people: words instead of codes, addresses that cannot be clicked."""

    entry: Entry
    action: str
    change: str
    reason: str
    facts: str


@router.get("/audit", response_class=HTMLResponse, dependencies=[needs(Permission.READ_AUDIT)])
def show(
    request: Request,
    log: str = "journal",
    person: str = "",
    action: str = "",
    subject: str = "",
    day: str = "",
    before: str = "",
) -> HTMLResponse:
    """The newest rows that answer, a hundred to a page. Unknown values of a filter are as good as none."""
    chosen, wanted = _chosen(log), _wanted(request, person, action, subject, day, before)
    found = audit_log.entries(house_of(request).store, chosen, wanted, PAGE + 1)
    return _page(request, chosen, wanted, found)


@router.get("/audit/verify", response_class=HTMLResponse, dependencies=[needs(Permission.READ_AUDIT)])
def verify(request: Request) -> HTMLResponse:
    """Reads both chains from their first row to the last."""
    house = house_of(request)
    chains = (
        _verified(Log.HISTORY, history.head(house.store), history.verify(house.store)),
        _verified(Log.JOURNAL, journal.head(house.store), [found.sentence for found in journal.damage(house.store)]),
    )
    return _page(request, Log.JOURNAL, Wanted(within=_within(visitor_of(request).actor)), [], chains)


@router.get("/audit/balances.{form}", dependencies=[needs(Permission.READ_AUDIT)])
def export_balances(request: Request, form: str) -> Response:
    t = words(language_of(request))
    header = (t["audit_source"], *(t[f"audit_{name}"] for name in _BALANCE), t["audit_holds"])
    rows = tuple(
        (book.source, *(getattr(book, name) for name in _BALANCE), str(book.holds))
        for book in conserve.balance(house_of(request).store)
    )
    return hand_out(request, Table("audit-balances", header, rows, {"table": "balances"}, runtime.now()), form)


@router.get("/audit/{log}.{form}", dependencies=[needs(Permission.READ_AUDIT)])
def export(
    request: Request, log: str, form: str, person: str = "", action: str = "", subject: str = "", day: str = ""
) -> Response:
    """The rows that answer, at most 20,000, as ``csv`` or ``json``."""
    if log not in set(Log):
        raise HTTPException(404)
    t, wanted = words(language_of(request)), _wanted(request, person, action, subject, day, "")
    found = audit_log.entries(house_of(request).store, Log(log), wanted, MOST_EXPORTED)
    keys = ("position", "at", "person", "account", "action", "subject", "before", "after", "reason", "facts", "digest")
    rows = tuple(
        (
            one.position, one.at, one.actor, one.account, _word(t, one.action), one.subject, _state(t, one.before),
            _state(t, one.after), one.reason, _facts(t, one.facts), one.digest,
        )
        for one in found
    )  # fmt: skip
    query = {"log": log, **_query(wanted)}
    return hand_out(
        request, Table(f"audit-{log}", tuple(t[f"audit_{key}"] for key in keys), rows, query, runtime.now()), form
    )


def _page(
    request: Request, log: Log, wanted: Wanted, found: list[Entry], chains: tuple[ChainState, ...] = ()
) -> HTMLResponse:
    house, t = house_of(request), words(language_of(request))
    standing = chains or (
        ChainState(Log.HISTORY, history.head(house.store)), ChainState(Log.JOURNAL, journal.head(house.store)),
    )  # fmt: skip
    shown, older = found[:PAGE], found[PAGE - 1].position if len(found) > PAGE else None
    asked = _query(wanted)
    return page(
        request,
        "audit.html.j2",
        log=log.value,
        wanted=wanted,
        lines=[_line(t, entry) for entry in shown],
        older=_address(log, asked | {"before": str(older)}) if older is not None else "",
        newest=_address(log, asked) if wanted.before is not None else "",
        export=urlencode(asked),
        chains=standing,
        balances=_balances(house),
        actions=_actions(t, log),
        columns=_BALANCE,
        looked=not chains,
        everything=wanted.within is None,
    )


def _line(t: Mapping[str, str], entry: Entry) -> Line:
    change = f"{_state(t, entry.before)} → {_state(t, entry.after)}" if entry.before != entry.after else ""
    facts = _DIGEST.sub(r"\1…", _facts(t, entry.facts))
    # What the machine says of its own steps stands in their facts.
    reason = "" if entry.actor == MACHINE.name and entry.action in _MACHINE_STEPS else entry.reason
    return Line(entry, _word(t, entry.action), change, defanged(reason), defanged(facts))


def _word(t: Mapping[str, str], action: str) -> str:
    """What an act is called; a word nobody translated is shown as it was written."""
    known = (t.get(f"{kind}_{action}") for kind in ("event", "act", "journal"))
    return next((word for word in known if word), action)


def _facts(t: Mapping[str, str], facts: Mapping[str, object]) -> str:
    named = {key: t.get(f"fact_{key}") or t.get(f"audited_{key}", key) for key in facts}
    told = {key: t.get(f"{_VALUES[key]}_{value}", value) if key in _VALUES else value for key, value in facts.items()}
    return "；".join(f"{named[key]}：{told[key]}" for key in sorted(facts) if facts[key] != "")


def _state(t: Mapping[str, str], state: str) -> str:
    return t.get(f"state_{state}", state)


def _actions(t: Mapping[str, str], log: Log) -> list[tuple[str, str]]:
    """What may be asked by: the steps of the transition table, or the journal's own acts."""
    if log is Log.HISTORY:
        known: Iterable[str] = dict.fromkeys((*_MACHINE_STEPS, *(step.action for step in TRANSITIONS)))
    else:
        known = (key.removeprefix("journal_") for key in catalogue() if key.startswith("journal_"))
    return [(action, _word(t, action)) for action in known]


def _balances(house: House) -> list[Balance]:
    return conserve.balance(house.store)


def _verified(log: Log, head: Head, problems: Iterable[str]) -> ChainState:
    return ChainState(log, head, runtime.now(), tuple(problems)[:100])


def _chosen(log: str) -> Log:
    return Log(log) if log in set(Log) else Log.JOURNAL


def _wanted(request: Request, person: str, action: str, subject: str, day: str, before: str) -> Wanted:
    known = int(before) if before.isascii() and before.isdecimal() and len(before) < 16 else None
    within = _within(visitor_of(request).actor)
    return Wanted(person.strip()[:200], action[:64], subject.strip()[:300], _day(day), known, within)


def _within(actor: Actor | None) -> tuple[tuple[str, str], ...] | None:
    """Whose histories somebody may audit: those of the regions and systems of the grant; None for all."""
    held = [grant for grant in (actor.grants if actor else ()) if Permission.READ_AUDIT in PERMISSIONS[grant.role]]
    if any(not grant.region and not grant.system for grant in held):
        return None
    return tuple(sorted({(grant.region, grant.system) for grant in held}))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == 10 and "1970" < text < "2999" else None
    except ValueError:
        return None


def _query(wanted: Wanted) -> dict[str, str]:
    asked = {"person": wanted.person, "action": wanted.action, "subject": wanted.subject}
    return {key: value for key, value in asked.items() if value} | ({"day": str(wanted.day)} if wanted.day else {})


def _address(log: Log, query: Mapping[str, str]) -> str:
    return f"/audit?{urlencode({'log': log.value, **query})}"
