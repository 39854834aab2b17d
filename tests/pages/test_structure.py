"""The structure of a page survives other words and added blocks, and tells another template apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.official_pages import home_page
from zhenwang.domain.look import Structure
from zhenwang.pages.structure import LEAST_PATHS, MAX_ASSETS, MAX_PATHS, structure_of
from zhenwang.text.fingerprint import hashes_of, held_in, simhash

OFFICIAL = structure_of(home_page())
BETTING = '<div class="bet"><div class="ad"><a href="//x.top"><img src="//x.top/a.gif"></a><i></i></div></div>' * 9


def share(part: Structure, whole: Structure) -> float:
    return held_in(part.paths, whole.paths)


def test_an_official_page_has_enough_structure_to_compare() -> None:
    assert OFFICIAL.paths.size > LEAST_PATHS
    assert OFFICIAL.assets[:2] == ("/css/part0.css", "/js/p0.js")
    assert "/images/logo.png" in OFFICIAL.assets


@pytest.mark.parametrize(
    "copied",
    [
        home_page("云岭市水利局", news=tuple(f"水库第{n}号通告" for n in range(9))),
        home_page(more=BETTING),
        home_page().replace("市".encode(), "市(shì)".encode()),
        home_page().replace(b"<body>", b'<body><div id="proxy"><div>').replace(b"</body>", b"</div></div></body>"),
        home_page() + "真人娱乐".encode() * 500,
    ],
    ids=["other body", "betting block", "pinyin", "wrapped", "words behind"],
)
def test_M4_a_dressed_up_copy_keeps_the_structure(copied: bytes) -> None:
    seen = structure_of(copied)
    assert share(OFFICIAL, seen) > 0.7
    assert (simhash(hashes_of(OFFICIAL.paths).tolist()) ^ simhash(hashes_of(seen.paths).tolist())).bit_count() < 20


def test_another_template_has_another_structure() -> None:
    other = (
        b"<body><section id=top><h1>x</h1></section>" + b"<article><p><a>y</a></p></article>" * 50 + b"<footer><small>z"
    )
    assert share(OFFICIAL, structure_of(other)) < 0.1


def test_P2_paths_and_assets_are_bounded() -> None:
    wide = "".join(f"<div class='{'abcdefghij'[n % 10] * (n // 10 + 1)}'><img src='/{n}.png'>" for n in range(9_000))
    seen = structure_of(wide.encode())
    assert seen.paths.size <= MAX_PATHS
    assert len(seen.assets) == MAX_ASSETS


@given(
    st.binary(max_size=400),
    st.lists(st.sampled_from(["<div>", "</div>", "<p class='", "'>", "<script>", "</a", "<br/>", "<td>"])),
)
def test_P2_no_markup_raises(junk: bytes, tags: list[str]) -> None:
    seen = structure_of("".join(tags).encode() + junk)
    assert all(0 <= path < 2**64 for path in hashes_of(seen.paths).tolist())
