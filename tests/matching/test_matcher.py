from __future__ import annotations

import functools
import gc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenwang.domain.candidate import Match
from zhenwang.domain.hosts import Host, parse_host
from zhenwang.domain.registry import OfficialSite
from zhenwang.matching.matcher import MOST_MATCHES, Matcher

BODIES = (
    ("湖北省人民政府", "www.hubei.gov.cn"),
    ("湖北省人力资源和社会保障厅", "rst.hubei.gov.cn"),
    ("黄石市人民政府", "www.huangshi.gov.cn"),
    ("国家税务总局", "www.chinatax.gov.cn"),
    ("Ministry of Foreign Affairs Pakistan", "mofa.gov.pk"),
    ("Internal Revenue Service", "www.irs.gov"),
    ("マイナポータル MyNa Portal", "myna.go.jp"),
    ("Agenzia delle Entrate", "www.agenziaentrate.gov.it"),
    ("Pole emploi France Travail", "www.francetravail.fr"),
    ("GOV.UK", "www.gov.uk"),
)


def site(name: str, host: str) -> OfficialSite:
    return OfficialSite(host, name, (host,))


@functools.cache
def matcher() -> Matcher:
    return Matcher.of(site(*body) for body in BODIES)


def best(name: str) -> Match | None:
    host = parse_host(name)
    assert isinstance(host, Host), host
    return matcher().match(host)


@pytest.mark.parametrize(
    ("name", "site", "rule", "span"),
    [
        ("www.huangshi.gov.cn.x7k2.top", "www.huangshi.gov.cn", "embedded_host", "huangshi.gov.cn"),
        ("huangshi-gov-cn.x7k2.net", "www.huangshi.gov.cn", "embedded_host", "huangshi-gov-cn"),
        ("mofagovpk.live", "mofa.gov.pk", "embedded_host", "mofagovpk"),
        ("www-tjlsj-gov-cn.x7k2.net", "", "embedded_suffix", "gov-cn"),
        ("gov.cn.x7k2.top", "", "embedded_suffix", "gov.cn"),
        ("gov-xkd.click", "", "gov_token", "gov-"),
        ("com-xkd.cc", "", "gov_token", "com-"),
        ("qlw-gov.top", "", "gov_token", "gov"),
        ("govbd.info", "", "embedded_suffix", "govbd"),
        ("pkgovt.xyz", "", "gov_token", "govt"),
        ("agenziaentrate.bar", "www.agenziaentrate.gov.it", "suffix_swap", "agenziaentrate"),
        ("loginagenziaentratexy.com", "www.agenziaentrate.gov.it", "combosquat", "agenziaentrate"),
        ("agenzia-entrate.top", "www.agenziaentrate.gov.it", "hyphenation", "agenzia-entrate"),
        ("agenziaentratte.bar", "www.agenziaentrate.gov.it", "insertion", "agenziaentratte"),
        ("agenziuentrate.bar", "www.agenziaentrate.gov.it", "substitution", "agenziuentrate"),
        ("agenziuentrat.bar", "www.agenziaentrate.gov.it", "two_edits", "agenziuentrat"),
        ("huangsih.top", "www.huangshi.gov.cn", "transposition", "huangsih"),
        ("mnya.og.jp.x7k2.cn", "myna.go.jp", "two_edits", "mnya.og.jp"),
        ("huangski.top", "www.huangshi.gov.cn", "substitution", "huangski"),
        ("huanwshi.top", "www.huangshi.gov.cn", "bitsquat", "huanwshi"),
        ("hssrmzf-gov.top", "www.huangshi.gov.cn", "initials", "hssrmzf"),
        ("黄石市人民政府.com", "www.huangshi.gov.cn", "native_name", "黄石市人民政府"),
        ("國家稅務總局.net", "www.chinatax.gov.cn", "traditional_name", "國家稅務總局"),
        ("国家税务总菊.net", "www.chinatax.gov.cn", "substitution", "国家税务总菊"),
        ("国家税务总扃.net", "www.chinatax.gov.cn", "homoglyph", "国家税务总扃"),
        ("agenziaetrate.bar", "www.agenziaentrate.gov.it", "omission", "agenziaetrate"),
        ("agenziaentrateonline.bar", "www.agenziaentrate.gov.it", "combosquat", "agenziaentrate"),
        ("rst-hubei.com", "rst.hubei.gov.cn", "place_and_office", "rst-hubei"),
        ("soumu.jp.x7k2.top", "", "country_inside", "jp"),
    ],
)
def test_each_rule_names_the_site_and_the_span(name: str, site: str, rule: str, span: str) -> None:
    found = best(name)
    assert found is not None
    assert (found.site, found.rule, found.span) == (site, rule, span)


