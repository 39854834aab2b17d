"""Registered names that are nearly a given one: a shortlist by pairs of characters, then Levenshtein distance."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Editop, Levenshtein

from zhenwang.domain.registry import Registry
from zhenwang.matching.offices import office_names, office_of
from zhenwang.matching.spelling import pinyin, stem_of
from zhenwang.text.comparable import comparable

LEAST, MOST = 6, 40  # characters of a name
_COMMON = 600  # names that share a pair of characters, beyond which the pair says nothing
_SHORTLIST = 40
_EDITS = 2
_MASKED = 12
_OTHER_ENDS = frozenset("所站队科处室院校会委厅局部办")  # 管理所 for 管理局: another kind of body


@dataclass(frozen=True, slots=True)
class Likeness:
    """A registered name and the sites that bear it; ``distance`` in characters changed, inserted or left out."""

    name: str
    sites: tuple[str, ...]
    distance: int


class LikeNames:
    """Build it once for a registry: ``like_names``."""

    def __init__(self, holders: Mapping[str, tuple[str, ...]], places: frozenset[str]) -> None:
        self._holders, self.places = holders, places
        names = defaultdict(list)
        for name in holders:
            for pair in set(_pairs(name)):
                names[pair].append(name)
        self._names = {pair: tuple(found) for pair, found in names.items()}
        self._masked = _masked(holders)
        self._used = frozenset(self._names) | {pair for office in office_names() for pair in _pairs(office)}

    def altered(self, shown: str) -> Likeness | None:
        """The name that ``shown`` is an alteration of; None where it is a name of its own, or nobody's.

        What is changed must be no word: an office that others have is that office (教育局, 体育局), and a place that is
        one is that place. Of a place only a character of the same reading counts as changed.
        """
        if not LEAST <= len(shown) <= MOST or shown in self._holders:
            return None
        near = (Likeness(name, self._holders[name], distance) for name, distance in self._near(shown))
        likely = (one for one in near if self._is_alteration(one.name, shown))
        return min(likely, key=lambda one: one.distance, default=None)

    def _near(self, shown: str) -> Iterator[tuple[str, int]]:
        yield from (
            (name, 1) for mask in _masks(shown, len(shown)) for name in self._masked.get(mask, ()) if name != shown
        )
        rare = [found for pair in _pairs(shown) if 0 < len(found := self._names.get(pair, ())) <= _COMMON]
        counted = Counter(name for found in rare for name in found)
        for name, _ in counted.most_common(_SHORTLIST):
            distance = Levenshtein.distance(name, shown, score_cutoff=_EDITS)
            if 0 < distance <= min(_EDITS, len(name) // 4):
                yield name, distance

    def _is_alteration(self, name: str, shown: str) -> bool:
        found = office_of(name)
        place = len(found[0]) if found else 0
        if not place:
            return False
        edits = Levenshtein.editops(name, shown)
        if any(edit.src_pos < place for edit in edits):
            return self._is_place_misspelt(name, shown, place)
        if any(edit.dest_pos >= len(shown) - 1 for edit in edits) and shown[-1] in _OTHER_ENDS:
            return False
        return all(
            self._is_no_word(shown, edit.dest_pos, edit.tag == "replace" and _sound_alike(name, shown, edit))
            for edit in edits
        )

    def _is_no_word(self, shown: str, place: int, homophone: bool) -> bool:
        """Whether a character makes no word of any office with its neighbours; a homophone, with one of them."""
        pairs = [shown[start : start + 2] for start in (place - 1, place) if 0 <= start < len(shown) - 1]
        unused = [pair not in self._used for pair in pairs]
        return any(unused) if homophone else bool(unused) and all(unused)

    def _is_place_misspelt(self, name: str, shown: str, place: int) -> bool:
        if len(name) != len(shown) or name[place:] != shown[place:] or shown[place - 1] != name[place - 1]:
            return False
        changed = [(was, now) for was, now in zip(name[:place], shown[:place], strict=True) if was != now]
        if shown[:place] in self.places or stem_of(shown[:place]) in self.places:
            return False
        return all(pinyin(was) == pinyin(now) for was, now in changed)


@lru_cache(maxsize=4)
def like_names(registry: Registry) -> LikeNames:
    holders: dict[str, dict[str, None]] = {}
    places: set[str] = set()
    for site in registry.sites.values():
        places.update(form for part in site.region.split("/") if part for form in (part, stem_of(part)))
        for given in site.names:
            name = comparable(given)
            if LEAST <= len(name) <= MOST and not name.isascii():
                holders.setdefault(name, {})[site.id] = None
            if found := office_of(name):
                places.update((found[0], stem_of(found[0])))
    return LikeNames({name: tuple(sites) for name, sites in holders.items()}, frozenset(places))


def _sound_alike(name: str, shown: str, edit: Editop) -> bool:
    return pinyin(name[edit.src_pos]) == pinyin(shown[edit.dest_pos])


def _masked(names: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """Names by each form in which one character of their place is covered: two-character places share no pair."""
    found: dict[str, list[str]] = defaultdict(list)
    for name in names:
        known = office_of(name)
        for mask in _masks(name, len(known[0]) - 1 if known else 0):
            found[mask].append(name)
    return {mask: tuple(several) for mask, several in found.items()}


def _masks(name: str, most: int) -> Iterator[str]:
    return (f"{name[:place]}*{name[place + 1 :]}" for place in range(min(most, _MASKED)))


def _pairs(text: str) -> list[str]:
    return [text[start : start + 2] for start in range(len(text) - 1)]
