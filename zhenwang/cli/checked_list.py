"""A list that ``zhenwang registry check`` is given: any list as it comes, with the services that have no name."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path

from zhenwang.domain.csv_rows import BadRow
from zhenwang.domain.registry import Marks, OfficialSite
from zhenwang.domain.site import HostRole, SiteHost
from zhenwang.lists.list_file import MAX_BYTES, read_list
from zhenwang.lists.outcomes import ReadList, Remark, RowOutcome, RowStanding
from zhenwang.registry.standing import address_of
from zhenwang.rules.inferred_places import placed
from zhenwang.text.characters import HAN

_CODE = re.compile(r"(?<![0-9.])[0-9]{10}(?![0-9.])")
_NAME = re.compile(f"[^|]*[{HAN}][^|]*")


def checked_list(path: Path, divisions: Collection[str]) -> tuple[tuple[OfficialSite, ...], tuple[BadRow, ...]]:
    """The sites of a CSV or workbook, and what was corrected or rejected in it, or why it could not be read.

    A row with an address and no host name is a service by address only: a site too, for a rule to find.
    """
    with path.open("rb") as file:
        read = read_list(file.read(MAX_BYTES + 1), path.name)
    by_address = [site for row in read.rows if (site := _by_address(row))]
    sites = {site.id: placed(site, divisions) for site in (*read.sites, *by_address)}
    return tuple(sites.values()), tuple(_problems(read, path.name))


def _by_address(row: RowOutcome) -> OfficialSite | None:
    addresses = [found for remark in row.remarks if (found := _address(remark))]
    named = _NAME.search(row.text)
    if row.standing is not RowStanding.REJECTED or not addresses or not named:
        return None
    id_, marks = addresses[0], Marks(site_codes=tuple(_CODE.findall(row.text)[:1]))
    return OfficialSite(id_, named[0].strip(), (), marks=marks, further_hosts=(SiteHost(id_, id_, HostRole.IP_ONLY),))


def _address(remark: Remark) -> str:
    return address_of(re.sub(r"\A\w+://|[:/][^\]]*\Z", "", remark.value.strip()))


def _problems(read: ReadList, name: str) -> Iterator[BadRow]:
    for row in read.rows:
        for remark in row.remarks:
            if not (_address(remark) and _by_address(row)):
                yield BadRow(remark.place.file, remark.place.line, remark.column, remark.value, str(remark))
    if not read.rows:
        yield from (BadRow(name, 1, "", "", notice) for notice in read.notices)
