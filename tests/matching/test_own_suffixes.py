from __future__ import annotations

import pytest

from zhenwang.domain.hosts import Host, parse_host
from zhenwang.domain.registry import OfficialSite
from zhenwang.matching.government import Suffixes
from zhenwang.matching.matcher import Matcher
from zhenwang.matching.own_suffixes import MIN_BODIES, place_of

TWELVE = ("tax", "health", "labour", "roads", "parks", "forests", "water", "land", "mines", "ports", "trade", "police")


def bodies(suffix: str, count: int = 12, prefix: str = "www.") -> list[OfficialSite]:
    return [
        OfficialSite(f"{prefix}{name}.{suffix}", f"Office of {name}", (f"{prefix}{name}.{suffix}",))
        for name in TWELVE[:count]
    ]


def read(name: str) -> Host:
    host = parse_host(name)
    assert isinstance(host, Host)
    return host


@pytest.mark.parametrize(
    "suffix",
    ["fed.us", "nhs.uk", "police.uk", "gv.at", "govt.nz", "admin.ch", "mil", "mil.kr", "政务", "gov.xy"],
)
def test_who_stands_there_makes_a_suffix_the_governments(suffix: str) -> None:
    ascii_suffix = read(f"a.{suffix}").ascii.removeprefix("a.")
    sites = bodies(ascii_suffix)
    suffixes = Suffixes.of(sites)
    assert suffixes.holds(read(f"www.unlisted.{ascii_suffix}"))
    assert Matcher.of(sites).match(read(f"roads-office.{ascii_suffix}")) is None


def test_the_known_hosts_of_others_are_weighed_against_the_bodies() -> None:
    popular = ("yokohama", "kyoto", "fukuoka", "hokkaido", "kobe")
    listed = [OfficialSite(f"www.{name}.lg.jp", name, (f"www.{name}.lg.jp",)) for name in popular]
    assert not Suffixes.of(bodies("lg.jp", 9)).holds(read("www.osaka.lg.jp"))
    assert Suffixes.of([*bodies("lg.jp", 9), *listed]).holds(read("www.osaka.lg.jp"))


@pytest.mark.parametrize(
    "suffix",
    [
        "com", "org", "cn", "net", "us", "bzh", "paris", "com.cn", "org.cn", "net.cn", "co.uk", "org.uk", "com.fj",
        "ac.uk", "k12.ca.us", "hb.cn", "tx.us", "pv.it", "blogspot.com", "github.io", "weebly.com", "wordpress.com",
        "nic.in", "free.fr", "sina.cn", "go.it",
    ],
)  # fmt: skip
def test_what_anybody_can_register_never_becomes_restricted(suffix: str) -> None:
    assert not Suffixes.of(bodies(suffix)).holds(read(f"irs.{suffix}"))


def test_a_few_bodies_or_one_body_with_many_hosts_prove_nothing() -> None:
    assert not Suffixes.of(bodies("fed.us", MIN_BODIES - 1)).holds(read("x.fed.us"))
    many = [OfficialSite(f"{name}.fed.us", "Forest Service", (f"{name}.fed.us",)) for name in TWELVE]
    assert not Suffixes.of(many).holds(read("x.fed.us"))


def test_a_parent_with_a_site_of_its_own_is_that_sites_domain() -> None:
    portal = OfficialSite("www.admin.ch", "Confederation", ("www.admin.ch",))
    assert not Suffixes.of([*bodies("admin.ch"), portal]).holds(read("x.admin.ch"))


def test_suffixes_without_sites_are_those_of_a_list_that_never_held_them() -> None:
    sites = [*bodies("fed.us", MIN_BODIES), *bodies("nhs.uk"), OfficialSite("a.gov.xy", "A", ("a.gov.xy",))]
    whole = Suffixes.of(sites)
    for site in sites:
        rest = Suffixes.of(other for other in sites if other is not site)
        assert whole.without(frozenset({site.id}), site.hosts).restricted == rest.restricted


def test_a_pack_may_name_suffixes() -> None:
    assert Suffixes.of([], ("overheid.nl",)).holds(read("data.overheid.nl"))


def test_a_place_is_a_rare_second_level_or_a_shared_parent() -> None:
    assert place_of("www.ircc.gc.ca") is not None
    assert place_of("www.ircc.gc.ca").below == "ircc"  # type: ignore[union-attr]  # None fails the line before
    assert place_of("x.example.com") is None
    assert place_of("x.com.cn") is None
    assert place_of("cn") is None
