"""Which province a telephone's area code belongs to: 0713 is Hubei's, whose division codes begin with 42."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType


def province_of_area(area_code: str) -> str:
    """First two digits of the province's division code (GB/T 2260), empty for an unknown area code."""
    return _provinces().get(area_code, "")


@cache
def _provinces() -> Mapping[str, str]:
    text = resources.files("zhenwang.pages").joinpath("area_codes.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines()[1:])
    return MappingProxyType({code: province for code, province, _ in rows})
