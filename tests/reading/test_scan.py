"""A page read without a parser: its words, and nothing that nobody sees."""

from hypothesis import given
from hypothesis import strategies as st

from zhenwang.reading.scan import BEGINNING, ENDING, beginning_and_end, scan


def test_title_words_and_links_are_read() -> None:
    came = scan(
        "<html><title> 甲市 &amp;\n政府 </title><script>var a='<p>码</p>'</script><!-- <p>注</p> --><p>正文</p>"
        "<a href='/a?b=1&amp;c=2'>乙</a><style>p{}</style>主办：甲市".encode()
    )
    assert came.page is not None
    assert came.page.title == "甲市 & 政府"
    assert came.page.text.split("\n") == ["正文", "乙", "主办：甲市"]
    assert [link.href for link in came.page.links] == ["/a?b=1&c=2"]
    assert came.structure is None
    assert [gap.kind for gap in came.gaps] == ["parse_limited"]


def test_of_a_long_page_the_beginning_and_the_end_are_read() -> None:
    body = "<title>甲</title>".encode() + b"<!--" + b"x" * 900_000 + "主办：乙".encode()
    assert len(beginning_and_end(body)) < BEGINNING + ENDING + 100
    came = scan(body)
    assert came.page is not None
    assert came.page.title == "甲"
    assert came.page.text.endswith("主办：乙")


@given(
    st.binary(max_size=300),
    st.lists(st.sampled_from(["<title>", "<script>", "</script", "<!--", "-->", "<", ">", "href=x"])),
)
def test_P2_no_bytes_raise(noise: bytes, tags: list[str]) -> None:
    came = scan("".join(tags).encode() + noise)
    assert came.page is not None
    assert came.page.footer in came.page.text
