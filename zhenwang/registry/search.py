"""Which official sites a person means by what they typed: a name of any kind, its Latin form, or a part of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import chain

from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.registry.latin_index import sites_spelt
from zhenwang.text.comparable import comparable, comparable_lines

MAX_ASKED = 200


class How(StrEnum):
    """What the text is to the site, the closest first."""

    NAME = "name"
    SHORT_NAME = "short_name"
    ALIAS = "alias"
    FORMER_NAME = "former_name"
    ENGLISH_NAME = "english_name"
    LATIN = "latin"  # a host label, pinyin, initials or an abbreviation: rst, hbrst
    PART = "part"  # a name contains it


@dataclass(frozen=True, slots=True)
class Hit:
    """A site that was meant, and by which of its names."""

    site: OfficialSite
    how: How
    name: str


def search(registry: Registry, text: str) -> Iterator[Hit]:
    """Sites meant by a text, each once, the closest first; None for a blank text.

    Whoever bears the name itself, in any script, width, case or spacing; then Latin forms; then names that contain it.
    """
    wanted = _form(text[:MAX_ASKED])
    if wanted:
        spelt = sorted(sites_spelt(registry, wanted), key=lambda site: min(map(len, registry.sites[site].names)))
        latin = ((site, How.LATIN, wanted) for site in spelt)
        yield from _each_once(registry, chain(_exact(registry, wanted), latin, _parts(registry, wanted)))


def named(registry: Registry, text: str) -> Iterator[OfficialSite]:
    """Sites that bear a name or contain the text in one, the closest first, each once. Latin forms are not asked."""
    wanted = _form(text[:MAX_ASKED])
    if wanted:
        found = _each_once(registry, chain(_exact(registry, wanted), _parts(registry, wanted)))
        yield from (hit.site for hit in found)


def bearers(registry: Registry, text: str) -> tuple[Hit, ...]:
    """Sites that bear exactly this name or Latin form, the closest kind first."""
    return tuple(hit for hit in search(registry, text) if hit.how is not How.PART)


_Named = tuple[str, How, str]  # a site's id, the kind of name, the name
_ORDER = {how: place for place, how in enumerate(How)}


@dataclass(frozen=True, slots=True)
class _Index:
    """Names in comparable form: ``forms[i]`` is that of ``names[i]``; ``bearers`` says where a form stands."""

    names: tuple[_Named, ...]
    forms: tuple[str, ...]
    bearers: Mapping[str, tuple[int, ...]]


@lru_cache(maxsize=4)
def _index_of(registry: Registry) -> _Index:
    names = tuple((site.id, how, name) for site in registry.sites.values() for how, name in _kinds(site))
    # One pass over all lines: a call for every name costs twice as much.
    lines = comparable_lines("\n".join(name.replace("\n", " ") for _, _, name in names)) if names else ()
    forms = tuple(line.replace(" ", "") for line in lines)
    return _Index(names, forms, _places(forms))


def _kinds(site: OfficialSite) -> Iterator[tuple[How, str]]:
    yield How.NAME, site.name
    yield from ((How.SHORT_NAME, name) for name in site.short_names)
    yield from ((How.ALIAS, name) for name in site.aliases)
    yield from ((How.FORMER_NAME, past.name) for past in site.former_names)
    if site.english_name:
        yield How.ENGLISH_NAME, site.english_name


def _each_once(registry: Registry, found: Iterable[_Named]) -> Iterator[Hit]:
    seen: set[str] = set()
    for site, how, name in found:
        if site not in seen:
            seen.add(site)
            yield Hit(registry.sites[site], how, name)


def _exact(registry: Registry, wanted: str) -> Iterator[_Named]:
    index = _index_of(registry)
    yield from sorted((index.names[place] for place in index.bearers.get(wanted, ())), key=lambda name: _ORDER[name[1]])


def _parts(registry: Registry, wanted: str) -> Iterator[_Named]:
    """The shortest names first: of all that hold 武汉, the city's government says the least else."""
    index = _index_of(registry)
    holding = [(len(form), place) for place, form in enumerate(index.forms) if wanted in form]
    for _, place in sorted(holding):
        site, _, name = index.names[place]
        yield site, How.PART, name


def _places(forms: Iterable[str]) -> Mapping[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for place, form in enumerate(forms):
        if form:
            found.setdefault(form, []).append(place)
    return {form: tuple(places) for form, places in found.items()}


def _form(text: str) -> str:
    return comparable(text).replace(" ", "")
