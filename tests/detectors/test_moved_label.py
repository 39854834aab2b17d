"""A label that moved to another domain, under a page that claims its owner."""

import pytest

from detectors.moved_label import detect
from tests.detectors.conftest import WATER
from zhenwang.domain.signal import Axis, Family


@pytest.fixture
def signals(registry, look, make_page):
    def of(host, title="云岭市水利局门户网站"):
        return list(detect(look(host, make_page(title=title)), registry))

    return of


@pytest.mark.parametrize("host", ["slj.badplace.com", "slj.yunling.badplace.com.cn", "www.slj.badplace.com"])
def test_the_label_of_the_claimed_site_on_another_domain(signals, host):
    (signal,) = signals(host)
    assert (signal.name, signal.axis, signal.family) == ("moved_label", Axis.CLAIM, Family.NAME)
    assert signal.site == WATER.id
    assert signal.snippet == host


@pytest.mark.parametrize(
    "host", ["slj.com", "x.badplace.com", "www.badplace.com", "scjg.badplace.com", "slj.yunling.gov.cn", ""]
)
def test_another_label_or_the_host_itself_says_nothing(signals, host):
    assert signals(host) == []


def test_without_a_claim_the_label_is_a_coincidence(signals):
    assert signals("slj.badplace.com", title="舒兰江旅行社") == []


def test_a_label_of_every_town_counts_for_less(look, make_page):
    from zhenwang.domain.registry import OfficialSite, Registry

    towns = [OfficialSite(f"rsj.t{n}.gov.cn", f"第{n}市人力资源和社会保障局", (f"rsj.t{n}.gov.cn",)) for n in range(60)]
    page = make_page(title="第7市人力资源和社会保障局官网")
    (signal,) = detect(look("rsj.badplace.com", page), Registry.of(towns))
    assert signal.site == "rsj.t7.gov.cn"
    assert signal.value < 0.5
