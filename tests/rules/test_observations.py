"""Observations from files, looks and baselines. Files come from outside."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.made_sites import NOW, home_page
from zhenwang.domain.baseline import Baseline
from zhenwang.domain.look import Hop, Look
from zhenwang.domain.observation import Observation
from zhenwang.domain.packed_page import pack
from zhenwang.rules.observations import MAX_BYTES, of_baselines, of_looks, read_observations

ROW = {
    "host": "https://RST.hubei.gov.cn/index.html",
    "seen_at": "2026-11-22T08:00+08:00",
    "addresses": "203.0.113.9;2001:db8::1",
    "country": "us",
    "final_host": "rst2.hubei.gov.cn",
    "expires_on": "2027-01-31",
    "registrant": "湖北省人力资源和社会保障厅",
    "registrar": "某注册商",
    "served_hosts": "a.example;b.example",
    "reachable": "是",
}


def read(body: str | bytes) -> tuple[list[Observation], list[str]]:
    found, bad = read_observations(body.encode() if isinstance(body, str) else body, "seen.csv", NOW)
    return list(found), [f"{row.line} {row.column}" for row in bad]


def as_csv(*rows: dict[str, str]) -> str:
    heads = list(rows[0])
    return "\n".join([",".join(heads), *(",".join(row.get(head, "") for head in heads) for row in rows)])


@pytest.mark.parametrize("body", [as_csv(ROW), json.dumps([ROW]), json.dumps(ROW), "\ufeff" + as_csv(ROW)])
def test_csv_array_and_lines_say_the_same(body: str) -> None:
    (seen,), bad = read(body)
    assert bad == []
    assert seen == Observation(
        host="rst.hubei.gov.cn",
        seen_at=datetime(2026, 11, 22, 0, 0, tzinfo=UTC),
        addresses=("203.0.113.9", "2001:db8::1"),
        country="US",
        final_host="rst2.hubei.gov.cn",
        expires_on=date(2027, 1, 31),
        registrant="湖北省人力资源和社会保障厅",
        registrar="某注册商",
        served_hosts=("a.example", "b.example"),
        reachable=True,
    )


def test_gb18030_is_read_as_excel_writes_it() -> None:
    (seen,), _ = read(as_csv(ROW).encode("gb18030"))
    assert seen.registrant == "湖北省人力资源和社会保障厅"


def test_what_was_not_looked_at_stays_open() -> None:
    (seen,), bad = read("host\na.gov.cn\n")
    assert (bad, seen.reachable, seen.served_hosts, seen.page, seen.seen_at) == ([], None, None, None, NOW)
    (asked,), _ = read('{"host": "a.gov.cn", "served_hosts": []}')
    assert asked.served_hosts == ()


@pytest.mark.parametrize("column", ["country", "final_host", "expires_on", "seen_at", "reachable", "addresses"])
def test_a_bad_value_costs_itself(column: str) -> None:
    (seen,), bad = read(as_csv(ROW | {column: "不对!"}))
    assert bad == [f"2 {column}"]
    assert seen.registrar == "某注册商"


@pytest.mark.parametrize("host", ["", "-", "a b", "x" * 300, "http://[", "..", "单"])
def test_a_bad_host_costs_its_row_and_no_other(host: str) -> None:
    found, bad = read(as_csv({"host": host, "country": "CN"}, {"host": "b.gov.cn", "country": "CN"}))
    assert [seen.host for seen in found] == ["b.gov.cn"]
    assert bad == ["2 host"]


def test_an_address_may_stand_for_a_host() -> None:
    (seen,), bad = read("host\nhttp://203.0.113.9/x\n")
    assert (seen.host, bad) == ("203.0.113.9", [])


def test_a_saved_page_is_read_into_zones() -> None:
    (seen,), _ = read(json.dumps({"host": "a.gov.cn", "html": "<title>甲市人民政府</title><p>文"}))
    assert seen.page is not None
    assert seen.page.title == "甲市人民政府"


@pytest.mark.parametrize(
    "body",
    [
        "",
        "\n\n",
        "name\nx\n",
        "[",
        "{",
        "[1, null, [], {}]",
        "[" * 100_000,
        '{"host": {"a": 1}}',
        '{"host": ["a.gov.cn"]}',
        '[{"host": "a.gov.cn", "seen_at": 99999999999999999999999}]',
        '{"host": "a.gov.cn", "expires_on": "9999-99-99", "addresses": {"x": 1}}',
        'host\n"open\n',
        b"\x00\xff\xfe\x80",
        b"host\n\xff\xff\n",
    ],
)
def test_hostile_files_are_reported_and_never_raise(body: str | bytes) -> None:
    _found, bad = read(body)
    assert bad or not body.strip()


def test_a_file_that_is_too_large_is_not_read() -> None:
    found, bad = read(b"host\n" + b"a" * MAX_BYTES)
    assert (found, len(bad)) == ([], 1)


def test_values_without_end_are_bounded() -> None:
    served = ";".join(f"h{number}.example" for number in range(2_000))
    (seen,), _ = read(json.dumps({"host": "a.gov.cn", "served_hosts": served, "registrant": "甲" * 9_000}))
    assert seen.served_hosts is not None
    assert len(seen.served_hosts) <= 200
    assert len(seen.registrant) == 200


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: ("host,country\n" + text).encode("utf-8")))
def test_any_bytes_are_read_or_reported(body: bytes) -> None:
    for seen in read(body)[0]:
        assert seen.host
        assert seen.seen_at.tzinfo is not None


def test_a_look_tells_where_it_ended_and_a_silent_one_that_nobody_answered() -> None:
    hops = (
        Hop("http://a.gov.cn/", 302, "203.0.113.9", "http://b.gov.cn/"),
        Hop("http://b.gov.cn/", 200, "203.0.113.8"),
    )
    answered = Look("a.gov.cn", "http://a.gov.cn/", NOW, "http://b.gov.cn/", 200, hops=hops, page=home_page())
    silent = Look("c.gov.cn", "http://c.gov.cn/", NOW)
    moved, gone = of_looks([answered, silent])
    assert (moved.final_host, moved.addresses, moved.reachable) == ("b.gov.cn", ("203.0.113.9", "203.0.113.8"), True)
    assert moved.page is None, "another host's page says nothing of this one's footer"
    assert (gone.reachable, gone.final_host) == (False, "")


def test_a_baseline_tells_its_page() -> None:
    kept = Baseline("a.gov.cn", "https://a.gov.cn/", NOW, "0" * 64, pack(home_page()))
    (seen,) = of_baselines([kept])
    assert (seen.host, seen.page, seen.reachable) == ("a.gov.cn", home_page(), None)
