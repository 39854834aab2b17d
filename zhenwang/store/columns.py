"""Column types that keep a value exactly, whatever it holds, alike on SQLite and PostgreSQL."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import String, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

# PostgreSQL takes no NUL in a text, and no database takes half a surrogate pair; hostile pages hold both.
_UNSTORABLE = re.compile(r"[\\\x00\ud800-\udfff]")
_ESCAPE = re.compile(r"\\(\\|u[0-9a-f]{4})")
_CANONICAL = json.JSONEncoder(ensure_ascii=True, allow_nan=False, sort_keys=True, separators=(",", ":"))


def canonical(value: object) -> str:
    """JSON with one spelling: sorted keys, no blanks, ASCII only, no NaN (ValueError). Digests are taken over this."""
    return _CANONICAL.encode(value)


def escaped(text: str) -> str:
    r"""The text with NUL, lone surrogates and the backslash written ``\uXXXX`` or ``\\``; ``unescaped`` undoes it."""
    if text.isascii() and "\\" not in text and "\x00" not in text:  # nearly every key
        return text
    return _UNSTORABLE.sub(lambda found: "\\\\" if found[0] == "\\" else f"\\u{ord(found[0]):04x}", text)


def unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda found: "\\" if found[1] == "\\" else chr(int(found[1][1:], 16)), text)


def instant_text(at: datetime) -> str:
    """An aware instant as ``2026-11-22T08:00:00.000000Z``: texts order as the instants do. ValueError when naive."""
    if at.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return at.astimezone(UTC).isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


class Instant(TypeDecorator[datetime]):
    """An aware instant, kept in UTC to the microsecond."""

    impl = String(27)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> str | None:
        return None if value is None else instant_text(value)

    def process_result_value(self, value: Any | None, _dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


class Exact(TypeDecorator[str]):
    """Any text a person or a page may send, returned character for character."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> str | None:
        return None if value is None else escaped(value)

    def process_result_value(self, value: Any | None, _dialect: Dialect) -> str | None:
        return None if value is None else unescaped(value)


class Key(TypeDecorator[str]):
    """A short name that rows are found by. What nobody can have named is sought, not found, and no error."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> str | None:
        return None if value is None else escaped(value)


class Record(TypeDecorator[Any]):
    """A JSON value in its canonical spelling."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any | None, _dialect: Dialect) -> str | None:
        return None if value is None else canonical(value)

    def process_result_value(self, value: Any | None, _dialect: Dialect) -> Any | None:
        return None if value is None else json.loads(value)
