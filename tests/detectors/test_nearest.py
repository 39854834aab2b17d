"""Of several bearers of a name the page means the one whose places, numbers and links it shows."""

import pytest

from detectors._nearest import closest, nearest
from detectors.claimed_name import detect
from zhenwang.domain.body import Contact
from zhenwang.domain.look import Link
from zhenwang.domain.registry import Marks, OfficialSite, Registry

ELSEWHERE = "www.a1ylhsk.cn"
BEIJING = OfficialSite(
    "www.bjchy.example.cn", "北京市朝阳区人民政府", ("www.bjchy.example.cn",), region="北京市/朝阳区",
    region_code="110105", level="county", contact=Contact(phones=("010-65099999",)),
)  # fmt: skip
CHANGCHUN = OfficialSite(
    "cy.changchun.example.cn", "长春市朝阳区人民政府", ("cy.changchun.example.cn",), region="吉林省/长春市/朝阳区",
    region_code="220104", level="county", marks=Marks(site_codes=("2201040001",)),
    contact=Contact(phones=("0431-85109999",)),
)  # fmt: skip


@pytest.fixture(scope="module")
def known() -> Registry:
    return Registry.of((BEIJING, CHANGCHUN))


@pytest.mark.parametrize(
    ("words", "site", "fact"),
    [
        ("地址：长春市前进大街1号", CHANGCHUN, "长春"),
        ("地址：北京市日坛北街33号", BEIJING, "北京"),
        ("电话：0431-81234567", CHANGCHUN, "0431"),
        ("电话：010-65099999", BEIJING, "010-65099999"),
        ("京ICP备05012345号", BEIJING, "京ICP备05012345号"),
        ("吉公网安备22010402000123号", CHANGCHUN, "22010402000123"),
        ("网站标识码：2201040099", CHANGCHUN, "2201040099"),
        ("网站标识码：1101050099", BEIJING, "1101050099"),
    ],
)
def test_the_facts_of_the_page_choose_the_bearer(known, look, make_page, words, site, fact):
    seen = look(ELSEWHERE, make_page(title="朝阳区人民政府门户网站", footer=f"版权所有：朝阳区人民政府 {words}"))
    first, second = nearest(seen, known)
    assert (first.site, second.site) == (site.id, (BEIJING if site is CHANGCHUN else CHANGCHUN).id)
    assert any(fact in told for told in first.facts)
    (signal,) = detect(seen, known)
    assert (signal.site, signal.value) == (site.id, 1.0)
    assert fact in signal.because


def test_a_link_to_the_official_host_is_a_fact(known, look, make_page):
    link = Link("http://www.bjchy.example.cn/", "旧版", "body")
    seen = make_page(title="朝阳区人民政府门户网站", links=(link,))
    assert closest((CHANGCHUN, BEIJING), seen, known)[0] is BEIJING


def test_without_facts_the_name_stays_shared_and_the_claim_weaker(known, look, make_page):
    (signal,) = detect(look(ELSEWHERE, make_page(title="朝阳区人民政府门户网站")), known)
    assert signal.value < 1
    assert "多个单位" in signal.because


def test_at_most_three_and_none_for_a_page_that_names_nobody(registry, look, make_page, official):
    assert len(nearest(look(ELSEWHERE, official), registry)) <= 3
    assert nearest(look(ELSEWHERE, official), registry)[0].site == "www.qingliu.gov.cn"
    assert nearest(look(ELSEWHERE, make_page(title="某某科技")), registry) == ()
    assert nearest(look(ELSEWHERE), registry) == ()
