"""Forwarded messages as reports: mail folders and tables that an office has already, read as often as one likes.

What a message names becomes a report in the inbox; the line takes it from there. Who passed it on, and the words
themselves, are sealed before anything is kept. A message is known by its own key, so that a folder may be read every
day; what cannot be read is told with its bytes and the reason.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from typing import Literal

from zhenwang.domain.candidate import Malformed, Sighting
from zhenwang.domain.report import Picture, Report, Submission
from zhenwang.reading.child import ChildReader
from zhenwang.reading.sent_pictures import PictureReader
from zhenwang.sources.forwarded_item import ForwardedItem
from zhenwang.sources.forwarded_mail import CHANNEL, mail_item
from zhenwang.sources.forwarded_pages import Read, page_said
from zhenwang.sources.forwarded_rows import row_items
from zhenwang.sources.mail_folders import raw_messages, row_files
from zhenwang.text.addresses import Address, extract_urls, hosts_named, read_field

MAX_URLS = 50
MAX_NOTE = 20_000
MAX_CLAIMS = 200
TOGETHER = 20
"""Messages that are kept in one transaction."""
MAX_HELD = 32 * 1024 * 1024
"""Bytes of messages that wait for it in memory."""

Fate = Literal["accepted", "no_address", "repeated", "unreadable", "unopened"]
Channel = Literal["", "mail", "sms"]


@dataclass(frozen=True, slots=True)
class Counter:
    """Where reports are handed in. ``known`` are those of a channel's keys that were handed in before; ``keep``
    commits, and says of each whether it is new. ``seal`` and ``reporter`` as ``access.sealing`` has them.
    """

    seal: Callable[[str, str], str]
    reporter: Callable[[str], str]
    known: Callable[[str, Sequence[str]], Collection[str]]
    keep: Callable[[Sequence[Submission], datetime], Sequence[bool]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one message. ``no_address`` is accepted too, for a person to read. ``unopened`` is a path that
    could not be read at all. ``bad`` is set for an unreadable one.
    """

    place: str
    fate: Fate
    hosts: tuple[str, ...] = ()
    reason: str = ""
    bad: Malformed | None = None


@dataclass(slots=True)
class Forwarded:
    """Mailboxes and tables as a source. It gives no sightings itself: the reports it keeps are in the inbox then.

    ``channel`` is how they came; empty: ``mail``, and ``sms`` for the rows of a table. ``open_counter`` is asked once
    per reading. Paths that cannot be read are failures; the others are read.
    """

    paths: tuple[Path, ...]
    open_counter: Callable[[], Counter]
    channel: Channel = ""
    name: str = "mail"
    failures: list[str] = field(default_factory=list)

    def sightings(self, now: datetime) -> Iterator[Sighting | Malformed]:
        """Hand in what is new; yields what could not be read."""
        yield from (outcome.bad for outcome in self.hand_in(now) if outcome.bad)

    def settle(self, day: date) -> tuple[str, ...]:  # noqa: ARG002  # as every source that settles
        return tuple(self.failures)

    def hand_in(self, now: datetime) -> Iterator[Outcome]:
        """Every message with what became of it, each as soon as it is committed."""
        self.failures.clear()
        try:
            counter = self.open_counter()
        except OSError as error:  # no key to seal with: nothing is kept in the clear instead
            self.failures.append(f"source '{self.name}': {error}")
            return
        with ExitStack() as opened:
            tools = _Tools(counter, opened.enter_context(ChildReader()), opened.enter_context(PictureReader()))
            for path in self.paths:
                yield from self._of_path(path, tools, now)

    def _of_path(self, path: Path, tools: _Tools, now: datetime) -> Iterator[Outcome]:
        held: list[ForwardedItem] = []
        try:
            for item in self._items(path):
                if isinstance(item, Malformed):
                    yield Outcome(item.locator, "unreadable", (), item.reason, item)
                    continue
                held.append(item)
                if len(held) == TOGETHER or sum(one.weight for one in held) > MAX_HELD:
                    yield from tools.handed_in(held, now)
                    held = []
        except OSError as error:
            self.failures.append(f"source '{self.name}': {path} cannot be read: {error.strerror or error}")
            yield Outcome(str(path), "unopened", (), str(error.strerror or error))
        yield from tools.handed_in(held, now)

    def _items(self, path: Path) -> Iterator[ForwardedItem | Malformed]:
        for raw in raw_messages(path):
            item = mail_item(raw, self.channel or CHANNEL)
            yield item if isinstance(item, ForwardedItem) else self._bad(raw.place, item, raw.body)
        for row in chain.from_iterable(row_items(file, self.channel or "sms") for file in row_files(path)):
            yield row if isinstance(row, ForwardedItem) else self._bad(*row)

    def _bad(self, place: str, reason: str, body: bytes) -> Malformed:
        return Malformed(self.channel or CHANNEL, place, reason, body)


@dataclass(frozen=True, slots=True)
class _Tools:
    counter: Counter
    read: Read
    pictures: PictureReader

    def handed_in(self, items: Sequence[ForwardedItem], now: datetime) -> Iterator[Outcome]:
        """Only what is not known is opened: pages and pictures cost a process each."""
        channels = {item.channel for item in items}
        known = {
            key
            for channel in channels
            for key in self.counter.known(channel, [item.key for item in items if item.channel == channel])
        }
        fresh = [item for item in items if item.key not in known]
        made = [self._submission(item, now) for item in fresh]
        kept = self.counter.keep(made, now) if made else ()
        new = {item.key for item, is_new in zip(fresh, kept, strict=True) if is_new}
        hosts = {one.key: hosts_named(one.report.urls) for one in made}
        for item in items:
            fate: Fate = "repeated" if item.key not in new else "accepted" if hosts[item.key] else "no_address"
            new.discard(item.key)  # the same message again, in one folder
            yield Outcome(item.place, fate, hosts.get(item.key, ()))

    def _submission(self, item: ForwardedItem, now: datetime) -> Submission:
        pages = [page_said(kind, body, self.read, now) for kind, body in item.pages]
        pictures = self.pictures.submit(item.attachments).result() if item.attachments else ()
        read = [address.url for written in item.fields for address in read_field(written)]
        read += [address.url for address in extract_urls(item.text)]
        read += [address for page in pages for address in page.addresses]
        read += [address.url for address in _coded(pictures)]
        shown = [pair for page in pages for pair in page.shown_as]
        limits = [*item.limits, *(limit for page in pages for limit in page.limits)]
        note = "\n".join(
            (
                *([item.text] if item.text else [page.text for page in pages]),
                *(f"链接写作 {written}，实际通向 {target}" for written, target in shown),
                *(f"（{limit}）" for limit in limits),
            )
        )[:MAX_NOTE]
        claims = item.claims or (
            "链接写作 " + "、".join(dict.fromkeys(written for written, _ in shown)) if shown else ""
        )
        receipt = secrets.token_hex(16)
        way = "sms" if item.channel == "sms" else ""
        urls = tuple(dict.fromkeys(read))[:MAX_URLS]
        at = item.received_at(now)
        return Submission(
            Report(receipt, at, urls, claims[:MAX_CLAIMS], way, note, item.channel),
            item.key,
            words=self.counter.seal(receipt, note),
            contact=self.counter.seal(receipt, item.sender),
            reporter=self.counter.reporter(item.sender),
            said=self.counter.reporter(note),
            pictures=pictures,
        )


def _coded(pictures: Sequence[Picture]) -> Iterator[Address]:
    yield from (address for picture in pictures for code in picture.codes for address in read_field(code))
