"""The cases that somebody picked, with what they want done: read from a form of any length, bounded by what counts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import parse_qsl

from fastapi import HTTPException, Request

from zhenwang.domain.bulk import Picked
from zhenwang.web.forgery import MAX_FIELD
from zhenwang.web.house import house_of, visitor_of

MAX_FIELDS = 50_000
_ROOM = 2 * 1024 * 1024
ROOMY: Mapping[str, int] = MappingProxyType(dict.fromkeys(("/bulk", "/bulk/do", "/bulk/undo"), _ROOM))
"""Bytes that a form of picked cases may have: enough to say how many too many they are."""
_PICKED = re.compile(r"([A-Za-z0-9-]{1,32})\.([0-9]{1,9})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Selection:
    """``sent`` is how many cases were sent, readable or not; ``fields`` the form's other fields."""

    picked: tuple[Picked, ...]
    sent: int
    fields: Mapping[str, str]


async def read_selection(request: Request) -> Selection:
    """A form of picked cases whose token belongs to this session; 403 otherwise, 400 for one that cannot be read."""
    try:
        body = (await request.body()).decode("utf-8", "replace")
        pairs = parse_qsl(body, keep_blank_values=True, max_num_fields=MAX_FIELDS)
    except ValueError:
        raise HTTPException(400) from None
    fields: dict[str, str] = {}
    for name, value in pairs:
        if name != "case":
            fields.setdefault(name, value.replace("\r\n", "\n")[:MAX_FIELD])
    if not house_of(request).sessions.holds(visitor_of(request), fields.get("token", "")):
        raise HTTPException(403, "token")
    sent = [value for name, value in pairs if name == "case"]
    return Selection(tuple(_picked(sent)), len(sent), fields)


def _picked(sent: list[str]) -> list[Picked]:
    found = (_PICKED.fullmatch(value) for value in sent)
    return list(dict.fromkeys(Picked(match[1], int(match[2])) for match in found if match))
