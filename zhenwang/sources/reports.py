"""Public reports as a source of candidates: what a person saw goes before what only a name suggests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zhenwang.domain.candidate import Malformed, Sighting
from zhenwang.domain.hosts import Host, parse_host
from zhenwang.domain.report import Waiting
from zhenwang.text.addresses import addresses_named

SOURCE = "report"
MOST_HOSTS = 50
"""Hosts of one registrable domain that reports can send us to in a day: more would be a flood of somebody, by us
(threat F23).
"""


class Reading:
    """Reads waiting reports one after the other. ``hosts`` are those that gave a sighting, by registrable domain;
    ``passed_over`` the receipts of reports that name a host beyond ``MOST_HOSTS``.
    """

    def __init__(self, had: Iterable[str] = ()) -> None:
        """``had`` are hosts that reports sent us to earlier in the day: they count, and may come again."""
        self.hosts: dict[str, set[str]] = {}
        self.passed_over: set[str] = set()
        for host in had:
            found = parse_host(host)
            if isinstance(found, Host):
                self.hosts.setdefault(found.registrable, set()).add(found.ascii)

    def sightings(self, waiting: Iterable[Waiting]) -> Iterator[Sighting | Malformed]:
        """The hosts that reports name. Of those that are only counted, a host gives one sighting, and none when it has
        one; so a hundred thousand reports of it are not held in memory.

        A report without any readable address is a Malformed with what stood in its address fields. The locator is the
        receipt: nothing in a sighting tells who reported.
        """
        counted: set[str] = set()
        for one in waiting:
            pages = _pages(one)
            if not pages:
                yield _unreadable(one)
            for host, url in pages:
                if not self._room(host):
                    self.passed_over.add(one.receipt)
                elif one.report is not None or host not in counted:
                    counted.add(host)
                    yield Sighting(host, SOURCE, one.receipt, one.received_at, url or None)

    def _room(self, host: str) -> bool:
        found = parse_host(host)
        if not isinstance(found, Host):
            return True
        held = self.hosts.setdefault(found.registrable, set())
        if len(held) < MOST_HOSTS:
            held.add(found.ascii)
        return found.ascii in held


def _pages(one: Waiting) -> list[tuple[str, str]]:
    """The hosts and pages that a report names; what stands in sealed words or is only counted is a host without one."""
    report = one.report
    found = addresses_named(report.urls, report.note) if report else ()
    pages = [(address.host.ascii, address.url) for address in found]
    known = {host for host, _ in pages}
    return pages + [(host, "") for host in one.hosts if host not in known]


def _unreadable(one: Waiting) -> Malformed:
    # The reporter's words stay with the report: a person reads them there, not among what the line left behind.
    written = "\n".join(one.report.urls).strip() if one.report else ""
    said = written or (one.report is not None and one.report.note.strip())
    why = "no web address in this report" if said else "an empty report"
    return Malformed(SOURCE, one.receipt, why, written.encode("utf-8", "replace"))
