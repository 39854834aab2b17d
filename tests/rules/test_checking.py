"""The whole check: all kinds, once each, never a word of fakes, and nothing gone that was not looked at."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.rules.made_sites import CODE, HUBEI, TODAY, department, found, home_page, keys, marked, observed, portal
from zhenwang.domain.body import BodyKind
from zhenwang.domain.finding import Finding, FindingKind
from zhenwang.domain.legal_basis import read_legal_basis
from zhenwang.domain.observation import Observation
from zhenwang.domain.registry import Marks, OfficialSite, Registry
from zhenwang.domain.site import HostRole, SiteHost, Status, StatusPeriod
from zhenwang.rules.articles import cited
from zhenwang.rules.checking import check, covers

ROOT = Path(__file__).parents[2]
BLAME = re.compile("违规|违法|虚假|假冒|仿冒|fake|counterfeit|violat|illegal", re.IGNORECASE)


def everything() -> tuple[Finding, ...]:
    """A registry in which every kind of finding stands once at least."""
    sites = [
        marked(further_hosts=(SiteHost("203.0.113.9", "scjg.hubei.gov.cn", HostRole.IP_ONLY),)),
        portal("www.hshi.com", marks=Marks(site_codes=(CODE,))),
        department(),
        department("www.hbedu.gov.cn"),
        department("jyj.daye.gov.cn", "大冶市教育局", level="county", region_code="420281"),
    ]
    seen = [
        observed("scjg.hubei.gov.cn", country="US", final_host="other.gov.cn", expires_on=TODAY),
        observed("scjg.hubei.gov.cn", page=home_page(footer=""), served_hosts=("evil.example",)),
        observed("www.sold.gov.cn"),
    ]
    return found(*sites, seen=seen, periods=[StatusPeriod("jyt.hubei.gov.cn", Status.TEMP_OFFLINE, date(2026, 1, 1))])


def test_every_kind_is_found() -> None:
    by_people = {FindingKind.UNREPORTED_SITE}  # what an imitated body says of its own site
    assert {one.kind for one in everything()} == set(FindingKind) - by_people


def test_every_finding_is_a_sentence_in_two_languages_that_blames_nobody() -> None:
    for one in everything():
        assert one.because.endswith("。")
        assert one.because_en.endswith(".")
        assert not BLAME.search(one.because + one.because_en), one
        assert one.snippet
        assert len(one.snippet) <= 200


def test_every_article_that_can_be_cited_is_shipped() -> None:
    with (ROOT / "seeds" / "legal_basis.csv").open(encoding="utf-8", newline="") as lines:
        articles, bad = read_legal_basis(lines, "legal_basis.csv")
    assert bad == ()
    assert set(articles) >= cited()
    assert {one.basis for one in everything()} - {""} <= cited()


def test_one_code_on_two_sites_is_told_to_both_and_shared_icp_numbers_to_nobody() -> None:
    shared = Marks((CODE,), ("鄂ICP备05011090号-1",), ("鄂公网安备42010602000665号",))
    one, two = portal(marks=shared), portal("www.daye.gov.cn", "大冶市人民政府", level="county", marks=shared)
    kind = FindingKind.SHARED_CODE.value
    assert keys(found(one, two)) == [(kind, "www.daye.gov.cn", CODE), (kind, "www.huangshi.gov.cn", CODE)]


def test_sites_that_keep_the_rules_are_no_finding() -> None:
    above = portal("www.hubei.gov.cn", "湖北省人民政府", level="province", region_code="420000", region="湖北省")
    assert found(above, portal(), department(), marked()) == ()


def test_another_country_s_list_breaks_no_rule_of_ours() -> None:
    sites = [
        OfficialSite(f"www.agency{n}.gov", f"Agency {n}", (f"www.agency{n}.gov",), level="Federal", region="DC")
        for n in range(50)
    ]
    assert found(*sites, seen=[observed(site.id, country="US", reachable=True) for site in sites]) == ()


SITES = st.builds(
    lambda name, host, kind, level, code, protected: OfficialSite(
        host, name, (host,), kind=kind, level=level, region_code=code, protected=protected
    ),
    st.text("湖北省黄石市教育局人民政府办公室镇", min_size=1, max_size=12),
    st.sampled_from(["www.a.gov.cn", "b.a.gov.cn", "c.com", "d.cn", "xn--fiqs8s.xn--zfr164b", "e.gov"]),
    st.sampled_from(BodyKind),
    st.sampled_from(["", "county", "prefecture", "province", "central", "zone"]),
    st.sampled_from(["", "420200", "420281", "110105", "9", "330000"]),
    st.booleans(),
)


@given(st.lists(SITES, max_size=6))
def test_each_finding_stands_once_and_neighbours_are_never_told_of_rules(sites: list[OfficialSite]) -> None:
    findings = found(*sites)
    assert len(set(keys(findings))) == len(findings)
    neighbours = {site.id for site in sites if not site.protected} - {site.id for site in sites if site.protected}
    assert not neighbours & {one.site for one in findings}


@given(st.permutations(range(4)))
def test_the_order_of_observations_changes_nothing(order: list[int]) -> None:
    seen = [
        observed("scjg.hubei.gov.cn", country="US"),
        observed("scjg.hubei.gov.cn", page=home_page()),
        observed("www.sold.gov.cn"),
        observed("www.hsgov.gov.cn", reachable=True),
    ]
    assert keys(found(marked(), seen=[seen[place] for place in order])) == keys(found(marked(), seen=seen))


def _covered(finding: Finding, *observations: Observation, sites: tuple[OfficialSite, ...] = ()) -> bool:
    return covers(Registry.of(sites, jurisdiction=HUBEI), observations)(finding)


def test_what_the_registry_alone_shows_is_always_covered() -> None:
    assert all(_covered(one) for one in everything() if not one.seen_host)


def test_could_not_look_is_never_looked_and_clean() -> None:
    looked = [one for one in everything() if one.seen_host]
    assert {one.kind for one in looked} > {FindingKind.FOOTER_MARKS, FindingKind.OVERSEAS, FindingKind.DOMAIN_LIFE}
    assert not any(_covered(one) for one in looked)
    assert not any(_covered(one, observed(one.seen_host)) for one in looked)


def test_a_look_covers_what_it_looked_at() -> None:
    by_kind = {one.kind: one for one in everything() if one.seen_host}
    host = "scjg.hubei.gov.cn"
    for kind, facts in (
        (FindingKind.FOOTER_MARKS, {"page": home_page()}),
        (FindingKind.OVERSEAS, {"country": "CN"}),
        (FindingKind.ADDRESS_CHANGED, {"final_host": host}),
        (FindingKind.DOMAIN_LIFE, {"expires_on": date(2030, 1, 1)}),
        (FindingKind.FOREIGN_HOST, {"served_hosts": ()}),
    ):
        assert _covered(by_kind[kind], observed(host, **facts))
    unlisted = by_kind[FindingKind.UNLISTED_HOST]
    assert _covered(unlisted, sites=(portal("www.sold.gov.cn"),))


def test_a_check_is_the_same_every_time() -> None:
    registry = Registry.of([marked(), department()])
    assert check(registry, (), (), TODAY) == check(registry, (), (), TODAY)
