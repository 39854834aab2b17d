"""Messages as they lie in files: an mbox, a maildir, a folder of ``.eml`` files. Nothing is moved or written."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from zhenwang.sources.mail_parts import MAX_BYTES

MAX_MESSAGES = 200_000
"""Of one file or folder."""
KEPT = 64 * 1024
"""Bytes that are kept of a message too large to be read."""
ROWS = frozenset({".csv", ".tsv"})
_FROM = b"From "
_OUTLOOK = b"\xd0\xcf\x11\xe0"
_LINE = 1 << 20


@dataclass(frozen=True, slots=True)
class RawMessage:
    """A message, or why it could not be read whole. ``place`` names file and number for the folder's holder."""

    place: str
    body: bytes
    problem: str = ""


def row_files(path: Path) -> tuple[Path, ...]:
    """The tables of a file or folder, by name."""
    found = [path] if not path.is_dir() else sorted(path.iterdir())
    return tuple(one for one in found if one.suffix.lower() in ROWS and one.is_file())


def raw_messages(path: Path) -> Iterator[RawMessage]:
    """Every message of a file or folder, in a stable order. OSError when the path itself cannot be read."""
    if not path.is_dir():
        if path.suffix.lower() not in ROWS:
            yield from _of_file(path)
        return
    for number, file in enumerate(_files(path)):
        if number >= MAX_MESSAGES:
            yield RawMessage(path.name, b"", f"more than {MAX_MESSAGES:,} messages: the rest was not read")
            return
        try:
            yield from _of_file(file)
        except FileNotFoundError:
            continue  # a mail program moved it from new to cur meanwhile: it is there the next time
        except OSError as error:
            yield RawMessage(file.name, b"", f"cannot be read: {error.strerror or error}")


def _files(folder: Path) -> Iterator[Path]:
    """A maildir's messages in ``new`` and ``cur`` (``tmp`` is not delivered yet), else the folder's files."""
    places = [place for name in ("new", "cur") if (place := folder / name).is_dir()]
    for place in places or [folder]:
        with os.scandir(place) as entries:
            names = sorted(entry.name for entry in entries if entry.is_file() and not entry.name.startswith("."))
        for name in names:
            if places or Path(name).suffix.lower() in (".eml", ".mbox", ".mbx", ".msg", ""):
                yield place / name


def _of_file(path: Path) -> Iterator[RawMessage]:
    if not path.is_file():  # a pipe or a device would never end
        raise FileNotFoundError(2, "no such file or folder", str(path))
    with path.open("rb") as file:
        first = file.read(len(_FROM))
        file.seek(0)
        if first != _FROM:
            body = file.read(MAX_BYTES + 1)
            yield _message(path.name, body, len(body) > MAX_BYTES)
            return
        yield from _of_mbox(path.name, iter(lambda: file.readline(_LINE), b""))


def _of_mbox(name: str, lines: Iterable[bytes]) -> Iterator[RawMessage]:
    """A message begins at ``From `` behind an empty line (RFC 4155). One that is too large costs only itself."""
    held: list[bytes] = []
    size, number, blank = 0, 0, True
    for line in lines:
        if blank and line.startswith(_FROM):
            if number:
                yield _message(f"{name}:{number}", b"".join(held), size > MAX_BYTES)
            held, size, number = [], 0, number + 1
            if number > MAX_MESSAGES:
                yield RawMessage(name, b"", f"more than {MAX_MESSAGES:,} messages: the rest was not read")
                return
        elif (size := size + len(line)) <= MAX_BYTES:
            held.append(line)
        blank = line in (b"\n", b"\r\n")
    if number:
        yield _message(f"{name}:{number}", b"".join(held), size > MAX_BYTES)


def _message(place: str, body: bytes, too_large: bool) -> RawMessage:
    if too_large:
        return RawMessage(place, body[:KEPT], f"a message of more than {MAX_BYTES:,} bytes: it was not read")
    if body.startswith(_OUTLOOK):
        return RawMessage(place, body[:KEPT], "a file of Outlook's own kind (.msg): save the message as .eml")
    if not body.strip():
        return RawMessage(place, body, "an empty message")
    return RawMessage(place, body)
