from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from zhenwang.domain.hosts import Host, NotAHost
from zhenwang.domain.registry import OfficialSite
from zhenwang.matching import command
from zhenwang.matching.command import EXAMPLES_KEPT, TEXT_KEPT, Tally, as_row, match_stream, read_host
from zhenwang.matching.matcher import Matcher
from zhenwang.sieve.columns import Columns

MATCHER = Matcher.of([OfficialSite("www.hubei.gov.cn", "湖北省人民政府", ("www.hubei.gov.cn",))])


def hosts(raw: bytes, tally: Tally | None = None) -> list[tuple[int, str]]:
    return [(found.line, found.host.ascii) for found in match_stream([raw], MATCHER, tally=tally)]


def test_hosts_put_forward_come_out_in_order_as_plain_columns() -> None:
    found = list(match_stream([b"hubei-gov.top\nexample.com\ngov-", b"x.click\n"], MATCHER))
    rows = [as_row(one) for one in found]
    assert [(one.line, row["host"]) for one, row in zip(found, rows, strict=True)] == [
        (1, "hubei-gov.top"),
        (3, "gov-x.click"),
    ]
    assert list(rows[0]) == ["host", "site", "rule", "span", "score"]
    assert rows[0]["site"] == "www.hubei.gov.cn"
    (best, *others) = as_row(found[0], nearest=True)["nearest"]  # type: ignore[misc,attr-defined] # a list, as JSON
    assert best["site"] == "www.hubei.gov.cn"
    assert len(others) < 3
    assert "host" not in best


BAD = [b"a..b", b"192.0.2.1", b"[::1]", b"\x00gov.top", b"x" * 300 + b".gov.top", b"gov", b"gov\xff.top",
       b"xn--\xc3\xbf.top", b"a" * 64 + b".gov.top", b"-gov.top", b"*.*.gov.top", b"0x7f.1", b"\xff\xfeg\x00o\x00v\x00",
       b"..", b"*.", b"http://", b"http://10.0.0.1/gov.top", b"gov.cn,hubei-gov.top"]  # fmt: skip


def test_bad_lines_are_counted_by_reason_and_never_stop_the_good_ones() -> None:
    tally = Tally()
    huge = b"gov" * 3_500_000 + b".top"
    lines = [b"", b"  ", *BAD, huge, *[b"nope"] * 20, b"*.hubei-gov.top.", b"_dmarc.hubei-gov.top\r"]
    found = hosts(b"\n".join(lines), tally)
    assert found == [(len(lines) - 1, "hubei-gov.top"), (len(lines), "_dmarc.hubei-gov.top")]
    assert tally.read == len(lines) - 2
    assert tally.put_forward == 2
    assert sum(tally.bad.values()) == len(BAD) + 1 + 20
    assert tally.bad["longer than 4,096 bytes"] == 1
    assert tally.bad["a single label has no registrable part"] == 21
    assert tally.bad["an IP address, not a host name"] == 4
    assert len(tally.bad) < 9


def test_what_is_said_of_bad_lines_is_short_and_escaped() -> None:
    tally = Tally()
    assert list(tally.sentences()) == []
    hosts(b"\n".join([*BAD, *[b"\x1b[31mred\xe2\x80\xae.top"] * 9, b"a" * 5000]), tally)
    first, *rest = said = list(tally.sentences())
    assert first == f"{len(BAD) + 10} of {len(BAD) + 10} lines are no host names and were passed over:"
    assert f"line {len(BAD) + 10} '{'a' * TEXT_KEPT}'…" in "\n".join(rest)
    assert all(line.isprintable() for line in said)
    assert all(line.count("line ") <= EXAMPLES_KEPT for line in rest)
    assert sum(map(len, said)) < 4000


