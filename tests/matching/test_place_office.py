from __future__ import annotations

import functools

import pytest

from zhenwang.domain.candidate import Match
from zhenwang.domain.hosts import Host, parse_host
from zhenwang.domain.registry import OfficialSite
from zhenwang.matching.matcher import Matcher

BODIES = ("www.hubei.gov.cn", "rst.hubei.gov.cn", "yjt.hubei.gov.cn", "www.wuhan.gov.cn", "rst.wuhan.gov.cn")


@functools.cache
def matcher() -> Matcher:
    return Matcher.of(OfficialSite(host, "", (host,)) for host in BODIES)


def best(name: str) -> Match | None:
    host = parse_host(name)
    assert isinstance(host, Host), host
    return matcher().match(host)


@pytest.mark.parametrize(
    ("name", "site", "span"),
    [
        ("rst-hubei.example", "rst.hubei.gov.cn", "rst-hubei"),
        ("hubei-rst.example.org", "rst.hubei.gov.cn", "hubei-rst"),
        ("cx-hubei-rst.com", "rst.hubei.gov.cn", "hubei-rst"),
        ("rst-x7k2-hubei.com", "rst.hubei.gov.cn", "rst-x7k2-hubei"),
        ("rst.hubei.x7k2.com", "rst.hubei.gov.cn", "rst.hubei"),
        ("rsthubei.com", "rst.hubei.gov.cn", "rsthubei"),
        ("hubeirstcx.com", "rst.hubei.gov.cn", "hubeirst"),
        ("rst-wuhan-gov.top", "rst.wuhan.gov.cn", "rst-wuhan"),
        ("yjthubei.top", "yjt.hubei.gov.cn", "yjthubei"),
    ],
)
def test_office_and_place_of_one_host_name_it_in_either_order(name: str, site: str, span: str) -> None:
    found = best(name)
    assert found is not None
    assert (found.site, found.rule, found.span) == (site, "place_and_office", span)


@pytest.mark.parametrize(
    "name",
    [
        "yjt-wuhan.com",  # an office that this place does not have
        "xrsthubeix.com",  # no edge of a token
        "hubeix7k2rst.com",  # they do not touch
        "rst.x7k2.com",
        "hu.bei-rst.com",  # the place is torn apart by a dot
    ],
)
def test_what_does_not_stand_together_is_no_pair(name: str) -> None:
    found = best(name)
    assert found is None or found.rule != "place_and_office"


def test_the_rarer_labels_rank_higher_and_edges_count() -> None:
    scores = [found.score for name in ("rst-hubei.com", "rsthubei.com", "rsthubeicx.com") if (found := best(name))]
    assert len(scores) == 3
    assert scores == sorted(scores, reverse=True)
