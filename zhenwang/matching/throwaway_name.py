"""Rules for registrable names that are made to be thrown away; they keep company with whatever else was found.

``random_name``: letters that nobody would choose (``dazwrcjyla.com``). The background model says how improbable a
name's letters are: of benign names one in twenty is above the bound, of fakes that have no word of their victim in the
name more than one in three. ``serial_name``: a few letters at the end that only tell one of a series from the next
(``nta-b.com``, ``gov-hzw.click``); one benign name in fifty ends so.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhenwang.matching.background import bits
from zhenwang.matching.evidence import Evidence
from zhenwang.matching.reading import Reading, Span
from zhenwang.matching.vocabulary import vocabulary

SHORTEST = 6
LONGEST = 30
IMPROBABLE = 4.0  # bits a letter; 5 % of 12,731 benign names of letters only are above it
RANDOM_BITS = 2.5
LONGEST_SERIAL = 3
SERIAL_BITS = 2.0
MOST_BITS = RANDOM_BITS  # a name with a hyphen is never looked at as random letters


def find(reading: Reading) -> Iterator[Evidence]:
    name = reading.body[reading.name_start :]
    if name.isascii() and name.isalpha():
        if len(name) >= SHORTEST and _is_random(name[:LONGEST]):
            yield Evidence("random_name", (), _at_the_end(reading, len(name)), RANDOM_BITS, alone=False)
        return
    _, hyphen, last = name.rpartition("-")
    known = vocabulary()
    if hyphen and 0 < len(last) <= LONGEST_SERIAL and last.isalpha() and not (known.knows(last) or last in known.codes):
        yield Evidence("serial_name", (), _at_the_end(reading, len(last)), SERIAL_BITS, alone=False)


def _is_random(name: str) -> bool:
    marked = f"^{name}$"
    return bits(marked) > IMPROBABLE * len(marked)


def _at_the_end(reading: Reading, size: int) -> Span:
    return Span(len(reading.body) - size, len(reading.body))
