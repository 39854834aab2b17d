"""Look-alikes are found without comparing all with all, and each comes with what tells it apart."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhenwang.domain.registry import Marks, OfficialSite, Registry
from zhenwang.registry import look_alikes as module
from zhenwang.registry.look_alikes import MOST, Why, look_alikes, look_alikes_in, look_alikes_of


def site(host: str, name: str, region: str = "", code: str = "", level: str = "") -> OfficialSite:
    return OfficialSite(host, name, (host,), region=region, region_code=code, level=level)


SITES = [
    site("www.huangshi.gov.cn", "黄石市人民政府", "湖北省/黄石市", "420200"),
    site("www.huangshan.gov.cn", "黄山市人民政府", "安徽省/黄山市", "341000"),
    site("www.hengshui.gov.cn", "衡水市人民政府", "河北省/衡水市", "131100"),
    site("www.bjchy.gov.cn", "北京市朝阳区人民政府", "北京市/朝阳区", "110105"),
    site("chaoyang.changchun.gov.cn", "长春市朝阳区人民政府", "吉林省/长春市/朝阳区", "220104"),
    site("www.jiangsu.gov.cn", "江苏省人民政府", "江苏省", "320000"),
    site("www.jiangxi.gov.cn", "江西省人民政府", "江西省", "360000"),
    site("rst.hubei.gov.cn", "湖北省人力资源和社会保障厅", "湖北省", "420000"),
    site("rst.hebei.gov.cn", "河北省人力资源和社会保障厅", "河北省", "130000"),
    site("rst.fujian.gov.cn", "福建省人力资源和社会保障厅", "福建省", "350000"),
    site("mzt.hubei.gov.cn", "湖北省民政厅", "湖北省", "420000"),
    site("czt.hubei.gov.cn", "湖北省财政厅", "湖北省", "420000"),
    site("www.moe.gov.cn", "教育部"),
    site("moe.cn", "教育资源网"),
]
FOUND = look_alikes(SITES)


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("www.huangshi.gov.cn", "www.huangshan.gov.cn", (Why.NAME_ONE_APART, Why.SAME_INITIALS)),
        ("www.huangshi.gov.cn", "www.hengshui.gov.cn", (Why.SAME_INITIALS,)),
        ("www.bjchy.gov.cn", "chaoyang.changchun.gov.cn", (Why.SAME_NAME,)),
        ("www.jiangsu.gov.cn", "www.jiangxi.gov.cn", (Why.NAME_ONE_APART,)),
        ("rst.hubei.gov.cn", "rst.hebei.gov.cn", (Why.NAME_ONE_APART, Why.HOST_ONE_APART, Why.SAME_INITIALS)),
        ("rst.hubei.gov.cn", "rst.fujian.gov.cn", (Why.SAME_LABEL,)),
        ("mzt.hubei.gov.cn", "czt.hubei.gov.cn", (Why.NAME_ONE_APART, Why.HOST_ONE_APART)),
        ("www.moe.gov.cn", "moe.cn", (Why.SAME_LABEL,)),
    ],
)
def test_two_sites_are_alike_for_a_reason_and_both_ways(one: str, other: str, why: tuple[Why, ...]) -> None:
    assert [found.why for found in FOUND[one] if found.other == other] == [why]
    assert [found.why for found in FOUND[other] if found.other == one] == [why]


def test_the_nearest_comes_first() -> None:
    assert [found.other for found in FOUND["rst.hubei.gov.cn"]] == ["rst.hebei.gov.cn", "rst.fujian.gov.cn"]


def test_what_tells_them_apart_is_said_in_one_sentence() -> None:
    found = FOUND["www.bjchy.gov.cn"][0]
    assert found.apart == (
        "地区：本站北京市/朝阳区，对方吉林省/长春市/朝阳区；区划代码：本站110105，对方220104；"
        "域名：本站www.bjchy.gov.cn，对方chaoyang.changchun.gov.cn。"
    )
    assert "region: this one 北京市/朝阳区, the other 吉林省/长春市/朝阳区" in found.apart_en
    offices = next(found for found in FOUND["mzt.hubei.gov.cn"] if found.other == "czt.hubei.gov.cn")
    assert "机构：本站民政厅，对方财政厅" in offices.apart
    assert "地区" not in offices.apart


def test_a_site_code_tells_the_division_where_the_row_does_not() -> None:
    one = OfficialSite("a.example.cn", "甲局", ("a.example.cn",), marks=Marks(("bm05000001", "4200000001")))
    found = look_alikes([one, site("b.example.cn", "甲局", code="110000")])
    assert "区划代码：本站420000，对方110000" in found["a.example.cn"][0].apart


def test_a_registry_is_asked_once() -> None:
    registry = Registry.of(SITES)
    assert look_alikes_in(registry) is look_alikes_in(registry)
    assert look_alikes_in(registry) == FOUND


def test_what_very_many_share_makes_nobody_alike_and_costs_no_square(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_SHARED", 20)
    crowd = [site(f"{'x' * number}q.{number}.gov.cn", "门户网站") for number in range(1, 60, 2)]
    assert look_alikes(crowd) == {}


def test_nobody_has_more_than_a_few() -> None:
    crowd = [
        site(f"rst.s{letter}{letter}{letter}.gov.cn", f"{number}省人社厅") for number, letter in enumerate("abcdefghij")
    ]
    assert {len(found) for found in look_alikes(crowd).values()} == {MOST}


labels = st.text("abx", min_size=1, max_size=4)
rows = st.tuples(
    st.sampled_from(["", "rst.", "www.", "gaj."]),
    labels,
    st.sampled_from(["gov.cn", "cn", "com"]),
    st.sampled_from(["黄石市", "黄山市", "衡水市", "朝阳区", ""]),
    st.sampled_from(["人民政府", "公安局", "安局", ""]),
    st.sampled_from(["", "北京市/朝阳区", "湖北省/黄石市"]),
)


@settings(deadline=None)
@given(st.lists(rows, max_size=14))
def test_the_index_finds_what_comparing_all_with_all_finds(made: list[tuple[str, ...]]) -> None:
    sites = {
        f"{office}{label}.{suffix}": site(f"{office}{label}.{suffix}", place + kind or "无名", region)
        for office, label, suffix, place, kind, region in made
    }
    found = look_alikes(sites.values())
    for one in sites.values():
        assert found.get(one.id, ()) == look_alikes_of(one, sites.values())
        assert one.id not in {near.other for near in found.get(one.id, ())}
