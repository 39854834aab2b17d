"""The classes of docs/matching.md that speak of no body in particular: government, countries, and company."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from tests.matching.reference_known import Known, occurrences, shown
from zhenwang.domain.hosts import country
from zhenwang.matching import company, countries, government_words
from zhenwang.matching import suffix_on_sale as on_sale
from zhenwang.matching import throwaway_name as throwaway
from zhenwang.matching.background import bits, token_bits
from zhenwang.matching.evidence import Evidence
from zhenwang.matching.government import GOVERNMENT_WORDS, HAN_GOVERNMENT_WORDS
from zhenwang.matching.reading import BEGINS_OTHER_WORDS, SEPARATORS, Reading, Span
from zhenwang.matching.vocabulary import glued, vocabulary

SHORTEST_INSIDE = 4


def _beside(reading: Reading, start: int, end: int) -> tuple[str, str]:
    """The letters of the token before a stretch of it and after; none where no token holds the stretch."""
    for first, last in reading.tokens:
        if first <= start and end <= last:
            return reading.squashed[first:start], reading.squashed[end:last]
    return "", ""


def embedded_suffixes(reading: Reading, known: Known) -> Iterator[Evidence]:
    for start, end, suffix in occurrences(reading.squashed, known.index.suffix_labels):
        text, between = shown(reading, start, end), {start, end} <= reading.edges
        before, after = _beside(reading, start, end)
        word = suffix.text[:-2]
        if between and SEPARATORS.split(text) == suffix.written.split("."):
            worth = sum(map(token_bits, suffix.parts)) - government_words.SUFFIX_CHANCE_BITS
        elif text != suffix.text or not {start, end} & reading.edges:
            continue
        elif between and word in GOVERNMENT_WORDS:
            worth = bits(f"^{word}") + government_words.WITH_COUNTRY_BITS
        elif after and not known.explains(after):
            continue
        else:
            loose = before and not known.explains(before)
            if loose and word not in GOVERNMENT_WORDS:
                continue
            worth = bits(reading.marked(start, end)) - government_words.SUFFIX_CHANCE_BITS
            worth = min(worth, government_words.GLUED_AT_MOST_BITS) - (government_words.AT_THE_END_BITS if loose else 0)
        if worth > government_words.NEVER_LESS:
            yield Evidence("embedded_suffix", (), reading.span(start, end), worth, country=country(suffix.written))


def government_words_at_edges(reading: Reading, known: Known) -> Iterator[Evidence]:
    for start, end in reading.government:
        before, after = _beside(reading, start, end)
        word = reading.squashed[start:end]
        worth = bits(("" if before else "^") + word + ("" if after else "$"))
        if before or after:
            worth = min(worth, government_words.GLUED_AT_MOST_BITS)
        if after:
            explained = known.explains(after)
            worth -= government_words.BEGINS_A_WORD_BITS if explained else government_words.AT_THE_FRONT_BITS
        elif before and not known.explains(before):
            worth -= government_words.AT_THE_END_BITS
        if word == reading.body:
            worth = min(worth, government_words.GOVERNMENT_AT_A_COUNTRY_BITS)
        yield Evidence("gov_token", (), reading.span(start, end), worth)


def government_words_inside(reading: Reading, known: Known) -> Iterator[Evidence]:
    for first, last in reading.tokens:
        for word in set(GOVERNMENT_WORDS) - BEGINS_OTHER_WORDS:
            before, found, after = reading.squashed[first:last].partition(word)
            if found and before and after and (known.explains(before) or known.explains(after)):
                start = first + len(before)
                worth = min(bits(word), government_words.GLUED_AT_MOST_BITS) - government_words.AT_THE_FRONT_BITS
                yield Evidence("gov_token", (), reading.span(start, start + len(word)), worth)


def fronts_and_han_words(reading: Reading) -> Iterator[Evidence]:
    for word, worth in government_words.FRONT_BITS.items():
        if reading.body[reading.name_start :].startswith(f"{word}-"):
            less = 0.0 if reading.name_start else government_words.NOTHING_BEFORE_BITS.get(word, 0.0)
            span = Span(reading.name_start, reading.name_start + len(word) + 1)
            yield Evidence("gov_token", (), span, worth - less)
    for word in HAN_GOVERNMENT_WORDS:
        if word in reading.body:
            start = reading.body.index(word)
            yield Evidence("gov_token", (), Span(start, start + len(word)), government_words.HAN_WORD_BITS)


def countries_between_edges(reading: Reading, known: Known) -> Iterator[Evidence]:
    for start, end in pairwise(sorted(reading.edges)):
        code, span = reading.squashed[start:end], reading.span(start, end)
        if len(code) != 2 or code not in known.index.countries | vocabulary().codes:
            continue
        before, _ = _beside(reading, start, end)
        glued_to = reading.body[span.end : span.end + 1] not in ("", ".", "-", "_")
        followed = any(first == end for first, _ in reading.government)
        inside = reading.body[: span.start].endswith(".") and span.end == reading.name_start - 1
        if code not in known.index.countries:
            worth = max(token_bits(code) - countries.OF_ALL_BITS, 0.0)
            yield Evidence("country_token", (), span, worth, country=code, alone=False)
        elif followed and glued_to and not before:
            yield Evidence("country_token", (), span, government_words.WITH_COUNTRY_BITS, country=code)
        elif inside and code != reading.host.labels[-1]:
            worth = max(token_bits(code) - countries.CHANCE_BITS, 0.0)
            yield Evidence("country_inside", (), span, worth, country=code)
        else:
            worth = token_bits(code) - countries.CHANCE_BITS
            yield Evidence("country_token", (), span, worth, country=code, alone=False)


def words_asked_for(reading: Reading, known: Known) -> Iterator[Evidence]:
    words = vocabulary()
    best: dict[str, tuple[float, int, int]] = {}
    for first, last in reading.tokens:
        for piece in known.pieces(reading.squashed[first:last]):
            start, end = first + piece.start, first + piece.end
            text = reading.squashed[start:end]
            if not piece.known:
                continue
            if len(text) < SHORTEST_INSIDE and not {start, end} <= reading.joints:
                continue
            if text in words.words:
                worth = words.words[text] if {start, end} <= reading.edges else glued(words.words[text])
                best[text] = max(best.get(text, (0.0, 0, 0)), (worth, start, end))
            elif text in words.countries:
                span, worth = reading.span(start, end), words.country_bits(text)
                yield Evidence("country_name", (), span, worth, country=words.countries[text], alone=False)
    ranked = sorted(best.values(), key=lambda word: (-word[0], word[1]))
    for rank, (worth, start, end) in enumerate(ranked):
        worth *= company.EACH_FURTHER_WORD**rank
        yield Evidence("service_word", (), reading.span(start, end), worth, alone=False)


def of_any_host(reading: Reading) -> Iterator[Evidence]:
    size, name, words = len(reading.body), reading.body[reading.name_start :], vocabulary()
    last = name.rpartition("-")[2]
    letters = f"^{name[: throwaway.LONGEST]}$"
    if name.isascii() and name.isalpha():
        if len(name) >= throwaway.SHORTEST and bits(letters) > throwaway.IMPROBABLE * len(letters):
            span = Span(reading.name_start, size)
            yield Evidence("random_name", (), span, throwaway.RANDOM_BITS, alone=False)
    elif "-" in name and len(last) <= throwaway.LONGEST_SERIAL and last.isalpha() and not words.knows(last):
        span = Span(size - len(last), size)
        if last not in words.codes:
            yield Evidence("serial_name", (), span, throwaway.SERIAL_BITS, alone=False)
    top = reading.host.labels[-1]
    late = len(top) > 2 and not top.startswith("xn--") and top not in on_sale.BEFORE_THE_PROGRAMME
    if late or top in on_sale.GIVEN_AWAY:
        suffix = reading.host.unicode[reading.suffix_start :]
        yield Evidence("open_suffix", (), Span(size + 1, size + 1 + len(suffix)), on_sale.BITS, alone=False)
