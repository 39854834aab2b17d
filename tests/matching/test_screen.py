from __future__ import annotations

import functools

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from zhenwang.domain.hosts import Host, parse_host
from zhenwang.domain.registry import OfficialSite
from zhenwang.matching.matcher import Matcher
from zhenwang.matching.public_services import PublicService
from zhenwang.matching.reading import Reading
from zhenwang.matching.screen import Screen, said_to_be_government
from zhenwang.sieve.columns import Columns

BODIES = (
    ("湖北省人民政府", "www.hubei.gov.cn"),
    ("湖北省人力资源和社会保障厅", "rst.hubei.gov.cn"),
    ("黄石市人民政府", "www.huangshi.gov.cn"),
    ("黄石市人力资源和社会保障局", "rsj.huangshi.gov.cn"),
    ("恩施州财政局", "czj.es.gov.cn"),
    ("Ministry of Foreign Affairs Pakistan", "mofa.gov.pk"),
    ("Internal Revenue Service", "www.irs.gov"),
    ("マイナポータル MyNa Portal", "myna.go.jp"),
    ("Agenzia delle Entrate", "www.agenziaentrate.gov.it"),
    ("GOV.UK", "www.gov.uk"),
)
SERVICES = (PublicService("nl", "digid.nl", "DigiD", ("digid", "mijndigid"), "identity"),)
WORDS = [
    "irs",
    "hubei",
    "rst",
    "huangshi",
    "huangsih",
    "huangsh1",
    "rsj",
    "es",
    "czj",
    "mofa",
    "myna",
    "nta",
    "digid",
    "digld",
    "gov",
    "govt",
    "go",
    "jp",
    "pk",
    "cn",
    "com",
    "org",
    "pay",
    "refund",
    "online",
    "login",
    "japan",
    "tax",
    "service",
    "agenziaentrate",
    "agenziaentratte",
    "agenzia",
    "entrate",
    "x7k2",
    "a",
    "q",
    "9",
    "cx",
    "bm",
    "shebao",
    "zs",
    "www",
    "mail",
    "hbrst",
    "shop",
    "in",
]
TOPS = ("top", "com", "cn", "cc", "xyz", "com.cn", "co.uk", "github.io", "live")


@functools.cache
def engine() -> tuple[Matcher, Screen]:
    matcher = Matcher.of((OfficialSite(host, name, (host,)) for name, host in BODIES), (), SERVICES)
    return matcher, Screen.of(matcher.index, compiled=False)


def passes(name: str) -> tuple[bool, bool]:
    """Whether the rules put a host forward, and whether the screen lets it through."""
    matcher, screen = engine()
    host = parse_host(name)
    assert isinstance(host, Host), host
    body = Reading.of(host).body
    if not body.isascii():
        return True, True  # never screened
    return matcher.match(host) is not None, bool(screen.may_match(Columns.of([body.encode()]))[0])


joined = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(("", "", "-", ".", "_"))), min_size=1, max_size=6)


@given(joined, st.sampled_from(TOPS))
@example([("rst", ""), ("hubei", "-"), ("cx", "")], "top")
@example([("irs", ""), ("refund", "-"), ("online", "")], "cc")
@example([("digid", ""), ("login", "")], "live")
def test_nothing_that_the_rules_put_forward_is_screened_out(parts: list[tuple[str, str]], top: str) -> None:
    name = "".join(word + separator for word, separator in parts).strip(".-_") + "." + top
    if isinstance(parse_host(name), Host):
        found, may = passes(name)
        assert may or not found


@given(st.text("abcdeghiorsuvx0159.-_mnyl", min_size=1, max_size=60))
def test_of_any_letters_neither(text: str) -> None:
    if isinstance(parse_host(text), Host):
        found, may = passes(text)
        assert may or not found


@pytest.mark.parametrize("name", ["example.com", "www.wikipedia.org", "bbc.co.uk", "cdn.shop.xyz", "paypal.com"])
def test_ordinary_hosts_are_not_read_at_all(name: str) -> None:
    assert passes(name) == (False, False)


def test_a_government_word_is_seen_wherever_it_stands() -> None:
    rows = Columns.of([b"sfgov", b"", b"gouv-x", b"ov", b"a.gov", b"g", b"subgubx"])
    assert said_to_be_government(rows).tolist() == [True, False, True, False, True, False, True]


def test_no_hosts_no_answers() -> None:
    assert engine()[1].may_match(Columns.of([])).tolist() == []
    assert engine()[1].may_match(Columns.of([])).dtype == np.bool_
