"""Units of another spelling than a label, with the same glance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from zhenwang.sieve.columns import Columns, Offsets
from zhenwang.sieve.lexicon import ALIKE_FROM, Lexicon
from zhenwang.sieve.plain_hash import Hashed, same
from zhenwang.sieve.plain_rows import ROW_END, Stretches
from zhenwang.sieve.plain_texts import Texts

_GLANCE = bytes.maketrans(b"01i|35", b"ollles")


def glance(text: bytes) -> bytes:
    """What ``zhenwang.matching.skeleton`` makes of ASCII."""
    return text.lower().replace(b"rn", b"m").replace(b"vv", b"w").translate(_GLANCE)


@dataclass(frozen=True, slots=True, eq=False)
class Alike:
    labels: Offsets
    spelt: Columns
    seen: Texts

    @classmethod
    def of(cls, lexicon: Lexicon) -> Alike:
        labels = [label for label, text in enumerate(lexicon.texts) if len(text) >= ALIKE_FROM]
        spelt = [lexicon.texts[label] for label in labels]
        return cls(np.array(labels, np.int64), Columns.of(spelt), Texts.of([glance(text) for text in spelt]))

    def find(self, hashed: Hashed, units: Stretches) -> tuple[Offsets, Offsets]:
        """Pairs of a unit and a label: their numbers."""
        if not len(self.labels) or not len(units.starts):
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        seen = np.frombuffer(glance(_joined(hashed, units)), np.uint8)
        ends = np.flatnonzero(seen == ROW_END)
        starts = np.append(0, ends[:-1] + 1)
        unit, which = self.seen.find(Hashed.of(seen), starts, ends)
        lengths = np.diff(self.spelt.starts)[which]
        equal = (units.ends - units.starts)[unit] == lengths
        equal[equal] = same(
            hashed.text,
            units.starts[unit[equal]],
            self.spelt.text,
            self.spelt.starts[which[equal]],
            lengths[equal],
        )
        return unit[~equal], self.labels[which[~equal]]

    @property
    def nbytes(self) -> int:
        return self.labels.nbytes + self.spelt.text.nbytes + self.spelt.starts.nbytes + self.seen.nbytes


def _joined(hashed: Hashed, units: Stretches) -> bytes:
    """Each unit with ``ROW_END`` behind it."""
    lengths = units.ends - units.starts + 1
    ends = np.cumsum(lengths)
    joined = hashed.text[np.arange(ends[-1]) + np.repeat(units.starts - (ends - lengths), lengths)]
    joined[ends - 1] = ROW_END
    return bytes(joined)
