"""Saved pages as looks: what ``zhenwang judge`` is given, on its command line or in a batch, before it is read."""

from __future__ import annotations

import html as markup
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from zhenwang.domain.hosts import NotAHost, host_of, parse_host
from zhenwang.domain.look import Hop, Look, Picture

MAX_PAGE = 20 * 1024 * 1024
MAX_PICTURES = 50
MAX_LINE = 64 * 1024 * 1024
"""Characters of a batch line at most: a page of 20 MiB, escaped."""


class NotALookError(ValueError):
    """What was given is no page that could be judged; the message says why."""


@dataclass(frozen=True, slots=True)
class Given:
    """One page to judge. ``address`` is the IP that served it, empty when unknown; ``problem`` why it is none."""

    id: object
    look: Look | None
    problem: str = ""


def saved_look(
    url: str,
    body: bytes,
    pictures: Sequence[Picture],
    at: datetime,
    headers: Mapping[str, str] | None = None,
    address: str = "",
) -> Look:
    """A page as a visit to ``url`` would have brought it back. Raises ``NotALookError`` when the URL names no host."""
    host = parse_host(host_of(url))
    if isinstance(host, NotAHost):
        raise NotALookError(f"{url[:200]!r} names no host: {host.reason}")
    hops = (Hop(url, 200, address),) if address else ()
    served = tuple((headers or {}).items())
    return Look(host.ascii, url, at, url, 200, served, body[:MAX_PAGE], hops, tuple(pictures[:MAX_PICTURES]))


def pictures_of(paths: Sequence[Path], role: str) -> Iterator[Picture]:
    """Pictures from files, named after them."""
    for path in paths:
        yield Picture(path.name, role, path.read_bytes())


def batch_looks(path: Path, at: datetime) -> Iterator[Given]:
    """Every line of a batch as a page, or as the reason why it is none: nothing is skipped in silence.

    A line is ``{"id", "url", "html" or "text", "images": [paths], "screenshots": [paths], "headers": {}, "address"}``;
    paths are relative to the batch. ``html`` may be the path of a saved page instead of the page itself.
    """
    with path.open(encoding="utf-8", errors="replace") as lines:
        number = 0
        while line := lines.readline(MAX_LINE + 1):
            number += 1
            if line.strip():
                yield _given(line, number, path.parent, at)


def _given(line: str, number: int, folder: Path, at: datetime) -> Given:
    identity: object = None
    try:
        record: dict[str, Any] = json.loads(line)
        identity = record.get("id")
        pictures = [
            picture
            for key, role in (("images", "logo"), ("screenshots", "screenshot"))
            for picture in pictures_of([folder / name for name in record.get(key) or ()], role)
        ]
        headers = {str(key): str(value) for key, value in (record.get("headers") or {}).items()}
        address = str(record.get("address") or "")
        return Given(identity, saved_look(str(record["url"]), _body(record, folder), pictures, at, headers, address))
    except KeyError as missing:
        return Given(identity, None, f"line {number}: {missing} is missing; a page needs url, and html or text")
    except (ValueError, TypeError, AttributeError, OSError, RecursionError) as problem:
        return Given(identity, None, f"line {number}: {type(problem).__name__}: {problem}"[:300])


def _body(record: Mapping[str, Any], folder: Path) -> bytes:
    if not record.get("html"):
        return b'<meta charset="utf-8"><pre>' + markup.escape(str(record["text"])).encode("utf-8", "replace")
    written = str(record["html"])
    if "<" not in written and written.lower().endswith((".html", ".htm")) and (folder / written).is_file():
        return (folder / written).read_bytes()
    return written.encode("utf-8", "replace")
