"""What travels between the line and the process that opens hostile bytes: requests there, parts of an answer back.

A request is a JSON head and raw bytes. An answer is one JSON value for the page and one for each picture, sent as soon
as it is known, so that what was read before a parser died is not lost; a picture drawn anew is a value and its bytes.
Whoever broke into the process writes the answer, so it is never trusted: no pickle, bounded, and every value checked
for its type.
"""

from __future__ import annotations

import json
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from zhenwang.domain.appearance import Appearance
from zhenwang.domain.look import Gap, Page
from zhenwang.domain.page_records import (
    appearance_record,
    page_record,
    recorded_appearance,
    recorded_page,
    recorded_structure,
    structure_record,
)
from zhenwang.pages.page import PageRead
from zhenwang.pages.reader import MAX_IMAGES, MAX_LINKS, MAX_META, MAX_SCRIPTS
from zhenwang.pages.structure import MAX_ASSETS, MAX_PATHS
from zhenwang.pictures.codes import MAX_CODES, MAX_TEXT
from zhenwang.pictures.plain_png import is_plain
from zhenwang.pictures.redrawn import LONGEST, MAX_PNG, REFUSED, Redrawn

MAX_ANSWER = 16 * 1024 * 1024
"""Bytes of all parts together. The largest page that may be read (4 MiB of markup) answers with 13 MiB at worst."""
LENGTH = struct.Struct(">I")
_GAPS = frozenset({"empty", "not_a_page", "parse_limited", "bad_encoding"})
_MAX_GAPS, _MAX_DETAIL = 8, 500
_MAX_HASHES, _MAX_COLOURS, _MAX_CODES, _MAX_CODE = 500, 5_000, 50, 8_000
_LONE_SURROGATE = re.compile(r"(?<!\\)(?:\\\\)*\\u[dD][89a-fA-F]")


class How(StrEnum):
    """How much is risked: ``whole`` page, ``frugal``: its beginning and end, ``scan``: title and words without a
    parser, ``pictures``: no page at all; ``redraw``: pictures that are to be drawn anew.
    """

    WHOLE = "whole"
    FRUGAL = "frugal"
    SCAN = "scan"
    PICTURES = "pictures"
    REDRAW = "redraw"


@dataclass(frozen=True, slots=True)
class Request:
    """What to open. ``pictures`` are role and bytes; ``seconds`` how long the process may take by the clock."""

    how: How
    content_type: str = ""
    body: bytes = b""
    pictures: tuple[tuple[str, bytes], ...] = ()
    seconds: float = 6.0


def request_bytes(request: Request) -> bytes:
    """The request as it travels, without its length."""
    head = {
        "how": request.how,
        "content_type": request.content_type,
        "body": len(request.body),
        "pictures": [[role, len(body)] for role, body in request.pictures],
        "seconds": request.seconds,
    }
    written = json.dumps(head).encode("ascii")
    return b"".join((LENGTH.pack(len(written)), written, request.body, *(body for _, body in request.pictures)))


def read_request(raw: bytes) -> Request:
    """Undoes ``request_bytes``. A request comes from the line and is trusted."""
    place = LENGTH.size + LENGTH.unpack_from(raw)[0]
    head = json.loads(raw[LENGTH.size : place])
    body, place = raw[place : place + head["body"]], place + head["body"]
    pictures = []
    for role, size in head["pictures"]:
        pictures.append((role, raw[place : place + size]))
        place += size
    return Request(How(head["how"]), head["content_type"], body, tuple(pictures), head["seconds"])


def page_part(came: PageRead) -> bytes:
    """What was read of a page, as a part of the answer with its length."""
    return _part(
        {
            "page": page_record(came.page) if came.page else None,
            "structure": structure_record(came.structure) if came.structure else None,
            "gaps": [[gap.kind, gap.detail] for gap in came.gaps],
        }
    )


