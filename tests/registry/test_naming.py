"""What a list may call a body we hold without contradicting us, and when two lists agree on it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.registry.sites_made import House, a_site, kinds
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.domain.revision import ChangeKind
from zhenwang.registry.difference import compare

HUANGSHI = a_site("www.huangshi.gov.cn", "黄石市人民政府", region_code="420200", sources="list a", confidence="high")
RSJ = a_site("rsj.huangshi.gov.cn", "黄石市人力资源和社会保障局", region_code="420200", sources="list a")


def against(*rows: OfficialSite) -> tuple:
    return compare(Registry.of((HUANGSHI, RSJ)), rows, "list b")


@pytest.mark.parametrize(
    "name",
    ["黄石市人民政府门户网站", "湖北省黄石市人民政府", "黄石市 人民政府", "中国黄石", "中国·黄石市", "黄石政府网"],
)  # fmt: skip
def test_another_way_to_write_the_name_is_no_contradiction(name: str) -> None:
    changes = against(a_site(HUANGSHI.id, name))
    assert all(change.kind is ChangeKind.CHANGED for change in changes)
    assert all(change.after.aliases == (name,) for change in changes)


def test_a_place_written_short_is_the_same_place_and_a_label_of_another_place_is_not() -> None:
    held = a_site("czt.hubei.gov.cn", "湖北省财政厅")
    assert kinds(compare(Registry.of((held,)), [a_site(held.id, "湖北财政厅")], "b")) == [("changed", held.id)]
    for name in ("中国湖北", "中国大冶", "黄梅政府网", "中国黄"):
        assert kinds(against(a_site(HUANGSHI.id, name))) == [("conflicting", HUANGSHI.id)]


@pytest.mark.parametrize("sponsor", ["黄石市人民政府", "黄石市人民政府办公室"])
def test_a_site_has_a_name_of_its_own_where_the_list_names_its_body_as_sponsor(sponsor: str) -> None:
    (change,) = against(a_site(HUANGSHI.id, "信用黄石", sponsor=sponsor))
    assert (change.kind, change.after.name, change.after.aliases) == (ChangeKind.CHANGED, HUANGSHI.name, ("信用黄石",))
    # The name of another body is none of a site, whoever sponsors it; nor does a stranger name ours.
    for row in (
        a_site(HUANGSHI.id, "大冶市教育局", sponsor=sponsor),
        a_site(HUANGSHI.id, "信用黄石", sponsor="大冶市人民政府"),
    ):
        assert "name" in [conflict.field for change in against(row) for conflict in change.after.conflicts]


def test_a_government_and_its_office_and_a_short_word_for_committee_are_one_sponsor() -> None:
    for ours, theirs in (("黄石市人民政府办公室", "黄石市人民政府"), ("黄石新港管委会", "黄石新港管理委员会办公室")):
        held = replace(HUANGSHI, sponsor=ours)
        assert compare(Registry.of((held,)), [a_site(held.id, held.name, sponsor=theirs)], "b") == ()
    held = replace(HUANGSHI, sponsor="黄石市人民政府办公室")
    (change,) = compare(Registry.of((held,)), [a_site(held.id, held.name, sponsor="黄石市大数据局")], "b")
    assert change.kind is ChangeKind.CONFLICTING


def test_a_second_list_that_agrees_raises_the_confidence_once() -> None:
    held = replace(HUANGSHI, confidence="medium")
    house = House(held, replace(RSJ, confidence="low"))
    rows = [a_site(held.id, "黄石市人民政府门户网站"), a_site(RSJ.id, RSJ.name)]
    (change,) = compare(house.registry, rows, "list b", past=house.past)
    assert (change.kind, change.after.confidence, change.after.sources) == (
        ChangeKind.CHANGED,
        "high",
        "list a + list b",
    )
    house.apply([change], "list b")
    assert compare(house.registry, rows, "list b", past=house.past) == ()
    assert compare(house.registry, rows, "list c", past=house.past) == ()


def test_neither_a_list_itself_nor_one_that_differs_raises_the_confidence() -> None:
    held = replace(HUANGSHI, confidence="medium")
    for row, source in (
        (a_site(held.id, held.name), "list a"),
        (a_site(held.id, held.name, region_code="420300"), "list b"),
        (a_site(held.id, "大冶市人民政府"), "list b"),
        (a_site("huangshi.gov.cn", held.name), "list b"),
    ):
        for change in compare(Registry.of((held,)), [row], source):
            assert change.after.confidence != "high"
