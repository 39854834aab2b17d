"""«Is this site official?», asked of the whole registry and of what is made to look like it: no wrong «official»."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from zhenwang import registry_in_use
from zhenwang.domain.exemption import Exemption, ExemptionKind, ExemptionScope
from zhenwang.domain.hosts import Host, parse_host
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.domain.site import HostRole, RetiredHost, SiteHost, Status
from zhenwang.matching.matcher import Matcher
from zhenwang.registry.official_answer import OfficialAnswer, Verdict, answer
from zhenwang.settings import Settings

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
GENUINE = frozenset({Verdict.OFFICIAL, Verdict.NEIGHBOUR})
HOMOGRAPHS = str.maketrans({"a": "а", "c": "с", "e": "е", "o": "о", "p": "р", "x": "х", "y": "у", "i": "і"})


@pytest.fixture(scope="module")
def registry() -> Registry:
    """The whole list that ships."""
    return registry_in_use.load(Settings(), None)


@pytest.fixture(scope="module")
def small() -> Registry:
    hubei = OfficialSite(
        "www.hubei.gov.cn",
        "湖北省人民政府",
        ("www.hubei.gov.cn",),
        sources="清单甲; 清单乙",
        further_hosts=(
            SiteHost("zwfw.hubei.gov.cn", "www.hubei.gov.cn", HostRole.CHANNEL, date(2024, 5, 1), sources="清单丙"),
        ),
    )
    court = OfficialSite("hbfy.hbfy.gov.cn", "湖北省高级人民法院", ("hbfy.hbfy.gov.cn",), protected=False)
    closed = OfficialSite("www.closed.gov.cn", "某局", ("www.closed.gov.cn",), status=Status.RETIRED)
    gone = RetiredHost("www.oldhubei.net", "www.hubei.gov.cn", "湖北省人民政府", date(2019, 3, 1), sources="公告")
    held = Exemption(
        "media.example.com", ExemptionScope.HOST, ExemptionKind.MEDIA, "转载", "王", date(2026, 1, 1), None
    )  # fmt: skip
    return Registry.of((hubei, court, closed), retired=(gone,), exemptions=(held,))


def asked(registry: Registry, text: str, matcher: Matcher | None = None) -> OfficialAnswer:
    found = answer(registry, text, NOW, matcher)
    assert isinstance(found, OfficialAnswer)
    return found


def test_every_host_of_the_registry_is_what_its_list_says(registry: Registry) -> None:
    hosts = [(host, site) for site in registry.sites.values() for host in site.granted]
    assert len(hosts) > 8_000
    for host, _ in hosts:
        found, owner = asked(registry, host), registry.owner(host)
        assert owner
        assert found.verdict is (Verdict.OFFICIAL if owner.protected else Verdict.NEIGHBOUR), host
        assert found.sources
        assert found.site is owner


def test_near_misses_are_never_official(registry: Registry) -> None:
    """Some 26 ways of coming close, of each of 100 hosts: none may be called official, nor a public body's address."""
    assert called_genuine(registry, 100) == (0, True)


@pytest.mark.soak
def test_near_misses_of_2000_hosts_are_never_official(registry: Registry) -> None:
    assert called_genuine(registry, 2_000) == (0, True)


def called_genuine(registry: Registry, hosts: int) -> tuple[int, bool]:
    """How many near misses were called genuine, and whether enough of them were tried."""
    listed = sorted(host for site in registry.sites.values() for host in site.granted if host[-1].isalpha())
    tried = wrong = 0
    for text in (
        text
        for host in random.Random(7).sample(listed, hosts)
        for text in near_misses(host, random.Random(host))
    ):  # fmt: skip
        if registry.owner(text):
            continue  # the edit made another listed host: sz.gov.cn and sx.gov.cn are both there
        found = answer(registry, text, NOW)
        tried += 1
        wrong += isinstance(found, OfficialAnswer) and found.verdict in GENUINE
    return wrong, tried > 20 * hosts


