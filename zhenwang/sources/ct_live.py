"""Follows a certificate log from where the last look ended, or from its current head at first contact.

    tree head → pages from the cursor on → entries, new cursor

The cursor is the index of the next entry to read, as decimal text. It moves past returned entries only; whatever goes
wrong is one sentence in ``problems``, and the next call starts at the same place again.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import httpx

from zhenwang.domain.candidate import Malformed
from zhenwang.sources.ct_entries import parse_page, read_rows
from zhenwang.sources.ct_entry import Entry
from zhenwang.sources.ct_tiles import WIDTH, is_damage, read_tile
from zhenwang.sources.log_http import DEADLINE, Failed, get
from zhenwang.sources.log_list import STATIC, Log
from zhenwang.sources.packed import MAX_DECODED, unpack
from zhenwang.sources.tree_head import TreeHead, read_checkpoint, read_sth

MAX_HEAD = 64 * 1024
MAX_MERGE_DELAY = timedelta(hours=24)
FIRST_CONTACT = -1
AT_MOST = 300.0
"""Seconds for one call over all its pages: a log that drips must not keep the others waiting for hours."""
_CURSOR = re.compile(r"[0-9]{1,13}")


@dataclass(frozen=True, slots=True)
class Batch:
    """``entries`` in log order; ``cursor`` for the next call; ``problems`` in words, empty when all went well.

    ``size`` is what the log says it holds, so ``size - int(cursor)`` is the backlog; 0 when its head could not be read.
    """

    entries: tuple[Entry | Malformed, ...]
    cursor: str
    problems: tuple[str, ...] = ()
    size: int = 0


@dataclass(slots=True)
class _Progress:
    """What a call has gathered so far: everything below ``next`` has been returned."""

    log: Log
    client: httpx.Client
    deadline: float
    next: int
    entries: list[Entry | Malformed] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def fail(self, why: str) -> bool:
        self.problems.append(f"{self.log.description or self.log.name}: {why}")
        return False


def follow(log: Log, client: httpx.Client, cursor: str, now: datetime, most: int, deadline: float = DEADLINE) -> Batch:
    """Read at most about ``most`` new entries (whole pages; at least one page when there is one).

    An empty cursor is first contact and starts one page before the head. ``deadline`` is seconds for each request;
    after ``AT_MOST`` seconds no further page is begun, and the rest stays behind the cursor. Never raises for what a
    log does.
    """
    known = _CURSOR.fullmatch(cursor)
    progress = _Progress(log, client, deadline, int(cursor) if known else FIRST_CONTACT)
    if cursor and not known:
        progress.fail(f"its cursor {cursor[:40]!r} is not a number: read it from the head again by clearing it")
        return Batch((), cursor, tuple(progress.problems))
    head = _head(progress, now)
    if head is None:
        return Batch((), cursor, tuple(progress.problems))
    readable = head.size - head.size % WIDTH if log.kind == STATIC else head.size
    if progress.next == FIRST_CONTACT:
        progress.next = max(0, readable - WIDTH)
    if progress.next > head.size:
        progress.fail(f"it has shrunk: {head.size} entries, but {progress.next} were read before")
        return Batch((), cursor, tuple(progress.problems), head.size)
    going, until = True, time.monotonic() + AT_MOST
    while going and time.monotonic() < until and progress.next < readable and len(progress.entries) < most:
        going = _read_tile(progress) if log.kind == STATIC else _read_page(progress, readable)
    return Batch(tuple(progress.entries), str(progress.next), tuple(progress.problems), head.size)


def _head(progress: _Progress, now: datetime) -> TreeHead | None:
    log = progress.log
    path = "checkpoint" if log.kind == STATIC else "ct/v1/get-sth"
    body = get(progress.client, log.url + path, MAX_HEAD, progress.deadline)
    if isinstance(body, Failed):
        progress.fail(body.reason)
        return None
    plain = unpack(body, MAX_HEAD).body
    head = read_checkpoint(plain, log.origin) if log.kind == STATIC else read_sth(plain)
    if isinstance(head, str):
        progress.fail(head)
        return None
    if head.at and abs(now - head.at) > MAX_MERGE_DELAY:
        progress.fail(f"its tree head is of {head.at:%Y-%m-%d %H:%M} UTC, more than a day away from now")
    return head


def _read_tile(progress: _Progress) -> bool:
    """One full data tile. A damaged one is refused whole, because the next attempt may bring it undamaged."""
    number = progress.next // WIDTH
    url = progress.log.url + _tile_path(number)
    body = get(progress.client, url, MAX_DECODED, progress.deadline)
    if isinstance(body, Failed):
        return progress.fail(body.reason)
    unpacked = unpack(body)
    if unpacked.problem:
        return progress.fail(f"{url} {unpacked.problem}")
    items = list(read_tile(unpacked.body, progress.log.name, number * WIDTH, WIDTH))
    framed = sum(not is_damage(item) for item in items)
    if framed != WIDTH or len(items) != WIDTH:
        return progress.fail(f"{url} is damaged after {framed} entries and is read again next time")
    progress.entries += items[progress.next % WIDTH :]
    progress.next = (number + 1) * WIDTH
    return True


def _read_page(progress: _Progress, readable: int) -> bool:
    """One get-entries answer. A log may send fewer entries than asked (RFC 6962, 4.6), never none and never more."""
    first, last = progress.next, min(progress.next + WIDTH, readable) - 1
    url = f"{progress.log.url}ct/v1/get-entries?start={first}&end={last}"
    body = get(progress.client, url, MAX_DECODED, progress.deadline)
    if isinstance(body, Failed):
        return progress.fail(body.reason)
    unpacked = unpack(body)
    if unpacked.problem:
        return progress.fail(f"{url} {unpacked.problem}")
    rows = parse_page(unpacked.body)
    if isinstance(rows, str):
        return progress.fail(f"{url} answered {rows[:200]}")
    if not rows:
        return progress.fail(f"{url} answered with no entries at all")
    if len(rows) > last - first + 1:
        return progress.fail(f"{url} answered with {len(rows)} entries and is refused")
    progress.entries += read_rows(rows, progress.log.name, first)
    progress.next = first + len(rows)
    return True


def _tile_path(number: int) -> str:
    """``tile/data/x001/x234/067`` for 1,234,067 (c2sp.org/tlog-tiles)."""
    last, rest = f"{number % 1000:03d}", number // 1000
    path = last
    while rest:
        path, rest = f"x{rest % 1000:03d}/{path}", rest // 1000
    return f"tile/data/{path}"
