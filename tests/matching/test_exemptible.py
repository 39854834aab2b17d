"""No suffix is exempt as a whole, whoever shows that it is one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenwang.domain.exemption import ExemptionScope
from zhenwang.domain.hosts import Host, parse_host
from zhenwang.domain.registry import OfficialSite
from zhenwang.matching.exemptible import objection
from zhenwang.matching.government import Suffixes

# gov.xy is shown by a word alone, kommune.dk is named by a pack.
SITES = [OfficialSite("www.a.gov.xy", "A", ("www.a.gov.xy",))]
SUFFIXES = Suffixes.of(SITES, ["kommune.dk"])


def read(name: str) -> Host:
    host = parse_host(name)
    assert isinstance(host, Host)
    return host


@pytest.mark.parametrize("scope", ExemptionScope)
@pytest.mark.parametrize("name", ["gov.cn", "gov.uk", "github.io", "co.uk", "gov.xy", "kommune.dk", "s3.amazonaws.com"])
def test_a_suffix_is_never_exempt(name: str, scope: ExemptionScope) -> None:
    assert "suffix" in objection(read(name), scope, SUFFIXES)


@pytest.mark.parametrize("name", ["hubei.gov.cn", "a.gov.xy", "demo.hubei.gov.cn", "by.kommune.dk"])
def test_under_a_government_suffix_only_single_hosts_are(name: str) -> None:
    assert objection(read(name), ExemptionScope.HOST, SUFFIXES) == ""
    assert "only single hosts" in objection(read(name), ExemptionScope.DOMAIN, SUFFIXES)


@given(st.sampled_from(sorted(SUFFIXES.restricted)), st.sampled_from(["", "a.", "www.a."]))
def test_no_domain_that_is_or_stands_under_a_government_suffix_is_exempt(suffix: str, below: str) -> None:
    host = parse_host(below + suffix)
    if isinstance(host, Host):
        assert objection(host, ExemptionScope.DOMAIN, SUFFIXES)


@pytest.mark.parametrize("scope", ExemptionScope)
@pytest.mark.parametrize("name", ["vendor.com", "demo.vendor.com.cn", "x.github.io"])
def test_what_one_holder_has_can_be_exempt(name: str, scope: ExemptionScope) -> None:
    assert objection(read(name), scope, SUFFIXES) == ""