@pytest.mark.parametrize(
    "name",
    ["huangshі.top", "һuangshi.top", "huаngshi.top", "huangsh1.top", "huan9shi-gov.top", "rnofagovpk.live"],
)
def test_m3_homoglyphs_are_put_forward(name: str) -> None:
    found = best(name)
    assert found is not None
    assert found.site in {"www.huangshi.gov.cn", "mofa.gov.pk"}


@pytest.mark.parametrize("name", ["huangshі.top", "һuangshi.top", "huangsh1.top"])
def test_m3_a_homoglyph_is_called_one(name: str) -> None:
    assert best(name).rule == "homoglyph"  # type: ignore[union-attr]  # None fails the test just as well


@pytest.mark.parametrize(
    "name",
    [
        "www.huangshi.gov.cn",
        "huangshi.gov.cn",
        "new.huangshi.gov.cn",  # under an official registrable part
        "wuhan.gov.cn",  # not in the registry, but nobody else can register there
        "www.francetravail.fr",
        "candidat.francetravail.fr",
        "anything.gov.uk",
        "justice.gouv.fr",  # a country's own suffix, known from the public suffix list
    ],
)
def test_official_first(name: str) -> None:
    assert best(name) is None


@pytest.mark.parametrize(
    "name", ["example.com", "www.wikipedia.org", "bbc.co.uk", "irsa.it", "hugoboss.com", "gold.com"]
)
def test_an_ordinary_host_is_not_put_forward(name: str) -> None:
    assert best(name) is None


def test_more_surprise_ranks_higher() -> None:
    names = ("irs.top", "qlw-gov.top", "irs-gov.top", "www.irs.gov.x7k2.top", "agenziaentrate.gov.it.x7k2.top")
    scores = [found.score if (found := best(name)) else 0.0 for name in names]
    assert scores == sorted(scores)
    assert all(0.0 <= score < 1.0 for score in scores)


def test_the_right_office_wins_when_its_own_label_is_there() -> None:
    assert best("rst-hubei-gov.top").site == "rst.hubei.gov.cn"  # type: ignore[union-attr]  # None fails it too
    assert best("hubei-gov.top").site == "www.hubei.gov.cn"  # type: ignore[union-attr]  # None fails it too


def test_a_label_of_many_bodies_is_weak_and_names_none_of_them() -> None:
    provinces = ("anhui", "fujian", "gansu", "guangdong", "guizhou", "hainan", "hebei", "henan", "hunan", "jiangsu")
    sites = [site(f"{place} office", f"rst.{place}.gov.cn") for place in provinces]
    found = Matcher.of(sites)
    host = parse_host("rst.top")
    assert isinstance(host, Host)
    assert found.match(host) is None
    named = parse_host("rst-guizhou.top")
    assert isinstance(named, Host)
    assert found.match(named).site == "rst.guizhou.gov.cn"  # type: ignore[union-attr]  # None fails it too


def test_at_most_three_sites_best_first_each_once() -> None:
    host = parse_host("rst-hubei-huangshi-mofa-pakistan-agenziaentrate-gov.top")
    assert isinstance(host, Host)
    found = matcher().matches(host)
    assert len(found) == MOST_MATCHES
    assert [match.score for match in found] == sorted((match.score for match in found), reverse=True)
    assert len({match.site for match in found}) == MOST_MATCHES


def test_an_empty_registry_still_knows_government_words() -> None:
    host = parse_host("gov-xkd.click")
    assert isinstance(host, Host)
    assert Matcher.of(()).match(host).rule == "gov_token"  # type: ignore[union-attr]  # None fails it too


def test_building_leaves_the_garbage_collector_as_it_was() -> None:
    for switch, on in ((gc.disable, False), (gc.enable, True)):
        switch()
        Matcher.of(site(*body) for body in BODIES)
        assert gc.isenabled() is on


@given(st.text(alphabet="abcdeghiorsuvx019.-_政府黄石а", min_size=1, max_size=120))
def test_any_host_is_answered_with_a_span_that_stands_in_it(text: str) -> None:
    host = parse_host(text)
    if isinstance(host, Host):
        for match in matcher().matches(host):
            assert match.span
            assert match.span in host.unicode
            assert 0.0 < match.score < 1.0


@given(st.lists(st.sampled_from(BODIES), unique=True))
def test_no_registry_ever_accuses_its_own_hosts(bodies: list[tuple[str, str]]) -> None:
    own = Matcher.of(site(*body) for body in bodies)
    for _, name in bodies:
        host = parse_host(name)
        assert isinstance(host, Host)
        assert own.match(host) is None


def test_britain_keeps_company_with_the_bodies_of_uk() -> None:
    sites = Matcher.of([site("Driver and Vehicle Licensing Agency", "www.dvla.gov.uk")])
    host = parse_host("dvla-britain.top")
    assert isinstance(host, Host)
    assert "country_name" in [reason.rule for reason in sites.match(host).reasons]  # type: ignore[union-attr]  # None fails it too
