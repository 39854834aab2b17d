"""What somebody seeks in the registry: a question in any form, narrowed by what the entries say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from itertools import chain
from types import MappingProxyType

from zhenwang.domain.body import BodyKind
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.domain.site import RetiredHost, Status
from zhenwang.registry.hostless import Hostless
from zhenwang.registry.naming import COMPOSED
from zhenwang.registry.questions import Answer, ask
from zhenwang.registry.search import How, search
from zhenwang.rules.articles import at_home

MAX_ASKED = 200
CENTRAL = "central"
LEVELS = ("central", "province", "prefecture", "county", "zone")
_LEAST_PART = 3
_FAR = {How.PART.value: 1, "host_or_mark": 2}
_NONE_CLOSER = frozenset({How.LATIN.value, *_FAR})
"""What holds the text, or is spelt so in Latin letters, as rst is in nine provinces."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the page's form asks for; an empty part narrows nothing, and an unknown one finds nothing."""

    q: str = ""
    region: str = ""
    standing: str = ""
    level: str = ""
    kind: str = ""
    doubt: str = ""

    @property
    def anything(self) -> bool:
        return any(getattr(self, part.name) for part in fields(self))

    @property
    def narrowed(self) -> bool:
        return any(getattr(self, part.name) for part in fields(self) if part.name != "q")


@dataclass(frozen=True, slots=True)
class Row:
    """An entry that was found. ``how`` says what the text is to it (``questions.Answer``); empty without a text."""

    site: OfficialSite
    how: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """``answer`` is what the question itself was answered, None without one; ``rows`` hold no more than was asked."""

    rows: tuple[Row, ...]
    count: int
    answer: Answer | None = None


DOUBTS: Mapping[str, Callable[[OfficialSite], bool]] = MappingProxyType({
    "conflict": lambda site: bool(site.conflicts),
    "low": lambda site: site.confidence == "low",
    "medium": lambda site: site.confidence == "medium",
    "high": lambda site: site.confidence == "high",
    "composed": lambda site: COMPOSED in site.note,
    "not_active": lambda site: site.status is not Status.ACTIVE,
})  # fmt: skip


def find(registry: Registry, wanted: Wanted, hostless: Hostless, first: int, most: int) -> Found:
    """The entries that are meant, the closest first; without a text in the order of ``in_order``."""
    asked = wanted.q.strip()
    answer = ask(registry, asked, hostless) if asked else None
    rows = _each_once(_answers(registry, asked, answer)) if answer else map(Row, in_order(registry))
    found = [row for row in rows if fits(row.site, wanted)]
    home = registry.jurisdiction
    if answer:  # among those that are no closer one than the other home comes first
        found.sort(key=lambda row: (_FAR.get(row.how, 0), row.how in _NONE_CLOSER and not at_home(row.site, home)))
    return Found(tuple(found[first : first + most]), len(found), answer)


def fits(site: OfficialSite, wanted: Wanted) -> bool:
    """Whether an entry is within what the question was narrowed to."""
    return (
        (not wanted.region or region_of(site) == wanted.region)
        and (not wanted.standing or wanted.standing == ("protected" if site.protected else "neighbour"))
        and (not wanted.level or wanted.level == site.level)
        and (not wanted.kind or wanted.kind == (site.kind.value or "unknown"))
        and (not wanted.doubt or (wanted.doubt in DOUBTS and DOUBTS[wanted.doubt](site)))
    )


def region_of(site: OfficialSite) -> str:
    """The province a site belongs to, ``central`` for central bodies; empty when nobody knows."""
    return CENTRAL if site.level == CENTRAL else site.region.partition("/")[0]


@lru_cache(maxsize=2)
def in_order(registry: Registry) -> tuple[OfficialSite, ...]:
    """All sites as people go through them: home first, protected before neighbours, then from the top down."""
    ranks = {level: rank for rank, level in enumerate(LEVELS)}

    def place(site: OfficialSite) -> tuple[bool, bool, str, int, bool, bool, str]:
        rank, government = ranks.get(site.level, len(LEVELS)), site.kind is BodyKind.GOVERNMENT
        portal = government and site.id.startswith("www.")
        away = not at_home(site, registry.jurisdiction)
        return away, not site.protected, site.region_code, rank, not portal, not government, site.id

    return tuple(sorted(registry.sites.values(), key=place))


def retired(registry: Registry, text: str) -> tuple[RetiredHost, ...]:
    """Retired hosts that hold the text in host, name or last site; all of them without a text."""
    wanted = _folded(text)
    every = registry.retired.values()
    return tuple(past for past in every if wanted in _folded(f"{past.host} {past.name} {past.last_site}"))


def _answers(registry: Registry, asked: str, answer: Answer) -> Iterator[Row]:
    if answer.kind == "name":  # the answer is cut to a screenful before it could be narrowed
        yield from (Row(hit.site, hit.how.value) for hit in search(registry, asked))
    else:
        yield from (Row(site, how) for site, how in zip(answer.sites, answer.how, strict=True))
    part = _folded(asked[:MAX_ASKED])
    if len(part) >= _LEAST_PART:
        holders = (site for text, site in _hosts_and_marks(registry) if part in text)
        yield from (Row(registry.sites[site], "host_or_mark") for site in holders)


@lru_cache(maxsize=2)
def _hosts_and_marks(registry: Registry) -> tuple[tuple[str, str], ...]:
    return tuple(
        (_folded(text), site.id)
        for site in in_order(registry)
        for text in chain(site.granted, (value for _, value in site.marks.all()))
    )


def _each_once(rows: Iterable[Row]) -> Iterator[Row]:
    seen: set[str] = set()
    for row in rows:
        if row.site.id not in seen:
            seen.add(row.site.id)
            yield row


def _folded(text: str) -> str:
    return "".join(text.split()).casefold()
