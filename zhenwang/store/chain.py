"""Hash chains over append-only tables: every row's digest covers the row and the digest before it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from zhenwang.store.columns import canonical

START = "0" * 64
"""What stands before the first row."""


def link(row: Mapping[str, Any], covered: Iterable[str], previous: str) -> str:
    """SHA-256, in hexadecimal, over the covered columns and the digest before; columns without a value are left out.

    ``str`` and ``repr`` of what SQLite let somebody put there instead of a text or a number: it must differ, not crash.
    """
    values = {
        name: row[name] if isinstance(row[name], int | str) else repr(row[name])
        for name in covered
        if row[name] is not None
    }
    return hashlib.sha256(canonical(values | {"previous": str(previous)}).encode()).hexdigest()
