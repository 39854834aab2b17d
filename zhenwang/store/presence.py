"""Whether there is a store at all: a question that only reads must not create one."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError


def exists(url: str) -> bool:
    """Whether a SQLite file is there. A server counts as there: whoever named it wants it used."""
    try:
        target = make_url(url)
    except ArgumentError:
        return True  # opening it says what is wrong
    return target.get_backend_name() != "sqlite" or Path(target.database or "").is_file()
