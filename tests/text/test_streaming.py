"""A stream comes out as its joined text does, wherever it is cut, and is not held in memory."""

import itertools
import tracemalloc
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhenwang.text import streaming
from zhenwang.text.comparable import comparable
from zhenwang.text.streaming import comparable_stream

PIECES = (
    *"政府网站管理办法瞭解著覆答乾隆甚麼。。，、\n\n ★-·|()",
    *("政府网站管理办法规定", "各市州县人民政府", "看著", "政,府,网,", "\r\n"),
    *("(zhèng)", "(zhengfu)", "zhèng fǔ ", "wang ", "?(wǎng)", "(né)"),
    *(
        "annual report",
        "website",
        "2018",
        "The report, 2018\n",
        "in 12 months.\nA (wang\n12) ",
        "go - a\n",
        "12\n34",
        "abcdefg\nhijklmn",
        "1|2|3",
        "оо1",
    ),
    *("&#25919;", "&amp;", "\u200b", "\u0301", "é", "①"),
)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)


@settings(max_examples=500)
@given(TEXTS, st.lists(st.integers(0, 300), max_size=12), st.integers(1, 40))
def test_a_stream_is_its_joined_text_wherever_it_is_cut(text: str, cuts: list[int], piece: int) -> None:
    places = sorted({0, len(text), *(cut for cut in cuts if cut < len(text))})
    chunks = [text[start:end] for start, end in itertools.pairwise(places)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(streaming, "PIECE", piece)
        assert "".join(comparable_stream(chunks)) == comparable(text)


@pytest.mark.parametrize(
    "line",
    [
        "政府网站由省、市、县三级政府门户网站和各级政府部门网站组成。\n",
        "政(zheng)府(fu)网(wang)站(zhan)，由(you)省市(shi)主(zhu)办。\n",
        "政\n府\n网\n站\n管\n理\n办\n法\n",
        "The annual report of the provincial government\nFiscal year 2018\n2019\n",
        "420100,武汉市,12345678\n",
    ],
)
def test_text_with_line_breaks_is_not_held(line: str) -> None:
    pieces = list(comparable_stream(line for _ in range(400_000 // len(line))))
    assert len(pieces) > 3
    assert max(map(len, pieces)) < 3 * streaming.PIECE


def test_memory_does_not_grow_with_the_stream() -> None:
    def chunks(count: int) -> Iterator[str]:
        yield from itertools.repeat("政府网站由省市县三级政府门户网站和各级政府部门网站组成。\n" * 500, count)

    peaks = []
    for count in (20, 100):
        tracemalloc.start()
        for _ in comparable_stream(chunks(count)):
            pass
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.5 * peaks[0]


def test_what_has_no_place_to_cut_is_held_and_read_in_linear_time() -> None:
    assert list(comparable_stream("(" * 1000 for _ in range(300))) == ["(" * 300_000]
