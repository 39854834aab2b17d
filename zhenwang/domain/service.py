"""Public services (公共服务网站): sites of general fame that show government names and texts and claim to be nobody.

A newspaper, an encyclopaedia, an archive: their host alone says that a page there is no counterfeit site. A provider
on whose hosts anybody may put pages up says much less: there a page may be a vendor's demonstration.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from zhenwang.domain.csv_rows import BadRow, records, without_byte_order_mark
from zhenwang.domain.hosts import Host, parse_host, split_suffix

COLUMNS = ("host", "kind", "name", "name_en", "source")


class ServiceKind(StrEnum):
    MEDIA = "media"
    REFERENCE = "reference"
    LAW = "law"
    DOCUMENTS = "documents"
    ARCHIVE = "archive"
    SEARCH = "search"
    DIRECTORY = "directory"
    FORUM = "forum"
    COURSES = "courses"
    TEMPLATES = "templates"
    VENDOR = "vendor"


OPEN_TO_ALL = frozenset({ServiceKind.TEMPLATES, ServiceKind.VENDOR})
"""Kinds on whose hosts whole sites are shown that are not the service's own."""


@dataclass(frozen=True, slots=True)
class Service:
    """A service under an A-label ``host``, which every host below it belongs to as well."""

    host: str
    kind: ServiceKind
    name: str
    name_en: str


def service_of(host: str, services: Mapping[str, Service]) -> Service | None:
    """The service that an A-label host belongs to, the closest one first; None when it is nobody's that is known."""
    name = host if services else ""
    while name:
        if found := services.get(name):
            return found
        name = name.partition(".")[2]
    return None


def read_services(lines: Iterable[str], file: str) -> tuple[Mapping[str, Service], tuple[BadRow, ...]]:
    """The services of a CSV text by host, and every row that could not be read. Never raises."""
    bad: list[BadRow] = []
    found: dict[str, Service] = {}
    rows = records(without_byte_order_mark(lines))
    header = next(rows, None)
    if header is None:
        return MappingProxyType(found), ()
    if header.cells != COLUMNS:
        return MappingProxyType(found), (BadRow(file, 1, "", "", f"the header must read {','.join(COLUMNS)}"),)
    for row in rows:
        service = _service(row.cells)
        if row.reason or isinstance(service, str):
            bad.append(BadRow(file, row.line, "", row.text, row.reason or str(service)))
        elif service.host in found:
            bad.append(BadRow(file, row.line, "host", service.host, f"'{service.host}' stands in the file twice"))
        else:
            found[service.host] = service
    return MappingProxyType(found), tuple(bad)


def _service(cells: tuple[str, ...]) -> Service | str:
    if len(cells) != len(COLUMNS):
        return f"{len(cells)} cells where {len(COLUMNS)} are needed"
    name, kind, title, title_en, source = cells
    host = parse_host(name)
    if not isinstance(host, Host):
        return f"'{name[:60]}' is no host: {host.reason}"
    if host.ascii == split_suffix(host.ascii)[0]:
        return f"'{name[:60]}' is a suffix under which anybody registers"
    if kind not in set(ServiceKind) or not (title and title_en and source):
        return f"kind must be one of {', '.join(ServiceKind)}, and names and source must be filled in"
    return Service(host.ascii, ServiceKind(kind), title, title_en)