def near_misses(host: str, chance: random.Random) -> Iterator[str]:
    """What an impostor would register or write to pass for ``host``."""
    head, _, rest = host.partition(".")
    place = chance.randrange(len(head))
    plain = host.removeprefix("www.")
    yield host.replace(head, head[:place] + chance.choice("qzxv") + head[place:], 1)
    yield host.replace(head, head[:place] + head[place + 1 :] + "q", 1)
    yield f"{head}-{rest}"
    yield host.replace(".", "-") + ".com"
    yield host.replace(".", "") + ".cn"
    yield f"{host}.evil.top"
    yield f"{host}.cn"
    yield f"evil.{host}"
    yield f"evil-{host}"
    yield f"{plain.removesuffix('.gov.cn').removesuffix('.cn')}.com.cn.net"
    yield f"www.{plain}" if not host.startswith("www.") else plain
    yield f"http://{host}@evil.example.com/"
    yield f"http://{host}:80@evil.example.com/{host}"
    yield f"{host}@evil.example.com"
    yield f"https://evil.example.com/{host}"
    yield f"https://evil.example.com?u=https://{host}/"
    yield f"{host}\\.evil.example.com"
    yield f"{host}\t.evil.example.com"
    yield f"{host}%2eevil.example.com"
    yield f"{host}／.evil.example.com"
    yield f"{host} http://evil.example.com"
    yield plain.translate(HOMOGRAPHS) + ".top"
    yield f"{host[:-1]}\u200d{host[-1]}"
    yield f"{host}..evil.example.com"
    if (looks := host.translate(HOMOGRAPHS)) != host:
        yield looks
        written = parse_host(looks)
        yield written.ascii if isinstance(written, Host) else f"xn--{host}"


def test_retired_hosts_warn_with_the_body_and_where_it_is_now(small: Registry) -> None:
    for text in ("www.oldhubei.net", "http://oldhubei.net/", "login.oldhubei.net"):
        found = asked(small, text)
        assert found.verdict is Verdict.RETIRED
        assert found.retired
        assert found.retired.name == "湖北省人民政府"
        assert found.site
        assert found.site.id == "www.hubei.gov.cn"
    closed = asked(small, "www.closed.gov.cn")
    assert closed.verdict is Verdict.RETIRED


def test_a_host_of_a_list_brings_its_own_sources_and_day(small: Registry) -> None:
    channel = asked(small, "zwfw.hubei.gov.cn")
    assert (channel.verdict, channel.sources) == (Verdict.OFFICIAL, "清单丙")
    assert channel.role
    assert channel.role.valid_from == date(2024, 5, 1)
    assert asked(small, "www.hubei.gov.cn").sources == "清单甲; 清单乙"
    assert asked(small, "hbfy.hbfy.gov.cn").verdict is Verdict.NEIGHBOUR


@pytest.mark.parametrize("text", ["hubei.gov.cn", "a.b.hubei.gov.cn", "zzsczxx.gov.cn", "某局.政务.cn", "gov.cn"])
def test_a_government_suffix_alone_confirms_nothing(registry: Registry, text: str) -> None:
    found = answer(registry, text, NOW)
    if isinstance(found, OfficialAnswer) and not registry.owner(found.asked.ascii):
        assert found.verdict in (Verdict.UNCONFIRMED, Verdict.NOT_IN_REGISTRY)
        assert not found.sources
    assert asked(registry, "zzsczxx.gov.cn").verdict is Verdict.UNCONFIRMED


def test_a_name_under_an_official_one_says_whose_and_stays_unconfirmed(registry: Registry) -> None:
    found = asked(registry, "xyz.hubei.gov.cn")
    assert found.verdict is Verdict.UNCONFIRMED
    assert found.site
    assert found.site.name == "湖北省人民政府"


def test_governments_abroad_and_exempt_hosts_are_known_and_not_of_this_registry(
    registry: Registry, small: Registry
) -> None:
    assert asked(registry, "www.irs.gov").known_as == "Internal Revenue Service"
    for host in ("gov.uk", "www.irs.gov", "sfgov.org"):
        assert asked(registry, host).verdict is Verdict.KNOWN
    assert asked(small, "media.example.com").verdict is Verdict.KNOWN
    assert asked(small, "other.example.com").verdict is Verdict.NOT_IN_REGISTRY


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("hubei.gov.cn", "www.hubei.gov.cn"),
        ("www.hubie.gov.cn", "www.hubei.gov.cn"),
        ("www.hubеi.gov.cn", "www.hubei.gov.cn"),  # with a Cyrillic е
        ("www-hubei-gov-cn.com", "www.hubei.gov.cn"),
        ("www.hubei.gov.cn.evil.top", "www.hubei.gov.cn"),
    ],
)
def test_a_look_alike_is_told_whom_it_looks_like(small: Registry, text: str, meant: str) -> None:
    found = asked(small, text, Matcher.of(small.sites.values(), ("gov.cn",)))
    assert found.verdict in (Verdict.UNCONFIRMED, Verdict.NOT_IN_REGISTRY)
    assert [one.host for one in found.near][:1] == [meant]


def test_strangers_are_not_held_up_beside_a_government(small: Registry) -> None:
    matcher = Matcher.of(small.sites.values(), ("gov.cn",))
    assert not any(asked(small, host, matcher).near for host in ("www.example.com", "github.com", "192.0.2.1"))