@pytest.mark.parametrize(
    ("line", "host"),
    [
        ("HUBEI-gov.Top.", "hubei-gov.top"),
        ("*.hubei-gov.top", "hubei-gov.top"),
        ("https://hubei-gov.top/login?x=1", "hubei-gov.top"),
        ("http://gov.cn@hubei-gov.top:8443", "hubei-gov.top"),
        ("//hubei-gov.top", "hubei-gov.top"),
        ("hubei-gov.top/a//b", "hubei-gov.top"),
        ("hubei-gov.top:443", "hubei-gov.top"),
        ("http:\\\\hubei-gov.top\\@example.com", "hubei-gov.top"),
        ("xn--zzzzzzz99999.hubei-gov.top", "xn--zzzzzzz99999.hubei-gov.top"),
        ("hubei-gov。top", "hubei-gov.top"),
        ("hubei_gov.top", "hubei_gov.top"),
        ("https://hubei-gov.top/" + "a" * 9000, "hubei-gov.top"),
    ],
)
def test_C13_a_name_is_matched_however_it_is_written(line: str, host: str) -> None:
    assert hosts(f"before.example\n{line}\nbehind.example".encode()) == [(2, host)]


@pytest.mark.parametrize(
    "text", ["https://" + "a" * 99, "a.example/" * 9, "mailto:", "::", "a:b", "http://[", "//", "?", "http://a b.top/"]
)
def test_what_only_looks_like_an_address_is_no_host(text: str) -> None:
    assert isinstance(read_host(text, cut=True), NotAHost)
    assert isinstance(read_host(text), NotAHost | Host)


def may(word: bytes, asked: list[bytes]) -> Callable[[Columns], NDArray[np.bool_]]:
    def screen(rows: Columns) -> NDArray[np.bool_]:
        asked.extend(rows)
        return np.array([word in row for row in rows], np.bool_)

    return screen


@pytest.mark.parametrize("compiled", [None, False])
def test_only_what_passes_the_screen_is_matched_and_it_is_asked_once(
    compiled: bool | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "SCREEN_FROM", 0)
    asked: list[bytes] = []
    lines = [b"hubei-gov.top", b"hubei.gov.x.top", b"https://hubei-gov.net/", b"*.hubei.gov.x.cc", b"gov-x.com",
             b"hubei-gov.top", b"h\xc3\xbcbei.gov.top", b"..", b"www.hubei-gov.top"]  # fmt: skip
    tally = Tally()
    blocks = [b"\n".join(lines) + b"\n"] * 3
    found = list(match_stream(blocks, MATCHER, may(b"-", asked), tally, compiled))
    each = [1, 3, 5, 6, 7, 9]
    assert [one.line for one in found] == [line + start for start in (0, 9, 18) for line in each]
    assert sorted(asked) == sorted(set(asked)) == [b"", b"gov-x", b"hubei-gov", b"hubei.gov.x"]
    assert sum(tally.bad.values()) == 3


def test_a_screen_is_not_set_up_for_a_few_lines() -> None:
    asked: list[bytes] = []
    assert list(match_stream([b"hubei-gov.top\n" * 99], MATCHER, may(b"-", asked)))
    assert not asked
    list(match_stream([b"x.example\n" * command.SCREEN_FROM], MATCHER, may(b"-", asked)))
    assert asked == [b"x"]


line = st.sampled_from([*BAD, b"hubei-gov.top", b"https://hubei-gov.cc/x", b"example.com"]) | st.binary(max_size=30)


@settings(max_examples=40)
@given(st.lists(line, max_size=12), st.integers(1, 90))
def test_no_bytes_are_an_exception_and_every_line_is_told_of(lines: list[bytes], size: int) -> None:
    raw = b"\n".join(lines)
    tally, screened = Tally(), Tally()
    found = list(match_stream([raw[at : at + size] for at in range(0, len(raw), size)], MATCHER, tally=tally))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(command, "SCREEN_FROM", 0)
        same = list(match_stream([raw], MATCHER, may(b"", []), screened, compiled=False))
    assert same == found
    assert screened == tally
