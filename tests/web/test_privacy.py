"""I12: who reports is told nobody: of what a reporter says of itself nothing stands outside the sealed columns."""

from __future__ import annotations

import base64
import logging

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from tests.web.conftest import Desk
from tests.web.made import NOW, open_case
from tests.web.public_made import a_screenshot
from zhenwang.cli import case as case_commands
from zhenwang.domain.access import Role
from zhenwang.domain.report import Report
from zhenwang.report_sources import Inbox
from zhenwang.settings import Settings
from zhenwang.store import report_days
from zhenwang.store.opening import Store
from zhenwang.store.schema import metadata

NAME, PHONE, MAIL, CARD = "瞿霁桐", "13700091234", "qu.jitong.7@mail.example", "420106199001019999"
PLANTED = (NAME, PHONE, MAIL, CARD, "qu.jitong", NAME.encode("unicode_escape").decode())
NOTE = f"我叫{NAME}，电话{PHONE}，邮箱{MAIL}，身份证{CARD}，被 www.qingliu-gov.example.com 骗了"
CONTACT = f"{NAME} {PHONE} {MAIL}"
API = "/api/v1/reports"
URL = "https://qingliu-gov.example.com/cx?id=7"


def found_in(data: bytes) -> list[str]:
    return [
        one for one in PLANTED if one.encode() in data or one.encode("gbk") in data or one.encode("utf-16-le") in data
    ]


def rows_of(store: Store) -> dict[str, str]:
    """Everything that a SELECT tells, by table."""
    with store.read() as connection:
        tables = {table.name: connection.execute(select(table)).all() for table in metadata.sorted_tables}
    return {name: repr([tuple(row) for row in rows]) for name, rows in tables.items()}


def kept(store: Store) -> Report:
    (waiting,) = report_days.waiting(store)
    assert waiting.report
    return waiting.report


@pytest.fixture
def told(public: TestClient) -> str:
    """A report in which a reporter says who it is wherever it can: the receipt."""
    answer = public.post(API, json={"urls": [URL], "note": NOTE, "contact": CONTACT, "claims": "青柳市人民政府"})
    assert answer.status_code == 202, answer.text
    return str(answer.json()["receipt"])


def test_R18_I12_nothing_of_a_reporter_stands_in_the_database_or_beside_it(
    settings: Settings, public: TestClient, told: str, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    store = desk.store
    found = list(Inbox(store).sightings(NOW))
    assert [one.name for one in found] == ["qingliu-gov.example.com"]  # the line needs no words of the reporter
    case = open_case(store, url=URL)
    desk.enter("刘洋", Role.CLERK)
    reference = kept(store).reference
    # Somebody reads both; only that this was done, by whom and why, is kept.
    assert CONTACT in desk.post(f"/inbox/{reference}/contact", reason="回访").text
    assert NAME in desk.post(f"/inbox/{reference}/whole", reason="核对").text
    desk.enter("王芳")
    case = desk.step(case, "triage", "analyse", "fix_evidence", "propose")
    desk.enter("李强")
    case = desk.step(case, "confirm")

    for name, text in rows_of(store).items():
        assert found_in(text.encode()) == [], name
    for path in sorted(settings.var.rglob("*")):
        if path.is_file():
            assert found_in(path.read_bytes()) == [], path.name
    desk.enter("赵敏", Role.APPROVER)
    for path in (
        f"/cases/{case.id}", f"/cases/{case.id}/handoff.json", f"/cases/{case.id}/handoff.html", "/", "/queue",
        "/inbox", "/audit", "/audit/journal.csv", "/audit/journal.json", "/audit/balances.csv", "/runs", "/quarantine",
        "/statistics", "/statistics/annual.csv",
    ):  # fmt: skip
        answer = desk.http.get(path)
        assert answer.status_code == 200, path
        assert found_in(answer.content) == [], path
    assert found_in(caplog.text.encode()) == []


def test_R18_what_everybody_with_a_receipt_sees_tells_nothing_of_the_reporter(public: TestClient, told: str) -> None:
    for path in (f"{API}/{told}", f"/receipt/{told}", "/", f"/receipt?number={told}"):
        assert found_in(public.get(path, follow_redirects=True).content) == [], path


@pytest.mark.parametrize(
    "body",
    [
        {"urls": [URL], "note": NOTE, "contact": CONTACT, "extra": NOTE},
        {"urls": ["没有"], "note": f"我叫{NAME}", "contact": CONTACT},
        {"urls": [URL], "note": [NOTE], "contact": {"a": CONTACT}},
        {"urls": [URL], "note": NOTE, "reached_by": CONTACT},
        [CONTACT],
    ],
)
def test_R18_a_refusal_does_not_say_it_again(
    public: TestClient, body: object, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    answer = public.post(API, json=body)
    assert 400 <= answer.status_code < 500
    assert found_in(answer.content) == []
    assert found_in(caplog.text.encode()) == []


def test_R18_a_fault_logs_nothing_of_it(
    public: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("a bug of ours")

    monkeypatch.setattr("zhenwang.store.report_rows.read", broken)
    caplog.set_level(logging.DEBUG)
    answer = public.post(API, json={"urls": [URL], "note": NOTE, "contact": CONTACT})
    assert answer.status_code >= 500
    assert found_in(answer.content) == []
    assert found_in(caplog.text.encode()) == []


def test_R14_tokens_and_numbers_in_an_address_leave_nowhere(
    settings: Settings,
    public: TestClient,
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    url = "https://qingliu-gov.example.com/p?token=8f3kQ29dkE3j4h5g6&phone=13700091234&id=7"
    assert public.post(API, json={"urls": [url]}).status_code == 202
    report = kept(desk.store)
    assert report.urls == (url,)
    assert [one.url for one in Inbox(desk.store).sightings(NOW)] == [url]  # and is looked at as it is
    case = open_case(desk.store, url=url)
    desk.enter("刘洋")
    case = desk.step(case, "triage", "analyse", "fix_evidence", "propose")
    seen = [desk.http.get(path).text for path in (
        f"/cases/{case.id}", "/queue", "/inbox", f"/inbox/{report.reference}", "/audit", "/quarantine",
        "/inbox/host/qingliu-gov.example.com",
    )]  # fmt: skip
    desk.enter("李强")
    case = desk.step(case, "confirm")
    seen += [desk.http.get(f"/cases/{case.id}/handoff.{kind}").text for kind in ("json", "html")]
    monkeypatch.setenv("ZHENWANG_VAR", str(settings.var))
    monkeypatch.setenv("ZHENWANG_SEEDS", str(settings.seeds))
    for as_json in (True, False):
        case_commands.show(case.id, as_json=as_json)
    seen.append(capsys.readouterr().out)
    for page in seen:
        assert "8f3kQ29dkE3j4h5g6" not in page
        assert "13700091234" not in page
    assert any("id=7" in page for page in seen)


def test_R15_a_picture_is_kept_as_ours_and_its_file_nowhere(settings: Settings, public: TestClient, desk: Desk) -> None:
    sent = a_screenshot() + b"EXIF of the reporter's telephone"
    answer = public.post(API, json={"urls": [URL], "screenshot": base64.b64encode(sent).decode()})
    assert answer.status_code == 202, answer.text
    for path in sorted(settings.var.rglob("*")):
        if path.is_file():
            assert b"reporter's telephone" not in path.read_bytes(), path.name
    report = kept(desk.store)
    desk.enter("刘洋", Role.CLERK)
    page = desk.http.get(f"/inbox/{report.reference}").text
    assert f"/inbox/{report.reference}/pictures/1.png" in page
