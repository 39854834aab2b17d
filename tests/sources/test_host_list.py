"""Host lists: every line is a sighting or a reason with file and line."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from zhenwang.domain.candidate import Malformed, Sighting
from zhenwang.sources.host_list import MAX_LINE, HostList

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def read(path: Path, body: bytes) -> list[Sighting | Malformed]:
    path.write_bytes(body)
    return list(HostList(path).sightings(NOW))


def test_hosts_and_urls_with_comments(tmp_path: Path) -> None:
    found = read(
        tmp_path / "hosts.txt",
        "\ufeff# seen in May\n\nwww.A.example\nhxxps://b[.]example/x\r\n湖北.cn\n*.c.example".encode(),
    )
    assert [(one.name, one.locator, one.url) for one in found if isinstance(one, Sighting)] == [
        ("www.a.example", "hosts.txt:3", None),
        ("b.example", "hosts.txt:4", "https://b.example/x"),
        ("xn--djrx74d.cn", "hosts.txt:5", None),
        ("c.example", "hosts.txt:6", None),
    ]
    assert len(found) == 4


def test_a_bad_line_is_named_and_the_next_is_read(tmp_path: Path) -> None:
    found = read(tmp_path / "hosts.txt", b"not a host\n192.0.2.1\n" + b"a" * 9000 + b".example\ngood.example\n")
    bad = [one for one in found if isinstance(one, Malformed)]
    assert bad[0].locator == "hosts.txt:1"
    assert "hosts.txt:1: not a host" in bad[0].reason
    assert bad[1].raw == b"192.0.2.1\n"
    assert [one.name for one in found if isinstance(one, Sighting)] == ["good.example"]


def test_a_csv_is_read_by_its_heading_or_its_first_column(tmp_path: Path) -> None:
    headed = read(tmp_path / "a.csv", '编号,网址,备注\n1,http://a.example/x,"b,c"\n2,,\n'.encode("gb18030"))
    assert isinstance(headed[0], Sighting)
    assert headed[0].url == "http://a.example/x"
    assert isinstance(headed[1], Malformed)
    assert "an empty cell" in headed[1].reason
    plain = read(tmp_path / "b.csv", b"a.example,first\nb.example\n")
    assert [one.name for one in plain if isinstance(one, Sighting)] == ["a.example", "b.example"]


def test_a_missing_file_is_one_sentence_and_an_empty_one_gives_nothing(tmp_path: Path) -> None:
    (item,) = HostList(tmp_path / "missing.txt").sightings(NOW)
    assert isinstance(item, Malformed)
    assert "No such file" in item.reason
    assert read(tmp_path / "empty.txt", b"") == []


def test_a_giant_line_is_bad_to_its_end_and_does_not_shift_the_numbers(tmp_path: Path) -> None:
    giant = b"a" * MAX_LINE + b" " + b"b" * (MAX_LINE - 10) + b" c.example"
    found = read(tmp_path / "hosts.txt", giant + b"\ngood.example\n")
    assert [(one.name, one.locator) for one in found if isinstance(one, Sighting)] == [("good.example", "hosts.txt:2")]
    bad = [one for one in found if isinstance(one, Malformed)]
    assert {one.locator for one in bad} == {"hosts.txt:1"}
    assert b"".join(one.raw for one in bad) == giant + b"\n"


def test_the_address_column_goes_before_a_column_of_names(tmp_path: Path) -> None:
    (one,) = read(tmp_path / "a.csv", "name,颜色,网址\n某市,红,www.a.example\n".encode("gb18030"))
    assert isinstance(one, Sighting)
    assert one.name == "www.a.example"
