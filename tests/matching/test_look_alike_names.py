"""What is generated can be bought, carries the score of a match, and comes from the name (G1 to G7 of the peers)."""

from __future__ import annotations

import functools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhenwang.domain.hosts import Host, parse_host
from zhenwang.domain.registry import OfficialSite
from zhenwang.matching.look_alike_classes import MEANING, LookAlikeClass, Variation
from zhenwang.matching.look_alike_names import LookAlikes, look_alike_names, variations
from zhenwang.matching.matcher import Matcher

SERVICES = ("cx", "pay")
BODIES = (
    ("湖北省人民政府", "www.hubei.gov.cn"),
    ("湖北省人力资源和社会保障厅", "rst.hubei.gov.cn"),
    ("黄石市人民政府", "www.huangshi.gov.cn"),
    ("国家税务总局", "www.chinatax.gov.cn"),
    ("Ministry of Foreign Affairs Pakistan", "mofa.gov.pk"),
    ("Internal Revenue Service", "www.irs.gov"),
    ("マイナポータル MyNa Portal", "myna.go.jp"),
    ("GOV.UK", "www.gov.uk"),
)


@functools.cache
def matcher() -> Matcher:
    return Matcher.of(site(*body) for body in BODIES)


def site(name: str, host: str) -> OfficialSite:
    return OfficialSite(host, name, (host,))


@functools.cache
def made(host: str, limit: int = 600) -> LookAlikes:
    official = next(site(*body) for body in BODIES if body[1] == host)
    return look_alike_names(official, matcher(), variations(official, SERVICES), limit)


@functools.cache
def texts(host: str) -> dict[str, LookAlikeClass]:
    official = next(site(*body) for body in BODIES if body[1] == host)
    return {variation.text: variation.kind for variation in variations(official, SERVICES)}


@pytest.mark.parametrize(
    ("host", "text", "kind"),
    [
        ("www.hubei.gov.cn", "hubei-gov-cn", "embedded"),
        ("www.hubei.gov.cn", "www-hubei-gov-cn", "embedded"),
        ("www.hubei.gov.cn", "gov-hubei", "embedded"),
        ("www.hubei.gov.cn", "hubei.gov-cn", "front"),
        ("www.hubei.gov.cn", "hubei.gov.cn-cx", "front_service"),
        ("www.hubei.gov.cn", "hubei-gov-cn-cx", "host_service"),
        ("www.hubei.gov.cn", "hubeigovcn", "glued"),
        ("www.hubei.gov.cn", "hubeigov", "glued"),
        ("www.hubei.gov.cn", "hubei", "suffix"),
        ("www.hubei.gov.cn", "hubei-cn", "country"),
        ("www.hubei.gov.cn", "hubeishengrenminzhengfu", "pinyin"),
        ("www.hubei.gov.cn", "hbsrmzf", "initials"),
        ("www.hubei.gov.cn", "hbsrmzf-gov", "initials"),
        ("www.hubei.gov.cn", "hubei-cx", "service"),
        ("www.hubei.gov.cn", "hu-bei", "hyphenation"),
        ("www.hubei.gov.cn", "hbuei", "transposition"),
        ("www.hubei.gov.cn", "hube", "omission"),
        ("www.hubei.gov.cn", "hubbei", "repetition"),
        ("www.hubei.gov.cn", "hubai", "vowel"),
        ("www.hubei.gov.cn", "hubeis", "plural"),
        ("www.hubei.gov.cn", "hube1", "homoglyph"),
        ("www.hubei.gov.cn", "hucei", "bitsquat"),
        ("www.hubei.gov.cn", "hybei", "keyboard"),
        ("www.hubei.gov.cn", "huxei", "substitution"),
        ("www.hubei.gov.cn", "hubexi", "insertion"),
        ("www.hubei.gov.cn", "hubéi", "idn_homoglyph"),
        ("www.hubei.gov.cn", "湖北省政府", "native"),
        ("www.chinatax.gov.cn", "国家税务总局", "native"),
        ("www.chinatax.gov.cn", "國家稅務總局", "native"),
        ("rst.hubei.gov.cn", "rst-hubei", "place_office"),
        ("rst.hubei.gov.cn", "hbrst", "place_office"),
        ("rst.hubei.gov.cn", "湖北省人社厅", "native"),
        ("www.irs.gov", "internalrevenueservice", "words"),
        ("www.irs.gov", "irs.gov-pay", "front_service"),
        ("www.gov.uk", "gov-uk", "embedded"),
        ("myna.go.jp", "マイナポータル", "native"),
    ],
)
def test_each_class_holds_its_example(host: str, text: str, kind: str) -> None:
    assert texts(host)[text].value == kind


