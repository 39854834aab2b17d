"""``zhenwang registry exempt``: hosts that are not to be put forward, why, by whom and until when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Annotated

from cyclopts import Parameter

from zhenwang import registry_in_use
from zhenwang.cli.output import err, fail, out, print_json
from zhenwang.domain.exemption import (
    PERMANENT,
    Exemption,
    ExemptionKind,
    ExemptionRuling,
    ExemptionScope,
    ExemptionState,
    KeptExemption,
)
from zhenwang.domain.hosts import Host, host_of, parse_host
from zhenwang.domain.people import person_key
from zhenwang.domain.registry import Registry
from zhenwang.lists.cells import read_date
from zhenwang.matching.absent_registry import suffixes_of
from zhenwang.matching.exemptible import objection
from zhenwang.registry.exempting import kept
from zhenwang.settings import Settings
from zhenwang.store import exemptions, revisions
from zhenwang.store.exemptions import Overruled
from zhenwang.store.opening import Store

_Flag = Annotated[bool, Parameter(negative=())]


def exempt_(
    host: str = "",
    /,
    *,
    reason: str = "",
    kind: ExemptionKind | None = None,
    until: str = "",
    who: str = "",
    scope: ExemptionScope = ExemptionScope.HOST,
    sources: str = "",
    end: _Flag = False,
    why: str = "",
    as_json: Annotated[bool, Parameter(name="--json", negative=())] = False,
) -> None:
    """Exempt a host from being put forward, end an exemption, or (without a host) list all of them.

    The daily run leaves exempt hosts alone and counts them. One that somebody reports is looked at all the same, and
    the case shows the exemption as a point in its favour. An exemption lapses by itself on the day after --until;
    nothing is ever deleted.

        zhenwang registry exempt demo.vendor.com --reason 厂商演示站 --kind test_host --until 2027-06-30 --who 王芳

        zhenwang registry exempt demo.vendor.com --end --who 王芳 --why 合同终止

        zhenwang registry exempt

    Parameters
    ----------
    host
        A host name or URL.
    reason
        Why it is innocent, in your own words.
    kind
        What it is instead.
    until
        The last day, as 2027-06-30, or `permanent`; one of them must be said.
    who
        Who exempts it, or ends the exemption.
    scope
        The host alone, or everything under it too. Never a public suffix, shared hosting or a government suffix.
    sources
        Where that can be read: a contract, a letter, a page.
    end
        End what stands for the host.
    why
        Why it ends.
    as_json
        Print the list, or what was recorded, as JSON.
    """
    settings = Settings()
    if not host:
        _list(settings, as_json=as_json)
        return
    if not person_key(who) or not (why if end else reason).strip():
        fail("say who rules and why: --who NAME with --reason TEXT, or with --why TEXT to --end one", 2)
    asked, now = _asked(host), datetime.now(UTC)
    with registry_in_use.opened_store(settings) as store:
        registry, held, seen = _held(settings, store)
        if end:
            _standing(held, asked)
            made = exemptions.end(store, asked.ascii, who.strip(), why.strip(), now, seen=seen)
        else:
            today = registry.day(now)
            _allowed(registry, asked, scope)
            reads = scope, _kind(kind), reason.strip(), who.strip(), today, _last_day(until, today), sources
            made = exemptions.exempt(store, Exemption(asked.ascii, *reads), now, seen=seen)
    _show(made, as_json=as_json)


def _held(settings: Settings, store: Store | None) -> tuple[Registry, Sequence[KeptExemption], int]:
    """The registry in use, every exemption there ever was, and the number of the newest ruling."""
    shipped = registry_in_use.load_shipped(settings)
    ruled = exemptions.rulings(store) if store else []
    made = revisions.all_revisions(store) if store else []
    registry = registry_in_use.with_revisions(shipped, made, ruled)
    return registry, kept(shipped.exemptions, ruled), ruled[-1].number if ruled else 0


def _asked(text: str) -> Host:
    host = parse_host(host_of(text if "://" in text else f"//{text}"))
    if not isinstance(host, Host):
        fail(f"{text[:200]!r} is not a host name: {host.reason}", 2)
    return host


def _kind(given: ExemptionKind | None) -> ExemptionKind:
    if given is None:
        fail(f"say what it is instead with --kind: {', '.join(ExemptionKind)}", 2)
    return given


def _last_day(text: str, today: date) -> date | None:
    if text == PERMANENT:
        return None
    until = read_date(text)
    if until is None:
        fail(f"say until when with --until: the last day, as 2027-06-30, or {PERMANENT}", 2)
    if until < today:
        fail(f"--until {until} is over: an exemption begins today, {today}", 2)
    return until


def _allowed(registry: Registry, asked: Host, scope: ExemptionScope) -> None:
    if site := registry.owner(asked.ascii):
        fail(f"{asked.unicode} is a host of {site.name} already: it is never put forward and needs no exemption", 2)
    if told := objection(asked, scope, suffixes_of(registry)):
        fail(told, 2)


def _standing(held: Sequence[KeptExemption], asked: Host) -> None:
    if any(one.over is None for one in held if one.exemption.host == asked.ascii):
        return
    above = [one.exemption.host for one in held if one.over is None and one.exemption.covers(asked.ascii)]
    meant = f"; it is covered by {above[0]}: end that one" if above else ""
    fail(f"no exemption of {asked.unicode} stands{meant}; `zhenwang registry exempt` lists all of them", 1)


def _show(made: ExemptionRuling | Overruled, *, as_json: bool) -> None:
    if isinstance(made, Overruled):
        other = made.newest
        fail(f"{other.who} ruled on {other.host} meanwhile: nothing was changed; look at the list and say it again")
    if as_json:
        print_json(asdict(made))
    elif made.exemption:
        out.print(f"ruling {made.number}: {made.host} is exempt {_until(made.exemption)}", markup=False)
    else:
        out.print(f"ruling {made.number}: {made.host} is exempt no more", markup=False)


def _list(settings: Settings, *, as_json: bool) -> None:
    with registry_in_use.found_store(settings) as store:
        registry, held, _ = _held(settings, store)
    today = registry.day(datetime.now(UTC))
    ordered = sorted(held, key=lambda one: _place(one, today))
    if as_json:
        print_json([_as_json(one, today) for one in ordered])
        return
    for one in ordered:
        meant = one.exemption
        out.print(f"{_word(one, today):22} {meant.host}{_BELOW[meant.scope]}  {_until(meant)}", markup=False)
        out.print(f"{'':22} {meant.kind}, by {meant.who} on {meant.since}: {meant.reason}", markup=False)
        if one.over:
            out.print(f"{'':22} {one.over.who} on {registry.day(one.over.at)}: {one.over.why}", markup=False)
    if not held:
        err.print("no host is exempt", style="dim")


_BELOW = {ExemptionScope.HOST: "", ExemptionScope.DOMAIN: " and all below"}


def _place(one: KeptExemption, today: date) -> tuple[int, date, str]:
    """What stands before what is over, what lapses soonest first."""
    state = list(ExemptionState).index(one.state(today))
    return state, one.exemption.until or date.max, one.exemption.host


def _word(one: KeptExemption, today: date) -> str:
    state = one.state(today)
    days = one.exemption.lapses_in(today)
    if state is ExemptionState.IN_FORCE and days is not None:
        return f"lapses in {days} day{'' if days == 1 else 's'}"
    return state.value.replace("_", " ")


def _until(meant: Exemption) -> str:
    return f"until {meant.until}" if meant.until else "permanently"


def _as_json(one: KeptExemption, today: date) -> dict[str, object]:
    """The exemption's own fields, its ``state``, ``lapses_in`` days, and the ruling that ended or replaced it."""
    over = one.over
    return {
        **asdict(one.exemption),
        "state": one.state(today),
        "lapses_in": one.exemption.lapses_in(today),
        "over": {"at": over.at, "who": over.who, "why": over.why} if over else None,
    }
