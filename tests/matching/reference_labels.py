"""The classes of docs/matching.md that speak of a body: every label against every stretch and every unit."""

from __future__ import annotations

import math
from collections.abc import Iterator

from tests.matching.reference_known import Known, occurrences, shown
from zhenwang.matching import misspelt, retired, written_out
from zhenwang.matching.background import bits, token_bits
from zhenwang.matching.edit_kinds import drawn_alike
from zhenwang.matching.evidence import Evidence
from zhenwang.matching.labels import Label
from zhenwang.matching.reading import SEPARATORS, Reading, Span
from zhenwang.matching.skeleton import skeleton
from zhenwang.matching.spelling import simplified

LEAST = written_out.WHOLE_TOKEN_IS_WORTH_NOTING
SHORTEST_INSIDE = 4
LONGEST_MISSPELT = 32
SHORTEST_OF_A_SERVICE = 9
SPELT = {"initials": "initials", "pinyin": "pinyin", "combined": "abbreviation"}


def retired_hosts(reading: Reading, known: Known) -> Iterator[Evidence]:
    for name in (reading.host.ascii.removeprefix("www."), reading.host.registrable):
        if reading.body and name in known.index.retired:
            site = known.index.retired[name]
            yield Evidence("retired_host", (site,), Span(0, len(reading.body)), retired.BITS, whole=True)
            return


def letter_for_letter(reading: Reading, known: Known) -> Iterator[Evidence]:
    for start, end, label in occurrences(reading.squashed, known.plain):
        span, joined = reading.span(start, end), {start, end} <= reading.joints
        if sites := _on_the_host(reading, known, label, start, end):
            parts = map(token_bits, SEPARATORS.split(reading.text(span)))
            worth = max(known.index.chance.surplus(label, *parts), LEAST)
            yield Evidence("embedded_host", sites, span, worth, label.generic, whole=True)
        elif named := _class_and_surprise(reading, label, start, end):
            rule, surprise = named
            left = 0.0 if label.generic else known.index.chance.surplus(label, surprise)
            if left <= 0 and label.kind in SPELT and len(label.text) < SHORTEST_INSIDE:
                continue
            if joined:
                yield Evidence(rule, label.sites, span, max(left, LEAST), label.generic, debt=min(left - LEAST, 0.0))
            elif left > 0:
                yield Evidence(rule, label.sites, span, left, label.generic)


def _on_the_host(reading: Reading, known: Known, label: Label, start: int, end: int) -> tuple[str, ...]:
    """The sites on the official host that stands there, its parts parted somehow."""
    if label.kind != "host" or not {start, end} <= reading.edges:
        return ()
    host = ".".join(SEPARATORS.split(shown(reading, start, end)))
    before = SEPARATORS.split(reading.body[: reading.span(start, end).start])
    after_www = reading.host.unicode.startswith(f"www.{reading.body}") if before == [""] else before[-2:-1] == ["www"]
    if host in known.index.suffixes.restricted and not after_www:
        return ()
    return known.index.families.owners.get(host, ())


def _class_and_surprise(reading: Reading, label: Label, start: int, end: int) -> tuple[str, float] | None:
    text, joined = shown(reading, start, end), {start, end} <= reading.joints
    if label.kind == "host":
        if {start, end} <= reading.edges and SEPARATORS.split(text) == SEPARATORS.split(label.written):
            return "embedded_host", sum(map(token_bits, label.parts))
        if not joined and len(label.text) < SHORTEST_INSIDE:
            return None
        return None if "." in text else ("embedded_host", _surprise(reading, start, end))
    if "." in text or not (joined or len(label.text) >= SHORTEST_INSIDE):
        return None
    if "-" in text and text != label.written:
        rule = "hyphenation"
    elif label.kind in SPELT:
        rule = SPELT[label.kind]
    elif joined and reading.span(start, end).start == reading.name_start and end == len(reading.squashed):
        rule = "suffix_swap"
    else:
        rule = "label_equal" if joined else "label_contains"
    return rule, _surprise(reading, start, end)


def _surprise(reading: Reading, start: int, end: int) -> float:
    touched = {start, end} - reading.joints
    if len(touched) == 2:
        return bits(reading.marked(start, end)) - written_out.IN_THE_MIDDLE_BITS
    less = written_out.BLURRED_BITS.get(end - start, 0.0) if touched else 0.0
    return bits(reading.marked(start, end)) - less


def pairs(reading: Reading, known: Known) -> Iterator[Evidence]:
    within = [(a, b, label.text) for a, b, label in occurrences(reading.squashed, known.plain)]
    within = [(a, b, text) for a, b, text in within if "." not in shown(reading, a, b)]
    for first, middle, one in within:
        for start, last, other in within:
            edges = [place in reading.edges for place in (first, middle, start, last)]
            if middle > start or not (all(edges) or (middle == start and any(edges))):
                continue
            for office, place in ((one, other), (other, one)):
                if sites := known.index.families.offices.get(office, {}).get(place, ()):
                    surprises = bits(reading.marked(first, middle)), bits(reading.marked(start, last))
                    if (left := known.index.chance.pair_surplus(sites, *surprises)) > 0:
                        yield Evidence("place_and_office", sites, reading.span(first, last), left)


