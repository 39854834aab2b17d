"""What of an official site could turn up in somebody else's host name; it all follows from its name and its hosts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from zhenwang.domain.hosts import split_suffix
from zhenwang.domain.registry import OfficialSite
from zhenwang.matching.background import token_bits
from zhenwang.matching.country_names import countries_by_name
from zhenwang.matching.government import SHORT_GOVERNMENT_WORDS, is_government_word
from zhenwang.matching.latin import combined
from zhenwang.matching.public_services import PublicService
from zhenwang.matching.reading import SEPARATORS
from zhenwang.matching.service_words import service_words
from zhenwang.matching.spelling import han_names, latin_spellings, latin_words, pinyin_spellings

MIN_LABEL = 2
ONE_EDIT_FROM = 5
TWO_EDITS_FROM = 9
COUNTRY = 2
GENERIC_FROM = 4  # registrable parts that carry a label before it says little about any of them
RARE_WORD_BITS = 13.5  # of an English word that some ten in 114,000 benign hosts hold as a token
EVERYBODYS_FROM = 3  # bodies that have a word in their names
# Of the kinds, the one that says most first.
RANKED = ("host", "label", "han", "word", "pinyin", "initials", "combined")
NOBODYS_SHARE = 10  # carried by more than one registrable part in ten (www, once there are 40): it stands for nobody

Form = tuple[int, str, str]
"""How a text stands for a site: rank of the kind, kind, and as it is written."""


@dataclass(frozen=True, slots=True)
class Label:
    """A string that stands for official sites.

    ``text`` has no separators; ``written`` is how it is written (``mofa.gov.pk``). ``kind`` is ``host``, ``label``,
    ``initials``, ``pinyin``, ``combined`` (a region and its office: ``hbrst``), ``word`` or ``han``. ``sites`` are ids,
    the likeliest first; ``generic`` means that too many unrelated sites carry it, ``known`` that a public
    service is known by it, ``service`` that it stands for nothing else in the registry.
    """

    text: str
    written: str
    kind: str
    sites: tuple[str, ...]
    generic: bool = False
    service: bool = False
    known: bool = False

    @property
    def edit_length(self) -> int:
        return len(self.written)

    @property
    def edits(self) -> int:
        """How many edits it may suffer and still be recognised; what a service is known by, one at most."""
        return min(edits_allowed(self.edit_length), 1 if self.service else 2)

    @property
    def bits(self) -> float:
        """Surprise of meeting the label written out with its own separators."""
        return sum(map(token_bits, self.parts))

    @property
    def parts(self) -> tuple[str, ...]:
        """What stands between the separators of ``written``."""
        return tuple(part for part in SEPARATORS.split(self.written) if part)


def edits_allowed(length: int) -> int:
    """How many edits a label of this length may suffer and still be recognised."""
    return (length >= ONE_EDIT_FROM) + (length >= TWO_EDITS_FROM)


def nearness(site: str) -> tuple[int, str]:
    """Sort key of sites with one label: the portal (``www.hubei.gov.cn``) before its office (``rst.hubei.gov.cn``)."""
    return len(site.removeprefix("www.")), site


def labels_of(site: OfficialSite) -> Iterator[tuple[str, str]]:
    """``(kind, written)`` of everything that stands for one site; may repeat."""
    for name in site.hosts:
        yield from _host_labels(name)
    for body in site.names:
        yield from latin_spellings(body)
        yield from pinyin_spellings(body)
        yield from (("han", part) for part in han_names(body))
        if site.protected:  # of neighbours nothing is looked for that none of their names or hosts shows
            yield from (("combined", text) for text in combined(body))


def texts_of(site: OfficialSite) -> Iterator[tuple[str, Form]]:
    """Every text that stands for one site, with its form there; may repeat."""
    for kind, written in labels_of(site):
        text = SEPARATORS.sub("", written)
        if len(text) >= MIN_LABEL and not is_government_word(text):
            yield text, (RANKED.index(kind), kind, written)


def texts_of_service(service: PublicService) -> Iterator[tuple[str, Form]]:
    """Every text that stands for a public service: its host, and what it is known by. May repeat."""
    for kind, written in (("host", service.host.removeprefix("www.")), *(("label", label) for label in service.labels)):
        text = SEPARATORS.sub("", written)
        if len(text) >= MIN_LABEL and not is_government_word(text):
            yield text, (RANKED.index(kind), kind, written)


def generic_share(count: int) -> int:
    """From how many registrable parts on a label says little about any of them, in a registry of ``count`` sites."""
    return max(GENERIC_FROM, count // 500)


def collect(sites: Iterable[OfficialSite], services: Iterable[PublicService] = ()) -> tuple[Label, ...]:
    """All labels of a registry, and of services beside it, each text once, under the kind that says most about it."""
    carriers: dict[str, dict[str, str]] = defaultdict(dict)
    forms: dict[str, Form] = {}
    ordered = sorted(sites, key=lambda site: nearness(site.id))
    services = tuple(services)
    said = ((site.id, texts_of(site)) for site in ordered)
    known = ((service.host, texts_of_service(service)) for service in services)
    texts: tuple[set[str], set[str]] = (set(), set())
    for source, seen in zip((said, known), texts, strict=True):
        for site, spelt in source:
            registrable = split_suffix(site)[1]
            for text, form in spelt:
                seen.add(text)
                carriers[text].setdefault(site, registrable)
                forms[text] = min(forms.get(text, form), form)
    own, of_services = texts
    generic_from = generic_share(len(ordered))
    shared = shared_words((*((s.id, s.names) for s in ordered), *((s.host, (s.name,)) for s in services)))
    labels = (
        replace(
            _label(text, form, carriers[text], generic_from, shared), service=text not in own, known=text in of_services
        )
        for text, form in forms.items()
    )
    return tuple(label for label in labels if len(label.sites) < GENERIC_FROM or not _is_nobodys(label, len(ordered)))


def _is_nobodys(label: Label, count: int) -> bool:
    return label.generic and len(label.sites) * NOBODYS_SHARE > count


def shared_words(bodies: Iterable[tuple[str, Iterable[str]]]) -> dict[str, dict[str, str]]:
    """The words in the names of three bodies and more, given as ``(id, names)``: ``police``, ``ohio``.

    By word: the registrable part by id. So that what an administration is called in some language, and what its places
    are, need not be listed anywhere. Abbreviations are names and no words.
    """
    bearers: dict[str, dict[str, str]] = defaultdict(dict)
    for body, names in bodies:
        registrable = split_suffix(body)[1]
        for word in {word.lower() for name in names for word in latin_words(name) if not word.isupper()}:
            bearers[word][body] = registrable
    return {word: of for word, of in bearers.items() if len(set(of.values())) >= EVERYBODYS_FROM}


def is_everybodys(text: str, kind: str, bearers: int) -> bool:
    """Whether a label is a word of many bodies' names (``bearers``), a country's name, or English for a service.

    A service's word in another language may well be what a body is known by: ``pajak`` is the tax, and its office.
    """
    said = service_words().get(text)
    english = said is not None and said.language == "en" and token_bits(text) < RARE_WORD_BITS
    return kind != "host" and (bearers >= EVERYBODYS_FROM or english or text in countries_by_name())


def _label(
    text: str, form: Form, carriers: Mapping[str, str], generic_from: int, shared: Mapping[str, Mapping[str, str]]
) -> Label:
    _, kind, written = form
    generic = len(set(carriers.values())) >= generic_from or is_everybodys(
        text, kind, len(set(shared.get(text, {}).values()))
    )
    return Label(text, written, kind, tuple(carriers), generic)


def _host_labels(name: str) -> Iterator[tuple[str, str]]:
    suffix, registrable = split_suffix(name)
    yield "host", name.removeprefix("www.")
    yield "host", registrable.removeprefix("www.")
    short, _, country = registrable.rpartition(".")
    if len(country) == COUNTRY and "." in short:
        yield "host", short  # mofa.gov of mofa.gov.pk: what mofa-gov.x and mygovlogin.x copy
    for label in name.removesuffix(suffix).split("."):
        if label not in ("", "www", *SHORT_GOVERNMENT_WORDS) and not label.startswith("xn--"):
            yield "label", label
