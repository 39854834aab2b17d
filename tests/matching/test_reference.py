from __future__ import annotations

import functools
from collections.abc import Sequence
from itertools import chain, combinations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.matching import reference
from tests.matching.reference_known import Known
from tests.matching.reference_labels import osa
from zhenwang.domain.candidate import Match
from zhenwang.domain.hosts import Host, parse_host
from zhenwang.domain.registry import OfficialSite
from zhenwang.domain.site import RetiredHost
from zhenwang.matching import command
from zhenwang.matching.command import match_stream
from zhenwang.matching.evidence import Evidence, apart
from zhenwang.matching.matcher import Matcher
from zhenwang.matching.public_services import PublicService
from zhenwang.matching.reading import Reading, Span
from zhenwang.matching.screen import Screen
from zhenwang.sieve.columns import Columns

BODIES = (
    ("湖北省人民政府", "www.hubei.gov.cn"),
    ("湖北省人力资源和社会保障厅", "rst.hubei.gov.cn"),
    ("湖北省公安厅", "gat.hubei.gov.cn"),
    ("恩施州财政局", "cz.es.gov.cn"),
    ("国家税务总局", "www.chinatax.gov.cn"),
    ("Ministry of Foreign Affairs Pakistan", "mofa.gov.pk"),
    ("Internal Revenue Service", "www.irs.gov"),
    ("マイナポータル MyNa Portal", "myna.go.jp"),
    ("Agenzia delle Entrate", "www.agenziaentrate.gov.it"),
    ("Ville de Saint-Denis", "www.ville-saint-denis.fr"),
    ("Canada Revenue Agency", "cra-arc.gc.ca"),
    ("GOV.UK", "www.gov.uk"),
    ("Home Office", "www.home.gov.uk"),
    ("News Hub", "news.hubei.gov.cn"),
    ("Kisumi Town", "kisumi.go.ke"),
    ("Mail and Games Bureau", "mail.games.gov.pk"),
    ("Servizio online casa", "online.casa.gov.it"),
)
# Four bodies with one label make it generic; one that is in names of three is everybody's.
OFFICES = tuple(
    (f"Land Registry of {place}", f"lands.{place.lower()}.go.ke") for place in ("Nairobi", "Mombasa", "Kisumu", "Thika")
)
SERVICES = (
    PublicService("nl", "digid.nl", "DigiD", ("digid", "mijndigid"), "identity"),
    PublicService("us", "www.irs.gov", "Internal Revenue Service", ("irsrefund", "wheresmyrefund"), "tax"),
    PublicService("gb", "tvlicensing.co.uk", "TV Licensing", ("tvlicensing", "tvl"), "fines"),
)
RETIRED = (RetiredHost("old-taxes.cn", "www.chinatax.gov.cn", "国家税务总局", None, None, "", ""),)
SITES = tuple(OfficialSite(host, name, (host,)) for name, host in (*BODIES, *OFFICES))


def words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


LABELS = words("""hubei rst gat hbgat cz es e-s chinatax mofa irs revenue internalrevenue myna agenzia entrate
    agenziaentrate
    ville-saint-denis saintdenis craarc cra lands nairobi thika digid tvlicensing irsrefund hbsrmzf guojiashuiwuzongju
    hubei.gov.cn rst-hubei czes rsthubei gov.uk mofa.gov rst.hubei.gov.cn www.irs.gov cra-arc.gc.ca old-taxes.cn
    myna.go.jp lands.thika.go.ke home mail games casa onlinecasa mailgames homes gamez""")
WORDS = words("""gov govt gob gouv gub government go gc com- org- gov- cn pk jp ca it uk in gov.cn gojp gcca govpk pay
    refund
    online login japan china tax service cx bm shebao www mail info job x7k2 qwq dazwrcjyla a q 9 24""")
HAN = words("""国家税务总局 國家稅務總局 国家税务总扃 国家税务局 湖北省人民政府 湖北省公安厅 财政局 恩施州财政局
    政务 政府
    查询""")
