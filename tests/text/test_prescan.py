"""What a page declares in its markup, case by case as the HTML standard tells it."""

import codecs
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenwang.text.prescan import CODECS, WINDOW, codec_of, header_codec, meta_codec

DECLARED = (
    b"<meta charset=gbk>", b"<META CHARSET='gbk'>", b'<meta\ncharset = "gbk" >', b"<meta/charset=gbk>",
    b'<meta name=x charset=gbk charset=big5>', b'<meta " charset=gbk>', b'<meta test=x" charset=gbk>',
    b"<meta http-equiv=content-type content='text/html; charset=gbk'>",
    b'<meta content="text/html;charset = gbk; x" http-equiv="Content-Type">',
    b"<meta http-equiv=content-type content=\"charset='gbk'\">",
    b"<!-- <meta charset=big5> --><meta charset=gbk>", b"<!--><meta charset=gbk>",
    b"<!doctype html><?x?><meta charset=gbk>",
    b'<p title="<meta charset=big5>"><meta charset=gbk>', b"</p x='>'><meta charset=gbk>",
    b"<meta charset=bogus><meta charset=gbk>", b"<meta charset><meta charset=gbk>",
    b" " * 60_000 + b"<meta charset=gbk>",
    b"<script>var a = '<p>';</script><meta charset=gbk>",
)  # fmt: skip
SILENT = (
    b"", b"<meta", b"<meta charset=gbk", b"<metacharset=gbk>", b'<meta charset="gbk>', b"<!-- <meta charset=gbk>",
    b"<meta content='text/html; charset=gbk'>", b"<meta http-equiv=refresh content='charset=gbk'>",
    b"<meta http-equiv='content-type ' content='charset=gbk'>", b"<meta charset=utf-7>", b"<meta charset=hz-gb-2312>",
    b"<meta http-equiv=content-type content=\"charset='gbk\">", b" " * WINDOW + b"<meta charset=gbk>",
    b"<p <meta charset=gbk>",
)  # fmt: skip


@pytest.mark.parametrize("body", DECLARED)
def test_a_declaration_that_browsers_read_is_read(body: bytes) -> None:
    assert meta_codec(body) == "gb18030"


@pytest.mark.parametrize("body", SILENT)
def test_a_declaration_that_browsers_do_not_read_is_none(body: bytes) -> None:
    assert meta_codec(body) is None


def test_a_tag_that_could_be_read_is_not_in_utf16() -> None:
    assert meta_codec(b"<meta charset=utf-16be>") == "utf-8"


@pytest.mark.parametrize(
    ("header", "codec"),
    [
        ("text/html; charset=GB2312", "gb18030"),
        ('text/html;charset="big5"', "big5hkscs"),
        ("text/html; charset = utf-16le", "utf-16-le"),
        ("text/html; charset=utf-7", None),
        ("text/html", None),
        ("", None),
    ],
)
def test_a_header_declares(header: str, codec: str | None) -> None:
    assert header_codec(header) == codec


def test_every_label_is_a_codec_that_python_has() -> None:
    for codec in CODECS:
        codecs.lookup(codec)
        assert codec_of(codec.upper()) == codec


@given(
    st.lists(st.sampled_from([b"<", b"meta ", b"charset", b"=", b'"', b"'", b">", b"/", b"gbk", b"<!--", b" ", b"p"]))
)
def test_P2_the_prescan_never_raises(pieces: list[bytes]) -> None:
    assert meta_codec(b"".join(pieces)) in {None, "gb18030"}


@pytest.mark.parametrize(
    "piece", [b"<", b"<p ", b"<!--", b"<meta ", b"=", b"<p a='", b"a=", b"<meta charset=x>", b"charset"]
)
def test_P9_the_prescan_takes_linear_time(piece: bytes) -> None:
    def cost(length: int) -> float:
        costs = []
        for _ in range(2):
            started = time.process_time()
            meta_codec((piece * length)[:length])
            costs.append(time.process_time() - started)
        return min(costs)

    assert cost(64_000) < 12 * max(cost(16_000), 0.01)
