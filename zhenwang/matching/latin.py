"""An official site's names in Latin letters: what its hosts show, and how its name would be spelt in others.

Real labels come first. The rest is transliteration: pinyin, initials, and what officials make of a region and an office
(``hbrst``). For people and for the console; what of it is looked for in host names is said in ``labels.py``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from zhenwang.domain.hosts import split_suffix
from zhenwang.domain.registry import OfficialSite
from zhenwang.matching.government import SHORT_GOVERNMENT_WORDS
from zhenwang.matching.offices import labels_of_office, office_of
from zhenwang.matching.spelling import latin_spellings, pinyin_spellings

MOST = 24  # of each sort: a body with many names must not fill the page


@dataclass(frozen=True, slots=True)
class LatinNames:
    """Each sort with the likeliest first, each form once, in lower-case ASCII.

    ``labels`` stand in the site's own hosts (``rst``, ``hubei``). ``pinyin`` is in full (``hubeisheng``), ``initials``
    are of names (``hbs``). ``abbreviations`` are the office's own (``rst``, ``hrss``) and a region with it (``hbrst``,
    ``hubei-rst``), also where the site's host is another.
    """

    labels: tuple[str, ...]
    pinyin: tuple[str, ...]
    initials: tuple[str, ...]
    abbreviations: tuple[str, ...]


def latin_names(site: OfficialSite) -> LatinNames:
    """All Latin forms of one site; needs no registry, no network and no clock."""
    spelt = [spelling for name in site.names for spelling in (*pinyin_spellings(name), *latin_spellings(name))]
    labels = _once(label for host in site.hosts for label in _host_labels(host))
    return LatinNames(
        labels,
        _once(text for kind, text in spelt if kind == "pinyin"),
        _once(text for kind, text in spelt if kind == "initials"),
        _once(form for name in site.names for form in _abbreviations(name, labels)),
    )


def _host_labels(host: str) -> Iterator[str]:
    for label in host.removesuffix(split_suffix(host)[0]).split("."):
        if label and label != "www" and label not in SHORT_GOVERNMENT_WORDS and not label.startswith("xn--"):
            yield label


def _abbreviations(name: str, labels: tuple[str, ...]) -> Iterator[str]:
    found = office_of(name)
    if found is None:
        return
    place, office = found
    offices = [known.label for known in labels_of_office(office)]
    regions = _once((*labels[-1:], *(text for _, text in pinyin_spellings(place))))
    yield from offices
    for region, label in product(regions, offices):
        if region not in offices:
            yield from (region + label, f"{region}-{label}")


def _once(forms: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(forms))[:MOST]
