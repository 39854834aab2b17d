"""What a hostile site or reporter writes is shown as text, everywhere."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient

from tests.web.conftest import Desk
from tests.web.hostile import PROBES, SENT, hostile_case, hostile_report
from tests.web.made import open_case
from zhenwang.domain.candidate import Malformed
from zhenwang.store import quarantine

_NOW = datetime(2026, 11, 20, tzinfo=UTC)
_LIVE = {"href", "src", "action", "formaction", "data", "poster", "srcset", "hx-get", "hx-post", "hx-put", "hx-delete"}


def _pages(desk: Desk) -> list[str]:
    case = hostile_case(desk.store)
    quarantine.keep(
        desk.store, Malformed("ct", PROBES, PROBES, PROBES.encode("utf-8", "surrogatepass"), ("evil.example",)), _NOW
    )
    desk.enter("王芳")
    sent = {"action": SENT, "reason": SENT, "version": "0", "limb": SENT}
    return [
        desk.http.get("/").text,
        desk.http.get("/queue").text,
        desk.http.get("/queue", params={"text": SENT, "tab": SENT, "state": SENT}).text,
        desk.http.get(f"/cases/{case.id}").text,
        desk.http.get(f"/cases/{case.id}?lang=en").text,
        desk.post(f"/cases/{case.id}/decide", **sent).text,
        desk.http.get("/quarantine").text,
        desk.http.get("/registry", params={"q": SENT}).text,
        desk.http.get("/enter", params={"back": SENT}).text,
        desk.http.get("/%3Cscript%3E__x(1)%3C/script%3E").text,
    ]


def test_W1_no_probe_becomes_markup(desk: Desk) -> None:
    for page in _pages(desk):
        scripts = re.findall(r"<script\b[^>]*>", page)
        assert all('src="/static/' in script for script in scripts)
        assert not re.search(r"<(?:img|svg)[^>]*\son\w+", page)
        assert "<iframe" not in page
        assert "<style" not in page
        assert not re.search(r"<a[^>]*javascript:", page, re.IGNORECASE)


def test_W3_nothing_that_can_be_clicked_or_loaded_leaves_this_console(desk: Desk) -> None:
    for page in _pages(desk):
        for element in LexborHTMLParser(page).css("*"):
            for name, target in element.attributes.items():
                if name in _LIVE:
                    assert re.match(r"(?:/(?!/)|#)", target or ""), (element.tag, name, target)
                assert not name.startswith("on"), element.html


def test_W3_the_suspects_address_is_defanged(desk: Desk) -> None:
    case = open_case(desk.store)
    page = desk.http.get(f"/cases/{case.id}").text
    for shown in ("hxxps[:]//qingliu-gov[.]example[.]com/", "hxxp[:]//evil[.]example/live", "hxxps[:]//evil[.]example"):
        assert shown in page
    assert "://" not in page
    assert str(case.host) not in page


def test_W4_direction_marks_in_hostile_text_are_seen(desk: Desk) -> None:
    for page in _pages(desk):
        assert "\u202e" not in page
        assert "\u200b" not in page
        assert "\x00" not in page
    assert "U+202E" in desk.http.get("/quarantine").text


@pytest.mark.parametrize("path", ["/", "/receipt", "/docs", "/nowhere"])
def test_W1_the_public_pages_echo_nothing_live(public: TestClient, path: str) -> None:
    for query in ({"lang": SENT}, {"number": SENT}):
        page = public.get(path, params=query).text
        assert "<script" not in page
        assert "<img src=x" not in page


def test_R16_a_hostile_report_is_kept_as_written_and_shown_as_text(desk: Desk) -> None:
    case = hostile_case(desk.store)
    report = hostile_report(desk.store, case)
    page = desk.http.get(f"/cases/{case.id}").text
    assert report.receipt not in page
    assert "<script>__x" not in page
    assert "&lt;script&gt;" in page
