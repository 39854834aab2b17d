"""Names tiles: one line, one entry; a bad line is one Malformed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpora.ct_certificates import Specimen
from corpora.ct_log import names_tile
from zhenwang.domain.candidate import Malformed
from zhenwang.sources.ct_entry import Entry
from zhenwang.sources.ct_names import read_line, read_names


def test_every_line_is_an_entry(make_specimens: Callable[..., list[Specimen]]) -> None:
    items = list(read_names(names_tile(make_specimens(3), compressed=False), "log", 768))
    assert [(one.index, one.names) for one in items if isinstance(one, Entry)] == [
        (768 + number, (f"www.host{number}.example",)) for number in range(3)
    ]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        (b'{"Timestamp":1746292399101,"DNS":["A.example"],"IP":["192.0.2.1","2001:db8::1"]}',
         ("a.example", "ip:192.0.2.1", "ip:2001:db8::1")),
        (b'{"Timestamp":1746292399101,"Subject":{"CommonName":"cn.example"}}', ("cn.example",)),
        (b'{"Timestamp":1746292399101,"Subject":{"CommonName":"Some Body Ltd."},"DNS":["a.example"]}', ("a.example",)),
        (b'{"Timestamp":1746292399101,"Subject":{"CommonName":"a.example"},"DNS":["a.example"]}', ("a.example",)),
        (b'{"Timestamp":1746292399101,"DNS":["a.example\\u0000.evil.example"]}',
         ("a.example\0.evil.example", "a.example", "evil.example")),
        (b'{"Timestamp":1746292399101}', ()),
    ],
)  # fmt: skip
def test_names_are_read_as_from_a_certificate(line: bytes, names: tuple[str, ...]) -> None:
    entry = read_line(line, "log", 1)
    assert isinstance(entry, Entry)
    assert entry.names == names


@pytest.mark.parametrize(
    "line",
    [
        b'{"Timestamp":1746292399101,"DNS":["a.example"',
        b"[]",
        b"null",
        b"[" * 100_000,
        b'{"Timestamp":"soon","DNS":["a.example"]}',
        b'{"Timestamp":true,"DNS":["a.example"]}',
        b'{"Timestamp":1746292399101,"DNS":["a.example",7]}',
        b'{"Timestamp":1746292399101,"DNS":"a.example"}',
        b'{"Timestamp":1746292399101,"IP":["300.1.1.1"]}',
        b"\xff\xfe",
        b'{"Timestamp":' + b"9" * 5000 + b"}",
    ],
)
def test_C11_a_bad_line_is_kept_and_the_next_is_read(line: bytes) -> None:
    good = b'{"Timestamp":1746292399101,"DNS":["good.example"]}'
    items = list(read_names(line + b"\n" + good, "log"))
    assert isinstance(items[0], Malformed)
    assert items[0].raw == line
    assert isinstance(items[1], Entry)
    assert (items[1].index, items[1].names) == (1, ("good.example",))


def test_names_that_can_be_read_from_a_bad_line_are_given() -> None:
    item = read_line(b'{"Timestamp":0,"DNS":["a.example",7]}', "log", 1)
    assert isinstance(item, Malformed)
    assert item.names == ("a.example",)
