"""An answer is written by whoever broke into the reading process: anything may come, and little of it counts."""

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenwang.domain.appearance import Appearance
from zhenwang.domain.look import Gap
from zhenwang.pages.page import read_body
from zhenwang.reading.wire import (
    LENGTH,
    How,
    Request,
    page_part,
    parts,
    picture_part,
    read_page_part,
    read_picture_part,
    read_request,
    request_bytes,
)

CAME = read_body("<title>甲</title><p>正文 \\ud800 \\\\u0000</p><a href='/x'>乙</a>".encode())


@given(st.binary(max_size=50), st.text(max_size=20), st.lists(st.tuples(st.text(max_size=9), st.binary(max_size=30))))
def test_a_request_comes_back_as_it_was(body: bytes, content_type: str, pictures: list[tuple[str, bytes]]) -> None:
    sent = Request(How.FRUGAL, content_type, body, tuple(pictures), 2.5)
    assert read_request(request_bytes(sent)) == sent


def test_parts_come_back_as_they_were() -> None:
    seen = Appearance(20, 30, (("phash", 5),), (1, 2), ("https://a.cn/",))
    page, first, none = parts(page_part(CAME) + picture_part(seen) + picture_part(None))
    assert read_page_part(page) == CAME
    assert (read_picture_part(first), read_picture_part(none)) == (seen, None)


@given(st.integers(min_value=0, max_value=400))
def test_P8_an_answer_that_breaks_off_loses_only_its_last_part(cut: int) -> None:
    whole = picture_part(None) * 3
    assert len(list(parts(whole[: min(cut, len(whole))]))) == min(cut, len(whole)) * 3 // len(whole)


@given(st.binary(max_size=300))
def test_P8_any_bytes_are_no_answer(noise: bytes) -> None:
    for part in parts(noise):
        for read in (read_page_part, read_picture_part):
            with contextlib.suppress(ValueError, KeyError):
                read(part)


GAP = [["parse_limited", "x"]]
LIES: dict[str, object] = {
    "no object": [],
    "nothing": {},
    "no reason": {"page": None, "structure": None, "gaps": []},
    "a gap of another kind": {"page": None, "structure": None, "gaps": [["official", "x"]]},
    "a gap that is none": {"page": None, "structure": None, "gaps": [["parse_limited"]]},
    "gaps without end": {"page": None, "structure": None, "gaps": GAP * 50},
    "no page": {"page": 5, "structure": None, "gaps": GAP},
    "no structure": {"page": None, "structure": "x", "gaps": GAP},
}


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES.keys())
def test_P8_what_says_no_page_is_refused(lie: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_page_part(json.dumps(lie).encode())


def test_P8_more_than_is_ever_kept_is_refused() -> None:
    record = json.loads(page_part(CAME)[LENGTH.size :])
    record["page"]["links"] *= 3_000
    with pytest.raises(ValueError, match="more than is ever kept"):
        read_page_part(json.dumps(record).encode())


@pytest.mark.parametrize(
    "text", [b'{"gaps": "\\ud800"}', b"[" * 100_000, b'{"a": ' + b"9" * 9_999 + b"}", b"\xff", b"NaN"]
)
def test_P8_broken_characters_and_depths_are_refused(text: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_page_part(text)


def test_a_gap_is_cut_to_a_sentence() -> None:
    told = {"page": None, "structure": None, "gaps": [["empty", "x" * 9_999]]}
    assert read_page_part(json.dumps(told).encode()).gaps == (Gap("empty", "x" * 500),)
