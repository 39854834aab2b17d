from __future__ import annotations

import pytest

from zhenwang.domain.hosts import Host, parse_host
from zhenwang.domain.registry import OfficialSite
from zhenwang.matching.government import Suffixes

LISTED = Suffixes.of(())


def read(name: str) -> Host:
    host = parse_host(name)
    assert isinstance(host, Host)
    return host


@pytest.mark.parametrize(
    "name",
    ["irs.gov", "hubei.gov.cn", "mofa.go.jp", "x.gouv.fr", "ird.govt.nz", "a.gob.mx", "b.gv.at", "police.gov.bd"],
)
def test_suffixes_of_governments_are_known_without_naming_countries(name: str) -> None:
    assert LISTED.holds(read(name))


@pytest.mark.parametrize("name", ["gov.sa.com", "gov-cn.top", "gov.top", "comune.go.it", "irs.gov.top", "mygov.cc"])
def test_what_anybody_can_register_is_no_government_suffix(name: str) -> None:
    assert not LISTED.holds(read(name))


def test_a_suffix_in_its_own_script_is_known_as_hosts_hold_it() -> None:
    assert LISTED.holds(read("湖北.政务"))


def test_the_registry_adds_its_own_suffixes() -> None:
    name = read("a.gov.xy").ascii
    assert not LISTED.holds(read(name))
    assert Suffixes.of([OfficialSite(name, "A", (name,))]).holds(read("b.gov.xy"))