TOPS = words("top com cn cc xyz com.cn co.uk github.io it in ca tk")
SEPARATORS = ("", "", "-", ".", "_")
LETTERS = "abeghinorstuvx01"
GLANCES = {"o": "0", "l": "1", "i": "1", "e": "3", "s": "5", "m": "rn", "w": "vv", "a": "а", "h": "һ", "n": "ñ"}


def built(sites: Sequence[OfficialSite]) -> tuple[Matcher, Known]:
    return Matcher.of(sites, (), SERVICES, RETIRED), Known.of(sites, SERVICES, RETIRED)


@functools.cache
def whole() -> tuple[Matcher, Known]:
    return built(SITES)


@functools.cache
def screen() -> Screen:
    return Screen.of(whole()[0].index, compiled=False)


def edited(text: str, edits: Sequence[tuple[int, int, str]]) -> str:
    """A text with letters left out, put in, changed, swapped, or replaced by what a glance confuses."""
    for kind, place, letter in edits:
        head, tail = text[: place % len(text)], text[place % len(text) :]
        ways = (tail[1:], letter + tail, letter + tail[1:], tail[1:2] + tail[:1] + tail[2:])
        text = head + (*ways, GLANCES.get(tail[0], letter) + tail[1:])[kind] or text
    return text


EDITS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 40), st.sampled_from(LETTERS)), min_size=1, max_size=3)
MISSPELT = st.builds(edited, st.sampled_from(LABELS), EDITS)
PART = st.one_of(st.sampled_from(LABELS), st.sampled_from(WORDS), MISSPELT)
NATIVE_PART = st.one_of(PART, st.sampled_from(HAN))


def names(part: st.SearchStrategy[str], most: int = 5) -> st.SearchStrategy[str]:
    """Names of hosts, made of parts with and without separators between."""
    parts = st.lists(st.tuples(part, st.sampled_from(SEPARATORS)), min_size=1, max_size=most)
    texts = parts.map(lambda chosen: "".join(chain.from_iterable(chosen)).strip(".-_"))
    return st.tuples(texts, st.sampled_from(TOPS)).map(".".join)


def same(engine: Sequence[Match], slow: Sequence[Match]) -> None:
    assert [told(match) for match in engine] == [told(match) for match in slow]
    assert [match.score for match in engine] == pytest.approx([match.score for match in slow], abs=1.5e-6)
    reasons = [reason.bits for match in engine for reason in match.reasons]
    assert reasons == pytest.approx([reason.bits for match in slow for reason in match.reasons], abs=0.011)


def told(match: Match) -> tuple[object, ...]:
    return match.host, match.site, match.rule, match.span, [(reason.rule, reason.span) for reason in match.reasons]


def check(name: str, matcher: Matcher, known: Known) -> None:
    host = parse_host(name)
    if isinstance(host, Host):
        same(matcher.matches(host), reference.matches(host, known))


EACH_CLASS = words("""
    x.old-taxes.cn www.old-taxes.cn old-taxes.cn.x.top x-old-taxes-cn.top gov.cn.x.top www.gov.uk.x.top
    gov.uk.x.top gojp-x.top ugojp.top govmade.top sfgov.top www.hubei.gov.cn.rst.top hubei-gov-cn-rst.top
    lands-thika.top lands-pay.top thikalands.top e-s-refund-china.top es-gov.top czes.top xczes.top
    cz-x-es.top hubeι.top rnyna-gojp.top x.cn.login.xyz jp-myna.top cra-arc-gc-ca.top gcca-cra.top com-x.cc
    pay.com-x.cc org-q.in agezn1aentrate.top e-sgovpk.cn rsthomes.hbsrmz.cc x.cn.dazwrcjyla.cn
    rst-ubei_qgovuk.com.cn news-refund-china.top home-refund-login.top kisumi.top kisumu.top lands-gov.top
    湖北省入力资源和社会保障局.top mofagov.top irs-tax.top old.irs.gov-x.top 國家稅務總局.net
    国家税务总扃-查询.net 政务-hubei.top 湖北政府.xyz irspayonline.top qwq-refund.tk
""")


@pytest.mark.parametrize("name", EACH_CLASS)
def test_each_class_is_told_as_specified(name: str) -> None:
    check(name, *whole())


