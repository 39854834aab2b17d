"""An official site's names in Latin letters: what its hosts show, and how its name would be spelt in others.

Real labels come first. The rest is transliteration: pinyin, initials, and what officials make of a region and an office
(``hbrst``). For people and for the console; what of it is looked for in host names is said in ``labels.py``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from zhenwang.domain.hosts import split_suffix
from zhenwang.domain.registry import OfficialSite
from zhenwang.matching.government import SHORT_GOVERNMENT_WORDS
from zhenwang.matching.heteronyms import also_spelt
from zhenwang.matching.offices import labels_of_office, office_of, ways_of_writing
from zhenwang.matching.spelling import MAX_PINYIN, latin_spellings, pinyin, pinyin_spellings, stem_of

MOST = 40  # of each sort: a body with many names must not fill the page
LABELS_COMBINED = 4  # of an office, the commonest: beyond them a combination is a guess
LABELS_LOOKED_FOR = 2
MIN_LOOKED_FOR = 3  # letters of an office's label: ``ga`` of a police office is found in neimenggugames
LONGEST_SAID, SHORTEST_SAID = 5, 2  # characters: 人力资源和社会保障厅 is nobody's host name
KINDS_OF_OFFICE = "厅局委办院"
NO_PLACES = frozenset({"国家", "国务院", "中国", "全国", "中央", "中共中央"})


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
    labels = _once(label for host in site.hosts for label in _host_labels(host))
    spelt = [spelling for name in site.names for spelling in _spellings(name, site.region)]
    return LatinNames(
        labels,
        _once(text for kind, text in spelt if kind == "pinyin"),
        _once(text for kind, text in spelt if kind == "initials"),
        _once(form for name in site.names for form in _abbreviations(name, site.region, labels)),
    )


def combined(name: str) -> Iterator[str]:
    """What is looked for in host names of a region and its office run together: ``hbrst``, ``hubeirst``,
    ``hubeirensheting``, ``hubeirenshe``.
    """
    found = office_of(name)
    if found is None:
        return
    commonest = [known.label for known in labels_of_office(found[1])[:LABELS_LOOKED_FOR] if known.hosts]
    short = (label for label in commonest if len(label) >= MIN_LOOKED_FOR)
    offices = _once((*short, *_said_offices(found[1])))
    if offices:
        for place in _once(_region_labels(_place_forms(found[0], ""))):
            yield from (place + office for office in offices)


def _said_offices(office: str) -> Iterator[str]:
    """The pinyin of what people call an office: 人社厅; of abbreviations also without the last character: 人社."""
    for way in ways_of_writing(office):
        if len(way) > LONGEST_SAID:
            continue
        yield "".join(pinyin(way))
        if way != office and way[-1] in KINDS_OF_OFFICE and len(way) > SHORTEST_SAID:
            yield "".join(pinyin(way[:-1]))


def _host_labels(host: str) -> Iterator[str]:
    for label in host.removesuffix(split_suffix(host)[0]).split("."):
        if label and label != "www" and label not in SHORT_GOVERNMENT_WORDS and not label.startswith("xn--"):
            yield label


def _spellings(name: str, region: str) -> Iterator[tuple[str, str]]:
    """What the name engine spells, and the place of an office by itself."""
    yield from latin_spellings(name)
    yield from pinyin_spellings(name)
    if found := office_of(name):
        for form in _place_forms(found[0], region):
            syllables = pinyin(form)
            if len(full := "".join(syllables)) <= MAX_PINYIN:
                yield from (("pinyin", text) for text in (full, *also_spelt(form)))
            yield "initials", "".join(syllable[0] for syllable in syllables)


def _place_forms(place: str, region: str) -> tuple[str, ...]:
    """The place with and without its division; of 上海市闵行区 the last alone, where the region says which it is."""
    last = region.rpartition("/")[2]
    if last and place.endswith(last):
        place = last
    return () if place in NO_PLACES else _once((stem_of(place), place))


def _abbreviations(name: str, region: str, labels: tuple[str, ...]) -> Iterator[str]:
    found = office_of(name)
    if found is None:
        return
    offices = [known.label for known in labels_of_office(found[1])]
    yield from offices[:LABELS_COMBINED]
    places = _once((*_host_regions(labels, offices), *_region_labels(_place_forms(found[0], region))))
    for office in offices[:LABELS_COMBINED]:
        for place in places:
            yield from (place + office, f"{place}-{office}")
    yield from offices[LABELS_COMBINED:]


def _host_regions(labels: tuple[str, ...], offices: list[str]) -> Iterator[str]:
    """The region in the site's own hosts: beside the office's label (``rst.hubei``), or before it (``xazf``)."""
    if len(labels) > 1 and labels[-1] not in offices:
        yield labels[-1]
    for office in offices:
        yield from (label.removesuffix(office) for label in labels if label.endswith(office) and label != office)


def _region_labels(forms: tuple[str, ...]) -> Iterator[str]:
    """Pinyin without the division, other official spellings, then initials: ``hubei``, ``hb``, ``hbs``."""
    if forms:
        yield "".join(pinyin(forms[0]))
        yield from also_spelt(forms[0])
    yield from ("".join(syllable[0] for syllable in pinyin(form)) for form in forms)


def _once(forms: Iterable[str]) -> tuple[str, ...]:
    return tuple(form for form in dict.fromkeys(forms) if form)[:MOST]
