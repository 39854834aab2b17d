"""Rules for a label that stands in the host letter for letter.

``embedded_host``: an official host or its registrable part, with dots, hyphens or glued; with all its parts it names
that host's site and no other. ``suffix_swap``: an official label is the whole registrable name, under another suffix.
``label_equal``: it is a token. ``label_contains``: it stands inside a longer one. ``hyphenation``: it is torn by
hyphens. ``pinyin``, ``initials``, ``abbreviation``: a name transliterated. ``native_name``: a name in its own script,
``traditional_name`` in traditional characters.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from zhenwang.matching.background import bits, token_bits
from zhenwang.matching.evidence import Evidence
from zhenwang.matching.families import as_parts
from zhenwang.matching.index import Index
from zhenwang.matching.labels import Label
from zhenwang.matching.patterns import Occurrence
from zhenwang.matching.reading import SEPARATORS, Reading, Span

SPELT = {"initials": "initials", "pinyin": "pinyin", "combined": "abbreviation"}
WHOLE_TOKEN_IS_WORTH_NOTING = 0.5  # a common label names the site beside a government word, and adds nothing else
MIN_INSIDE = 4
HAN_CHARACTER_BITS = 7.0
# An impostor writes a name so that it is read. How much less a name says between other letters, or a short one with
# letters on one side that say nothing, is a judgement; by length.
IN_THE_MIDDLE_BITS = 3.0
BLURRED_BITS = {4: 2.5, 5: 2.0, 6: 1.5, 7: 1.0, 8: 0.5}


def find(reading: Reading, index: Index, occurrences: Sequence[Occurrence]) -> Iterator[Evidence]:
    for start, end, label in occurrences:
        if label.kind == "host" and (owners := _owners(reading, index, start, end)):
            yield _whole(reading, index, start, end, replace(label, sites=owners))
            continue
        found = _embedded(reading, start, end, label) if label.kind == "host" else _label(reading, start, end, label)
        if found is None:
            continue
        rule, surprise = found
        surplus = 0.0 if label.generic else index.chance.surplus(label, surprise)
        whole = start in reading.joints and end in reading.joints
        if surplus <= 0 and label.kind in SPELT and len(label.text) < MIN_INSIDE:
            continue  # two or three initials that are no surprise are nobody's
        if surplus > 0 or whole:
            worth = max(surplus, WHOLE_TOKEN_IS_WORTH_NOTING) if whole else surplus
            span = reading.span(start, end)
            yield Evidence(rule, label.sites, span, worth, label.generic, debt=min(surplus - worth, 0.0))


def find_native(reading: Reading, index: Index, text: str) -> Iterator[Evidence]:
    """``native_name``: a body's name in its own script inside an internationalised label. ``text`` is simplified."""
    if len(text) != len(reading.squashed):
        return  # phrase conversion changed the length: offsets would lie
    for start, end, label in index.han_patterns.occurrences(text):
        surplus = index.chance.surplus(label, HAN_CHARACTER_BITS * len(label.text))
        if surplus > 0:
            rule = "native_name" if reading.squashed[start:end] == label.text else "traditional_name"
            yield Evidence(rule, label.sites, reading.span(start, end), surplus)


def _owners(reading: Reading, index: Index, start: int, end: int) -> tuple[str, ...]:
    """The sites on the official host that stands there between edges, with its own dots or with hyphens for them."""
    if start not in reading.edges or end not in reading.edges:
        return ()
    span = reading.span(start, end)
    host = as_parts(reading.text(span))
    if host in index.suffixes.restricted and not _www_before(reading, span):
        return ()  # the whole government's suffix stands before any body's host: only www.gov.cn is a site
    return index.families.owners.get(host, ())


def _www_before(reading: Reading, span: Span) -> bool:
    if not span.start:
        return reading.host.unicode.startswith("www." + reading.body)
    return SEPARATORS.split(reading.body[: span.start])[-2:-1] == ["www"]


def _whole(reading: Reading, index: Index, start: int, end: int, label: Label) -> Evidence:
    parts = SEPARATORS.split(reading.text(reading.span(start, end)))
    surplus = max(index.chance.surplus(label, *map(token_bits, parts)), WHOLE_TOKEN_IS_WORTH_NOTING)
    return Evidence("embedded_host", label.sites, reading.span(start, end), surplus, whole=True)


def _embedded(reading: Reading, start: int, end: int, label: Label) -> tuple[str, float] | None:
    text = reading.text(reading.span(start, end))
    parted = SEPARATORS.split(text) == SEPARATORS.split(label.written)
    if parted and start in reading.edges and end in reading.edges:
        return "embedded_host", label.bits
    if len(label.text) < MIN_INSIDE and not (start in reading.joints and end in reading.joints):
        return None
    return ("embedded_host", _inside_bits(reading, start, end)) if "." not in text else None


def _label(reading: Reading, start: int, end: int, label: Label) -> tuple[str, float] | None:
    text = reading.text(reading.span(start, end))
    if "." in text:
        return None
    whole = start in reading.joints and end in reading.joints
    if not whole and len(label.text) < MIN_INSIDE:
        return None
    surprise = _inside_bits(reading, start, end)
    if "-" in text and text != label.written:
        return "hyphenation", surprise
    if label.kind in SPELT:
        return SPELT[label.kind], surprise
    if whole and reading.offsets[start] == reading.name_start and end == len(reading.squashed):
        return "suffix_swap", surprise
    return ("label_equal" if whole else "label_contains"), surprise


def _inside_bits(reading: Reading, start: int, end: int) -> float:
    """Surprise of what stands there, less where letters that say nothing touch it."""
    free = (start in reading.joints) + (end in reading.joints)
    less = IN_THE_MIDDLE_BITS if free == 0 else BLURRED_BITS.get(end - start, 0.0) if free == 1 else 0.0
    return bits(reading.marked(start, end)) - less