@settings(max_examples=120)
@given(names(PART))
def test_the_engine_says_what_the_specification_says(name: str) -> None:
    check(name, *whole())


@settings(max_examples=50)
@given(names(NATIVE_PART, 3))
def test_so_it_does_of_names_in_their_own_script(name: str) -> None:
    check(name, *whole())


@settings(max_examples=50)
@given(st.text("abcdeghiorstuvx0159.-_mnylkp", min_size=1, max_size=30), st.sampled_from(TOPS))
def test_so_it_does_of_any_letters(text: str, top: str) -> None:
    check(f"{text}.{top}", *whole())


@settings(max_examples=12)
@given(
    st.sets(st.sampled_from(range(len(SITES))), min_size=1, max_size=8), st.lists(names(PART), min_size=3, max_size=3)
)
def test_so_it_does_whatever_the_registry_holds(only: set[int], some: list[str]) -> None:
    matcher, known = built(tuple(SITES[number] for number in sorted(only)))
    for name in some:
        check(name, matcher, known)


@settings(max_examples=12)
@given(st.lists(st.one_of(names(PART), names(NATIVE_PART, 3)), min_size=8, max_size=8))
def test_behind_the_screen_the_same_lines_are_put_forward(lines: list[str]) -> None:
    matcher, known = whole()
    hosts = {number: host for number, name in enumerate(lines, start=1) if isinstance(host := parse_host(name), Host)}
    slow = {number: found for number, host in hosts.items() if (found := reference.matches(host, known))}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(command, "SCREEN_FROM", 1)
        blocks = ["\n".join(lines).encode()]
        found = {one.line: one.matches for one in match_stream(blocks, matcher, screen().may_match, compiled=False)}
    assert found.keys() == slow.keys()
    for line, put_forward in found.items():
        same(put_forward, slow[line])


@settings(max_examples=100)
@example(["x.cn.login.xyz"])
@example(["e-s-refund-login-china.top", "czes-refund.top", "tvlicensing-x.top"])
@given(st.lists(names(PART), min_size=20, max_size=20))
def test_nothing_is_screened_out_that_the_rules_put_forward(some: list[str]) -> None:
    matcher, _ = whole()
    hosts = [host for name in some if isinstance(host := parse_host(name), Host) and host.ascii.isascii()]
    hosts = [host for host in hosts if Reading.of(host).body.isascii()]
    may = screen().may_match(Columns.of([Reading.of(host).body.encode() for host in hosts]))
    assert not [host.ascii for host, one in zip(hosts, may.tolist(), strict=True) if not one and matcher.matches(host)]


SPANS = st.tuples(st.integers(0, 12), st.integers(1, 6)).map(lambda place: Span(place[0], sum(place)))
FOUND = st.builds(Evidence, st.sampled_from("abc"), st.just(()), SPANS, st.sampled_from((-1.0, 0.5, 1.0, 1.5, 4.0)))


@given(st.lists(FOUND, max_size=8))
def test_what_is_kept_is_worth_most_of_all_choices(found: list[Evidence]) -> None:
    choices = chain.from_iterable(combinations(found, size) for size in range(len(found) + 1))
    apart_ones = [chosen for chosen in choices if not any(a.span.overlaps(b.span) for a, b in combinations(chosen, 2))]
    most = max(sum(one.bits for one in chosen) for chosen in apart_ones)
    assert apart(found) == reference.worth_most(found)
    assert sum(one.bits for one in apart(found)) == most


def within_one(word: str) -> set[str]:
    letters = "abc"
    cuts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    return {
        word,
        *(head + tail[1:] for head, tail in cuts),
        *(head + letter + tail for head, tail in cuts for letter in letters),
        *(head + letter + tail[1:] for head, tail in cuts for letter in letters if tail),
        *(head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1),
    }


@given(st.text("abc", min_size=1, max_size=5), st.text("abc", min_size=1, max_size=5))
def test_one_edit_is_one_that_can_be_written_out(one: str, other: str) -> None:
    assert (osa(one, other) <= 1) == (other in within_one(one))
