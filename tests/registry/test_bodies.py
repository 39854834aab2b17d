"""Bodies come out of the rows of sites: once each, and related by id."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from zhenwang.domain.body import BodyKind, FormerName
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.registry.bodies import bodies, body_of


def site(host: str, name: str, code: str = "", **facts: object) -> OfficialSite:
    return OfficialSite(host, name, (host,), region_code=code, **facts)  # type: ignore[arg-type]  # facts vary


PROVINCE = site("www.hubei.gov.cn", "湖北省人民政府", "420000", aliases=("湖北省政府",), kind=BodyKind.GOVERNMENT)
OFFICE = site(
    "rst.hubei.gov.cn",
    "湖北省人力资源和社会保障厅",
    "420000",
    short_names=("湖北省人社厅",),
    former_names=(FormerName("湖北省人事厅", "2009"),),
    kind=BodyKind.DEPARTMENT,
    parent="湖北省政府",
    supervisor="湖北省人民政府办公厅",
)
EXAMS = site("www.hbsrsksy.cn", "湖北人事考试网", "420000", sponsor="湖北省人力资源和社会保障厅")


def test_a_body_sponsors_its_own_site_and_others() -> None:
    registry = Registry.of([EXAMS, PROVINCE, OFFICE])
    office = body_of(registry, EXAMS)
    assert office == body_of(registry, OFFICE)
    assert office.sites == ("rst.hubei.gov.cn", "www.hbsrsksy.cn")
    assert office.short_names == ("湖北省人社厅",)
    assert office.former_names == (FormerName("湖北省人事厅", "2009"),)
    assert office.is_subject


def test_parent_and_supervisor_are_ids_even_where_no_site_is_known() -> None:
    found = bodies(Registry.of([EXAMS, PROVINCE, OFFICE]))
    office = found["湖北省人力资源和社会保障厅"]
    assert found[office.parent].sites == ("www.hubei.gov.cn",)
    assert found[office.supervisor].name == "湖北省人民政府办公厅"
    assert found[office.supervisor].sites == ()


def test_one_name_in_two_regions_is_two_bodies_and_the_nearer_is_meant() -> None:
    beijing = site("www.bjchy.gov.cn", "朝阳区人民政府", "110105")
    changchun = site("www.ccchaoyang.gov.cn", "朝阳区人民政府", "220104")
    school = site("jyj.ccchaoyang.gov.cn", "教育局", "220104", parent="朝阳区人民政府")
    registry = Registry.of([beijing, changchun, school])
    assert set(bodies(registry)) == {"朝阳区人民政府 110105", "朝阳区人民政府 220104", "教育局"}
    assert body_of(registry, school).parent == "朝阳区人民政府 220104"


def test_a_row_without_region_joins_the_only_body_of_its_name() -> None:
    registry = Registry.of([OFFICE, site("a.example.cn", "查询平台", sponsor="湖北省人力资源和社会保障厅")])
    assert body_of(registry, registry.sites["a.example.cn"]).id == "湖北省人力资源和社会保障厅"


def test_nobody_is_his_own_parent() -> None:
    registry = Registry.of([site("www.hubei.gov.cn", "湖北省人民政府", parent="湖北省人民政府")])
    assert body_of(registry, registry.sites["www.hubei.gov.cn"]).parent == ""


NAMES = st.sampled_from(["甲", "乙", "丙", ""])
ROWS = st.lists(st.tuples(NAMES, NAMES, NAMES, st.sampled_from(["", "110000", "420000"])), max_size=12)


@given(ROWS)
def test_every_site_has_one_body_and_every_relation_a_target(rows: list[tuple[str, str, str, str]]) -> None:
    sites = [
        site(f"s{number}.gov.cn", name or "丁", code, sponsor=sponsor, parent=parent, supervisor=name)
        for number, (name, sponsor, parent, code) in enumerate(rows)
    ]
    registry = Registry.of(sites)
    found = bodies(registry)
    sponsored = [site for body in found.values() for site in body.sites]
    assert sorted(sponsored) == sorted(registry.sites)
    for key, body in found.items():
        assert key == body.id
        assert {body.parent, body.supervisor} <= {*found, ""}
        assert body.id not in {body.parent, body.supervisor}
