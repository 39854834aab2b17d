"""Reading a look in a process of its own, where a parser may be broken into, crash or hang: only the page is lost.

What is opened here was written by those we look for. Each look is read by a fresh process, forked from one that is kept
warm (``worker``): 2 seconds of processor time, 256 MB, no files, no sockets, no processes of its own, and a deadline by
the clock. If it dies, the same page is tried again with less at risk: its beginning and end, then its words without a
parser. Pictures are told one by one, so that a bad one costs only itself.

On Linux. Elsewhere there are neither such limits nor safe forks, and looks are read in this process, within the bounds
that the readers keep to themselves (``pages.markup``, ``pictures.opening``).
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from types import TracebackType
from typing import TypeVar

from zhenwang.domain.appearance import Appearance
from zhenwang.domain.look import Gap, Look, Picture
from zhenwang.pages.markup import MAX_BYTES
from zhenwang.pages.page import PageRead
from zhenwang.reading import in_process
from zhenwang.reading.embedded import with_embedded
from zhenwang.reading.process import WORKER, Answer, Worker
from zhenwang.reading.wire import How, Request, read_page_part, read_picture_part

SECONDS = 20.0
"""By the clock, for one process. Processor time binds before, but on a machine that has others to serve."""
MOST_AT_ONCE = 8
"""Pictures for one process; more share neither its time nor its fate."""
BAD_PICTURES = 3
"""Pictures that may break their process before the rest are left unread."""
MAX_PICTURE = 16_000_000
"""Bytes of one; what is larger has no appearance, and need not travel to be told so."""
LONGEST = 60.0
"""Seconds by the clock for all that is tried with one look."""

_Part = TypeVar("_Part")


class NoReadingProcessError(OSError):
    """No page can be read on this machine: told before a day's pages are spent on it, and not page by page."""


@dataclass(frozen=True, slots=True)
class Spent:
    """The most that one process used, ``cpu`` in seconds and ``peak`` in bytes of memory; and how many there were."""

    cpu: float = 0.0
    peak: int = 0
    processes: int = 0


class ChildReader:
    """``reader(look)`` is the look with page, structure and appearances, or with a gap that says why not.

    Never raises, and never keeps a look from coming back. One reader may be shared by threads; they take turns. Its
    process starts with the first look and ends with ``close``, the ``with`` block, or this process.
    """

    def __init__(self, *, module: str = WORKER, seconds: float = SECONDS) -> None:
        self._worker = Worker(module)
        self._seconds = seconds
        self._turn = threading.Lock()
        self.spent = Spent()

    def start(self) -> None:
        """Start the process now, while something else is done, so that the first look need not wait for it."""
        if sys.platform == "linux":
            self._worker.start()

    def check(self) -> None:
        """NoReadingProcessError in one sentence when not even the simplest page can be read."""
        if sys.platform != "linux":
            return
        with self._turn:
            answer = self._worker.ask(Request(How.SCAN, body=b"<p>a</p>", seconds=self._seconds))
        if not _read_parts(answer.parts[:1], read_page_part):
            raise NoReadingProcessError(
                f"no page can be read here: the process that opens pages does not work ({_why(answer)}); "
                f"see what `{sys.executable} -m {WORKER} < /dev/null` says"
            )

    def __enter__(self) -> ChildReader:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End the process. The next look would start another."""
        with self._turn:
            self._worker.close()

    def __call__(self, look: Look) -> Look:
        if not look.body:
            return look
        if sys.platform != "linux":
            return in_process.read(look)
        with self._turn:
            return self._read(with_embedded(look))

    def _read(self, look: Look) -> Look:
        until = time.monotonic() + LONGEST
        content_type, body = look.header("content-type"), look.body[: MAX_BYTES + 1]
        first = [*map(_travelling, look.pictures[:MOST_AT_ONCE])]
        answer = self._ask(Request(How.WHOLE, content_type, body, tuple(first), self._seconds))
        came = _read_parts(answer.parts[:1], read_page_part)
        seen = _read_parts(answer.parts[1 : len(first) + 1], read_picture_part) if came else []
        page = came[0] if came else self._with_less(content_type, body, answer)
        seen, gaps = self._pictures(look.pictures, seen, until)
        shown = tuple(replace(picture, appearance=one) for picture, one in zip(look.pictures, seen, strict=True))
        gaps = (*look.gaps, *page.gaps, *gaps)
        return replace(look, page=page.page, structure=page.structure, pictures=shown, gaps=gaps)

    def _with_less(self, content_type: str, body: bytes, failed: Answer) -> PageRead:
        """The page read frugally after a first failure. The first reason is the one that is told."""
        for how, read in (
            (How.FRUGAL, "its beginning and end were read"),
            (How.SCAN, "its words were read without it"),
        ):
            answer = self._ask(Request(how, content_type, body, (), self._seconds))
            came = _read_parts(answer.parts[:1], read_page_part)
            if came:
                told = Gap("parse_limited", f"The parser stopped at this page ({_why(failed)}); {read}.")
                gaps = tuple(gap for gap in came[0].gaps if gap.kind != "parse_limited")
                return replace(came[0], gaps=(told, *gaps))
        return PageRead(None, None, (Gap("parser_crashed", f"No parser survived this page: {_why(failed)}."),))

    def _pictures(
        self, pictures: tuple[Picture, ...], seen: list[Appearance | None], until: float
    ) -> tuple[list[Appearance | None], tuple[Gap, ...]]:
        """All appearances, beginning with those that are known; a picture that breaks a process of its own has none."""
        gaps: list[Gap] = []
        while len(seen) < len(pictures):
            if len(gaps) == BAD_PICTURES or time.monotonic() > until:
                left = len(pictures) - len(seen)
                gaps.append(Gap("parse_limited", f"{left} pictures were not read, after others took too much."))
                return seen + [None] * left, tuple(gaps)
            rest = pictures[len(seen) : len(seen) + MOST_AT_ONCE]
            answer = self._ask(Request(How.PICTURES, pictures=tuple(map(_travelling, rest)), seconds=self._seconds))
            came = _read_parts(answer.parts[: len(rest)], read_picture_part)
            if not came:
                gaps.append(Gap("parse_limited", f"The picture {rest[0].url[:200]} was not read: {_why(answer)}."))
            seen = seen + (came or [None])
        return seen, tuple(gaps)

    def _ask(self, request: Request) -> Answer:
        answer = self._worker.ask(request)
        was = self.spent
        self.spent = Spent(max(was.cpu, answer.cpu), max(was.peak, answer.peak), was.processes + 1)
        return answer


def _travelling(picture: Picture) -> tuple[str, bytes]:
    return picture.role, picture.body if len(picture.body) <= MAX_PICTURE else b""


def _read_parts(parts: tuple[bytes, ...], read: Callable[[bytes], _Part]) -> list[_Part]:
    """The parts before the first that is not what it should be."""
    return list(_good(parts, read))


def _good(parts: tuple[bytes, ...], read: Callable[[bytes], _Part]) -> Iterator[_Part]:
    for part in parts:
        try:
            yield read(part)
        except (ValueError, KeyError):
            return


def _why(answer: Answer) -> str:
    return answer.broke or "it answered nonsense"
