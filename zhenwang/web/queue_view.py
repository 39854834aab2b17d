"""What the queue shows: rows with everything to choose by, tabs with counts, and what it can be narrowed to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from urllib.parse import urlencode

from zhenwang.domain.access import Actor
from zhenwang.domain.case import Case
from zhenwang.domain.queue_filter import Wanted
from zhenwang.domain.queue_order import Place
from zhenwang.domain.signal import Axis
from zhenwang.store import case_links
from zhenwang.store.case_queue import Queued
from zhenwang.store.queue_conditions import held_under
from zhenwang.web.case_sentence import as_text, sentence
from zhenwang.web.house import House
from zhenwang.web.rendering import age
from zhenwang.web.severity import severity, strongest
from zhenwang.web.words import words

_BEIJING = timezone(timedelta(hours=8))
_SOON = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline for people. ``kind`` is ``late``, ``soon`` (within 24 hours) or ``far``; ``key`` names the clock."""

    text: str
    at: datetime
    kind: str
    key: str
    provisional: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One case in the queue. ``holder`` is who works on it, ``mine`` whether that is the reader."""

    case: Case
    imitates: str
    sentence: str
    severity: str
    in_favour: int
    age: str
    due: Due | None
    holder: str
    mine: bool
    asleep: bool
    links: int


def rows(found: Iterable[Queued], house: House, language: str, actor: Actor | None, now: datetime) -> list[Row]:
    """The rows of a page, in its order."""
    held = list(found)
    links = case_links.counts(house.store, [one.case.id for one in held], actor) if held else {}
    return [_row(one, house, language, actor, now, links) for one in held]


def _row(
    queued: Queued, house: House, language: str, actor: Actor | None, now: datetime, links: Mapping[str, int]
) -> Row:
    case = queued.case
    imitated = house.registry.site(case.imitates)
    claim = case.claim if case.claim and case.claim.account and case.claim.until > now else None
    until = case.suppressed_until
    return Row(
        case,
        imitated.name if imitated else case.imitates,
        reason(case, house, language),
        severity(case),
        sum(signal.axis is Axis.EXCULPATION for signal in case.signals),
        age(language, now - case.opened_at),
        due(queued, language, now),
        claim.name if claim else "",
        claim is not None and claim.account == held_under(actor),
        until is not None and until > now.astimezone(_BEIJING).date(),
        links.get(case.id, 0),
    )


def reason(case: Case, house: House, language: str) -> str:
    """Why it is here, in one sentence; the strongest signal's own words where the catalogue has none for it."""
    t = words(language)
    composed = as_text(sentence(case, house.registry, None, t), t)
    told = strongest(case, Axis.CLAIM) or strongest(case, Axis.HARM)
    return composed or ((told.because if language == "zh" else told.because_en) if told else "")


def due(queued: Queued, language: str, now: datetime) -> Due | None:
    """The next deadline, said as people say it: late by so much, today at an hour, or a day."""
    at, t = queued.due_at, words(language)
    if at is None:
        return None
    kind = "late" if at < now else "soon" if at - now < _SOON else "far"
    there, today = at.astimezone(_BEIJING), now.astimezone(_BEIJING)
    if kind == "late":
        text = t["due_late"].format(age=age(language, now - at))
    elif there.date() == today.date():
        text = t["due_today"].format(time=f"{there:%H:%M}")
    else:
        text = f"{there:%m-%d %H:%M}" if there.year == today.year else f"{there:%Y-%m-%d}"
    return Due(text, at, kind, queued.due_key, queued.due_provisional)


def address(wanted: Wanted, after: Place | None = None, **changes: str) -> str:
    """The queue under a filter; ``changes`` replace some of its fields."""
    query = replace(wanted, **changes).as_query() | ({"after": after.written()} if after else {})
    return f"/queue?{urlencode(query)}"


def regions(divisions: Mapping[str, str], jurisdiction: str) -> list[tuple[str, str]]:
    """What the region can be narrowed to, code prefix and name: the home province's prefectures, else provinces.

    The home province is the one that the jurisdiction's name names.
    """
    provinces = {code[:2]: name for code, name in divisions.items() if code.endswith("0000")}
    home = next((code for code, name in provinces.items() if name in jurisdiction), "")
    if not home:
        return sorted(provinces.items())
    below = {
        code[:4]: name.removeprefix(provinces[home])
        for code, name in divisions.items()
        if code.startswith(home) and code.endswith("00") and code[2:4] not in ("00", "90")
    }
    return [(home, provinces[home]), *sorted(below.items())]
