"""The fields of an official site, one by one and under the names of the list's columns, so that two sites compare."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import Any, Final

from zhenwang.domain.registry import OfficialSite

_MARKS: Final = {"site_code": "site_codes", "icp": "icp", "psb": "psb", "conac": "conac", "marks": "others"}
_CONTACT: Final = ("phones", "address", "postcode", "email", "duty_phone")

FIELDS: Final = (
    "id", "name", "hosts", "aliases", "protected", "level", "region_code", "region", *_MARKS, "confidence", "sources",
    "note", "short_names", "former_names", "english_name", "kind", "sponsor", "operator", "platform", "parent",
    "supervisor", "status", "further_hosts", *_CONTACT, "conflicts",
)  # fmt: skip
"""Every field in the order of the class, with the marks and the contact told apart."""

SEVERAL: Final = frozenset(
    {"hosts", "aliases", "short_names", "former_names", *_MARKS, "further_hosts", "phones", "conflicts"}
)
"""Fields with several values: a list adds to them, and takes nothing away that it does not name."""

SINGLE: Final = (
    "protected", "level", "region_code", "region", "english_name", "kind", "sponsor", "operator", "platform", "parent",
    "supervisor", "status", "address", "postcode", "email", "duty_phone",
)  # fmt: skip
"""Fields of which there is one: two lists that differ here contradict each other. The name is one too (``naming``)."""

GATHERED: Final = ("short_names", "former_names", "icp", "psb", "conac", "marks", "further_hosts", "phones")
"""Fields to which another list simply adds."""

_EMPTY: Final = OfficialSite("", "", ())


def value(site: OfficialSite, field: str) -> Any:
    """What a site holds in a field of ``FIELDS``."""
    if field in _MARKS:
        return getattr(site.marks, _MARKS[field])
    return getattr(site.contact if field in _CONTACT else site, field)


def with_value(site: OfficialSite, field: str, held: Any) -> OfficialSite:
    """The site with another value in one field."""
    if field in _MARKS:
        return replace(site, marks=replace(site.marks, **{_MARKS[field]: held}))
    if field in _CONTACT:
        return replace(site, contact=replace(site.contact, **{field: held}))
    return replace(site, **{field: held})


def says_nothing(site: OfficialSite, field: str) -> bool:
    """Whether the field holds what a list without that column gives: nothing, or the value that stands for nothing."""
    return bool(value(site, field) == value(_EMPTY, field))


def differing(before: OfficialSite, after: OfficialSite) -> tuple[str, ...]:
    """The fields in which two sites differ, in the order of ``FIELDS``."""
    return tuple(field for field in FIELDS if value(before, field) != value(after, field))


def plain(text: object) -> str:
    """A value as two lists are compared: widths and case folded, white space and the slashes of regions gone."""
    return "".join(unicodedata.normalize("NFKC", str(text)).casefold().replace("/", "").split())
