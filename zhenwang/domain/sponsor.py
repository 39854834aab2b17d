"""The sponsor check (核实): what the imitated body is asked, and what its three ticks come to (requirements 4.3)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from zhenwang.domain.body import Contact
from zhenwang.domain.enrolment import name_fault
from zhenwang.domain.people import person_key
from zhenwang.domain.registry import OfficialSite, Registry

MAX_NAME = 40
MAX_OFFICE = 80
MAX_NOTE = 1_000
OLDEST = timedelta(days=31)
"""An answer dated longer ago than this was given to another question."""


class SponsorAnswer(StrEnum):
    """What the imitated body says of the site."""

    NOT_OURS = "not_ours"  # 非我单位
    OURS = "ours"  # 系我单位: an official site that nobody reported
    COMMISSIONED = "commissioned"  # 委托他方
    FORMER = "former"  # 曾用域名
    UNKNOWN = "unknown"  # 不掌握


GENUINE = frozenset({SponsorAnswer.OURS, SponsorAnswer.COMMISSIONED})
"""Answers after which the site is no counterfeit, but an official one that the registry lacks."""


class Tick(StrEnum):
    """One box of the page, on paper or on the screen."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


TICKS = ("runs", "commissioned", "former")
"""The three questions: 是否本单位开办, 是否委托他方, 是否曾用域名."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What somebody of the imitated body answered: who (``name``, ``office``), when, and in what words."""

    answer: SponsorAnswer
    ticks: Mapping[str, Tick]
    name: str
    office: str
    on: date
    note: str = ""


def answer_of(ticks: Mapping[str, Tick]) -> SponsorAnswer:
    """What three ticks come to. A yes counts before any no; without one, a single doubt leaves it unknown."""
    if ticks.get("commissioned") is Tick.YES:
        return SponsorAnswer.COMMISSIONED
    if ticks.get("runs") is Tick.YES:
        return SponsorAnswer.OURS
    if ticks.get("former") is Tick.YES:
        return SponsorAnswer.FORMER
    return SponsorAnswer.NOT_OURS if all(ticks.get(name) is Tick.NO for name in TICKS) else SponsorAnswer.UNKNOWN


def read_reply(form: Mapping[str, str], today: date) -> Reply | tuple[str, ...]:
    """A form's reply, or the names of the fields that are missing or cannot be so, in their order on the page."""
    ticks = {name: Tick(value) for name in TICKS if (value := form.get(name, "")) in set(Tick)}
    name, office = cleaned(form.get("name", ""), MAX_NAME), cleaned(form.get("office", ""), MAX_OFFICE)
    on = _day(form.get("on", ""), today)
    wrong = [asked for asked in TICKS if asked not in ticks]
    wrong += ["name"] if name_fault(name) else []  # nobody's, or the machine's own
    wrong += [] if person_key(office) else ["office"]
    if wrong or on is None:
        return (*wrong, *(() if on else ("on",)))
    return Reply(answer_of(ticks), ticks, name, office, on, cleaned(form.get("note", ""), MAX_NOTE))


def facts_of(reply: Reply, channel: str) -> dict[str, str]:
    """The facts of ``sponsor_answered``; ``channel`` is ``link``, ``phone``, ``paper`` or ``message``."""
    facts = {
        "sponsor_answer": reply.answer.value,
        "answered_by": reply.name,
        "answered_office": reply.office,
        "answered_on": reply.on.isoformat(),
        "answered_via": channel,
    }
    ticks = {f"tick_{name}": tick.value for name, tick in reply.ticks.items()}
    return facts | ticks | ({"answered_note": reply.note} if reply.note else {})


@dataclass(frozen=True, slots=True)
class Number:
    """A phone number and whose it is. ``kind`` is ``office``, ``duty``, ``sibling`` or ``supervisor``."""

    kind: str
    whose: str
    phone: str
    source: str


def numbers(registry: Registry, site: OfficialSite | None) -> tuple[Number, ...]:
    """The registry's numbers for calling a body back: its own, its other sites', then those of who answers for it.

    Empty when the registry has none. Nothing that stands on the suspect page ever gets here.
    """
    if site is None:
        return ()
    found: dict[str, Number] = {}
    for number in _numbers(registry, site):
        found.setdefault(number.phone, number)
    return tuple(found.values())


def _numbers(registry: Registry, site: OfficialSite) -> Iterator[Number]:
    yield from _of(site.contact, "office", site.name)
    reached = _reached(registry)
    others = (other for other in reached.by_body.get(site.sponsor or site.name, ()) if other.id != site.id)
    for other in others:
        yield from _of(other.contact, "sibling", other.name)
    for other in reached.by_name.get(site.supervisor, ()):
        if other.id != site.id:
            yield from _of(other.contact, "supervisor", other.name)


@dataclass(frozen=True, slots=True)
class _Reached:
    """Sites whose contact is known, by the body that runs them and by every name they bear."""

    by_body: Mapping[str, tuple[OfficialSite, ...]]
    by_name: Mapping[str, tuple[OfficialSite, ...]]


@lru_cache(maxsize=2)
def _reached(registry: Registry) -> _Reached:
    by_body: dict[str, tuple[OfficialSite, ...]] = {}
    by_name: dict[str, tuple[OfficialSite, ...]] = {}
    for site in registry.sites.values():
        if site.contact.phones or site.contact.duty_phone:
            body = site.sponsor or site.name
            by_body[body] = (*by_body.get(body, ()), site)
            for name in site.names:
                by_name[name] = (*by_name.get(name, ()), site)
    return _Reached(by_body, by_name)


def _of(contact: Contact, kind: str, whose: str) -> Iterator[Number]:
    for phone in contact.phones:
        yield Number(kind, whose, phone, contact.sources)
    if contact.duty_phone:
        yield Number("duty" if kind == "office" else kind, whose, contact.duty_phone, contact.sources)


def cleaned(written: str, longest: int) -> str:
    """What somebody wrote, without what is not seen, in one line."""
    seen = "".join(" " if char.isspace() else char for char in written[: 4 * longest] if _is_seen(char))
    return " ".join(seen.split())[:longest]


def _is_seen(char: str) -> bool:
    return char.isspace() or unicodedata.category(char)[0] != "C"


def _day(written: str, today: date) -> date | None:
    try:
        day = date.fromisoformat(written.strip()[:10])
    except ValueError:
        return None
    return day if today - OLDEST <= day <= today else None
