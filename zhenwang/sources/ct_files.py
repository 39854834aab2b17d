"""Certificate-log files of every kind: what a file is shows in its content first and in its path second.

Data tiles, names tiles and get-entries answers are read, compressed or not. Files that stand beside them in a log (hash
tiles, checkpoints, tree heads, issuers) hold no entries: they are reported as such and are no damage.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from zhenwang.domain.candidate import Malformed
from zhenwang.sources.ct_entry import SOURCE, Entry
from zhenwang.sources.ct_json import NotEntries, read_json
from zhenwang.sources.ct_names import read_names
from zhenwang.sources.ct_tiles import WIDTH, damaged, plausible_tile, read_tile
from zhenwang.sources.packed import MAX_DECODED, Unpacked, unpack

__all__ = ["OTHER_FILE", "Entry", "as_json", "read_ct", "read_paths"]

OTHER_FILE = "ct-other-file"
"""``Malformed.source`` of a file that holds no entries: nothing is wrong with it."""

MAX_FILES = 100_000
KEPT_BYTES = 64 * 1024
_LOCATOR = re.compile(r"(.*)#(\d{1,15})\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a file stands in a log: tile level (``data``, ``names``, ``0``...), first index, entries it should hold."""

    log: str
    level: str = ""
    first: int | None = None
    width: int | None = None


def read_paths(paths: Sequence[Path]) -> Iterator[Entry | Malformed]:
    """Every entry of files and folders, in the order given and sorted within a folder."""
    for path in paths:
        if path.is_dir():
            for inner in _walk(path):
                yield from read_ct(inner)
        else:
            yield from read_ct(path)


def read_ct(path: Path, name: str = "") -> Iterator[Entry | Malformed]:
    """Every entry of one file. ``name`` is the log's name; without it, the folder above ``tile/`` or the file's folder.

    Never raises: a missing file, a bomb or damage is a Malformed with the reason.
    """
    try:
        body = _read_bounded(path)
    except OSError as error:
        yield Malformed(SOURCE, str(path), f"cannot be read: {error.strerror or error}", b"")
        return
    if isinstance(body, str):
        yield Malformed(SOURCE, str(path), body, b"")
        return
    unpacked = unpack(body)
    if unpacked.refused or not unpacked.body:
        yield Malformed(SOURCE, str(path), unpacked.problem or "the file is empty", body[:KEPT_BYTES])
        return
    yield from _read_body(unpacked, path, _place(path, name))


def as_json(item: Entry | Malformed) -> dict[str, object]:
    """One line of ``zhenwang ct read``: ``log, index, kind, names, issuer, not_before, not_after``, times in ISO 8601.

    What could not be read has ``error`` besides; ``index`` and ``kind`` are null where they are not known.
    """
    if isinstance(item, Entry):
        before, after = item.not_before, item.not_after
        return {
            "log": item.log,
            "index": item.index,
            "kind": item.kind,
            "names": list(item.names),
            "issuer": item.issuer,
            "not_before": before.isoformat() if before else None,
            "not_after": after.isoformat() if after else None,
        }
    found = _LOCATOR.match(item.locator)
    return {
        "log": found[1] if found else item.locator,
        "index": int(found[2]) if found else None,
        "kind": None,
        "names": list(item.names),
        "issuer": None,
        "not_before": None,
        "not_after": None,
        "error": item.reason,
    }


def _read_body(unpacked: Unpacked, path: Path, place: _Place) -> Iterator[Entry | Malformed]:
    body = unpacked.body
    read = 0
    if place.level not in ("", "data", "names"):
        yield _other(path, f"a hash tile of level {place.level}", body)
        return
    if place.level == "names":
        items = read_names(body, place.log, place.first or 0)
    elif place.level == "data" or plausible_tile(body):
        items = read_tile(body, place.log, place.first, None if unpacked.problem else place.width)
    else:
        found = read_json(body, place.log, path.name)
        if isinstance(found, NotEntries):
            yield _other(path, found.what, body)
            return
        items = found
    for item in items:
        read += 1
        yield item
    if unpacked.problem:
        yield damaged(place.log, (place.first or 0) + read, len(body), unpacked.problem, b"")


def _other(path: Path, what: str, body: bytes) -> Malformed:
    return Malformed(OTHER_FILE, str(path), f"not an entry file: {what}", body[:KEPT_BYTES])


def _place(path: Path, name: str) -> _Place:
    parts = path.absolute().parts
    if "tile" not in parts[:-1]:
        return _Place(name or parts[-2])
    at = len(parts) - 1 - parts[::-1].index("tile")
    log = name or parts[at - 1]
    number, width = _tile_number(parts[at + 2 :])
    first = None if number is None else number * WIDTH
    return _Place(log, parts[at + 1], first, width if first is not None else None)


def _tile_number(parts: Sequence[str]) -> tuple[int | None, int]:
    """Tile number and width of ``x001/234`` or ``000.p/12``; the number is None when the path is not a tile's."""
    width, groups = WIDTH, list(parts)
    if len(groups) >= 2 and groups[-2].endswith(".p") and groups[-1].isdecimal():
        width = min(int(groups.pop()[:4]), WIDTH)
        groups[-1] = groups[-1].removesuffix(".p")
    digits = [group.removeprefix("x") for group in groups]
    if not digits or len(digits) > 4 or not all(len(group) == 3 and group.isdecimal() for group in digits):
        return None, width
    return int("".join(digits)), width


def _read_bounded(path: Path) -> bytes | str:
    mode = path.stat().st_mode
    if not stat.S_ISREG(mode):
        return "cannot be read: not a file"
    with path.open("rb") as file:
        body = file.read(MAX_DECODED + 1)
    return body if len(body) <= MAX_DECODED else f"larger than {MAX_DECODED // (1024 * 1024)} MiB and is refused"


def _walk(folder: Path) -> Iterator[Path]:
    count = 0
    for root, folders, files in os.walk(folder, followlinks=False):
        folders.sort()
        for file in sorted(files):
            count += 1
            if count > MAX_FILES:
                return
            yield Path(root, file)
