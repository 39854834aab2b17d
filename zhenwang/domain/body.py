"""Bodies: who sponsors a site. Measures art. 2 says whose sites are protected; the others are neighbours."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class BodyKind(StrEnum):
    """What a body is. The first four are the subjects of art. 2 and 31; ``UNKNOWN`` counts as the list says."""

    GOVERNMENT = "government"  # 人民政府
    DEPARTMENT = "department"  # 政府部门
    OUTPOST = "outpost"  # 派出机构: a zone's administrative committee, a district office
    ADMINISTRATIVE_INSTITUTION = "administrative_institution"  # 承担行政职能的事业单位
    PARTY = "party"  # 党委机关
    CONGRESS = "congress"  # 人大
    CONSULTATIVE = "consultative"  # 政协
    COURT = "court"
    PROCURATORATE = "procuratorate"
    SUPERVISION = "supervision"  # 纪委监委
    MASS_ORGANISATION = "mass_organisation"  # 群团
    INSTITUTION = "institution"  # 一般事业单位
    ENTERPRISE = "enterprise"
    MEDIA = "media"
    UNKNOWN = ""


SUBJECTS = frozenset({BodyKind.GOVERNMENT, BodyKind.DEPARTMENT, BodyKind.OUTPOST, BodyKind.ADMINISTRATIVE_INSTITUTION})
"""Kinds whose sites art. 2 calls government sites."""


@dataclass(frozen=True, slots=True)
class FormerName:
    """A name before a reform (曾用名). ``until`` is when it ceased, to the day, month or year (ISO); may be empty."""

    name: str
    until: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """A body with all its names. ``id`` is its canonical name, with the region code where two bear the same.

    ``parent`` is the body it belongs to, ``supervisor`` the body that answers for its site (主管单位, art. 4); both are
    ids, empty when unknown. ``sites`` are ids of official sites that it sponsors (主办).
    """

    id: str
    name: str
    kind: BodyKind = BodyKind.UNKNOWN
    short_names: tuple[str, ...] = ()
    former_names: tuple[FormerName, ...] = ()
    english_name: str = ""
    level: str = ""
    region_code: str = ""
    region: str = ""
    parent: str = ""
    supervisor: str = ""
    sites: tuple[str, ...] = ()

    @property
    def is_subject(self) -> bool:
        return self.kind in SUBJECTS


@dataclass(frozen=True, slots=True)
class Contact:
    """How a body can be reached, as its own pages state it (art. 15); an impostor leaves it in or swaps the phone."""

    phones: tuple[str, ...] = ()
    address: str = ""
    postcode: str = ""
    email: str = ""
    duty_phone: str = ""
    sources: str = ""
