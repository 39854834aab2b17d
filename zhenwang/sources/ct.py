"""Certificate logs as a source of candidates: every host that an entry names was seen there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from zhenwang.domain.candidate import Malformed, Sighting
from zhenwang.domain.hosts import Host, parse_host
from zhenwang.sources.ct_entry import SOURCE, Entry, locator
from zhenwang.sources.ct_files import OTHER_FILE, read_paths
from zhenwang.sources.readings import PLAIN


@dataclass(frozen=True, slots=True)
class CtFiles:
    """Files and folders of certificate logs. Precertificate and certificate both count; the line joins them."""

    paths: Sequence[Path]
    name: str = SOURCE

    def sightings(self, now: datetime) -> Iterator[Sighting | Malformed]:
        """Where every host was seen. Files of a folder that hold no entries (checkpoints, hash tiles) are passed over;
        one that was named itself is reported.
        """
        named = {str(path) for path in self.paths}
        items = read_paths(self.paths)
        wanted = (
            item for item in items if isinstance(item, Entry) or item.source != OTHER_FILE or item.locator in named
        )
        return sightings_of(wanted, now)


def sightings_of(items: Iterable[Entry | Malformed], now: datetime) -> Iterator[Sighting | Malformed]:
    """The hosts of log entries. What could not be read is passed on, and so are the hosts that could be read from it.

    Names that are no hosts (IP addresses, ``*``, a name with its port) stay out when another reading of the entry is
    one; an entry with names and no host among them is a Malformed. A certificate for IP addresses alone gives nothing.
    """
    for item in items:
        if isinstance(item, Malformed):
            yield item
            yield from _sightings(item.names, item.locator, now)
            continue
        place, found = locator(item.log, item.index), 0
        for sighting in _sightings(item.names, place, item.timestamp):
            found += 1
            yield sighting
        if not found and any(not name.startswith("ip:") for name in item.names):
            shown = ", ".join(item.names)[:200]
            yield Malformed(SOURCE, place, f"no host among its names: {shown}", "\n".join(item.names).encode())


def _sightings(names: Iterable[str], place: str, seen_at: datetime) -> Iterator[Sighting]:
    for name in names:
        if PLAIN.fullmatch(name) or isinstance(parse_host(name), Host):
            yield Sighting(name, SOURCE, place, seen_at)
