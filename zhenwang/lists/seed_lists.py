"""The seeds beside the list of sites: hosts with their roles, retired hosts, contacts, status. Then all of it together.

Formats: ``seeds/README.md``. Every reader takes CSV lines (UTF-8), gives what it read and the bad rows, never raises.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import TypeVar

from zhenwang.domain.body import Contact
from zhenwang.domain.csv_rows import MAX_CELL, MAX_ROWS, BadRow, records, without_byte_order_mark
from zhenwang.domain.hosts import NotAHost
from zhenwang.domain.registry import OfficialSite
from zhenwang.domain.site import HostRole, RetiredHost, SiteHost, Status, StatusPeriod
from zhenwang.lists.cells import read_date, read_host, split_values

Read = TypeVar("Read")
Report = Callable[[str, str, str], None]
Row = Mapping[str, str]


def read_site_hosts(lines: Iterable[str], file: str) -> tuple[tuple[SiteHost, ...], tuple[BadRow, ...]]:
    """Hosts of sites: ``host,site,role,valid_from,valid_to,sources,note``."""
    return read_rows(lines, file, ("host", "site"), _site_host)


def read_retired(lines: Iterable[str], file: str) -> tuple[tuple[RetiredHost, ...], tuple[BadRow, ...]]:
    """Hosts that were official: ``host,last_site,name,retired_on,released_on,sources,note``."""
    return read_rows(lines, file, ("host",), _retired_host)


def read_contacts(lines: Iterable[str], file: str) -> tuple[tuple[tuple[str, Contact], ...], tuple[BadRow, ...]]:
    """Contacts as ``(site, contact)``: ``site,phones,address,postcode,email,duty_phone,sources``."""
    return read_rows(lines, file, ("site",), _contact)


def read_status(lines: Iterable[str], file: str) -> tuple[tuple[StatusPeriod, ...], tuple[BadRow, ...]]:
    """Status over time: ``site,status,since,approval,notice,note``."""
    return read_rows(lines, file, ("site", "status", "since"), _status_period)


def assemble(
    sites: Iterable[OfficialSite], hosts: Iterable[SiteHost], contacts: Iterable[tuple[str, Contact]]
) -> tuple[OfficialSite, ...]:
    """The sites with their further hosts and contacts.

    A host with ``valid_to``, a retired one and an address are granted nothing; a host that already belongs to a site
    stays there. Rows of an unknown site have no effect; ``without_site`` names them.
    """
    listed = tuple(sites)
    owner = {host: site.id for site in reversed(listed) for host in (*site.hosts, site.id)}
    reach = dict(contacts)
    further: dict[str, list[SiteHost]] = {}
    for host in hosts:
        if _is_live(host) and (host.role is HostRole.IP_ONLY or owner.setdefault(host.host, host.site) == host.site):
            further.setdefault(host.site, []).append(host)
    return tuple(_with(site, further.get(site.id, ()), reach.get(site.id, site.contact)) for site in listed)


def retired_hosts(sites: Iterable[OfficialSite], hosts: Iterable[SiteHost]) -> tuple[RetiredHost, ...]:
    """The hosts of ``site_hosts`` that are granted nothing any more, for the watch that never ends (art. 13)."""
    names = {site.id: site.name for site in sites}
    return tuple(
        RetiredHost(past.host, past.site, names.get(past.site, ""), past.valid_to, None, past.sources, past.note)
        for past in hosts
        if not _is_live(past)
    )


def without_site(
    sites: Iterable[OfficialSite], hosts: Iterable[SiteHost], contacts: Iterable[tuple[str, Contact]]
) -> tuple[str, ...]:
    """Ids that hosts or contacts speak of and no site bears, in order, each once."""
    known = {site.id for site in sites}
    spoken = (*(host.site for host in hosts if _is_live(host)), *(site for site, _ in contacts))
    return tuple(dict.fromkeys(site for site in spoken if site not in known))


def _is_live(host: SiteHost) -> bool:
    return host.valid_to is None and host.role is not HostRole.RETIRED


def _with(site: OfficialSite, further: Iterable[SiteHost], contact: Contact) -> OfficialSite:
    hosts = tuple(further)
    if not hosts and contact == site.contact:
        return site
    granted = (host.host for host in hosts if host.role is not HostRole.IP_ONLY)
    return replace(
        site,
        hosts=tuple(dict.fromkeys((*site.hosts, *granted))),
        further_hosts=tuple(host for host in hosts if host.host != site.id),
        contact=contact,
    )


def first_of_each(
    read: Callable[[Row, Report], Read | None], key: Callable[[Read], str], column: str, told: str
) -> Callable[[Row, Report], Read | None]:
    """A reader that takes the first row of every key. Later ones are reported: ``told`` has ``{key}`` in it."""
    seen: set[str] = set()

    def read_once(row: Row, report: Report) -> Read | None:
        found = read(row, report)
        if found is None:
            return None
        if key(found) in seen:
            report(column, key(found), told.format(key=key(found)))
            return None
        seen.add(key(found))
        return found

    return read_once


def read_rows(
    lines: Iterable[str], file: str, needed: tuple[str, ...], read: Callable[[Row, Report], Read | None]
) -> tuple[tuple[Read, ...], tuple[BadRow, ...]]:
    """What ``read`` makes of every row, with the bad rows; ``needed`` are columns without which none can be read."""
    found: list[Read] = []
    bad: list[BadRow] = []
    header: tuple[str, ...] | None = None
    for count, record in enumerate(records(without_byte_order_mark(lines))):

        def report(column: str, value: str, reason: str, line: int = record.line) -> None:
            bad.append(BadRow(file, line, column, value[:MAX_CELL], reason))

        if count > MAX_ROWS:
            report("", "", f"more than {MAX_ROWS} rows: the rest of the file was not read")
            break
        if record.reason:
            report("", record.text, record.reason)
        elif header is None:
            header = tuple(cell.casefold() for cell in record.cells)
            missing = " and ".join(f"'{name}'" for name in needed if name not in header)
            if missing:
                report("", record.text, f"the header has no column {missing}, so no row can be read")
                break
        elif len(record.cells) > len(header):
            told = f"{len(record.cells)} cells where the header has {len(header)}: the row was not read"
            report("", record.text, told)
        else:
            row = dict(zip(header, record.cells, strict=False))
            value = read({name: row.get(name, "") for name in (*header, *needed)}, report)
            if value is not None:
                found.append(value)
    return tuple(found), tuple(bad)


def _site_host(row: Row, report: Report) -> SiteHost | None:
    role = word_in(row, "role", HostRole, report) or HostRole.ALIAS
    host = _address(row["host"]) if role is HostRole.IP_ONLY else host_in(row, "host", report)
    site = host_in(row, "site", report)
    if not host or not site:
        return None
    since, until = _day(row, "valid_from", report), _day(row, "valid_to", report)
    return SiteHost(host, site, role, since, until, row.get("sources", ""), row.get("note", ""))


def _retired_host(row: Row, report: Report) -> RetiredHost | None:
    host = host_in(row, "host", report)
    if not host:
        return None
    last_site = host_in(row, "last_site", report) if row.get("last_site") else ""
    days = _day(row, "retired_on", report), _day(row, "released_on", report)
    return RetiredHost(host, last_site, row.get("name", ""), *days, row.get("sources", ""), row.get("note", ""))


def _contact(row: Row, report: Report) -> tuple[str, Contact] | None:
    site = host_in(row, "site", report)
    rest = (row.get(name, "") for name in ("address", "postcode", "email", "duty_phone", "sources"))
    return (site, Contact(split_values(row.get("phones", "")), *rest)) if site else None


def _status_period(row: Row, report: Report) -> StatusPeriod | None:
    site = host_in(row, "site", report)
    status = word_in(row, "status", Status, report)
    since = _day(row, "since", report)
    if status is None or since is None:
        report("", row["site"], "a status needs a known word and the day it began: the row was not read")
        return None
    rest = (row.get(name, "") for name in ("approval", "notice", "note"))
    return StatusPeriod(site, status, since, *rest) if site else None


def host_in(row: Row, column: str, report: Report) -> str:
    """The A-label host in a column; empty when there is none, which is reported."""
    host = read_host(row.get(column, ""))
    if isinstance(host, NotAHost):
        report(column, host.text, f"'{host.text[:80]}' is not a host name: {host.reason}: the row was not read")
        return ""
    return host.ascii


def _address(text: str) -> str:
    """An IP address as it stands, or the host of anything else, for a service that has only an address."""
    try:
        return str(ipaddress.ip_address(text.strip("[] ")))
    except ValueError:
        host = read_host(text)
        return "" if isinstance(host, NotAHost) else host.ascii


def _day(row: Row, column: str, report: Report) -> date | None:
    text = row.get(column, "")
    day = read_date(text) if text else None
    if text and day is None:
        report(column, text, f"'{text[:80]}' is not a day in the form 2018-11-30: it counts as unknown")
    return day


WordKind = TypeVar("WordKind", bound=StrEnum)


def word_in(row: Row, column: str, words: type[WordKind], report: Report) -> WordKind | None:
    """One of the words that a column may hold; None when it holds none, reported when it holds another."""
    text = row.get(column, "").casefold()
    try:
        return words(text) if text else None
    except ValueError:
        report(column, text, f"'{text[:80]}' is not one of {', '.join(words)}: it counts as unknown")
        return None
