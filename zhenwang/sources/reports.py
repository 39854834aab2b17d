"""Public reports as a source of candidates: what a person saw goes before what only a name suggests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zhenwang.domain.candidate import Malformed, Sighting
from zhenwang.domain.report import Report
from zhenwang.text.addresses import Address, addresses_named

SOURCE = "report"


def sightings(reports: Iterable[Report]) -> Iterator[Sighting | Malformed]:
    """The hosts that reports name, in their address fields or, when those are empty or unreadable, in the note.

    A report without any readable address is a Malformed with what stood for one. The locator is the receipt: nothing in
    a sighting tells who reported.
    """
    for report in reports:
        yield from _of(report)


def _of(report: Report) -> Iterator[Sighting | Malformed]:
    found = addresses_named(report.urls, report.note)
    for address in found:
        yield _sighting(address, report)
    if not found:
        # The reporter's words stay with the report: a person reads them there, not among what the line left behind.
        written = "\n".join(report.urls).strip()
        why = "no web address in this report" if written or report.note.strip() else "an empty report"
        yield Malformed(SOURCE, report.receipt, why, written.encode("utf-8", "replace"))


def _sighting(address: Address, report: Report) -> Sighting:
    return Sighting(address.host.ascii, SOURCE, report.receipt, report.received_at, address.url)
