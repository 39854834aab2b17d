"""What is left of a surprise once chance is allowed for: many labels are tried at once, and not all are believed.

Weighted Bonferroni (Genovese, Roeder & Wasserman 2006): kinds of labels share the allowance by ``SHARES``, countries
alike, so that protecting more bodies of one country does not blunt the match for another.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from zhenwang.domain.hosts import country
from zhenwang.matching.background import countable_bits
from zhenwang.matching.families import Families
from zhenwang.matching.labels import Label

PAIR = "pair"  # an office and a place: two labels of one host
SERVICE = "service"  # what a public service is known by, whatever it looks like
ANYWHERE = "*"  # services are known of all countries: those with many would else be protected less
# How far the background model is believed where it could no longer count: it knows letters, names are made of words.
# What a service is known by was chosen to be distinct.
TRUST = {
    "host": 0.6, "label": 0.5, "han": 1.0, "initials": 0.5, "pinyin": 0.5, "combined": 0.6, "word": 0.25, SERVICE: 0.85,
}  # fmt: skip
# How the allowance is shared out: an imitator copies a host or its label; words of a name are everybody's.
SHARES = {
    "host": 0.4, "label": 0.4, PAIR: 0.04, "han": 0.01,
    "initials": 0.05, "pinyin": 0.03, "combined": 0.2, "word": 0.05, SERVICE: 0.4,
}  # fmt: skip

# What everybody knows is also written about, resold and reported on: such a name alone never says more than that.
SERVICE_AT_MOST_BITS = 10.5

Trial = tuple[str, str]
"""The country and the kind of what was tried."""


@dataclass(frozen=True, slots=True, eq=False)
class Chance:
    """``bits``: what it costs, per country and kind of label, to have tried so many of them at once.

    ``countable``: the most surprise that could be counted; beyond it every figure is the model's extrapolation.
    """

    bits: Mapping[Trial, float]
    countable: float

    @classmethod
    def of(cls, labels: Iterable[Label], families: Families) -> Chance:
        labels = tuple(labels)
        numbers = Counter(_trial(label) for label in labels if not label.service)
        numbers[ANYWHERE, SERVICE] = sum(label.known for label in labels)
        numbers += Counter()  # what nobody tried costs nothing
        numbers.update((country(sites[0]), PAIR) for sites in families.pairs())
        lands = len({land for land, _ in numbers} - {ANYWHERE})
        shared = {trial: 1 if trial[0] == ANYWHERE else lands for trial in numbers}
        bits = {trial: math.log2(number * shared[trial] / SHARES[trial[1]]) for trial, number in numbers.items()}
        return cls(bits, countable_bits())

    def surplus(self, label: Label, *surprises: float) -> float:
        """What is left of a label's surprise, in bits. May be negative.

        Parts of a label that stand apart are extrapolated apart: each of them could be counted by itself.
        """
        if not label.known:
            return self._left(_trial(label), surprises)
        as_service = min(self._left((ANYWHERE, SERVICE), surprises), SERVICE_AT_MOST_BITS)
        return as_service if label.service else max(as_service, self._left(_trial(label), surprises))

    def _left(self, trial: Trial, surprises: Iterable[float]) -> float:
        return sum(self._believed(surprise, TRUST[trial[1]]) for surprise in surprises) - self.bits[trial]

    def pair_surplus(self, sites: tuple[str, ...], office: float, place: float) -> float:
        """The same for an office and a place of ``sites``, from the surprise of each."""
        believed = self._believed(office, TRUST["label"]) + self._believed(place, TRUST["label"])
        return believed - self.bits[country(sites[0]), PAIR]

    def _believed(self, surprise: float, trust: float) -> float:
        return surprise - (1 - trust) * max(surprise - self.countable, 0.0)


def _trial(label: Label) -> Trial:
    return country(label.sites[0]), label.kind
