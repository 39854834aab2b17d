"""The sieve: every label against every row, in machine code where numba is installed, with the same answer without."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from zhenwang.sieve.bodies import is_compiled
from zhenwang.sieve.columns import Columns
from zhenwang.sieve.findings import Findings, Gains
from zhenwang.sieve.lexicon import Lexicon


class Engine(Protocol):
    """What does the work; threads may share one."""

    def find(self, rows: Columns) -> Findings: ...

    def reach(self, rows: Columns, gains: Gains) -> NDArray[np.float32]: ...

    @property
    def nbytes(self) -> int: ...


@dataclass(frozen=True, slots=True, eq=False)
class Sieve:
    """Answers which label stands in which row, and how; see ``Way``. Any bytes may be asked."""

    engine: Engine
    compiled: bool

    @classmethod
    def of(cls, lexicon: Lexicon, compiled: bool | None = None) -> Sieve:
        """``compiled``: with numba or without; None: with it if it is there. Raises ImportError where it was demanded
        and is not.
        """
        if is_compiled(compiled):
            return cls(import_module("zhenwang.sieve.compiled").CompiledSieve.of(lexicon), True)
        return cls(import_module("zhenwang.sieve.plain").PlainSieve.of(lexicon), False)

    def find(self, rows: Columns) -> Findings:
        """All findings, in no order. A row of which more than LONGEST_ROW characters are no separators is cut."""
        return self.engine.find(rows)

    def reach(self, rows: Columns, gains: Gains) -> NDArray[np.float32]:
        """Per row, in bits: of every stretch the best gain above 0 of what was found on it, added up. No sum of gains
        of findings that do not overlap is larger.
        """
        return self.engine.reach(rows, gains)

    @property
    def nbytes(self) -> int:
        """Memory that the index takes."""
        return self.engine.nbytes
