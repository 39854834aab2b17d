"""Which hosts could be put forward at all? An upper bound of their bits, for millions of hosts at once.

The rules read one host at a time. Nearly all hosts hold nothing that a rule could find, or too little; the sieve says
so for all of them together. Whatever the bound lets through goes to the rules, so that screening changes no answer.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from zhenwang.matching import suffix_on_sale, throwaway_name
from zhenwang.matching.gains import company_gains, label_gains
from zhenwang.matching.government import GOVERNMENT_WORDS
from zhenwang.matching.index import Index
from zhenwang.matching.matcher import MIN_BITS
from zhenwang.sieve.columns import Columns
from zhenwang.sieve.findings import Gains
from zhenwang.sieve.sieve import Sieve

OF_ANY_HOST = throwaway_name.MOST_BITS + suffix_on_sale.BITS  # company that any host may keep, whatever its body says
ROUNDING = 0.01  # the bound is single precision, the rules are double


@dataclass(frozen=True, slots=True, eq=False)
class Screen:
    """``labels`` finds what speaks of a body, ``company`` what keeps it company. Build it with ``Screen.of``."""

    labels: Sieve
    label_gains: Gains
    company: Sieve
    company_gains: Gains

    @classmethod
    def of(cls, index: Index, compiled: bool | None = None) -> Screen:
        labels, label_worth = label_gains(index)
        company, company_worth = company_gains(index)
        return cls(Sieve.of(labels, compiled), label_worth, Sieve.of(company, compiled), company_worth)

    def may_match(self, bodies: Columns) -> NDArray[np.bool_]:
        """Per host body (ASCII, as ``Reading.body``): whether a rule could put it forward."""
        found = self.labels.reach(bodies, self.label_gains)
        may = said_to_be_government(bodies) | (found >= MIN_BITS - ROUNDING)
        open_ones = np.flatnonzero((found > 0) & ~may)
        if len(open_ones):
            some = bodies.take(open_ones)
            company = self.company.reach(some, self.company_gains)
            may[open_ones] = found[open_ones] + company + OF_ANY_HOST >= MIN_BITS - ROUNDING
        return may

    @property
    def nbytes(self) -> int:
        return self.labels.nbytes + self.company.nbytes


def said_to_be_government(bodies: Columns) -> NDArray[np.bool_]:
    """Per body: whether a government word stands anywhere in it."""
    found = np.zeros(len(bodies), bool)
    text = bodies.text
    for word in dict.fromkeys(word[:3] for word in GOVERNMENT_WORDS):
        first, second, third = word.encode("ascii")
        places = np.flatnonzero((text[:-2] == first) & (text[1:-1] == second) & (text[2:] == third))
        found[np.searchsorted(bodies.starts, places, "right") - 1] = True
    return found
