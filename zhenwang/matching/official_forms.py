"""What of an official site its look-alikes are made from: hosts in parts, labels, and names as they are spelt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import TypeVar

from zhenwang.domain.hosts import Host, country, parse_host
from zhenwang.domain.registry import OfficialSite
from zhenwang.matching.government import SHORT_GOVERNMENT_WORDS, is_government_word
from zhenwang.matching.latin import latin_names
from zhenwang.matching.offices import office_names, office_of
from zhenwang.matching.spelling import han_names, latin_words, stem_of

MOST_HOSTS = 8
MOST_LABELS = 8
MOST_NAMES = 40
SHORTEST_NAME = 2
SHORTEST_OFFICE = 4  # ``rst`` of rst.hubei.gov.cn stands in every province
LONGEST = 40  # characters; longer names nobody types

_Form = TypeVar("_Form")


@dataclass(frozen=True, slots=True)
class HostParts:
    """A host without ``www``: its own labels (``rst``, ``hubei``), and those of its suffix (``gov``, ``cn``)."""

    own: tuple[str, ...]
    suffix: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        return (*self.own, *self.suffix)


@dataclass(frozen=True, slots=True)
class OfficialForms:
    """``labels`` stand for the site by themselves (``hubei``, ``rsthubei``); ``pairs`` are an office and its place.

    ``government`` are the words that say government there, ``native`` names in their own script, simplified.
    """

    country: str
    hosts: tuple[HostParts, ...]
    labels: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]
    government: tuple[str, ...]
    pinyin: tuple[str, ...]
    initials: tuple[str, ...]
    abbreviations: tuple[str, ...]
    words: tuple[str, ...]
    native: tuple[str, ...]


def official_forms(site: OfficialSite) -> OfficialForms:
    """All forms of one site, bounded; an address or a host that cannot be read gives none."""
    read = [host for host in map(parse_host, site.hosts[:MOST_HOSTS]) if isinstance(host, Host)]
    plain = [_parts(host) for host in read if host.ascii.isascii() and "xn--" not in host.ascii]
    pairs = _once(pair for parts in plain for pair in combinations(parts.own, 2))
    latin = latin_names(site)
    return OfficialForms(
        country(site.id),
        _once(plain),
        _once(label for parts in plain for label in _labels(parts))[:MOST_LABELS],
        pairs[:MOST_LABELS],
        _once((*(word for parts in plain for word in parts.suffix if _is_government(word)), "gov")),
        _short(latin.pinyin),
        _short(latin.initials),
        _short(latin.abbreviations),
        _short(form for name in site.names for form in _words(name)),
        _short((*(form for name in site.names for form in _native(name)), *_native_labels(read))),
    )


def _parts(host: Host) -> HostParts:
    labels = host.ascii.removeprefix("www.").split(".")
    own = len(labels) - len(host.suffix.split("."))
    return HostParts(tuple(labels[: max(own, 0)]), tuple(labels[max(own, 0) :]))


def _labels(parts: HostParts) -> Iterator[str]:
    """The label of a portal; of an office its place beside it, and its own label where that is telling."""
    if len(parts.own) == 1:
        yield parts.own[0]
        return
    yield from ("".join(order) for order in (parts.own, parts.own[::-1]) if order)
    yield from (label for label in parts.own[:1] if len(label) >= SHORTEST_OFFICE)


def _is_government(word: str) -> bool:
    return word in SHORT_GOVERNMENT_WORDS or is_government_word(word)


def _words(name: str) -> Iterator[str]:
    """The words of a Latin name run together and with hyphens: all, those that count, and neighbours among them."""
    words = [word.lower() for word in latin_words(name)]
    content = [word for word in words if len(word) >= SHORTEST_OFFICE]
    runs = [words, content, *(list(pair) for pair in pairwise(content))]
    for run in runs:
        if len(run) > 1 or (run and len(words) == 1):
            yield from ("".join(run), "-".join(run))


def _native(name: str) -> Iterator[str]:
    """A name as it stands, its office as documents write it otherwise, its place with and without the division."""
    for part in han_names(name):
        yield part
        if found := office_of(part):
            place, office = found
            written = [other for other, full in office_names().items() if full == office]
            yield from (form + other for other in written for form in (place, stem_of(place)))
        else:
            yield stem_of(part)


def _native_labels(hosts: Iterable[Host]) -> Iterator[str]:
    for host in hosts:
        own = host.unicode.split(".")[: -(host.suffix.count(".") + 1)]
        yield from (label for label in own if not label.isascii())


def _short(forms: Iterable[str]) -> tuple[str, ...]:
    return _once(form for form in forms if SHORTEST_NAME <= len(form) <= LONGEST)[:MOST_NAMES]


def _once(forms: Iterable[_Form]) -> tuple[_Form, ...]:
    return tuple(dict.fromkeys(forms))
