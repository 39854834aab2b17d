from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenwang.web.visible import Piece, marked, pieces, shown_host


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("gov\u202encmoc", "gov⟦U+202E⟧ncmoc"),
        ("a\u200bb", "a⟦U+200B⟧b"),
        ("x" + "\u200b" * 9000, "x⟦U+200B×9000⟧"),
        ("\ud800", "⟦U+D800⟧"),
        ("\x1b[31m", "⟦U+001B⟧[31m"),
        ("a\u2028b", "a⟦U+2028⟧b"),
        ("\u3164gov", "⟦U+3164⟧gov"),
        ("\ufeff湖北\ue000", "⟦U+FEFF⟧湖北⟦U+E000⟧"),
        ("平常的文字，不动。\n\t第二行", "平常的文字，不动。\n\t第二行"),
    ],
)
def test_W4_what_is_not_seen_is_marked(text: str, shown: str) -> None:
    assert marked(text) == shown


@given(st.text(alphabet=st.characters()))
def test_marked_text_can_always_be_sent_and_holds_nothing_unseen(text: str) -> None:
    shown = marked(text)
    shown.encode("utf-8")
    assert marked(shown) == shown


@given(st.text())
def test_pieces_lose_nothing_that_is_seen(text: str) -> None:
    assert "".join(piece.text for piece in pieces(text) if not piece.kind) == "".join(
        char for char in text if marked(char) == char
    )


@pytest.mark.parametrize(
    ("name", "before", "registrable"),
    [
        ("www.hubei.gov.cn.evil.example", "www[.]hubei[.]gov[.]cn[.]", "evil[.]example"),
        ("www.hubei.gov.cn", "www[.]", "hubei[.]gov[.]cn"),
        ("湖北省人民政府.政务", "", "湖北省人民政府[.]政务"),
    ],
)
def test_W4_what_was_registered_stands_apart(name: str, before: str, registrable: str) -> None:
    host = shown_host(name)
    assert "".join(piece.text for piece in host.before) == before
    assert "".join(piece.text for piece in host.registrable) == registrable


def test_W4_a_letter_of_another_script_carries_its_code_and_punycode_stands_beside() -> None:
    host = shown_host("xn--hubi-gov-e8g.example")
    assert Piece("U+0435", "code") in host.registrable
    assert host.ascii == "xn--hubi-gov-e8g[.]example"


def test_W4_a_real_chinese_name_stays_readable() -> None:
    assert not [piece for piece in shown_host("咸宁市人民政府.example").registrable if piece.kind]


@pytest.mark.parametrize(
    "name", ["gov.cn／a.example", "a\u202eb.example", "xn--zzzzz-.com", "", "." * 400, "gov。cn／x"]
)
def test_W4_what_is_no_host_is_shown_with_its_marks(name: str) -> None:
    shown = shown_host(name)
    assert "．" not in "".join(piece.text for piece in shown.registrable)
    assert not any(marked(piece.text) != piece.text for piece in (*shown.before, *shown.registrable))


def test_an_official_name_keeps_its_dots_so_that_it_can_be_read_out() -> None:
    host = shown_host("www.hubei.gov.cn", ".")
    assert [piece.text for piece in (*host.before, *host.registrable)] == ["www.", "hubei.gov.cn"]
