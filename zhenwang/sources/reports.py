"""Public reports as a source of candidates: what a person saw goes before what only a name suggests."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from zhenwang.domain.candidate import Malformed, Sighting
from zhenwang.domain.report import Report
from zhenwang.sources.addresses import Address, extract_urls, read_address, refang

__all__ = ["extract_urls", "sightings"]

SOURCE = "report"


def sightings(reports: Iterable[Report]) -> Iterator[Sighting | Malformed]:
    """The hosts that reports name, in their address fields or, when those are empty or unreadable, in the note.

    A report without any readable address is a Malformed with what was written. The locator is the receipt: nothing in a
    sighting tells who reported.
    """
    for report in reports:
        yield from _of(report)


def _of(report: Report) -> Iterator[Sighting | Malformed]:
    fields = [address for written in report.urls for address in _read_field(written)]
    found = {address.url: address for address in fields or extract_urls(report.note)}
    for address in found.values():
        yield _sighting(address, report)
    if not found:
        written = "\n".join((*report.urls, report.note)).strip()
        why = "no web address in this report" if written else "an empty report"
        yield Malformed(SOURCE, report.receipt, why, written.encode("utf-8", "replace"))


def _read_field(written: str) -> tuple[Address, ...]:
    """An address field as one address when it holds nothing else, so that a path in Han characters stays whole."""
    plain = refang(written.strip())
    if re.fullmatch(r"https?://\S{1,2000}", plain, re.IGNORECASE) and plain.count("://") == 1:
        address = read_address(plain)
        if address:
            return (address,)
    return extract_urls(written)


def _sighting(address: Address, report: Report) -> Sighting:
    return Sighting(address.host.ascii, SOURCE, report.receipt, report.received_at, address.url)
