"""From host names to what somebody could choose of them: without the public suffix and a leading ``www.``."""

from __future__ import annotations

import functools
from collections.abc import Callable
from importlib import import_module
from typing import cast

import numpy as np
from numpy.typing import NDArray

from zhenwang.sieve.columns import Bytes, Columns, Offsets
from zhenwang.sieve.plain_bodies import Spans
from zhenwang.sieve.suffix_table import SuffixTable

AT_ONCE = 8192
Cut = Callable[[Columns, SuffixTable], tuple[Columns, NDArray[np.bool_]]]


def bodies(rows: Columns, table: SuffixTable, compiled: bool | None = None) -> tuple[Columns, NDArray[np.bool_]]:
    """Per row its body, at most 16 labels of it, and whether the row is a plain host: one in lower-case ASCII, of two
    labels or more, none of them encoded (``xn--``), the last no number. A row that is not plain has an empty body; a
    host that is itself a public suffix has one, too.

    ``compiled``: by numba (None: where it can be imported), else by numpy. Both say the same.
    """
    if not len(rows):
        return rows, np.zeros(0, np.bool_)
    return _kernel()(rows, table) if is_compiled(compiled) else plain_bodies(rows, table)


def plain_bodies(rows: Columns, table: SuffixTable) -> tuple[Columns, NDArray[np.bool_]]:
    """``bodies`` without a compiler, so many rows at once that what is computed of them stays in the cache."""
    blocks = [_cut(rows.text, rows.starts[at : at + AT_ONCE + 1], table) for at in range(0, len(rows), AT_ONCE)]
    texts, lengths, plain = (np.concatenate(parts) for parts in zip(*blocks, strict=True))
    return Columns(texts, np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)])), plain


def _cut(text: Bytes, starts: Offsets, table: SuffixTable) -> tuple[Bytes, Offsets, NDArray[np.bool_]]:
    """The bodies of some rows end to end, the length of each, and which rows are plain."""
    rows = Columns(text[starts[0] : starts[-1]], starts - starts[0])
    spans = Spans.of(rows, table)
    some = spans.begins < spans.ends
    steps = np.zeros(len(rows.text) + 1, np.int8)
    steps[spans.begins[some]], steps[spans.ends[some]] = 1, -1  # a suffix parts any two bodies
    kept = np.cumsum(steps[:-1], dtype=np.int8).view(np.bool_)
    return rows.text[kept], spans.ends - spans.begins, spans.plain


def is_compiled(compiled: bool | None) -> bool:
    """What ``compiled`` comes to: None asks whether numba can be imported, and imports it."""
    return _available() if compiled is None else compiled


@functools.cache
def _available() -> bool:
    """One that is installed may still refuse: built for another numpy (ImportError), or without its library of LLVM
    (OSError).
    """
    try:
        import_module("zhenwang.sieve.jit")
    except (ImportError, OSError):
        return False
    return True


@functools.cache
def _kernel() -> Cut:
    """Imported when it is first asked for: numba alone takes a third of a second."""
    return cast(Cut, import_module("zhenwang.sieve.body_kernel").bodies)
