"""One question by host, mark or name; shared numbers answer with a set and alarm nobody."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenwang.domain.registry import Marks, OfficialSite, Registry
from zhenwang.domain.site import HostRole, RetiredHost, SiteHost
from zhenwang.registry.questions import MAX_ANSWERS, ask
from zhenwang.registry.standing import standing

SHARED = "鄂ICP备05011090号-1"
PSB = "鄂公网安备42010602000665号"
CHINESE = "xn--gmq29h2ymrsd2wek9me3dixwgfi3slqt6d.xn--zfr164b"
PORTAL = OfficialSite(
    "www.hubei.gov.cn",
    "湖北省人民政府",
    ("www.hubei.gov.cn", CHINESE),
    marks=Marks(icp=(SHARED,), conac=("A" * 32,)),
    further_hosts=(SiteHost("10.0.3.4", "www.hubei.gov.cn", HostRole.IP_ONLY),),
)
MARKET = OfficialSite(
    "scjg.hubei.gov.cn",
    "湖北省市场监督管理局",
    ("scjg.hubei.gov.cn",),
    marks=Marks(("4200000093",), (SHARED,), (PSB,)),
)
TRADE = OfficialSite(
    "jycg.hubei.gov.cn",
    "湖北省公共资源交易中心",
    ("jycg.hubei.gov.cn",),
    protected=False,
    marks=Marks((), ("鄂ICP备05011090号-12",), (PSB,)),
)
GONE = RetiredHost("www.ezhoujxw.com", "www.hubei.gov.cn", "鄂州市经信委")
LOST = RetiredHost("www.lost.com", "www.nobody.gov.cn", "某局")
REGISTRY = Registry.of([PORTAL, MARKET, TRADE], retired=[GONE, LOST])


@pytest.mark.parametrize(
    ("text", "kind", "sites", "how"),
    [
        ("www.hubei.gov.cn", "host", (PORTAL,), ("owner",)),
        (" https://SCJG.hubei.gov.cn:8080/a?b ", "host", (MARKET,), ("owner",)),
        ("湖北省人民政府门户网站·政务", "host", (PORTAL,), ("owner",)),
        ("http://10.0.3.4/x", "host", (PORTAL,), ("owner",)),
        ("10.0.3.4", "host", (PORTAL,), ("owner",)),
        ("１０.0.3.4:8080", "host", (PORTAL,), ("owner",)),
        ("[2001:DB8::1]", "host", (), ()),
        ("http：//www.hubei.gov.cn/a", "host", (PORTAL,), ("owner",)),
        ("new.hubei.gov.cn", "host", (PORTAL,), ("registrant",)),
        ("www.ezhoujxw.com", "host", (PORTAL,), ("last_site",)),
        ("www.lost.com", "host", (), ()),
        ("hubei.example.com", "host", (), ()),
        (SHARED, "icp", (PORTAL, MARKET, TRADE), ("holder", "holder", "same_subject")),
        ("鄂 icp 05011090 － 1", "icp", (PORTAL, MARKET, TRADE), ("holder", "holder", "same_subject")),
        ("鄂ICP备05011090号-12", "icp", (TRADE, PORTAL, MARKET), ("holder", "same_subject", "same_subject")),
        ("鄂ICP备05011090号", "icp", (PORTAL, MARKET, TRADE), ("same_subject",) * 3),
        ("42010602000665", "psb", (MARKET, TRADE), ("holder", "holder")),
        ("网站标识码：4200000093", "site_code", (MARKET,), ("holder",)),
        ("4200000099", "site_code", (), ()),
        ("网站标识码: 33000000069", "site_code", (), ()),
        ("bm236554412", "site_code", (), ()),
        ("12345", "site_code", (), ()),
        ("1234", "name", (), ()),
        ("a" * 32, "conac", (PORTAL,), ("holder",)),
        (f"http://bszs.conac.cn/sitename?method=show&id={'A' * 32}", "conac", (PORTAL,), ("holder",)),
        ("“湖北省市场监督管理局”", "name", (MARKET,), ("name",)),
        ("监督管理", "name", (MARKET,), ("part",)),
        ("", "name", (), ()),
    ],
)
def test_one_question_by_whatever_is_known(
    text: str, kind: str, sites: tuple[OfficialSite, ...], how: tuple[str, ...]
) -> None:
    answer = ask(REGISTRY, text)
    assert (answer.kind, {site.id for site in answer.sites}) == (kind, {site.id for site in sites})
    assert answer.how == how
    assert answer.sites[:1] == sites[:1]


@pytest.mark.parametrize(
    ("host", "word", "role"),
    [
        ("www.hubei.gov.cn", "official", HostRole.PRIMARY),
        (CHINESE, "official", HostRole.IDN),
        ("10.0.3.4", "official", HostRole.IP_ONLY),
        ("jycg.hubei.gov.cn", "neighbour", HostRole.PRIMARY),
        ("www.ezhoujxw.com", "retired", None),
        ("x.hubei.gov.cn", "same_registrant", None),
        ("hubei.gov.cn.example.com", "unknown", None),
        ("9.9.3.4", "unknown", None),
    ],
)
def test_a_host_stands_somewhere(host: str, word: str, role: HostRole | None) -> None:
    found = standing(REGISTRY, host)
    assert found.word == word
    assert (found.role.role if found.role else None) is role


def test_a_retired_host_says_whose_it_was() -> None:
    assert standing(REGISTRY, "www.ezhoujxw.com").retired is GONE
    assert ask(REGISTRY, "www.lost.com").standing == standing(REGISTRY, "www.lost.com")
    assert standing(REGISTRY, "www.lost.com").retired is LOST


@given(st.text(max_size=120) | st.from_regex(r"(https?://)?[a-z0-9.:@\[\]-]{0,40}", fullmatch=True))
def test_any_text_may_be_asked(text: str) -> None:
    answer = ask(REGISTRY, text)
    assert len(answer.sites) == len(answer.how) == len({site.id for site in answer.sites})


def test_what_is_at_home_comes_first_before_the_answer_is_cut() -> None:
    sites = [OfficialSite(f"g{n}.gov.cn", f"某{n}市公安局", (f"g{n}.gov.cn",)) for n in range(MAX_ANSWERS)]
    far = OfficialSite("gat.hubei.gov.cn", "湖北省公安厅及其所属的一切单位", ("gat.hubei.gov.cn",))
    exact = OfficialSite("ga.example.cn", "公安", ("ga.example.cn",))
    registry = Registry.of([*sites, far, exact])
    answer = ask(registry, "公安", home=lambda site: site.id == far.id)
    assert answer.sites[:2] == (exact, far)
    assert (len(answer.sites), answer.more) == (MAX_ANSWERS, True)
    assert far not in ask(registry, "公安").sites
    assert not ask(registry, "某1市公安局").more