def picture_part(appearance: Appearance | None) -> bytes:
    """What a picture looks like, as a part of the answer with its length."""
    return _part({"appearance": appearance_record(appearance) if appearance else None})


def parts(answer: bytes) -> Iterator[bytes]:
    """The parts that came whole; one that breaks off is none."""
    place = 0
    while place + LENGTH.size <= len(answer):
        start = place + LENGTH.size
        place = start + LENGTH.unpack_from(answer, place)[0]
        if place > len(answer):
            return
        yield answer[start:place]


def read_page_part(part: bytes) -> PageRead:
    """ValueError when it says no page, or one beyond the bounds that every reading keeps to."""
    value = _value(part)
    page, structure = value.get("page"), value.get("structure")
    came = PageRead(
        page=_within_bounds(recorded_page(page)) if page is not None else None,
        structure=recorded_structure(structure) if structure is not None else None,
        gaps=tuple(_gap(one) for one in _items(value, "gaps", _MAX_GAPS)),
    )
    built = came.structure
    if built and (len(built.paths) > MAX_PATHS or len(built.assets) > MAX_ASSETS):
        raise ValueError("more structure than is ever read")
    if came.page is None and not came.gaps:
        raise ValueError("neither a page nor a reason")
    return came


def read_picture_part(part: bytes) -> Appearance | None:
    """ValueError when it says no appearance."""
    record = _value(part)["appearance"]
    if record is None:
        return None
    seen = recorded_appearance(record)
    if len(seen.hashes) > _MAX_HASHES or len(seen.colours) > _MAX_COLOURS or len(seen.codes) > _MAX_CODES:
        raise ValueError("more numbers than a picture has")
    if any(len(code) > _MAX_CODE for code in seen.codes):
        raise ValueError("a code holds more than any can")
    return seen


def redrawn_parts(drawn: Redrawn) -> bytes:
    """What became of a picture that is drawn anew: a part that tells, and one with its bytes."""
    return _part({"refused": drawn.refused, "codes": list(drawn.codes)}) + LENGTH.pack(len(drawn.png)) + drawn.png


def read_redrawn(told: bytes, png: bytes) -> Redrawn:
    """ValueError when it is neither a plain picture within its bounds nor a reason why there is none."""
    value = _value(told)
    refused, codes = value.get("refused"), _items(value, "codes", MAX_CODES)
    if refused not in REFUSED or bool(refused) == bool(png) or not all(isinstance(code, str) for code in codes):
        raise ValueError("neither a picture nor a reason")
    if any(len(code) > MAX_TEXT for code in codes):
        raise ValueError("a code holds more than any can")
    if png and not (len(png) <= MAX_PNG and is_plain(png, LONGEST)):
        raise ValueError("no picture of ours")
    return Redrawn(png, tuple(codes), refused)


def _part(value: dict[str, Any]) -> bytes:
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return LENGTH.pack(len(written)) + written


def _value(part: bytes) -> dict[str, Any]:
    text = part.decode("utf-8")
    if _LONE_SURROGATE.search(text):
        raise ValueError("half a character")
    try:
        value = json.loads(text)
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    if not isinstance(value, dict):
        raise ValueError("not an object")
    return value


def _within_bounds(page: Page) -> Page:
    counts = ((page.links, MAX_LINKS), (page.images, MAX_IMAGES), (page.scripts, MAX_SCRIPTS), (page.meta, MAX_META))
    if any(len(kept) > bound for kept, bound in counts):
        raise ValueError("more than is ever kept of a page")
    return page


def _items(value: dict[str, Any], key: str, most: int) -> list[Any]:
    items = value.get(key)
    if not isinstance(items, list) or len(items) > most:
        raise ValueError(f"no list of {key}")
    return items


def _gap(record: object) -> Gap:
    match record:
        case [str(kind), str(detail)] if kind in _GAPS:
            return Gap(kind, detail[:_MAX_DETAIL])
    raise ValueError("a gap that no reading tells")
