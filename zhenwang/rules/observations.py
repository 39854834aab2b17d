"""Observations read: from a file that a colleague's tool wrote, from looks, from baselines. Hostile, bounded, pure.

A file is CSV with a heading row, or JSON: an array of objects, or one object a line. The columns are those of
``Observation``; several values in a cell are separated by ``;``. Only ``host`` is needed. ``html`` (JSON only) is the
home page as it was served.
"""

from __future__ import annotations

import ipaddress
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime

from zhenwang.domain.baseline import Baseline
from zhenwang.domain.csv_rows import MAX_CELL, BadRow, records
from zhenwang.domain.hosts import NotAHost, host_of, parse_host
from zhenwang.domain.look import Look
from zhenwang.domain.observation import Observation
from zhenwang.pages.page import read_page

MAX_BYTES = 64 * 1024 * 1024
MAX_OBSERVATIONS = 100_000
MAX_VALUES = 200
MAX_PAGE = 4 * 1024 * 1024

_COLUMNS = (
    *("host", "seen_at", "addresses", "country", "final_host", "expires_on", "registrant", "registrar"),
    *("served_hosts", "reachable", "html"),
)
_COUNTRY = re.compile(r"[A-Za-z]{2}\Z")
_FLAGS = {"yes": True, "true": True, "1": True, "是": True, "no": False, "false": False, "0": False, "否": False}
_SEPARATOR = re.compile(r"[;；]")

Item = Mapping[str, object]


def read_observations(body: bytes, file: str, now: datetime) -> tuple[tuple[Observation, ...], tuple[BadRow, ...]]:
    """The observations of a file, and every row or value that could not be taken. Never raises.

    An observation without a time counts as made ``now``. A bad value costs only itself, a bad host its row.
    """
    bad: list[BadRow] = []
    if len(body) > MAX_BYTES:
        return (), (BadRow(file, 1, "", "", f"larger than {MAX_BYTES // 2**20} MiB: the file was not read"),)
    text = _decoded(body)
    items = _json_items(text, file, bad) if text.lstrip()[:1] in ("[", "{") else _csv_items(text, file, bad)
    found: list[Observation] = []
    for line, item in items:
        if len(found) >= MAX_OBSERVATIONS:
            bad.append(BadRow(file, line, "", "", f"more than {MAX_OBSERVATIONS:,} rows: the rest was not read"))
            break
        observed = _Reader(item, file, line, bad).observation(now)
        if observed:
            found.append(observed)
    return tuple(found), tuple(bad)


def of_looks(looks: Iterable[Look]) -> Iterator[Observation]:
    """What looks at official hosts tell. A look that was answered by nobody tells that the host was not reachable."""
    for look in looks:
        addresses = tuple(dict.fromkeys(hop.address for hop in look.hops if hop.address))
        final = host_of(look.final_url) if look.status else ""
        yield Observation(
            host=look.host,
            seen_at=look.at,
            addresses=addresses[:MAX_VALUES],
            final_host=final,
            reachable=bool(look.status),
            page=look.page if not final or final == look.host else None,
        )


def of_baselines(baselines: Iterable[Baseline]) -> Iterator[Observation]:
    """What kept home pages tell. They were seen when captured; that says nothing of the host today."""
    for baseline in baselines:
        yield Observation(baseline.site, baseline.captured_at, page=baseline.page)


