"""What two pages are compared by: an official page, its mirror, its colleague on the same platform, a stranger."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.official_pages import HOST, home_page
from zhenwang.domain.baseline import Traces
from zhenwang.pages import traces as limits
from zhenwang.pages.page import read_page
from zhenwang.pages.structure import structure_of
from zhenwang.pages.traces import resemblance, traces_of


def traces(body: bytes, host: str = HOST, *, bounded: bool = False) -> Traces:
    page, _ = read_page(body)
    assert page is not None
    return traces_of(page, structure_of(body), f"https://{host}/", bounded=bounded)


OFFICIAL = traces(home_page(), bounded=True)


def test_every_kind_of_trace_is_taken() -> None:
    assert OFFICIAL.patterns == ("/col/col{n}/", "/art/{date}/art_{n}_{n}.html")
    assert OFFICIAL.ids == ("webid=31", "hm=0123456789abcdef0123456789abcdef")
    assert OFFICIAL.asset_hosts == ("hm.baidu.com",)
    assert ("site_code", "4299990001") in OFFICIAL.marks
    assert (OFFICIAL.paths.size, OFFICIAL.assets.size) == (14, 9)


def test_M4_a_mirror_with_pinyin_and_betting_resembles_the_original_in_every_way() -> None:
    body = home_page(more="<div class=x>" + "<p>真人娱乐 百家乐 老虎机</p>" * 40 + "</div>").replace(
        "市".encode(), "市(shì)".encode()
    )
    found = resemblance(traces(body, "news.cdn77.top"), OFFICIAL)
    assert min(found.text, found.frame, found.structure, found.paths, found.assets) > 0.85
    assert found.simhash > 0.8
    assert found.ids == OFFICIAL.ids


def test_a_colleague_on_the_same_platform_shares_structure_and_not_words() -> None:
    body = home_page(
        "云岭市水利局", news=tuple(f"云岭第{n}号水库今年汛期的调度安排已经公布" for n in range(6)), code="4288880002"
    )
    found = resemblance(traces(body, "slj.yunling.gov.cn"), OFFICIAL)
    assert found.structure > 0.9
    assert found.text < 0.5


def test_a_stranger_resembles_nothing() -> None:
    body = b"<html><body>" + "".join(f"<section><h3>shop {n}</h3></section>" for n in range(30)).encode()
    found = resemblance(traces(body, "shop.example.com"), OFFICIAL)
    assert (found.text, found.structure, found.paths, found.assets, found.ids, found.marks) == (0, 0, 0, 0, (), ())


def test_too_little_to_compare_is_no_resemblance() -> None:
    small = traces(b"<div><p>x</p><script src=/js/jquery.js></script><a href=/zwgk/>y</a></div>")
    assert resemblance(small, small).structure == 0.0
    assert resemblance(small, small).assets == resemblance(small, small).paths == 0.0
    assert resemblance(Traces(), Traces()).text == 0.0


@given(st.text(max_size=200), st.text(max_size=60), st.text(max_size=60))
def test_P2_no_page_raises(words: str, address: str, host: str) -> None:
    body = f"<p>{words}</p><a href='{address}'>x</a><script src='{address}'>{words}</script>".encode("utf-8", "replace")
    page, _ = read_page(body)
    if page is not None:
        found = traces_of(page, structure_of(body), f"https://{host}/", bounded=True)
        assert resemblance(found, found).text in (0.0, 1.0)


def test_P2_a_baseline_is_bounded_and_a_look_is_whole() -> None:
    links = "".join(f'<a href="/art/2026/1/1/art_{n}_{n * 7}.html">第{n}号公告之{n * 13}</a>' for n in range(1_500))
    images = "".join(f'<img src="/i/{n}.png">' for n in range(400))
    kept, seen = traces(home_page(more=links + images), bounded=True), traces(home_page(more=links + images))
    for name, most in (("text", limits.TEXT), ("paths", limits.PATHS), ("assets", limits.ASSETS)):
        assert len(getattr(kept, name)) == most
        assert getattr(kept, name).size == getattr(seen, name).size == len(getattr(seen, name)) > most
    assert resemblance(seen, kept).text == 1.0
