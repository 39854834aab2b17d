"""A list of hosts or addresses as a source: a text file, or a CSV with one of them in a column."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from zhenwang.domain.candidate import Malformed, Sighting
from zhenwang.text.addresses import read_address, refang

SOURCE = "list"
MAX_LINE = 8_192
MAX_LINES = 1_000_000

_HEADINGS = ("host", "domain", "url", "域名", "网址", "主机", "网站地址", "name")


@dataclass(frozen=True, slots=True)
class HostList:
    """One host or URL a line; empty lines and what follows ``#`` at a line's start are passed over.

    A file ending in ``.csv`` may have a heading row, then the column called host, domain, url, 域名 or 网址 counts;
    else the first. UTF-8 or, as Excel writes it in China, GB 18030.
    """

    path: Path
    name: str = SOURCE

    def sightings(self, now: datetime) -> Iterator[Sighting | Malformed]:
        """Every line as a sighting, or as a Malformed that names file and line. A missing file is one Malformed."""
        try:
            with self.path.open("rb") as file:
                yield from self._lines(iter(lambda: file.readline(MAX_LINE + 1), b""), now)
        except OSError as error:
            yield Malformed(SOURCE, str(self.path), f"cannot be read: {error.strerror or error}", b"")

    def _lines(self, lines: Iterator[bytes], now: datetime) -> Iterator[Sighting | Malformed]:
        column: int | None = None
        number, inside = 0, False
        for pieces, raw in enumerate(lines, 1):
            number += not inside
            place = f"{self.path.name}:{number}"
            if pieces > MAX_LINES:
                yield Malformed(SOURCE, place, f"more than {MAX_LINES:,} lines: the rest was not read", raw)
                return
            # A piece of an overlong line is no host, not even the last piece that looks like one.
            whole = not inside and len(raw) <= MAX_LINE
            inside = not raw.endswith(b"\n")
            if not whole:
                yield Malformed(SOURCE, place, f"{place}: a line of more than {MAX_LINE:,} bytes", raw)
                continue
            cells = self._cells(_decoded(raw.removeprefix(b"\xef\xbb\xbf") if number == 1 else raw))
            if not cells or cells[0].startswith("#"):
                continue
            if column is None:
                column = _heading(cells)
                if column is not None:
                    continue
                column = 0
            yield self._sighting(cells[column] if column < len(cells) else "", raw, place, now)

    def _cells(self, line: str) -> list[str]:
        text = line.strip()
        if not text or self.path.suffix.lower() != ".csv":
            return [text] if text else []
        try:
            return [cell.strip() for cell in next(csv.reader([text]))]
        except (csv.Error, StopIteration):
            return [text]

    def _sighting(self, cell: str, raw: bytes, place: str, now: datetime) -> Sighting | Malformed:
        address = read_address(refang(cell)) if cell else None
        if address is None:
            shown = cell[:80] or "an empty cell"
            return Malformed(SOURCE, place, f"{place}: not a host or web address: {shown}", raw)
        url = address.url if "://" in refang(cell) else None
        return Sighting(address.host.ascii, SOURCE, place, now, url)


def _heading(cells: list[str]) -> int | None:
    """The column that a heading row names, or None when the first row is no heading."""
    lowered = [cell.lower() for cell in cells]
    return next((lowered.index(word) for word in _HEADINGS if word in lowered), None)


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")
