"""What a list changes: it adds, it never picks between two sources, and the same list again changes nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.registry.sites_made import House, a_site, kinds
from zhenwang.domain.body import BodyKind, FormerName
from zhenwang.domain.registry import Marks, OfficialSite, Registry
from zhenwang.domain.revision import ChangeKind
from zhenwang.domain.site import Conflict, RetiredHost, Status
from zhenwang.registry.difference import closed, compare, difference

HUANGSHI = a_site("www.huangshi.gov.cn", "黄石市人民政府", region_code="420200", sources="list a", confidence="high")
RSJ = a_site(
    "rsj.huangshi.gov.cn", "黄石市人力资源和社会保障局", region_code="420200", code="4202000001", sources="list a",
    confidence="high",
)  # fmt: skip


def against(*rows: OfficialSite, source: str = "list b", covers: str = "") -> tuple:
    return compare(Registry.of((HUANGSHI, RSJ)), rows, source, covers)


def test_a_host_that_nobody_lists_is_added_with_the_list_as_its_source() -> None:
    (change,) = against(a_site("www.daye.gov.cn", "大冶市人民政府", sources="p. 3"))
    assert (change.kind, change.before) == (ChangeKind.ADDED, None)
    assert change.after.sources == "list b + p. 3"


def test_what_the_registry_holds_already_changes_nothing_and_empty_cells_erase_nothing() -> None:
    assert against(HUANGSHI, replace(RSJ, marks=Marks(), region_code="", sources="")) == ()


def test_new_marks_names_and_hosts_are_additions() -> None:
    row = a_site(
        "rsj.huangshi.gov.cn", "黄石市人力资源和社会保障局", "ggfw.huangshi.gov.cn",
        marks=Marks(icp=("鄂ICP备05011090号-1",)), short_names=("市人社局",), aliases=("黄石人社",),
        former_names=(FormerName("黄石市劳动局", "2009"),), english_name="HRSS Huangshi", kind=BodyKind.DEPARTMENT,
    )  # fmt: skip
    (change,) = against(row)
    assert change.kind is ChangeKind.CHANGED
    assert change.fields == (
        "hosts", "aliases", "icp", "sources", "short_names", "former_names", "english_name", "kind"
    )  # fmt: skip
    assert change.after.hosts == ("rsj.huangshi.gov.cn", "ggfw.huangshi.gov.cn")
    assert change.after.marks.site_codes == ("4202000001",)
    assert change.after.sources == "list a + list b"


@pytest.mark.parametrize(
    ("row", "field", "value"),
    [
        (a_site("www.huangshi.gov.cn", "大冶市人民政府"), "name", "大冶市人民政府"),
        (a_site("rsj.huangshi.gov.cn", RSJ.name, code="4202000009"), "site_code", "4202000009"),
        (a_site("www.hsrs.gov.cn", "人社", code="4202000001"), "domain", "www.hsrs.gov.cn"),
        (a_site("www.huangshi2.gov.cn", "黄石市人民政府", region_code="420200"), "domain", "www.huangshi2.gov.cn"),
        (a_site("www.huangshi.gov.cn", HUANGSHI.name, region_code="420300"), "region_code", "420300"),
        (a_site("www.huangshi.gov.cn", HUANGSHI.name, protected=False), "protected", "no"),
        (a_site("www.huangshi.gov.cn", HUANGSHI.name, status=Status.RETIRED), "status", "retired"),
        (
            a_site("www.huangshi.gov.cn", HUANGSHI.name, "rsj.huangshi.gov.cn"),
            "other_hosts",
            "rsj.huangshi.gov.cn www.huangshi.gov.cn",
        ),
    ],
)  # fmt: skip
def test_what_contradicts_another_source_is_kept_beside_it_and_picked_by_nobody(
    row: OfficialSite, field: str, value: str
) -> None:
    (change,) = against(row)
    assert (change.kind, change.after.confidence) == (ChangeKind.CONFLICTING, "low")
    (conflict,) = change.after.conflicts
    assert (conflict.field, conflict.values[1], conflict.values[0][1]) == (field, (value, "list b"), "list a")
    assert set(change.fields) == {"confidence", "conflicts"} | ({"sources"} if field != "domain" else set())
    assert change.after.hosts == change.before.hosts


def test_a_third_value_joins_the_conflict_and_a_list_that_mends_itself_leaves_it() -> None:
    house = House(HUANGSHI)
    for source, name in (("list b", "甲市人民政府"), ("list c", "乙市人民政府")):
        house.apply(compare(house.registry, [a_site(HUANGSHI.id, name)], source, past=house.past), source)
    (conflict,) = house.registry.sites[HUANGSHI.id].conflicts
    assert [text for text, _ in conflict.values] == ["黄石市人民政府", "甲市人民政府", "乙市人民政府"]
    for source in ("list b", "list c"):
        house.apply(compare(house.registry, [a_site(HUANGSHI.id, HUANGSHI.name)], source, past=house.past), source)
    assert house.registry.sites[HUANGSHI.id].conflicts == ()


def test_an_updated_list_supersedes_itself() -> None:
    house = House()
    house.apply(compare(house.registry, [a_site("a.gov.cn", "旧名局", code="4202000001")], "national"), "national")
    row = a_site("a.gov.cn", "新名局", code="4202000002")
    (change,) = compare(house.registry, [row], "national", past=house.past)
    assert change.kind is ChangeKind.CHANGED
    assert (change.after.name, change.after.aliases) == ("新名局", ("旧名局",))
    assert change.after.marks.site_codes == ("4202000002",)
    assert kinds(compare(house.registry, [row], "another", past=house.past)) == [("conflicting", "a.gov.cn")]


def test_a_composed_name_yields_to_no_label_but_is_put_before_a_person() -> None:
    held = a_site("a.gov.cn", "武汉市洪山区人民政府", note="名称为组合", sources="list a")
    (change,) = compare(Registry.of((held,)), [a_site("a.gov.cn", "武汉洪山区")], "list b")
    assert (change.kind, change.after.name) == (ChangeKind.CONFLICTING, "武汉市洪山区人民政府")


def test_one_address_with_and_without_www_is_one_site() -> None:
    (change,) = against(a_site("huangshi.gov.cn", "中国黄石"), covers="www.huangshi.gov.cn")
    assert (change.kind, change.after.id) == (ChangeKind.CHANGED, HUANGSHI.id)
    assert change.after.hosts == (HUANGSHI.id, "huangshi.gov.cn")
    (change,) = against(a_site("www.rsj.huangshi.gov.cn", RSJ.name))
    assert (change.site, change.kind) == (RSJ.id, ChangeKind.CHANGED)
    # Closing the one closes nothing of the other.
    (change,) = against(a_site("www.rsj.huangshi.gov.cn", RSJ.name, status=Status.RETIRED))
    assert (change.kind, change.site) == (ChangeKind.VANISHED, "www.rsj.huangshi.gov.cn")


def test_a_list_without_regions_says_them_by_its_codes() -> None:
    row = a_site("www.hs.gov.cn", "黄石市人民政府门户网站", code="4202000099")
    assert kinds(against(row)) == [("conflicting", HUANGSHI.id)]
    assert kinds(against(replace(row, marks=Marks(site_codes=("4301000099",))))) == [("added", row.id)]


def test_a_row_that_closes_a_further_host_keeps_no_contradiction_alive() -> None:
    house = House()
    lists = (
        ("x", [a_site("a.gov.cn", "甲局网站", "b.gov.cn")]),
        ("y", [a_site("a.gov.cn", "乙局")]),
        ("x", [a_site("a.gov.cn", "乙局"), a_site("b.gov.cn", "甲局网站", status=Status.RETIRED)]),
    )
    for source, rows in lists:
        house.apply(compare(house.registry, rows, source, past=house.past), source)
    assert house.registry.sites["a.gov.cn"].conflicts == ()
    assert compare(house.registry, rows, source, past=house.past) == ()


def test_a_region_known_more_exactly_is_no_contradiction() -> None:
    assert against(a_site(HUANGSHI.id, HUANGSHI.name, region_code="420000")) == ()
    held = replace(HUANGSHI, region_code="420000")
    (change,) = compare(Registry.of((held,)), [HUANGSHI], "list b")
    assert (change.kind, change.after.region_code) == (ChangeKind.CHANGED, "420200")


def test_one_name_in_two_regions_or_under_two_codes_are_two_sites() -> None:
    rows = (
        a_site("www.bjchy.gov.cn", "朝阳区人民政府", region_code="110105"),
        a_site("www.ccchaoyang.gov.cn", "朝阳区人民政府", region_code="220104"),
    )
    assert kinds(compare(Registry.of(rows[:1]), rows[1:], "b")) == [("added", "www.ccchaoyang.gov.cn")]
    assert kinds(against(a_site("b.gov.cn", RSJ.name, region_code="420200", code="4202000077"))) == [
        ("added", "b.gov.cn")
    ]


def test_a_body_whose_site_is_listed_too_has_a_further_site_and_did_not_move() -> None:
    changes = against(RSJ, a_site("jy.huangshi.gov.cn", RSJ.name, region_code="420200"))
    assert kinds(changes) == [("added", "jy.huangshi.gov.cn")]


# --- vanished, moved, returned ---------------------------------------------------------------------------------------


def test_only_what_this_list_brought_can_vanish_from_it() -> None:
    house = House(HUANGSHI)
    house.apply(compare(house.registry, [a_site("a.gov.cn"), a_site("b.gov.cn")], "national"), "national")
    changes = compare(house.registry, [a_site("a.gov.cn")], "national", past=house.past)
    assert kinds(changes) == [("vanished", "b.gov.cn")]
    registry = house.apply(changes, "national")
    assert (registry.owner("b.gov.cn"), registry.retired["b.gov.cn"].sources) == (None, "national")
    assert kinds(compare(registry, [a_site("a.gov.cn")], "other", past=house.past)) == [("changed", "a.gov.cn")]


def test_a_list_that_covers_a_region_or_a_suffix_lets_the_rest_of_it_vanish() -> None:
    assert kinds(against(HUANGSHI, covers="42")) == [("vanished", RSJ.id)]
    assert kinds(against(HUANGSHI, covers="420200")) == [("vanished", RSJ.id)]
    assert kinds(against(HUANGSHI, covers="huangshi.gov.cn")) == [("vanished", RSJ.id)]
    assert against(HUANGSHI, covers="43") == ()
    assert against(HUANGSHI, covers="shi.gov.cn") == ()


def test_a_site_named_in_a_row_that_could_not_be_read_has_not_vanished() -> None:
    found = difference(
        Registry.of((HUANGSHI, RSJ)), [HUANGSHI], "b", "42", unread=["9 | 人社 | http：//RSJ.huangshi.gov.cn/"]
    )
    assert (found.changes, found.unread, found.scope, found.missing) == ((), (RSJ.id,), 2, 0)


def test_a_site_of_the_same_list_under_another_host_has_moved_and_its_old_host_is_watched() -> None:
    house = House()
    house.apply(compare(house.registry, [RSJ], "national"), "national")
    row = a_site("rsj2.huangshi.gov.cn", RSJ.name, region_code="420200", code="4202000001")
    (change,) = compare(house.registry, [row], "national", past=house.past)
    assert (change.kind, change.before.id, change.after.id) == (ChangeKind.CHANGED, RSJ.id, row.id)
    registry = house.apply([change], "national")
    assert registry.retired[RSJ.id].last_site == row.id
    assert registry.owner(row.id).marks == RSJ.marks
    assert compare(registry, [row], "national", past=house.past) == ()


def test_a_retired_host_that_is_listed_again_is_granted_again_by_an_addition() -> None:
    house = House()
    house.apply(compare(house.registry, [RSJ, HUANGSHI], "national"), "national")
    house.apply(compare(house.registry, [HUANGSHI], "national", past=house.past), "national")
    assert RSJ.id in house.registry.retired
    changes = compare(house.registry, [HUANGSHI, RSJ], "national", past=house.past)
    assert kinds(changes) == [("added", RSJ.id)]
    registry = house.apply(changes, "national")
    assert (registry.owner(RSJ.id).name, RSJ.id in registry.retired) == (RSJ.name, False)


def test_a_list_of_retired_domains_closes_what_nobody_holds_and_contests_what_is_held() -> None:
    rows = [closed(RetiredHost(host, "", "旧站")) for host in ("www.old.com", HUANGSHI.id)]
    changes = against(*rows)
    assert kinds(changes) == [("conflicting", HUANGSHI.id), ("vanished", "www.old.com")]
    house = House(HUANGSHI, RSJ)
    registry = house.apply(changes, "list b")
    assert (set(registry.retired), registry.owner(HUANGSHI.id).id) == ({"www.old.com"}, HUANGSHI.id)
    assert compare(registry, rows, "list b", past=house.past) == ()


def test_a_settled_contradiction_is_not_raised_again() -> None:
    house = House(HUANGSHI)
    row = a_site(HUANGSHI.id, "大冶市人民政府")
    (conflicting,) = compare(house.registry, [row], "list b")
    house.apply([conflicting], "list b")
    after = replace(conflicting.after, conflicts=())
    settled = replace(
        conflicting, kind=ChangeKind.SETTLED, before=conflicting.after, after=after, fields=("conflicts",)
    )
    registry = house.apply([settled], "")
    assert registry.sites[HUANGSHI.id].conflicts == ()
    assert compare(registry, [row], "list b", past=house.past) == ()


# --- whatever the list -----------------------------------------------------------------------------------------------

HOSTS = st.sampled_from(["a.gov.cn", "b.gov.cn", "c.gov.cn", "www.d.gov.cn", "e.com"])
ROWS = st.builds(
    lambda hosts, name, code, region, note, level, status, protected: OfficialSite(
        hosts[0], name, tuple(hosts), region_code=region, note=note, level=level, status=status,
        protected=protected, marks=Marks(site_codes=(code,) if code else ()),
    ),
    st.lists(HOSTS, min_size=1, max_size=3, unique=True),
    st.sampled_from(["甲局", "乙局", "甲市乙局", "甲局网站"]),
    st.sampled_from(["", "4202000001", "4202000002"]),
    st.sampled_from(["", "420000", "420200", "430000"]),
    st.sampled_from(["", "名称为组合"]),
    st.sampled_from(["", "county", "province"]),
    st.sampled_from([Status.ACTIVE, Status.ACTIVE, Status.TEMP_OFFLINE, Status.RETIRED]),
    st.booleans(),
)  # fmt: skip
LISTS = st.lists(ROWS, max_size=4, unique_by=lambda row: row.id)


@settings(max_examples=80)
@given(
    st.lists(st.tuples(LISTS, st.sampled_from(["x", "y"]), st.sampled_from(["", "42", "gov.cn"])), max_size=4),
    LISTS, st.sampled_from(["x", "y", "z"]), st.sampled_from(["", "42", "gov.cn"]),
)  # fmt: skip
def test_the_same_list_twice_changes_nothing_the_second_time(earlier, rows, source, covers) -> None:
    house = House(HUANGSHI, a_site("a.gov.cn", "甲局", "c.gov.cn", region_code="420200", sources="shipped"))
    for list_, name, scope in earlier:
        house.apply(compare(house.registry, list_, name, scope, house.past), name)
    first = house.registry
    watched = set(first.retired)
    registry = house.apply(compare(first, rows, source, covers, house.past), source)
    assert compare(registry, rows, source, covers, house.past) == ()
    # No host is forgotten: whoever loses one, it is watched from then on.
    assert watched | {h for s in first.sites.values() for h in s.hosts} <= set(registry.retired) | {
        h for s in registry.sites.values() for h in s.hosts
    }
    # No host is granted to two.
    granted = [host for site in registry.sites.values() for host in site.hosts]
    assert len(granted) == len(set(granted))


def test_conflicts_of_the_list_itself_are_kept() -> None:
    row = replace(a_site("n.gov.cn"), conflicts=(Conflict("name", (("甲", "x"), ("乙", "y"))),))
    (change,) = against(row)
    assert change.after.conflicts == row.conflicts
