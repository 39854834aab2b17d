from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.web.conftest import Desk
from tests.web.made import DAY, NOW
from zhenwang.domain.candidate import Malformed
from zhenwang.store import quarantine, runs
from zhenwang.web.records_pages import preview


def test_quarantined_items_show_reason_place_and_bytes(desk: Desk) -> None:
    assert "没有隔离的条目" in desk.http.get("/quarantine").text
    quarantine.keep(desk.store, Malformed("ct", "log#7", "cut off", b"\x30\x82\xff\x00", ("a.example",)), NOW)
    page = desk.http.get("/quarantine").text
    for shown in ("cut off", "log#7", "30 82 ff 00", "a[.]example"):
        assert shown in page


def test_bytes_that_are_text_are_shown_as_text() -> None:
    assert preview("湖北省".encode() * 100).startswith("湖北省湖北省")
    assert preview("不记得网址了".encode()) == "不记得网址了"
    assert preview(b"\x00abc") == "00 61 62 63"
    assert preview(b"") == ""


def test_quarantined_bytes_that_are_gone_are_said_to_be(desk: Desk) -> None:
    quarantine.keep(desk.store, Malformed("ct", "log#7", "cut off", b"xyz"), NOW)
    for path in desk.store.blobs.root.rglob("*"):
        if path.is_file():
            path.unlink()
    assert "字节缺失" in desk.http.get("/quarantine").text


def test_runs_show_their_counts(desk: Desk) -> None:
    run = runs.begin(desk.store, "recheck", DAY, NOW)
    runs.finish(desk.store, run, "done", {"looked": 4242}, NOW)
    assert "4242" in desk.http.get("/runs").text


@pytest.mark.parametrize(("state", "shown"), [("done", "remark"), ("failed", "failed")])
def test_what_a_finished_run_notes_is_no_failure(desk: Desk, state: str, shown: str) -> None:
    run = runs.begin(desk.store, "daily", DAY, NOW)
    runs.finish(desk.store, run, state, {}, NOW, ("deadlines: 3 late",))
    row = next(row for row in LexborHTMLParser(desk.http.get("/runs").text).css("tr") if "3 late" in row.text())
    assert row.attributes["class"] == shown


def test_the_chinese_console_speaks_chinese_of_reasons_sources_and_flows(desk: Desk) -> None:
    quarantine.keep(desk.store, Malformed("report", "r1", "no web address in this report", b"x"), NOW)
    quarantine.keep(desk.store, Malformed("ct", "log#8", "x509 certificate: ends at byte 7", b"x"), NOW)
    page = desk.http.get("/quarantine").text
    for shown in (
        "举报里没有网址",
        "no web address in this report",
        "<td>举报",
        "<td>证书日志",
        "证书读不懂",
        "ends at byte 7",
    ):
        assert shown in page, shown
    assert "举报里没有网址" not in desk.http.get("/quarantine?lang=en").text
    run = runs.begin(desk.store, "daily", DAY, NOW)
    runs.finish(desk.store, run, "failed", {}, NOW)
    assert "<td>每日运行</td>" in desk.http.get("/runs").text
