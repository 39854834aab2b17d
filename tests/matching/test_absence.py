from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhenwang.domain.hosts import Host, parse_host
from zhenwang.domain.registry import OfficialSite
from zhenwang.matching.absence import Absences
from zhenwang.matching.matcher import Matcher

PLACES = [
    "hubei", "huangshi", "huanggang", "huangshan", "enshi", "lichuan", "xiaogan", "wuhan", "daye", "yangxin", "macheng",
    "jingzhou", "jingmen", "suizhou", "tianmen",
]  # fmt: skip
OFFICES = {"www": "人民政府", "rst": "人力资源和社会保障厅", "czt": "财政厅", "yjt": "应急管理厅"}


def registry(places: list[str]) -> list[OfficialSite]:
    sites = []
    for place in places:
        for office, name in OFFICES.items():
            host = f"{office}.{place}.gov.cn"
            sites.append(
                OfficialSite(host, f"{place}{name}", (host, f"{office}-{place}.cn"), aliases=(f"{place}{office}",))
            )
    sites.append(OfficialSite("chinatax.com", "国家税务总局", ("chinatax.com", "www.chinatax.com")))
    sites.append(OfficialSite("mofa.gov.pk", "Ministry of Foreign Affairs Pakistan", ("mofa.gov.pk",)))
    sites.append(OfficialSite("12366.chinatax.com", "纳税服务平台", ("12366.chinatax.com", "www.12366.cn")))
    return sites


def read(name: str) -> Host:
    host = parse_host(name)
    assert isinstance(host, Host)
    return host


def built_without(*absent: OfficialSite) -> Matcher:
    """Really built without them, with the calibration of the whole list: how much chance is allowed for."""
    index = Matcher.of(site for site in SITES if site not in absent).index
    return Matcher(replace(index, chance=WHOLE.index.chance))


SITES = registry(PLACES)
WHOLE = Matcher.of(SITES)
ABSENCES = Absences.of(SITES, WHOLE.index)
SUFFIXES = ("gov.cn", "cn", "com", "top", "x7k2.net")


@given(st.randoms(use_true_random=False), st.sampled_from(SITES), st.sampled_from(SITES))
@settings(max_examples=60, deadline=None)
def test_without_a_site_the_index_answers_as_if_built_without_it(
    rng: random.Random, absent: OfficialSite, seen: OfficialSite
) -> None:
    built = built_without(absent)
    patched = Matcher(ABSENCES.without(frozenset({absent.id})))
    hosts = [*absent.hosts, *seen.hosts, f"{seen.id}.top", seen.id.replace(".", "-") + ".net"]
    label = absent.id.split(".")[1]
    hosts += [f"{label}.top", f"{label[:-1]}.top", f"{label}x-gov.net", f"{rng.choice(PLACES)}{label}.com"]
    hosts += [absent.hosts[0].removesuffix("gov.cn") + rng.choice(SUFFIXES)]
    for name in hosts:
        assert patched.matches(read(name)) == built.matches(read(name)), name


@pytest.mark.parametrize("size", [2, 5])
def test_several_sites_can_be_absent_together(size: int) -> None:
    rng = random.Random(7)
    for _ in range(5):
        absent = rng.sample(SITES, size)
        built = built_without(*absent)
        patched = Matcher(ABSENCES.without(frozenset(site.id for site in absent)))
        for site in absent:
            for name in (*site.hosts, site.id.replace(".", "-") + ".net"):
                assert patched.matches(read(name)) == built.matches(read(name))


def test_nobody_absent_changes_nothing() -> None:
    patched = Matcher(ABSENCES.without(frozenset()))
    for site in SITES:
        host = read(site.id.replace(".", "-") + ".net")
        assert patched.matches(host) == WHOLE.matches(host)


def test_what_only_the_absent_site_bears_says_nothing_any_more() -> None:
    assert WHOLE.match(read("mofapakistan.top")) is not None
    assert Matcher(ABSENCES.without(frozenset({"mofa.gov.pk"}))).match(read("mofapakistan.top")) is None


def test_a_suffix_that_others_establish_protects_without_the_site() -> None:
    assert Matcher(ABSENCES.without(frozenset({"www.hubei.gov.cn"}))).match(read("www.hubei.gov.cn")) is None


def test_a_registrable_part_that_another_site_holds_protects_without_the_site() -> None:
    without = Matcher(ABSENCES.without(frozenset({"12366.chinatax.com"})))
    assert without.match(read("12366.chinatax.com")) is None
    assert without.index.official(read("12366.cn")) is False
