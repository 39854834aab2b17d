"""What of an official site could turn up in somebody else's host name; it all follows from its name and its hosts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from zhenwang.domain.hosts import split_suffix
from zhenwang.domain.registry import OfficialSite
from zhenwang.matching.background import token_bits
from zhenwang.matching.government import SHORT_GOVERNMENT_WORDS, is_government_word
from zhenwang.matching.latin import combined
from zhenwang.matching.reading import SEPARATORS
from zhenwang.matching.spelling import han_names, latin_spellings, pinyin_spellings

MIN_LABEL = 2
COUNTRY = 2
GENERIC_FROM = 4  # registrable parts that carry a label before it says little about any of them
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
    the likeliest first; ``generic`` means that too many unrelated sites carry it.
    """

    text: str
    written: str
    kind: str
    sites: tuple[str, ...]
    generic: bool = False

    @property
    def edit_length(self) -> int:
        return len(self.written)

    @property
    def bits(self) -> float:
        """Surprise of meeting the label written out with its own separators."""
        return sum(token_bits(token) for token in SEPARATORS.split(self.written) if token)


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


def generic_share(count: int) -> int:
    """From how many registrable parts on a label says little about any of them, in a registry of ``count`` sites."""
    return max(GENERIC_FROM, count // 500)


def collect(sites: Iterable[OfficialSite]) -> tuple[Label, ...]:
    """All labels of a registry, each text once, under the kind that says most about it."""
    carriers: dict[str, dict[str, str]] = defaultdict(dict)
    forms: dict[str, Form] = {}
    count = 0
    for site in sorted(sites, key=lambda site: nearness(site.id)):
        count += 1
        registrable = split_suffix(site.id)[1]
        for text, form in texts_of(site):
            carriers[text].setdefault(site.id, registrable)
            forms[text] = min(forms.get(text, form), form)
    generic_from = generic_share(count)
    labels = (_label(text, form, carriers[text], generic_from) for text, form in forms.items())
    return tuple(label for label in labels if not label.generic or len(label.sites) * NOBODYS_SHARE <= count)


def _label(text: str, form: Form, carriers: Mapping[str, str], generic_from: int) -> Label:
    return Label(text, form[2], form[1], tuple(carriers), len(set(carriers.values())) >= generic_from)


def _host_labels(name: str) -> Iterator[tuple[str, str]]:
    suffix, registrable = split_suffix(name)
    yield "host", name.removeprefix("www.")
    yield "host", registrable.removeprefix("www.")
    short, _, country = registrable.rpartition(".")
    if len(country) == COUNTRY and "." in short:
        yield "host", short  # mofa.gov of mofa.gov.pk: what mofa-gov.x and mygovlogin.x copy
    for label in name.removesuffix(suffix).split("."):
        if label and label not in SHORT_GOVERNMENT_WORDS and not label.startswith("xn--"):
            yield "label", label
