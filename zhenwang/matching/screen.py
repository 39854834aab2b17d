"""Which hosts could be put forward at all? An upper bound of their bits, for millions of hosts at once.

The rules read one host at a time. Nearly all hosts hold nothing that a rule could find, or too little; the sieve says
so for all of them together. Whatever the bound lets through goes to the rules, so that screening changes no answer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from zhenwang.matching import suffix_on_sale, throwaway_name
from zhenwang.matching.gains import Bounds, company_bounds, label_bounds
from zhenwang.matching.government import GOVERNMENT_WORDS
from zhenwang.matching.government_words import FRONT_BITS
from zhenwang.matching.index import Index
from zhenwang.matching.matcher import AUDIBLE_BITS, MIN_BITS
from zhenwang.sieve.columns import Columns
from zhenwang.sieve.findings import Gains
from zhenwang.sieve.sieve import Sieve

Rows = NDArray[np.bool_]

OF_ANY_HOST = throwaway_name.MOST_BITS + suffix_on_sale.BITS  # company that a host may keep whatever its body says
ROUNDING = 0.01  # the bound is single precision, the rules are double
ENOUGH = MIN_BITS - ROUNDING
BOTH = 2.0


@dataclass(frozen=True, slots=True, eq=False)
class Screen:
    """``labels`` finds what speaks of a body, ``company`` what keeps it company. Build it with ``Screen.of``."""

    bounds: Bounds
    labels: Sieve
    company: Sieve
    company_gains: Gains

    @classmethod
    def of(cls, index: Index, compiled: bool | None = None) -> Screen:
        bounds = label_bounds(index)
        words, worth = company_bounds(index)
        return cls(bounds, Sieve.of(bounds.lexicon, compiled), Sieve.of(words, compiled), worth)

    def may_match(self, bodies: Columns) -> Rows:
        """Per host body (ASCII, as ``Reading.body``): whether a rule could put it forward."""
        found = self.labels.reach(bodies, self.bounds.every)
        may = said_to_be_government(bodies) | (found >= ENOUGH)
        separators = _separators(bodies)
        self._ask(may, (found > 0) & (separators[0] > 0), bodies, self._is_pair)
        self._ask(may, separators[1] > 1, bodies, self._is_country)
        self._ask(may, found > 0, bodies, self._keeps_company)
        return may

    @property
    def nbytes(self) -> int:
        return self.labels.nbytes + self.company.nbytes

    def _ask(self, may: Rows, which: Rows, bodies: Columns, question: Callable[[Columns], Rows]) -> None:
        """Put a question about those rows that no question has let through yet."""
        rows = np.flatnonzero(which & ~may)
        if len(rows):
            may[rows] = question(bodies.take(rows))

    def _is_pair(self, bodies: Columns) -> Rows:
        return self.labels.reach(bodies, self.bounds.pairs) >= BOTH

    def _is_country(self, bodies: Columns) -> Rows:
        """A country puts a host forward without a body, and hears all that a body would."""
        country = self.labels.reach(bodies, self.bounds.countries)
        company = self.company.reach(bodies, self.company_gains)
        may: Rows = (country > 0) & (country + company + OF_ANY_HOST >= ENOUGH)
        return may

    def _keeps_company(self, bodies: Columns) -> Rows:
        heard = self.labels.reach(bodies, self.bounds.heard)
        found = self.labels.reach(bodies, self.bounds.every)
        company = self.company.reach(bodies, self.company_gains)
        of_any = np.where((found >= AUDIBLE_BITS - ROUNDING) | (company > 0), OF_ANY_HOST, 0.0)
        may: Rows = (heard > 0) & (found + company + of_any >= ENOUGH)
        return may


def said_to_be_government(bodies: Columns) -> Rows:
    """Per body: whether a government word stands anywhere in it, or ``com-`` and the like at the front of a label."""
    found = np.zeros(len(bodies), bool)
    text = bodies.text
    for word in dict.fromkeys(word[:3] for word in GOVERNMENT_WORDS):
        found[_rows_of(bodies, _places(text, word))] = True
    for word in FRONT_BITS:
        places = _places(text, f"{word}-")
        starts = np.isin(places, bodies.starts) | (text[places - 1] == ord("."))
        found[_rows_of(bodies, places[starts])] = True
    return found


def _places(text: NDArray[np.uint8], word: str) -> NDArray[np.int64]:
    """Where a word begins in the text."""
    last = len(text) - len(word) + 1
    if last < 1:
        return np.zeros(0, np.int64)
    same = text[:last] == ord(word[0])
    for offset, letter in enumerate(word[1:], start=1):
        same &= text[offset : last + offset] == ord(letter)
    return np.flatnonzero(same)


def _rows_of(bodies: Columns, places: NDArray[np.int64]) -> NDArray[np.int64]:
    rows: NDArray[np.int64] = np.searchsorted(bodies.starts, places, "right") - 1
    return rows


def _separators(bodies: Columns) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Per body: how many separators of any kind it has, and how many dots."""
    dots = bodies.text == ord(".")
    each = dots | (bodies.text == ord("-")) | (bodies.text == ord("_"))
    return _counted(bodies, each), _counted(bodies, dots)


def _counted(bodies: Columns, marks: NDArray[np.bool_]) -> NDArray[np.int64]:
    sums = np.concatenate(([0], np.cumsum(marks)))
    counted: NDArray[np.int64] = sums[bodies.starts[1:]] - sums[bodies.starts[:-1]]
    return counted