def _units(reading: Reading, known: Known) -> Iterator[tuple[Span, str]]:
    """Units that may be a misspelling or look like something."""
    for start, end in reading.units():
        word = reading.squashed[start:end]
        itself = known.named(word) if len(word) >= 5 else None
        right = itself and itself.kind in ("host", "label", "pinyin") and not itself.generic
        if 3 <= len(word) <= 40 and not right:
            yield reading.span(start, end), word


def homoglyphs(reading: Reading, known: Known) -> Iterator[Evidence]:
    for span, word in _units(reading, known):
        for label in known.plain:
            tried = label.kind in ("host", "label", "word", "pinyin", "combined") and _is_distinct(label)
            ordinary = len(word) == 3 and word.isascii() and word.isalpha()
            if not tried or len(label.text) < 3 or word == label.text or ordinary:
                continue
            if skeleton(word) == skeleton(label.text):
                others = sum(a != b for a, b in zip(word, label.text, strict=False)) or 1
                surprise = token_bits(label.text) - misspelt.GLANCE_BITS * min(others, 3)
                left = known.index.chance.surplus(label, surprise)
                yield Evidence("homoglyph", label.sites, span, max(left, LEAST), debt=min(left - LEAST, 0.0))


def _is_distinct(label: Label) -> bool:
    return not label.generic and (not label.service or len(label.text) >= SHORTEST_OF_A_SERVICE)


def edits(reading: Reading, known: Known) -> Iterator[Evidence]:
    for span, word in _units(reading, known):
        for label in known.plain if word.isascii() else ():
            if (
                label.kind in ("host", "label", "word")
                and _is_distinct(label)
                and (apart := edits_between(word, label))
            ):
                rule = name_of_edit(word, label.text, apart)
                surprise = min(token_bits(label.text), token_bits(word)) - _ways(word, label.text, apart, rule)
                if (left := known.index.chance.surplus(label, surprise)) > 0:
                    yield Evidence(rule, label.sites, span, left)


def edits_between(word: str, label: Label) -> int:
    """The distance of a misspelling that the label allows; 0 for all else."""
    allowed = (len(label.written) >= 5) + (len(label.written) >= 9 and not label.service)
    if abs(len(word) - len(label.text)) > allowed or len(label.text) > LONGEST_MISSPELT:
        return 0
    distance = osa(word, label.text)
    return distance if distance <= allowed else 0


def osa(one: str, other: str) -> int:
    """Optimal string alignment distance (Boytsov 2011): no character is changed twice."""
    rows = [[i + j for j in range(len(other) + 1)] for i in range(len(one) + 1)]
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            same = one[i - 1] == other[j - 1]
            rows[i][j] = min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (not same))
            if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
                rows[i][j] = min(rows[i][j], rows[i - 2][j - 2] + 1)
    return rows[-1][-1]


def name_of_edit(word: str, label: str, edits: int) -> str:
    if edits == 2:
        return "two_edits"
    if len(word) != len(label):
        return "omission" if len(word) < len(label) else "insertion"
    if sorted(word) == sorted(label):
        return "transposition"
    changed = next(ord(a) ^ ord(b) for a, b in zip(word, label, strict=True) if a != b)
    return "bitsquat" if word.isascii() and changed in (1, 2, 4, 8, 16, 32, 64) else "substitution"


def _ways(word: str, label: str, edits: int, rule: str) -> float:
    reordered = sorted(word) == sorted(label)
    each = 4 if rule == "bitsquat" else 1 if reordered else misspelt.VARIANTS_PER_CHARACTER
    ways = math.log2(each * len(label))
    return ways if edits == 1 else 2 * ways - 1


def native(reading: Reading, known: Known) -> Iterator[Evidence]:
    text = simplified(reading.squashed)
    if reading.body.isascii() or len(text) != len(reading.squashed):
        return
    chance, each = known.index.chance, written_out.HAN_CHARACTER_BITS
    for start, end, label in occurrences(text, known.native):
        if (left := chance.surplus(label, each * len(label.text))) > 0:
            rule = "native_name" if reading.squashed[start:end] == label.text else "traditional_name"
            yield Evidence(rule, label.sites, reading.span(start, end), left)
    for start, end in reading.units():
        word = text[start:end]
        for label in known.native:
            edits = edits_between(word, label)
            left = chance.surplus(label, each * (len(label.text) - 2 * edits))
            if edits and left > 0:
                rule = "homoglyph" if drawn_alike(word, label.text) else name_of_edit(word, label.text, edits)
                yield Evidence(rule, label.sites, reading.span(start, end), left)
