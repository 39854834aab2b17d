"""Which certificate logs there are: Chrome's log list, version 3, and the trimmed list that ships with the seeds."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from zhenwang.domain.candidate import Malformed

SOURCE = "log-list"
READABLE = ("qualified", "usable", "readonly")
"""States in which a log must still answer; ``pending``, ``retired`` and ``rejected`` ones need not."""

RFC6962, STATIC = "rfc6962", "static-ct"
MAX_LIST = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Log:
    """``kind`` is ``rfc6962`` or ``static-ct``; ``url`` is where it is read, always with a slash at its end.

    ``origin`` is what a static-ct checkpoint must start with: the submission prefix without scheme. ``start`` and
    ``end`` bound the expiry dates of the certificates it takes (end exclusive); None is unbounded.
    """

    operator: str
    description: str
    kind: str
    log_id: str
    key: str
    url: str
    origin: str
    state: str
    start: datetime | None
    end: datetime | None

    @property
    def name(self) -> str:
        """A short name for locators: the URL's host and path with the noise taken off."""
        parts = urlsplit(self.url)
        return f"{parts.hostname}{parts.path}".rstrip("/")


def read_log_list(text: str) -> tuple[tuple[Log, ...], tuple[Malformed, ...]]:
    """The logs of a list in Chrome's form (``operators``) or the shipped form (``logs``), and what could not be read.

    Placeholder logs on reserved names, which the list carries for misbehaving clients, are left out.
    """
    try:
        page = json.loads(text) if len(text) <= MAX_LIST else None
    except (ValueError, RecursionError) as error:
        return (), (_bad("list", f"not JSON: {error}", text[:4096]),)
    if not isinstance(page, dict):
        return (), (_bad("list", "not a log list", text[:4096]),)
    logs: list[Log] = []
    bad: list[Malformed] = []
    for place, operator, kind, row in _rows(page):
        log = _log(operator, kind, row)
        if isinstance(log, str):
            bad.append(_bad(place, log, json.dumps(row)))
        elif not _placeholder(log):
            logs.append(log)
    return tuple(logs), tuple(bad)


def taking(logs: Iterable[Log], until: datetime) -> tuple[Log, ...]:
    """The readable logs that take certificates expiring after ``until``: those where new certificates can appear."""
    return tuple(log for log in logs if log.state in READABLE and (log.end is None or log.end > until))


def as_shipped(logs: Iterable[Log], source: str, dated: str) -> str:
    """The trimmed list as JSON text. ``source`` says where the facts come from, ``dated`` of which day they are."""
    rows = [
        {
            "operator": log.operator,
            "description": log.description,
            "kind": log.kind,
            "log_id": log.log_id,
            "key": log.key,
            "url": log.url,
            "origin": log.origin,
            "state": log.state,
            "start_inclusive": _iso(log.start),
            "end_exclusive": _iso(log.end),
        }
        for log in logs
    ]
    return json.dumps({"source": source, "dated": dated, "logs": rows}, ensure_ascii=False, indent=1) + "\n"


_Row = tuple[str, str, str, object]
"""Place in the list, operator, kind ('' when the row says it), and the row."""


def _rows(page: Mapping[str, object]) -> Iterable[_Row]:
    for number, row in enumerate(_list(page.get("logs"))):
        yield f"logs[{number}]", "", "", row
    for operator in _list(page.get("operators")):
        if not isinstance(operator, dict):
            yield "operators", "", "", operator
            continue
        name = str(operator.get("name", ""))
        for key, kind in (("logs", RFC6962), ("tiled_logs", STATIC)):
            for number, row in enumerate(_list(operator.get(key))):
                yield f"{name} {key}[{number}]", name, kind, row


def _log(operator: str, kind: str, row: object) -> Log | str:
    """The log of a row, or why it is none."""
    if not isinstance(row, dict):
        return "not an object"
    kind = kind or str(row.get("kind", ""))
    url = _prefix(row.get("monitoring_url") or row.get("url"))
    if kind not in (RFC6962, STATIC) or not url:
        return "no web address to read it at" if kind else "no kind of log"
    try:
        start, end = _interval(row)
    except ValueError as error:
        return f"its interval is no date: {error}"
    return Log(
        operator or _text(row, "operator"),
        _text(row, "description"),
        kind,
        _text(row, "log_id"),
        _text(row, "key"),
        url,
        _text(row, "origin") or _origin(row.get("submission_url")),
        _state(row.get("state")),
        start,
        end,
    )


def _interval(row: Mapping[str, object]) -> tuple[datetime | None, datetime | None]:
    inner = row.get("temporal_interval")
    bounds = inner if isinstance(inner, dict) else row
    return _date(bounds.get("start_inclusive")), _date(bounds.get("end_exclusive"))


def _date(value: object) -> datetime | None:
    if value is None:
        return None
    parsed = datetime.fromisoformat(str(value))
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)


def _iso(value: datetime | None) -> str | None:
    return value.isoformat().replace("+00:00", "Z") if value else None


def _state(value: object) -> str:
    """Chrome writes ``{"usable": {...}}``; a log without a state was never accepted."""
    if isinstance(value, str):
        return value
    return next(iter(value), "pending") if isinstance(value, dict) else "pending"


def _prefix(value: object) -> str:
    url = value.strip() if isinstance(value, str) else ""
    if not url.startswith(("https://", "http://")) or not urlsplit(url).hostname:
        return ""
    return url.rstrip("/") + "/"


def _origin(value: object) -> str:
    return _prefix(value).partition("://")[2].rstrip("/")


def _placeholder(log: Log) -> bool:
    host = urlsplit(log.url).hostname or ""
    return host.endswith((".example", ".example.com", ".invalid", ".test"))


def _text(row: Mapping[str, object], key: str) -> str:
    value = row.get(key)
    return value if isinstance(value, str) else ""


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _bad(place: str, why: str, raw: str) -> Malformed:
    return Malformed(SOURCE, place, f"log list, {place}: {why}", raw.encode("utf-8", "replace"))
