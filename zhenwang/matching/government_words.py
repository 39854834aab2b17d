"""Rules for words that say government without saying whose.

``embedded_suffix``: a restricted suffix inside the host (``gov.cn.x.top``, ``gov-cn``, ``govcn``). ``gov_token``: a
government word as a token, at the edge of one, or at the front of the registrable part, where ``gov-`` (and ``com-``,
``org-``) makes ``hb.gov-x.top`` read as ``hb.gov``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from zhenwang.domain.hosts import country
from zhenwang.matching.background import bits, token_bits
from zhenwang.matching.evidence import Evidence
from zhenwang.matching.government import GOVERNMENT_WORDS, HAN_GOVERNMENT_WORDS, is_government_word
from zhenwang.matching.index import Index
from zhenwang.matching.pieces import pieces_of
from zhenwang.matching.reading import BEGINS_OTHER_WORDS, SEPARATORS, Reading, Span
from zhenwang.matching.vocabulary import vocabulary

# Registrable parts that begin so, among 114,231 benign hosts: com- 33 (and most of those deceive), org- and gov- none.
FRONT_BITS = {"gov": 17.0, "org": 16.0, "com": 10.0}
SUFFIX_CHANCE_BITS = 7.5  # some 170 restricted suffixes are tried at once
WITH_COUNTRY_BITS = 6.0  # what is glued to a government word is two letters (1 in 16) and a country (1 in 4)
GLUED_AT_MOST_BITS = 12.0  # inside a longer word even a long government word may be part of its language
GOVERNMENT_AT_A_COUNTRY_BITS = 6.0  # gov.hr, gov.wales: most often the government itself, though no list says so
HAN_WORD_BITS = 14.0
AT_THE_FRONT_BITS, AT_THE_END_BITS = 4.5, 1.0  # less for letters beside it that nothing explains: govoyages, sfgov
# com-x.cc by itself reads like nothing; pay.com-x.cc reads like pay.com.
NOTHING_BEFORE_BITS = {"org": 3.0, "com": 4.5}
BEGINS_A_WORD_BITS = 1.5  # who writes about governments begins so: govjobs, govtresults
SHORTEST_NAME = 4  # shorter ones explain anything: syllables are names of counties
MOSTLY = 0.7  # of the letters beside a government word have to be words before they explain it
NEVER_LESS = 1.0


def find(reading: Reading, index: Index) -> Iterator[Evidence]:
    yield from _suffixes(reading, index)
    yield from _words(reading, index)
    yield from _inside(reading, index)
    yield from _front(reading)
    for word in HAN_GOVERNMENT_WORDS:
        start = reading.body.find(word)
        if start >= 0:
            yield Evidence("gov_token", (), Span(start, start + len(word)), HAN_WORD_BITS)


def _suffixes(reading: Reading, index: Index) -> Iterator[Evidence]:
    for start, end, label in index.suffix_patterns.occurrences(reading.squashed):
        span = reading.span(start, end)
        parts = SEPARATORS.split(reading.text(span))
        whole = start in reading.edges and end in reading.edges
        if whole and parts == label.written.split("."):
            surprise = sum(token_bits(part) for part in parts) - SUFFIX_CHANCE_BITS
        elif whole and len(parts) == 1 and reading.squashed[start : end - 2] in GOVERNMENT_WORDS:
            surprise = bits("^" + reading.squashed[start : end - 2]) + WITH_COUNTRY_BITS
        elif len(parts) == 1 and (start in reading.edges or end in reading.edges):
            surprise = min(bits(reading.marked(start, end)) - SUFFIX_CHANCE_BITS, GLUED_AT_MOST_BITS)
            before, after = _beside(reading, start, end)
            if after and not _explained(after, index):
                continue  # govma|de: two letters after a government word are soon a country
            if before and not _explained(before, index):
                if not is_government_word(reading.squashed[start : end - 2]):
                    continue  # u|gojp
                surprise -= AT_THE_END_BITS
        else:
            continue
        if surprise > NEVER_LESS:
            yield Evidence("embedded_suffix", (), span, surprise, country=country(label.written))


def _words(reading: Reading, index: Index) -> Iterator[Evidence]:
    for start, end in reading.government:
        marked = _marked_by_tokens(reading, start, end)
        surprise = bits(marked)
        if len(marked) < end - start + 2:
            surprise = min(surprise, GLUED_AT_MOST_BITS) - _less(reading, index, start, end)
        if reading.squashed[start:end] == reading.body:
            surprise = min(surprise, GOVERNMENT_AT_A_COUNTRY_BITS)
        yield Evidence("gov_token", (), reading.span(start, end), surprise)


def _less(reading: Reading, index: Index, start: int, end: int) -> float:
    """What letters beside a government word take from it: ``govoyages`` most, ``govtjobs`` less, ``sfgov`` little."""
    before, after = _beside(reading, start, end)
    if after:
        return BEGINS_A_WORD_BITS if _explained(after, index) else AT_THE_FRONT_BITS
    return AT_THE_END_BITS if before and not _explained(before, index) else 0.0


def _inside(reading: Reading, index: Index) -> Iterator[Evidence]:
    """A government word between other letters, one side of it a word, a country or a body: ``diia|gov|help``."""
    for first, last in reading.tokens:
        for word in sorted(set(GOVERNMENT_WORDS) - BEGINS_OTHER_WORDS):
            start = reading.squashed.find(word, first, last)
            end = start + len(word)
            if not first < start < end < last:
                continue
            if any(map(partial(_explained, index=index), _beside(reading, start, end))):
                span = reading.span(start, end)
                yield Evidence("gov_token", (), span, min(bits(word), GLUED_AT_MOST_BITS) - AT_THE_FRONT_BITS)


def _beside(reading: Reading, start: int, end: int) -> tuple[str, str]:
    """What of the token stands before a government word in it, and after."""
    first, last = next((token for token in reading.tokens if token[0] <= start and end <= token[1]), (start, end))
    return reading.squashed[first:start], reading.squashed[end:last]


def _explained(text: str, index: Index) -> bool:
    """Whether what stands beside a government word is made of words, countries and names of bodies."""
    if text in vocabulary().codes or text.isdigit():
        return True
    pieces = pieces_of(text, index)
    known = (text[piece.start : piece.end] for piece in pieces if piece.known)
    words = (word for word in known if len(word) >= SHORTEST_NAME or vocabulary().knows(word))
    return sum(map(len, words)) >= MOSTLY * len(text)


def _marked_by_tokens(reading: Reading, start: int, end: int) -> str:
    """With ``^`` and ``$`` at separators only: the word's own edges are no surprise."""
    text = reading.span(start, end)
    before = "^" if text.start == 0 or reading.body[text.start - 1] in "._-" else ""
    after = "$" if text.end == len(reading.body) or reading.body[text.end] in "._-" else ""
    return before + reading.squashed[start:end] + after


def _front(reading: Reading) -> Iterator[Evidence]:
    head, hyphen, _ = reading.body[reading.name_start :].partition("-")
    if hyphen and head in FRONT_BITS:
        span = Span(reading.name_start, reading.name_start + len(head) + 1)
        less = NOTHING_BEFORE_BITS.get(head, 0.0) if reading.name_start == 0 else 0.0
        yield Evidence("gov_token", (), span, FRONT_BITS[head] - less)
