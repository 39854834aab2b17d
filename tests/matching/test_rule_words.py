"""Every rule that the engine can give has its words, and every span is found where it stands."""

from __future__ import annotations

import ast
import functools
import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import zhenwang.matching
from zhenwang.domain.candidate import Match, Reason
from zhenwang.domain.hosts import Host, parse_host
from zhenwang.domain.registry import OfficialSite
from zhenwang.domain.site import RetiredHost
from zhenwang.matching.matcher import Matcher
from zhenwang.matching.rule_words import RULE_WORDS, place_of, places, rule_words

BODIES = (
    ("黄石市人民政府", "www.huangshi.gov.cn"),
    ("黄石市人力资源和社会保障局", "rsj.huangshi.gov.cn"),
    ("国家税务总局", "www.chinatax.gov.cn"),
    ("Ministry of Foreign Affairs Pakistan", "mofa.gov.pk"),
    ("Ministry of Internal Affairs and Communications", "www.soumu.go.jp"),
    ("National Tax Agency", "www.nta.go.jp"),
    ("Agenzia delle Entrate", "www.agenziaentrate.gov.it"),
    ("Internal Revenue Service", "www.irs.gov"),
    ("湖北省人力资源和社会保障厅", "rst.hubei.gov.cn"),
    ("湖北省人民政府", "www.hubei.gov.cn"),
)
EXAMPLES = (
    "www.huangshi.gov.cn.x7k2.top", "gov-cn.x7k2.top", "qlw-gov.top", "rst-hubei.com", "agenziaentrate.bar",
    "pay.agenziaentrate.x7k2.net", "xyagenziaentratexy.com", "agenziaentrateonline.bar", "agenzia-entrate.top",
    "rsj-huangshishi-gov.top", "hssrmzf-gov.top", "hbrst-gov.top", "agenziaetrate.bar", "agenziaentratte.bar",
    "huangsih.top", "agenziuentrate.bar", "huanwshi.top", "agenziuentrat.bar", "huangsh1.top", "国家税务总扃.net",
    "黄石市人民政府.com", "國家稅務總局.net", "www.old-office.com", "soumu.jp.x7k2.top", "jp-nta-a.com",
    "agenziaentrate-italia.com", "nta-refund-japan.click", "agenziaentrate.dazwrcjyla.com",
    "agenziaentrate-gov-hzw.click", "huangshishi-gov.top",
)  # fmt: skip


@functools.cache
def matcher() -> Matcher:
    past = RetiredHost("www.old-office.com", "www.huangshi.gov.cn", "黄石市人民政府")
    return Matcher.of((OfficialSite(host, name, (host,)) for name, host in BODIES), given_up=[past])


def found(name: str) -> set[str]:
    host = parse_host(name)
    assert isinstance(host, Host), host
    return {rule for match in matcher().matches(host) for rule in (match.rule, *(r.rule for r in match.reasons))}


def test_every_rule_has_an_example_that_gives_it_and_no_other_rule_is_given() -> None:
    assert set().union(*map(found, EXAMPLES)) == RULE_WORDS.keys()


def test_every_rule_that_a_source_file_names_has_its_words() -> None:
    named = set()
    for path in Path(zhenwang.matching.__file__).parent.glob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "Evidence":
                named |= {rule.value for rule in call.args[:1] if isinstance(rule, ast.Constant)}
    assert "gov_token" in named
    assert named <= RULE_WORDS.keys()


WORDS = ("huangshi", "gov", "cn", "jp", "nta", "pay", "x7k2", "irs", "refund", "agenziaentrate", "rst", "hubei", "q")
words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5)


@given(words, st.sampled_from("-._"), st.sampled_from(("top", "com", "cc")))
def test_whatever_the_host_its_rules_have_words_and_its_spans_their_places(
    parts: list[str], separator: str, top: str
) -> None:
    host = parse_host(separator.join(parts) + "." + top)
    for match in matcher().matches(host) if isinstance(host, Host) else ():
        assert {match.rule, *(reason.rule for reason in match.reasons)} <= RULE_WORDS.keys()
        stands = [place for place in (*places(match, host.unicode), place_of(match, host.unicode)) if place]
        assert len(stands) == len(match.reasons) + 1
        assert [host.unicode[a:b] for a, b in stands[:-1]] == [reason.span for reason in match.reasons]
        assert all(a[1] <= b[0] for a, b in pairwise(stands[:-1]))


def a_match(span: str, *spans: str) -> Match:
    return Match("x", "", "gov_token", span, 0.5, tuple(Reason("gov_token", one, 1.0) for one in spans))


@pytest.mark.parametrize(
    ("name", "match", "place"),
    [
        ("gov-gov.top", a_match("gov", "gov", "gov"), (0, 3)),
        ("www.www-x.top", a_match("www", "www"), (4, 7)),
        ("www.x.top", a_match("gov"), None),
        ("agov.top", a_match("gov"), (1, 4)),
        ("a.top", a_match(""), None),
        ("a.top", a_match("", ""), None),
    ],
)
def test_a_span_is_found_where_it_stands(name: str, match: Match, place: tuple[int, int] | None) -> None:
    assert place_of(match, name) == place


def test_of_two_equal_words_each_has_its_place_and_what_is_out_of_order_is_found_all_the_same() -> None:
    assert places(a_match("gov", "gov", "gov"), "gov-gov.top") == ((0, 3), (4, 7))
    assert places(a_match("b", "b", "a"), "a-b.top") == ((2, 3), (0, 1))


def test_words_are_short_and_a_rule_that_is_no_more_stands_for_itself() -> None:
    assert all(re.fullmatch(r"[a-z].{5,55}", said) for said in RULE_WORDS.values())
    assert len(set(RULE_WORDS.values())) == len(RULE_WORDS)
    assert rule_words("label_edit") == "label_edit"
