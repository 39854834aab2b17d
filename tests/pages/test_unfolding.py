import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenwang.pages.unfolding import MAX_SCRIPT, unfolded

AWAY = "https://a.evil.top/"
PACKED = (
    "eval(function(p,a,c,k,e,d){return p}('0.1=\"2://3.4.5/\"',6,6,'location|href|https|a|evil|top'.split('|'),0,{}))"
)


@pytest.mark.parametrize(
    "script",
    [
        'x="' + "".join(f"\\x{ord(c):02x}" for c in AWAY) + '"',
        'x="' + "".join(f"\\u{ord(c):04x}" for c in AWAY) + '"',
        'x=unescape("' + "".join(f"%{ord(c):02x}" for c in AWAY) + '")',
        'x=unescape("' + "".join(f"%u{ord(c):04x}" for c in AWAY) + '")',
        'x=atob("aHR0cHM6Ly9hLmV2aWwudG9wLw")',
        "x=String.fromCharCode(" + ",".join(str(ord(c)) for c in AWAY) + ")",
        'x="ht"+"tps:"+"//a.evil.top/"',
        'x=["h","ttps","://a.evil.top/"].join("")',
        f'x="{AWAY[::-1]}".split("").reverse().join("")',
        PACKED,
    ],
)
def test_what_a_script_hides_is_read(script: str) -> None:
    assert AWAY not in script
    assert AWAY in unfolded(script)


def test_members_by_name_are_members() -> None:
    assert unfolded('window["location"]["href"]="/a"') == 'window.location.href="/a"'


@given(st.text(max_size=2_000))
def test_any_text_is_read_without_an_error_and_within_bounds(text: str) -> None:
    assert len(unfolded(text)) <= MAX_SCRIPT


@pytest.mark.parametrize(
    "piece",
    ["atob(", '["a",', "\\x41", "}('0',62,9,'a|", "unescape('%", '"+"', "String.fromCharCode(1,", "['a'         "],
)
def test_hostile_repetition_stays_linear(piece: str) -> None:
    started = time.process_time()
    unfolded(piece * 100_000)
    assert time.process_time() - started < 5
