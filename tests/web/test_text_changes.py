from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from zhenwang.web.text_changes import MOST_SHOWN, MOST_WORDS, compared


def told(official: str, suspect: str) -> list[tuple[str, str]]:
    return [(part.kind, part.text) for part in compared("text", official, suspect).parts]


def test_what_was_put_in_and_taken_out_stands_word_by_word() -> None:
    assert told("黄石市人民政府门户网站", "凯途体育人民政府门户网站") == [
        ("removed", "黄石市"),
        ("added", "凯途体育"),
        ("same", "人民政府门户网站"),
    ]
    assert told("call 0714-1 now", "call 0714-9 now please") == [
        ("same", "call 0714-"), ("removed", "1 "), ("added", "9 "), ("same", "now "), ("added", "please"),
    ]  # fmt: skip


def test_scripts_width_and_readings_make_no_difference() -> None:
    found = compared("title", "利川市人民政府网", "利川市人民政府網")
    assert (found.added, found.removed, found.share) == (0, 0, 1.0)


def test_a_letter_or_two_between_changes_is_chance() -> None:
    assert told("甲乙丙丁", "戊乙己丁") == [("removed", "甲乙丙"), ("added", "戊乙己"), ("same", "丁")]


def test_equal_text_between_changes_is_left_out() -> None:
    long = "政府信息公开" * 20
    kinds = [kind for kind, _ in told(f"甲{long}乙", f"丙{long}丁")]
    assert "skipped" in kinds
    assert sum(len(text) for kind, text in told(f"甲{long}乙", f"丙{long}丁") if kind == "same") < 30


def test_only_what_was_compared_is_told_and_a_cut_is_no_difference() -> None:
    text = "".join(chr(0x4E00 + n) for n in range(2 * MOST_WORDS))
    found = compared("text", text, text + "尾")
    assert found.cut
    assert (found.added, found.removed) == (0, 0)
    apart = compared("text", text, "站" * 5_000)
    assert sum(len(part.text) for part in apart.parts) <= MOST_SHOWN + 40
    assert not apart.alike


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400), st.text(max_size=400))
def test_the_parts_are_the_two_texts(official: str, suspect: str) -> None:
    found = compared("text", official, suspect)
    whole = "".join(part.text for part in found.parts if part.kind in ("same", "added"))
    if all(part.kind != "skipped" for part in found.parts) and len(suspect) < 300:
        assert "".join(whole.split()) == "".join(suspect.split())
    assert 0.0 <= found.share <= 1.0
