"""The log list: both kinds of logs, their states, and the placeholders that are none."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from zhenwang.sources.log_list import READABLE, as_shipped, read_log_list, taking

SHIPPED = Path(__file__).parents[2] / "seeds" / "ct_logs.json"
DECEMBER = datetime(2026, 12, 1, tzinfo=UTC)


def chrome(logs: list[object], tiled: list[object]) -> str:
    return json.dumps({"version": "1.0", "operators": [{"name": "Jingchu", "logs": logs, "tiled_logs": tiled}]})


def row(**changes: object) -> dict[str, object]:
    return {
        "description": "Jingchu 'Test2026h2'",
        "log_id": "AAAA",
        "key": "BBBB",
        "url": "https://ct.jingchu.cn/2026h2",
        "state": {"usable": {"timestamp": "2026-01-01T00:00:00Z"}},
        "temporal_interval": {"start_inclusive": "2026-07-01T00:00:00Z", "end_exclusive": "2027-01-01T00:00:00Z"},
        **changes,
    }


def tiled(**changes: object) -> dict[str, object]:
    one = row(submission_url="https://log.jingchu.cn/h2/", monitoring_url="https://mon.jingchu.cn/h2/", **changes)
    del one["url"]
    return one


def test_both_kinds_are_read() -> None:
    logs, bad = read_log_list(chrome([row()], [tiled()]))
    assert not bad
    assert [(one.kind, one.url, one.origin, one.name) for one in logs] == [
        ("rfc6962", "https://ct.jingchu.cn/2026h2/", "", "ct.jingchu.cn/2026h2"),
        ("static-ct", "https://mon.jingchu.cn/h2/", "log.jingchu.cn/h2", "mon.jingchu.cn/h2"),
    ]
    assert logs[0].end == datetime(2027, 1, 1, tzinfo=UTC)


def test_only_readable_logs_that_still_take_certificates_are_followed() -> None:
    rows = [row(state={state: {}}) for state in ("usable", "qualified", "readonly", "retired", "rejected", "pending")]
    over = row(temporal_interval={"end_exclusive": "2026-11-30T00:00:00Z"})
    stateless = {key: value for key, value in row().items() if key != "state"}
    logs, _ = read_log_list(chrome([*rows, over, stateless], []))
    assert {one.state for one in taking(logs, DECEMBER)} == set(READABLE)
    assert len(taking(logs, DECEMBER)) == 3


def test_placeholders_are_left_out() -> None:
    logs, bad = read_log_list(chrome([row(description="Bogus", url="https://ct.example.com/bogus/")], []))
    assert (logs, bad) == ((), ())


@pytest.mark.parametrize(
    "broken", ["a log", row(url="ftp://x/"), row(url=7), row(temporal_interval={"end_exclusive": "soon"})]
)
def test_a_bad_row_is_named_and_the_next_is_read(broken: object) -> None:
    logs, bad = read_log_list(chrome([broken, row()], []))
    assert len(logs) == 1
    assert "Jingchu logs[0]" in bad[0].reason


@pytest.mark.parametrize("text", ["", "[]", "{", "[" * 100_000])
def test_what_is_no_list_is_one_sentence(text: str) -> None:
    logs, bad = read_log_list(text)
    assert not logs
    assert len(bad) == 1


def test_the_trimmed_form_reads_back_the_same() -> None:
    logs, _ = read_log_list(chrome([row()], [tiled()]))
    again, bad = read_log_list(as_shipped(logs, "a list", "2026-01-20"))
    assert (again, bad) == (logs, ())


def test_the_shipped_list_names_its_source_and_is_all_usable() -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    logs, bad = read_log_list(text)
    assert not bad
    assert taking(logs, DECEMBER) == logs
    assert {one.kind for one in logs} == {"rfc6962", "static-ct"}
    assert len(logs) >= 40
    assert all(one.origin for one in logs if one.kind == "static-ct")
    assert json.loads(text)["dated"] == "2026-01-20"
    assert len({one.name for one in logs}) == len(logs), "names are the keys of cursors"
