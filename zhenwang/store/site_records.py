"""Official sites and retired hosts as JSON values and back. Only what is known is kept.

Reading is spelled out by field, and a field that a record lacks gets what its class gives: what is stored outlives the
classes.
"""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any

from zhenwang.domain.body import BodyKind, Contact, FormerName
from zhenwang.domain.registry import Marks, OfficialSite
from zhenwang.domain.site import Conflict, HostRole, RetiredHost, SiteHost, Status

Json = dict[str, Any]


def site_record(site: OfficialSite) -> Json:
    parts = {
        "marks": _known(site.marks, _MARKS),
        "contact": _known(site.contact, _CONTACT),
        "former_names": [[past.name, past.until] for past in site.former_names],
        "further_hosts": [_host_record(host) for host in site.further_hosts],
        "conflicts": [[conflict.field, [list(pair) for pair in conflict.values]] for conflict in site.conflicts],
    }
    return _known(site, _PLAIN) | {name: part for name, part in parts.items() if part}


def read_site(record: Json) -> OfficialSite:
    return OfficialSite(
        id=record["id"],
        name=record["name"],
        hosts=tuple(record["hosts"]),
        aliases=tuple(record.get("aliases", ())),
        protected=record.get("protected", True),
        level=record.get("level", ""),
        region_code=record.get("region_code", ""),
        region=record.get("region", ""),
        marks=_marks(record["marks"]) if "marks" in record else _NO_MARKS,
        confidence=record.get("confidence", "medium"),
        sources=record.get("sources", ""),
        note=record.get("note", ""),
        short_names=tuple(record.get("short_names", ())),
        former_names=tuple(FormerName(name, until) for name, until in record.get("former_names", ())),
        english_name=record.get("english_name", ""),
        kind=_KINDS.get(record.get("kind", ""), BodyKind.UNKNOWN),
        sponsor=record.get("sponsor", ""),
        operator=record.get("operator", ""),
        platform=record.get("platform", ""),
        parent=record.get("parent", ""),
        supervisor=record.get("supervisor", ""),
        status=_STATUS[record.get("status", "active")],
        further_hosts=tuple(_host(host) for host in record.get("further_hosts", ())),
        contact=_contact(record["contact"]) if "contact" in record else _NO_CONTACT,
        conflicts=tuple(
            Conflict(field, tuple((text, source) for text, source in values))
            for field, values in record.get("conflicts", ())
        ),
    )


def retired_record(past: RetiredHost) -> Json:
    days = {"retired_on": _day(past.retired_on), "released_on": _day(past.released_on)}
    return _known(past, _RETIRED) | {name: day for name, day in days.items() if day}


def read_retired(record: Json) -> RetiredHost:
    return RetiredHost(
        host=record["host"],
        last_site=record.get("last_site", ""),
        name=record.get("name", ""),
        retired_on=_read_day(record.get("retired_on")),
        released_on=_read_day(record.get("released_on")),
        sources=record.get("sources", ""),
        note=record.get("note", ""),
    )


def _names(kind: type[OfficialSite | Marks | Contact | SiteHost | RetiredHost], *apart: str) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind) if field.name not in apart)


_PLAIN = _names(OfficialSite, "marks", "contact", "former_names", "further_hosts", "conflicts")
_NO_MARKS, _NO_CONTACT = Marks(), Contact()
# A kind that this release does not know counts as unknown: the site stays readable.
_KINDS = {kind.value: kind for kind in BodyKind}
_STATUS = {status.value: status for status in Status}
_MARKS = _names(Marks)
_CONTACT = _names(Contact)
_HOST = _names(SiteHost, "valid_from", "valid_to")
_RETIRED = _names(RetiredHost, "retired_on", "released_on")


def _known(part: object, names: tuple[str, ...]) -> Json:
    return {name: held for name in names if (held := getattr(part, name)) not in ((), "")}


def _marks(record: Json) -> Marks:
    return Marks(
        site_codes=tuple(record.get("site_codes", ())),
        icp=tuple(record.get("icp", ())),
        psb=tuple(record.get("psb", ())),
        conac=tuple(record.get("conac", ())),
        others=tuple((kind, value) for kind, value in record.get("others", ())),
    )


def _contact(record: Json) -> Contact:
    return Contact(
        phones=tuple(record.get("phones", ())),
        address=record.get("address", ""),
        postcode=record.get("postcode", ""),
        email=record.get("email", ""),
        duty_phone=record.get("duty_phone", ""),
        sources=record.get("sources", ""),
    )


def _host_record(host: SiteHost) -> Json:
    days = {"valid_from": _day(host.valid_from), "valid_to": _day(host.valid_to)}
    return _known(host, _HOST) | {name: day for name, day in days.items() if day}


def _host(record: Json) -> SiteHost:
    return SiteHost(
        host=record["host"],
        site=record["site"],
        role=HostRole(record.get("role", HostRole.ALIAS)),
        valid_from=_read_day(record.get("valid_from")),
        valid_to=_read_day(record.get("valid_to")),
        sources=record.get("sources", ""),
        note=record.get("note", ""),
    )


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _read_day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
