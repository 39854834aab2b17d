"""The quick reading of plain names and the careful reading of odd ones agree."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from zhenwang.sources.readings import host_like, plain_names, read_name, read_text

NAMES = st.lists(st.text(alphabet="ab1.-_*\n\0A:é", max_size=12).map(str.encode), max_size=4)


@settings(max_examples=500)
@given(NAMES)
@example([b"192.0.2.1"])
@example([b"a.b\nc.d"])
@example([b"*.a.b", b"*.", b"*"])
def test_the_quick_way_gives_what_the_careful_way_gives_or_steps_aside(values: list[bytes]) -> None:
    quick = plain_names(values)
    if quick is not None:
        assert [(name,) for name in quick] == [read_name(value)[0] for value in values]
        assert not any(read_name(value)[1] for value in values)


def test_the_quick_way_takes_what_nearly_all_certificates_hold() -> None:
    values = [b"www.a.example", b"*.b.example", b"_dmarc.xn--fiqs8s.example", b"localhost"]
    assert plain_names(values) == [value.decode() for value in values]
    assert plain_names([]) == []


@given(st.text(max_size=60))
def test_no_text_raises_and_every_reading_is_something(text: str) -> None:
    assert all(read_text(text))
    assert all(host_like(text))


@given(st.binary(max_size=60))
def test_bytes_without_a_reading_always_have_a_reason(value: bytes) -> None:
    readings, problem = read_name(value)
    assert readings or problem
