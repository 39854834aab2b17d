"""Sites by their names in Latin letters: what their hosts show at once, what would be spelt one letter at a time.

To spell every name takes seconds; a question needs only the names that can begin with its first letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache

from zhenwang.domain.hosts import split_suffix
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.matching.heteronyms import also_spelt
from zhenwang.matching.latin import latin_names
from zhenwang.matching.offices import labels_of_office, office_of
from zhenwang.matching.spelling import stem_of

_BEGINNING = re.compile(r"(?<![\u3400-\u4dbf\u4e00-\u9fff])[\u3400-\u4dbf\u4e00-\u9fff]|(?<![A-Za-z])[A-Za-z]")


def sites_spelt(registry: Registry, form: str) -> tuple[str, ...]:
    """Ids of the sites a lower-case Latin form stands for: those whose hosts show it, or else who would be spelt so."""
    if not form.isascii():
        return ()
    return _shown(registry).get(form) or _spelt(registry, form[:1]).get(form, ())


@lru_cache(maxsize=4)
def _shown(registry: Registry) -> Mapping[str, tuple[str, ...]]:
    """Sites by each label of their hosts, the public suffix and www left out."""
    return _grouped(
        (label, site.id)
        for site in registry.sites.values()
        for host in site.granted
        for label in host.removesuffix(split_suffix(host)[0]).split(".")
        if label not in {"", "www"}
    )


@lru_cache(maxsize=36)
def _spelt(registry: Registry, letter: str) -> Mapping[str, tuple[str, ...]]:
    def forms() -> Iterator[tuple[str, str]]:
        for site in registry.sites.values():
            if letter in _first_letters(site):
                yield from ((form, site.id) for form in _forms(site).split(" ") if form.startswith(letter))

    return _grouped(forms())


@lru_cache(maxsize=32_768)
def _forms(site: OfficialSite) -> str:
    """All Latin forms of a site in one text, a tenth of what they take one by one. A registry that was revised in a
    few entries spells only those anew.
    """
    latin = latin_names(site)
    return " ".join(dict.fromkeys((*latin.labels, *latin.pinyin, *latin.initials, *latin.abbreviations)))


def _first_letters(site: OfficialSite) -> set[str]:
    """With which letters a Latin form of a site can begin: its labels', its offices', its names' and its region's."""
    found = {label[:1] for host in site.granted for label in host.split(".")}
    places = [site.region.rpartition("/")[2]]
    for name in site.names:
        if office := office_of(name):
            places.append(office[0])
            found.update(known.label[:1] for known in labels_of_office(office[1]))
    for place in places:
        found.update(spelling[:1] for form in (place, stem_of(place)) for spelling in also_spelt(form))
    for text in (*site.names, site.region):
        found.update(*(_readings(character) for character in _BEGINNING.findall(text)))
    return found


@cache
def _readings(character: str) -> frozenset[str]:
    """The first letters of all readings of a character; a Latin letter reads as itself."""
    if character.isascii():
        return frozenset(character.lower())
    from pypinyin import Style, pinyin  # 0.1 s of dictionaries that a question in Han characters never needs

    return frozenset(reading[:1] for reading in pinyin(character, style=Style.NORMAL, heteronym=True)[0])


def _grouped(pairs: Iterable[tuple[str, str]]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for form, site in pairs:
        found.setdefault(form, {})[site] = None
    return {form: tuple(sites) for form, sites in found.items()}
