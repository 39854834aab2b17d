"""JSON from a provider: one value, or nothing; no name twice, no numbers that JSON does not know."""

from __future__ import annotations

import json
from typing import NoReturn


def read_json(body: bytes) -> object:
    """The value; None for what is no JSON (RFC 8259), is nested beyond reading, or says one name twice."""
    try:
        return json.loads(body.decode("utf-8"), object_pairs_hook=_once, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return None


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice")  # one reader would take the first, another the last
    return found


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)