class _Reader:
    """One row: every value read, or reported with its place."""

    def __init__(self, item: Item, file: str, line: int, bad: list[BadRow]) -> None:
        self._item, self._file, self._line, self._bad = item, file, line, bad

    def observation(self, now: datetime) -> Observation | None:
        written = self._text("host")
        host = _host(written)
        if not host:
            self._report(
                "host", written, f"'{written[:80]}' is neither a host name nor an address: the row was not read"
            )
            return None
        page, _ = read_page(self._html(), "text/html")
        return Observation(
            host=host,
            seen_at=self._instant(now),
            addresses=self._list("addresses", _address),
            country=self._country(),
            final_host=self._final_host(),
            expires_on=self._day("expires_on"),
            registrant=self._text("registrant")[:200],
            registrar=self._text("registrar")[:200],
            served_hosts=self._list("served_hosts", _host) if self._item.get("served_hosts") is not None else None,
            reachable=self._flag(),
            page=page,
        )

    def _report(self, column: str, value: str, reason: str) -> None:
        self._bad.append(BadRow(self._file, self._line, column, value[:MAX_CELL], reason))

    def _text(self, column: str) -> str:
        value = self._item.get(column)
        if value is None:
            return ""
        if isinstance(value, (str, bool, int)):
            return str(value).strip()[:MAX_CELL]
        self._report(column, "", "not a text: taken as empty")
        return ""

    def _html(self) -> bytes:
        value = self._item.get("html")
        return value[:MAX_PAGE].encode("utf-8", "replace") if isinstance(value, str) else b""

    def _list(self, column: str, read: Callable[[str], str]) -> tuple[str, ...]:
        value = self._item.get(column)
        parts = [part for part in value if isinstance(part, str)] if isinstance(value, list) else None
        written = parts if parts is not None else _SEPARATOR.split(self._text(column))
        found: list[str] = []
        for part in written[:MAX_VALUES]:
            if part.strip():
                good = read(part.strip()[:MAX_CELL])
                if good:
                    found.append(good)
                else:
                    self._report(column, part, f"'{part[:80]}' cannot be read: left out")
        return tuple(dict.fromkeys(found))

    def _country(self) -> str:
        text = self._text("country")
        if not text or _COUNTRY.match(text):
            return text.upper()
        self._report("country", text, f"'{text[:80]}' is not a country code of two letters: left out")
        return ""

    def _final_host(self) -> str:
        text = self._text("final_host")
        host = _host(text) if text else ""
        if text and not host:
            self._report("final_host", text, f"'{text[:80]}' is not a host name: left out")
        return host

    def _day(self, column: str) -> date | None:
        text = self._text(column)
        try:
            return date.fromisoformat(text[:10]) if text else None
        except ValueError:
            self._report(column, text, f"'{text[:80]}' is not a day like 2026-11-22: left out")
            return None

    def _instant(self, now: datetime) -> datetime:
        text = self._text("seen_at")
        try:
            at = datetime.fromisoformat(text) if text else now
        except ValueError:
            self._report("seen_at", text, f"'{text[:80]}' is not a time like 2026-11-22T08:00+08:00: taken as now")
            return now
        # Without a zone the writer's clock is unknown; UTC is at most half a day off.
        return at if at.tzinfo else at.replace(tzinfo=UTC)

    def _flag(self) -> bool | None:
        text = self._text("reachable")
        if text and text.casefold() not in _FLAGS:
            self._report("reachable", text, f"'{text[:80]}' is neither yes nor no: left out")
        return _FLAGS.get(text.casefold())


def _host(text: str) -> str:
    named = host_of(text) if "//" in text else text.strip("[]")
    parsed = parse_host(named)
    return _address(named) if isinstance(parsed, NotAHost) else parsed.ascii


def _address(text: str) -> str:
    try:
        return str(ipaddress.ip_address(text.strip("[]")))
    except ValueError:
        return ""


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("gb18030", "replace")


def _csv_items(text: str, file: str, bad: list[BadRow]) -> Iterator[tuple[int, Item]]:
    rows = records(text.splitlines(keepends=True))
    header = next(rows, None)
    names = [cell.casefold() for cell in header.cells] if header else []
    if "host" not in names:
        bad.append(BadRow(file, 1, "", "", "no column 'host': the file was not read"))
        return
    for unknown in (cell for cell in names if cell and cell not in _COLUMNS):
        bad.append(BadRow(file, 1, unknown[:80], unknown[:80], f"nobody knows the column '{unknown[:80]}': left out"))
    for row in rows:
        if row.reason:
            bad.append(BadRow(file, row.line, "", row.text[:MAX_CELL], row.reason))
        else:
            yield (
                row.line,
                {name: cell for name, cell in zip(names, row.cells, strict=False) if cell and name != "html"},
            )


def _json_items(text: str, file: str, bad: list[BadRow]) -> Iterator[tuple[int, Item]]:
    if text.lstrip().startswith("["):
        value = _parsed(text, file, 1, bad)
        items: Iterable[tuple[int, object]] = enumerate(value, 1) if isinstance(value, list) else ()
    else:
        lines = ((n, line) for n, line in enumerate(text.split("\n"), 1) if line.strip())
        items = ((n, _parsed(line, file, n, bad)) for n, line in lines)
    for number, item in items:
        if isinstance(item, dict):
            yield number, item
        elif item is not None:
            bad.append(BadRow(file, number, "", "", "not an object: left out"))


def _parsed(text: str, file: str, line: int, bad: list[BadRow]) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        bad.append(BadRow(file, line, "", text[:80], f"cannot be read as JSON: {str(error)[:120]}"))
        return None
