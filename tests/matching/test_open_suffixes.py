from __future__ import annotations

import pytest

from zhenwang.domain.hosts import parse_host, split_suffix
from zhenwang.domain.registry import OfficialSite
from zhenwang.matching.government import Suffixes
from zhenwang.matching.open_suffixes import OpenSuffix, open_suffixes, scripts_of

RESTRICTED = Suffixes.of([OfficialSite("www.hubei.gov.cn", "湖北省人民政府", ("www.hubei.gov.cn",))])


def names(country: str) -> list[str]:
    return [one.suffix for one in open_suffixes(country, RESTRICTED)]


def known(suffix: str) -> OpenSuffix:
    return next(one for one in open_suffixes("cn", RESTRICTED) if one.suffix == suffix)


@pytest.mark.parametrize("country", ["cn", "pk", "jp", "us", "it", "bd", "uk", ""])
def test_every_suffix_is_a_public_one_and_none_is_a_governments(country: str) -> None:
    for suffix in names(country):
        assert split_suffix(f"example.{suffix}")[0] == suffix
        assert RESTRICTED.above(suffix) is None
    assert len(set(names(country))) == len(names(country))


@pytest.mark.parametrize(
    ("country", "open_level"), [("pk", "com.pk"), ("jp", "co.jp"), ("bd", "com.bd"), ("uk", "co.uk"), ("cn", "com.cn")]
)
def test_the_open_second_levels_of_a_country_are_among_the_first(country: str, open_level: str) -> None:
    assert open_level in names(country)[:10]
    assert names("")[:3] == ["com", "top", "bond"]


def test_states_and_provinces_are_not_open_to_all() -> None:
    assert not {"co.us", "or.us", "me.us"} & set(names("us"))
    assert not {"co.it", "or.it", "me.it"} & set(names("it"))


@pytest.mark.parametrize(
    ("suffix", "label", "sold"),
    [
        ("com", "hubei", True),
        ("com", "hubéi", True),
        ("com", "湖北", True),
        ("com", "湖北hb", True),
        ("com", "тест", True),
        ("com", "huаngshi", False),
        ("org", "hubéi", True),
        ("org", "hubèi", False),
        ("cn", "湖北", True),
        ("cn", "hubéi", False),
        ("top", "hubei", True),
        ("top", "湖北", False),
        ("xn--fiqs8s", "hubei", True),
        ("xn--55qx5d", "hubei", False),
        ("xn--55qx5d", "湖北", True),
    ],
)
def test_a_registry_sells_the_scripts_that_it_has_and_never_two_in_one(suffix: str, label: str, sold: bool) -> None:
    assert known(suffix).takes(label) is sold


def test_scripts_are_told_by_name() -> None:
    assert scripts_of("hubei") == frozenset()
    assert scripts_of("マイナ税") == {"kana", "han"}
    assert parse_host("example.中国")
