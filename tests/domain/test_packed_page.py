"""A packed page comes out as it went in, and no page is too large to be packed."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenwang.domain.look import Field, Form, Image, Link, Page, Script
from zhenwang.domain.packed_page import MAX_PACKED, pack, unpack

FULL = Page(
    "gb18030",
    "青柳市人民政府",
    (("SiteIDCode", "4299990001"), ("base", "/")),
    "青柳市\x00",
    "首页",
    "主办\ud800单位",
    "全文",
    (Link("/a", "首页", "navigation"),),
    (Image("/logo.png", "徽标", "header"),),
    (Script("/a.js", (("id", "_jiucuo_"), ("sitecode", "1")), "var a"),),
    (Form("/s", "get", (Field("q", "text", "搜索"),)),),
)


def test_everything_on_a_page_comes_out_again() -> None:
    assert unpack(pack(FULL)) == FULL


@given(st.text(max_size=300), st.lists(st.tuples(st.text(max_size=40), st.text(max_size=40)), max_size=5))
def test_any_words_come_out_as_they_went_in(text: str, meta: list[tuple[str, str]]) -> None:
    page = Page("utf-8", text, tuple(meta), text, "", text, text * 2)
    assert unpack(pack(page)) == page


def _noise(length: int, seed: int) -> str:
    chance = random.Random(seed)
    return "".join(chr(chance.randrange(0x20000, 0x2A000)) for _ in range(length))


def test_P2_a_page_of_nothing_but_noise_is_packed_in_bounds() -> None:
    words = _noise(60_000, 1)
    links = tuple(Link(_noise(300, n), "", "body") for n in range(300))
    scripts = tuple(Script("", (), _noise(500, n)) for n in range(50))
    packed = pack(Page("utf-8", "x", (), words, words, words, words, links, (), scripts))
    assert len(packed) <= MAX_PACKED
    assert unpack(packed).text == words[:2_000]


def test_scripts_go_before_links_and_links_before_words() -> None:
    links = tuple(Link(_noise(100, n), "", "body") for n in range(20))
    page = unpack(
        pack(Page("utf-8", "x", (), "", "", "", "词" * 900, links, (), (Script("/a.js", (), _noise(60_000, 1)),)))
    )
    assert (page.links, page.text, page.scripts) == (links, "词" * 900, (Script("/a.js", (), ""),))


@pytest.mark.parametrize("bytes_", [b"", b"no zlib", pack(FULL)[:40]])
def test_what_is_no_packed_page_is_said(bytes_: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        unpack(bytes_)