def test_every_class_has_a_meaning_in_two_languages() -> None:
    assert all(all(MEANING[kind]) for kind in LookAlikeClass)


@pytest.mark.parametrize("host", [host for _, host in BODIES])
def test_every_name_can_be_bought(host: str) -> None:
    found = made(host)
    assert found.names
    index = matcher().index
    for name in found.names:
        read = parse_host(name.host)
        assert isinstance(read, Host), name
        assert (read.ascii, read.suffix, read.registrable) == (name.host, name.suffix, name.registrable)
        assert not index.official(read)
        assert not index.suffixes.holds(read)
        fronted = name.kind in (LookAlikeClass.FRONT, LookAlikeClass.FRONT_SERVICE)
        assert fronted or name.host == name.registrable


@pytest.mark.parametrize("host", [host for _, host in BODIES])
def test_every_score_is_that_of_a_match_and_nobody_else_is_nearer(host: str) -> None:
    for name in made(host).names:
        read = parse_host(name.host)
        assert isinstance(read, Host)
        found = matcher().matches(read)
        own = [(match.rule, match.span, match.score) for match in found if match.site == host]
        assert (own or [("", "", 0.0)])[0] == (name.rule, name.span, name.score)
        assert all(match.score <= name.score for match in found if match.site not in ("", host))


def test_the_best_come_first_and_each_once() -> None:
    names = made("www.hubei.gov.cn").names
    scores = [name.score for name in names]
    assert scores == sorted(scores, reverse=True)
    assert len({name.host for name in names}) == len(names)


def test_the_same_registry_gives_the_same_list() -> None:
    official = site(*BODIES[1])
    again = look_alike_names(official, matcher(), variations(official, SERVICES), 600)
    assert again == made(official.id)


@pytest.mark.parametrize("limit", [1, 30, 500])
def test_a_limit_is_kept_and_shared_between_classes(limit: int) -> None:
    found = made("www.hubei.gov.cn", limit)
    assert len(found.names) + found.others == limit
    assert sum(found.made.values()) > 10 * limit
    if limit == 500:
        assert {name.kind for name in found.names} == set(found.made)
        assert "hubei.com" in {name.host for name in found.names}


def test_watching_is_told_of_everything() -> None:
    told: list[tuple[int, int]] = []
    official = site(*BODIES[3])
    tried = tuple(one for one in variations(official) if one.kind is LookAlikeClass.NATIVE)
    look_alike_names(official, matcher(), tried, 10, lambda done, whole: told.append((done, whole)))
    assert [done for done, _ in told] == list(range(1, told[-1][1] + 1))


def test_an_office_does_not_take_what_is_its_portals() -> None:
    assert "hubei-gov-cn" not in {name.host.partition(".")[0] for name in made("rst.hubei.gov.cn").names}
    official = site(*BODIES[1])
    portals = (Variation(LookAlikeClass.EMBEDDED, "hubei-gov-cn"),)
    found = look_alike_names(official, matcher(), portals)
    assert not found.names


def test_a_site_whose_host_is_an_address_gives_no_fault() -> None:
    official = OfficialSite("10.0.3.4", "某局", ("10.0.3.4",))
    assert all(one.kind is not LookAlikeClass.EMBEDDED for one in variations(official))


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=60), st.from_regex(r"[a-z0-9.-]{0,80}", fullmatch=True))
def test_any_name_and_any_host_are_survived(name: str, host: str) -> None:
    official = OfficialSite(host or "x", name or "x", (host,))
    tried = variations(official, SERVICES)
    assert len({one.text for one in tried}) == len(tried)
    look_alike_names(official, matcher(), tried[:200], 50)
