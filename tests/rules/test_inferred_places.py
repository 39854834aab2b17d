"""A list that says no region is asked by the rules of the region that its codes name."""

from __future__ import annotations

import pytest

from zhenwang.domain.registry import Marks, OfficialSite
from zhenwang.rules.inferred_places import placed

DIVISIONS = {"420000": "湖北省", "420500": "宜昌市", "420582": "当阳市"}


@pytest.mark.parametrize(
    ("codes", "place"),
    [
        (("4200000012",), ("420000", "province")),
        (("4205000012",), ("420500", "prefecture")),
        (("4205820099",), ("420582", "county")),
        (("4403920006",), ("", "")),
        (("bm05000001",), ("", "")),
        (("4205000012", "4200000012"), ("", "")),
        ((), ("", "")),
    ],
)
def test_a_region_is_taken_from_codes_that_agree(codes: tuple[str, ...], place: tuple[str, str]) -> None:
    site = placed(OfficialSite("a.example.cn", "某局", ("a.example.cn",), marks=Marks(codes)), DIVISIONS)
    assert (site.region_code, site.level) == place


def test_what_a_list_says_itself_stays() -> None:
    site = OfficialSite("a.example.cn", "某局", ("a.example.cn",), level="zone", marks=Marks(("4205000012",)))
    assert placed(site, DIVISIONS) is site
