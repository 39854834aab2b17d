"""Which article binds which site, and where home is: data, not code."""

from __future__ import annotations

from dataclasses import replace

from tests.rules.made_sites import HUBEI
from zhenwang.domain.registry import OfficialSite
from zhenwang.rules.articles import Rule, article, article_for_host, at_home, measures

WUHAN = OfficialSite("www.wuhan.gov.cn", "武汉市人民政府", ("www.wuhan.gov.cn",), region_code="420100")
HUNAN = OfficialSite("www.hunan.gov.cn", "湖南省人民政府", ("www.hunan.gov.cn",), region_code="430000")
MOE = OfficialSite("www.moe.gov.cn", "教育部", ("www.moe.gov.cn",), level="central", region_code="420000")
IRS = OfficialSite("irs.gov", "Internal Revenue Service", ("irs.gov",))


def test_a_place_has_its_own_measures_and_the_country_rules_where_it_is_silent() -> None:
    assert article(WUHAN, Rule.ONE_SITE) == article_for_host("x.hubei.gov.cn", Rule.ONE_SITE) == "hubei-2018-6"
    assert article(WUHAN, Rule.KEEP_DOMAIN) == article(HUNAN, Rule.KEEP_DOMAIN) == "national-2018-55-keep"
    assert article(HUNAN, Rule.ONE_SITE) == article(MOE, Rule.ONE_SITE) == "national-2017-47-one"
    assert (article(HUNAN, Rule.FOOTER), article(IRS, Rule.SUFFIX)) == ("", "")


def test_a_host_beside_a_place_is_not_in_it() -> None:
    assert article_for_host("nothubei.gov.cn", Rule.ONE_SITE) == "national-2017-47-one"


def test_home_is_where_the_pack_says() -> None:
    assert [at_home(site, HUBEI) for site in (WUHAN, HUNAN, MOE)] == [True, False, False]
    assert not at_home(WUHAN, replace(HUBEI, id="cn-hunan"))
    assert not at_home(WUHAN, None)


def test_every_rule_of_a_place_is_one_of_ours() -> None:
    assert {place.id for place in measures().places} == {"cn-hubei"}
    assert set(measures().country) <= set(measures().places[0].articles) <= set(Rule)
