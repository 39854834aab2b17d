"""Government hosts that nobody lists."""

from __future__ import annotations

import pytest

from tests.rules.made_sites import department, found, keys, observed, portal
from zhenwang.domain.finding import FindingKind
from zhenwang.domain.site import RetiredHost

UNLISTED = FindingKind.UNLISTED_HOST.value


def test_no_suffix_is_a_whitelist() -> None:
    (finding,) = found(portal(), seen=[observed("www.sold.gov.cn")])
    assert finding.key == (UNLISTED, "www.sold.gov.cn", "www.sold.gov.cn")
    assert "假冒" not in finding.because
    assert "fake" not in finding.because_en


@pytest.mark.parametrize(
    "host", ["www.huangshi.gov.cn", "gaj.huangshi.gov.cn", "www.example.com", "gov.cn.evil.example"]
)
def test_what_is_listed_held_or_elsewhere_is_none(host: str) -> None:
    assert UNLISTED not in {key[0] for key in keys(found(portal(), seen=[observed(host)]))}


def test_a_retired_host_is_known() -> None:
    past = RetiredHost("www.old.gov.cn", "www.huangshi.gov.cn", "黄石市人民政府")
    assert found(portal(), retired=[past], seen=[observed("www.old.gov.cn")]) == ()


def test_a_chinese_government_name_counts_as_well() -> None:
    assert [key[0] for key in keys(found(portal(), seen=[observed("xn--fiqs8s.xn--zfr164b")]))] == [UNLISTED]


def test_a_host_below_the_province_is_hubei_s() -> None:
    (finding,) = found(
        department("www.x.gov.cn", level="central", region_code="", region=""), seen=[observed("y.hubei.gov.cn")]
    )
    assert finding.basis == "hubei-2018-35"
