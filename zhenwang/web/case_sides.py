"""Official page and suspect beside each other: marks, texts they share, and what was put in or taken out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from zhenwang.domain.case import Case
from zhenwang.domain.jurisdiction import Jurisdiction
from zhenwang.domain.look import Look, Page
from zhenwang.domain.registry import OfficialSite
from zhenwang.pages.marks import find_marks
from zhenwang.web.case_pictures import Pair, official_pictures, pairs
from zhenwang.web.house import House
from zhenwang.web.passages import MAX_ZONE, grams, shared
from zhenwang.web.text_changes import Changes, compared
from zhenwang.web.visible import Piece

_ZONES = ("title", "header", "navigation", "text", "footer")
_ZONE_TEXT = 420
_MARKS = ("site_code", "jiucuo_code", "icp", "psb", "conac")
_COMPARED = ("title", "header", "footer", "text")


@dataclass(frozen=True, slots=True)
class Sides:
    """``(zone or kind of mark, official, suspect)``; what is equal is a hit. ``changes`` are by zone, ``equal`` the
    zones without any; both are empty without a baseline.
    """

    official: OfficialSite | None
    has_baseline: bool
    marks: tuple[tuple[str, list[Piece], list[Piece]], ...]
    zones: tuple[tuple[str, list[Piece], list[Piece]], ...]
    changes: tuple[Changes, ...]
    equal: tuple[str, ...]
    pairs: tuple[Pair, ...]
    official_pictures: int


def sides(house: House, case: Case, look: Look | None) -> Sides:
    """The imitated body as people ruled, else as the machine has it, beside the suspect."""
    shown = look.page if look else None
    official = house.registry.site(case.ruled.get("imitates", "") or case.imitates)
    baseline = house.registry.baselines.get(official.id) if official else None
    theirs = baseline.page if baseline else None
    pictures = official_pictures(house, official)
    told = _told(_texts(theirs), _texts(shown))
    return Sides(
        official,
        theirs is not None,
        tuple(_marks(official, shown, house.pack.jurisdiction)),
        told.zones,
        told.changes,
        told.equal,
        pairs(look, pictures),
        len(pictures),
    )


@dataclass(frozen=True, slots=True)
class _Told:
    zones: tuple[tuple[str, list[Piece], list[Piece]], ...]
    changes: tuple[Changes, ...]
    equal: tuple[str, ...]


_Texts = tuple[str, ...]
"""A page's texts in the order of ``_ZONES``; empty where no page was seen."""


@lru_cache(maxsize=64)
def _told(theirs: _Texts, ours: _Texts) -> _Told:
    """Remembered: after each ruling the same two pages are shown again."""
    in_official, in_suspect = grams(theirs), grams(ours)
    zones = []
    for at, zone in enumerate(_ZONES):
        left = shared(theirs[at][:_ZONE_TEXT], in_suspect) if theirs else []
        right = shared(ours[at][:_ZONE_TEXT], in_official) if ours else []
        zones += [(zone, left, right)] if left or right else []
    if not (theirs and ours):
        return _Told(tuple(zones), (), ())
    found = [compared(zone, theirs[_ZONES.index(zone)], ours[_ZONES.index(zone)]) for zone in _COMPARED]
    apart = tuple(one for one in found if one.added or one.removed)
    same = (one.zone for one in found if one not in apart and theirs[_ZONES.index(one.zone)].strip())
    return _Told(tuple(zones), apart, tuple(same))


def _marks(
    official: OfficialSite | None, shown: Page | None, jurisdiction: Jurisdiction
) -> Iterator[tuple[str, list[Piece], list[Piece]]]:
    granted = list(official.marks.all()) if official else []
    found = [(mark.kind, mark.value) for mark in find_marks(shown, jurisdiction)] if shown else []
    own = (known.kind for known in jurisdiction.marks if known.kind not in _MARKS)
    for kind in (*_MARKS, *own):
        granted_kind = "site_code" if kind == "jiucuo_code" else kind
        theirs = tuple(dict.fromkeys(value for held, value in granted if held == granted_kind))
        ours = tuple(dict.fromkeys(value for held, value in found if held == kind))
        if ours or (theirs and kind == granted_kind):
            yield kind, _pieces(theirs, ours), _pieces(ours, theirs)


def _pieces(values: tuple[str, ...], other: tuple[str, ...]) -> list[Piece]:
    return [Piece(value, "hit" if value in other else "") for value in values]


def _texts(shown: Page | None) -> _Texts:
    return tuple(getattr(shown, zone)[:MAX_ZONE] for zone in _ZONES) if shown else ()
