"""Bodies of hosts: both paths say what ``parse_host`` and ``Reading.of`` say."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from zhenwang.domain.hosts import Host, parse_host
from zhenwang.domain.public_suffixes import rules
from zhenwang.matching.reading import Reading
from zhenwang.sieve import bodies as bodies_file
from zhenwang.sieve.bodies import bodies
from zhenwang.sieve.columns import Columns
from zhenwang.sieve.suffix_table import SuffixTable

TABLE = SuffixTable.of(rules())
PLAIN = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\Z")
PATHS = [True, False] if bodies_file.is_compiled(None) else [False]

# Plain and private rules, wildcards and their exceptions, rules with a gap above them, unknown top levels, addresses.
ENDINGS = [
    "gov.cn", "cn", "com", "github.io", "io", "ck", "www.ck", "kawasaki.jp", "city.kawasaki.jp", "kobe.jp", "co.uk",
    "s3.amazonaws.com", "compute.amazonaws.com", "platform.sh", "notatld", "local", "xn--fiqs8s", "1", "0x7f", "1a",
    "_a", "-a", "a-", "", "com.", "COM", "a\x00", "c\xc3\xb4m", "n--a.com", "museum", "k12.ca.us", "bd", "x.y.bd",
]  # fmt: skip
LABELS = [
    "www",
    "ww",
    "wwww",
    "a",
    "x",
    "xn--a",
    "axn--",
    "n--",
    "a--b",
    "gov-cn",
    "_dmarc",
    "-",
    "*",
    "",
    "a" * 63,
    "b" * 64,
]
hosts = st.builds(
    lambda before, ending: ".".join([*before, ending]),
    st.lists(st.sampled_from(LABELS) | st.text("abnwx01-_.", max_size=8), max_size=20),
    st.sampled_from(ENDINGS),
)


def expected(row: bytes) -> tuple[bytes, bool]:
    text = row.decode("latin-1")
    if len(text) > 253 or not PLAIN.match(text) or "xn--" in text:
        return b"", False
    host = parse_host(text)
    assert isinstance(host, Host)
    return Reading.of(host).body.encode("ascii"), True


def check(rows: Sequence[bytes], compiled: bool) -> None:
    found, plain = bodies(Columns.of(rows), TABLE, compiled)
    assert list(zip(found, plain.tolist(), strict=True)) == [expected(row) for row in rows]
    assert len(found.text) == found.starts[-1]


@pytest.mark.parametrize("compiled", PATHS)
@given(st.lists(hosts.map(str.encode) | st.binary(max_size=12), max_size=12))
@example(
    [
        b"a.x",
        b"n--b.com",
        b"",
        b"www.com",
        b"www.www.com",
        b"www.ck",
        b"a.www.ck",
        b"b.ck",
        b"a.b.ck",
        b"ck.",
        b"github.io",
    ]
)
@example([b".".join([b"l"] * 17 + [b"com"]), b".".join([b"www"] + [b"l"] * 16 + [b"com"]), b"a." * 125 + b"com"])
@example([b"a." * 124 + b"bcd.e", b"a." * 125 + b"bcd", b"a." * 125 + b"bcde"])
def test_a_body_is_what_the_rules_read_of_the_host(compiled: bool, rows: list[bytes]) -> None:
    check(rows, compiled)


@pytest.mark.parametrize("compiled", PATHS)
def test_every_rule_of_the_list_cuts_as_the_careful_way_does(compiled: bool) -> None:
    names = [rule.lstrip("!").replace("*", "any") for rule in rules() if rule.isascii()][::7]
    check([f"{before}{name}".encode() for name in names for before in ("", "www.", "www.b.")], compiled)


@pytest.mark.parametrize("compiled", PATHS)
def test_rows_of_any_length_in_blocks_of_any_size(compiled: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies_file, "AT_ONCE", 2)
    check(
        [b"www.huangshi.gov.cn.x.top", b"", b"a" * 70_000, b"\xff" * 300, b"." * 999, b"b.co.uk", b"www.b.co.uk"],
        compiled,
    )
    check([b"one.com"], compiled)
    check([b""], compiled)


@pytest.mark.parametrize("compiled", PATHS)
def test_rows_may_be_a_part_of_their_text(compiled: bool) -> None:
    whole = Columns.of([b"before.gov", b"www.a.gov.cn", b"b.com", b"behind.com"])
    found, plain = bodies(Columns(whole.text, whole.starts[1:4]), TABLE, compiled)
    assert list(found) == [b"a", b"b"]
    assert plain.all()


def test_C13_a_name_with_the_hash_of_a_suffix_is_no_suffix() -> None:
    rows = Columns.of([b"aaa.bbb"])
    shifted = Columns(TABLE.names.text ^ np.uint8(1), TABLE.names.starts)  # other names, the same hashes and lengths
    forged = SuffixTable(shifted, TABLE.hashes, TABLE.flags, TABLE.buckets)
    for compiled in PATHS:
        for name in (b"x.gov.cn", b"x.y.ck"):
            assert list(bodies(Columns.of([name]), forged, compiled)[0]) == [name.rpartition(b".")[0]]
        assert list(bodies(rows, forged, compiled)[0]) == [b"aaa"]


def test_rules_that_no_plain_host_can_meet_are_left_out() -> None:
    table = SuffixTable.of(["公司.cn", "cn", "*"])
    assert list(table.names) == [b"cn", b""]
