"""Shipped exemptions, as a CSV that a person can review: ``host,scope,kind,reason,who,since,until,sources``.

Nothing here is guessed: a row that leaves open why, by whom or until when exempts nobody, and is reported.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from operator import attrgetter

from zhenwang.domain.csv_rows import BadRow
from zhenwang.domain.exemption import PERMANENT, Exemption, ExemptionKind, ExemptionScope
from zhenwang.domain.hosts import Host, parse_host
from zhenwang.domain.people import person_key
from zhenwang.lists.cells import read_date
from zhenwang.lists.seed_lists import Report, Row, first_of_each, host_in, read_rows, word_in

_NEEDED = ("host", "scope", "kind", "reason", "who", "since", "until")


def read_exemptions(lines: Iterable[str], file: str) -> tuple[tuple[Exemption, ...], tuple[BadRow, ...]]:
    """``until`` is the last day, as 2027-06-30, or ``permanent``. The first row of a host counts."""
    told = "'{key}' is exempt in an earlier row: this one was not read"
    return read_rows(lines, file, _NEEDED, first_of_each(_exemption, attrgetter("host"), "host", told))


def _exemption(row: Row, report: Report) -> Exemption | None:
    host = parse_host(host_in(row, "host", report))
    scope, kind = word_in(row, "scope", ExemptionScope, report), word_in(row, "kind", ExemptionKind, report)
    since, until = read_date(row["since"]), None if row["until"] == PERMANENT else read_date(row["until"])
    if not isinstance(host, Host):
        return None  # told
    told = _missing(row, scope, kind, since, until) or _objection(host, scope)
    if told or scope is None or kind is None or since is None:
        report("", row["host"], f"{told}: the row was not read")
        return None
    return Exemption(
        host.ascii, scope, kind, row["reason"].strip(), row["who"].strip(), since, until, row.get("sources", "")
    )


def _missing(
    row: Row, scope: ExemptionScope | None, kind: ExemptionKind | None, since: date | None, until: date | None
) -> str:
    if scope is None or kind is None:
        return "an exemption needs its scope and its kind"
    if not row["reason"].strip() or not person_key(row["who"]):
        return "an exemption needs a reason and a person's name"
    if since is None:
        return "an exemption needs the day it began, as 2026-11-22"
    if until is None and row["until"] != PERMANENT:
        return f"an exemption needs its last day, as 2027-06-30, or the word {PERMANENT}"
    return "" if until is None or until >= since else "an exemption cannot end before it begins"


def _objection(host: Host, scope: ExemptionScope | None) -> str:
    if scope is not ExemptionScope.DOMAIN:
        return f"{host.unicode} is a public suffix" if host.ascii == host.suffix else ""
    # Imported here: the suffixes of governments cost a fifth of a second, and most lists name hosts only.
    from zhenwang.matching.exemptible import objection
    from zhenwang.matching.government import Suffixes

    return objection(host, scope, Suffixes.of(()))
