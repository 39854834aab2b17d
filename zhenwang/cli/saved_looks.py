"""Saved pages as looks: what ``zhenwang judge`` is given, on its command line or in a batch, before it is read."""

from __future__ import annotations

import html as markup
import ipaddress
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO

from zhenwang.domain.hosts import NotAHost, host_of, parse_host
from zhenwang.domain.look import Gap, Hop, Look, Picture

MAX_PAGE = 20 * 1024 * 1024
MAX_PICTURES = 50
MAX_LINE = 64 * 1024 * 1024
"""Characters of a batch line at most: a page of 20 MiB, escaped."""
_MAX_PATH = 1000
_NEEDED = "a page needs url, and html or text"


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
    """A page as a visit to ``url`` would have brought it back; what exceeds the bounds is cut off, with a gap.

    Raises ``NotALookError`` when the URL names no host, or the address is none.
    """
    host = parse_host(host_of(url))
    if isinstance(host, NotAHost):
        why = host.reason if "://" in url else "begin it with http:// or https://"
        raise NotALookError(f"{url[:200]!r} names no host: {why}")
    hops = (Hop(url, 200, _ip(address)),) if address else ()
    served = tuple((headers or {}).items())
    shown = tuple(pictures[:MAX_PICTURES])
    gaps = tuple(_cut(len(body), len(pictures)))
    return Look(host.ascii, url, at, url, 200, served, body[:MAX_PAGE], hops, shown, gaps=gaps)


def _ip(address: str) -> str:
    try:
        return str(ipaddress.ip_address(address.strip()))
    except ValueError:
        raise NotALookError(f"the address {address[:60]!r} is no IP address such as 203.0.113.7") from None


def _cut(size: int, pictures: int) -> Iterator[Gap]:
    if size > MAX_PAGE:
        yield Gap("too_large", f"页面超过 {MAX_PAGE >> 20} MiB，只看了这么多")
    if pictures > MAX_PICTURES:
        yield Gap("picture", f"给出 {pictures} 张图片，只看了前 {MAX_PICTURES} 张")


def page_bytes(path: Path) -> bytes:
    """A saved page, up to one byte more than is looked at. Raises ``OSError``."""
    with path.open("rb") as file:
        return file.read(MAX_PAGE + 1)


def pictures_of(paths: Sequence[Path], role: str) -> Iterator[Picture]:
    """Pictures from files, named after them."""
    for path in paths:
        yield Picture(path.name, role, path.read_bytes())


def batch_looks(path: Path, at: datetime) -> Iterator[Given]:
    """Every line of a batch as a page, or as the reason why it is none: nothing is skipped in silence.

    A line is ``{"id", "url", "html" or "text", "images": [paths], "screenshots": [paths], "headers": {}, "address"}``;
    paths are relative to the batch. ``html`` may be the path of a saved page instead of the page itself.
    """
    with path.open(encoding="utf-8-sig", errors="replace") as lines:
        number = 0
        while line := lines.readline(MAX_LINE + 1):
            number += 1
            if len(line) > MAX_LINE:
                _skip_rest(lines, line)
                yield Given(None, None, f"line {number}: longer than {MAX_LINE >> 20} MiB")
            elif line.strip():
                yield _given(line, number, path.parent, at)


def _skip_rest(lines: TextIO, line: str) -> None:
    while line and not line.endswith("\n"):
        line = lines.readline(MAX_LINE)


def _given(line: str, number: int, folder: Path, at: datetime) -> Given:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as problem:
        why = (
            f"{problem.msg.removesuffix(' at')} at character {problem.pos + 1}"
            if isinstance(problem, json.JSONDecodeError)
            else problem
        )
        return Given(None, None, f"line {number}: not JSON: {why}"[:300])
    if not isinstance(record, dict):
        return Given(None, None, f"line {number}: not a JSON object; {_NEEDED}")
    try:
        return Given(record.get("id"), _look(record, folder, at))
    except NotALookError as problem:
        return Given(record.get("id"), None, f"line {number}: {problem}"[:300])


def _look(record: Mapping[str, Any], folder: Path, at: datetime) -> Look:
    url = _words(record, "url")
    if url is None:
        raise NotALookError(f"url is missing; {_NEEDED}")
    headers = record.get("headers") or {}
    if not isinstance(headers, dict):
        raise NotALookError('headers must be an object such as {"Content-Type": "text/html; charset=gbk"}')
    pictures = [*_pictures(record, "images", "logo", folder), *_pictures(record, "screenshots", "screenshot", folder)]
    served = {str(key): str(value) for key, value in headers.items()}
    return saved_look(url, _body(record, folder), pictures, at, served, _words(record, "address") or "")


def _words(record: Mapping[str, Any], key: str) -> str | None:
    """The text under a key, None where there is none; whatever else stands there is no text."""
    value = record.get(key)
    if value is not None and not isinstance(value, str):
        raise NotALookError(f"{key} must be text, and is {json.dumps(value)[:60]}")
    return value


def _pictures(record: Mapping[str, Any], key: str, role: str, folder: Path) -> Iterator[Picture]:
    named = record.get(key) or []
    names = [named] if isinstance(named, str) else named
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise NotALookError(f"{key} must be a list of paths")
    for name in names:
        try:
            yield from pictures_of([folder / name], role)
        except (OSError, ValueError) as problem:
            raise NotALookError(f"the picture {name[:200]!r} cannot be read: {_why(problem)}") from None


def _body(record: Mapping[str, Any], folder: Path) -> bytes:
    written = _words(record, "html")
    if not written and (text := _words(record, "text")) is not None:
        return b'<meta charset="utf-8"><pre>' + markup.escape(text).encode("utf-8", "replace")
    if written is None:
        raise NotALookError(f"html and text are missing; {_NEEDED}")
    if _is_path(written):
        try:
            return page_bytes(folder / written)
        except (OSError, ValueError) as problem:
            raise NotALookError(f"the page {written!r} cannot be read: {_why(problem)}") from None
    return written.encode("utf-8", "replace")


def _is_path(written: str) -> bool:
    return len(written) < _MAX_PATH and "<" not in written and written.lower().endswith((".html", ".htm"))


def _why(problem: OSError | ValueError) -> str:
    return (problem.strerror if isinstance(problem, OSError) else None) or str(problem)
