"""One report at the console: masked to readers, whole and with its contact for a reason, its pictures drawn anew."""

from __future__ import annotations

import hashlib
import re

import pytest
from sqlalchemy import select, update

from tests.web.conftest import Desk
from tests.web.made import NOW, a_logo
from zhenwang.access.sealing import Seal
from zhenwang.domain.access import Role
from zhenwang.domain.report import Picture, Report, Submission
from zhenwang.store import report_pictures, reports
from zhenwang.store.access_schema import journal
from zhenwang.store.report_schema import reporter_details

WORDS = "我叫张三，电话 13812345678，https://new.example/p?token=geheim1 骗了我"
CONTACT = "张三 13987654321"


def told(desk: Desk, *pictures: Picture, contact: str = CONTACT, seal: Seal | None = None) -> Report:
    used = seal or desk.http.app.state.house.seal  # type: ignore[attr-defined]  # Starlette types no state
    report = Report(f"{7:032x}", NOW, ("https://new.example/p?token=geheim1",), "青柳市人民政府 13812345678", "sms")
    sealed = {"words": used.seal(report.receipt, WORDS), "contact": used.seal(report.receipt, contact)}
    reports.accept_all(desk.store, [Submission(report, pictures=pictures, **sealed)], NOW)
    return report


@pytest.fixture
def clerk(desk: Desk) -> Desk:
    desk.enter("刘洋", Role.CLERK)
    return desk


def lines_of(desk: Desk, action: str) -> list[tuple[str, str, str]]:
    query = select(journal.c.actor, journal.c.subject, journal.c.reason).where(journal.c.action == action)
    with desk.store.read() as connection:
        return [tuple(row) for row in connection.execute(query)]


def test_R14_a_report_is_shown_without_numbers_tokens_and_contact(clerk: Desk) -> None:
    page = clerk.http.get(f"/inbox/{told(clerk).reference}").text
    assert "138＊＊＊＊5678" in page
    assert "骗了我" in page
    for hidden in ("13812345678", "geheim1", "13987654321"):
        assert hidden not in page
    assert "2027-05-19" in page  # 180 days on, when it is erased


def test_V1_the_contact_needs_a_reason_and_stands_in_the_journal_first(clerk: Desk) -> None:
    report = told(clerk)
    refused = clerk.post(f"/inbox/{report.reference}/contact", reason=" ")
    assert refused.status_code == 422
    assert "13987654321" not in refused.text
    assert not lines_of(clerk, "reporter_read")
    shown = clerk.post(f"/inbox/{report.reference}/contact", reason="回访")
    assert CONTACT in shown.text
    assert lines_of(clerk, "reporter_read") == [("刘洋", report.reference, "回访")]


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SPONSOR])
def test_V1_only_clerks_analysts_and_reviewers_read_a_contact(desk: Desk, role: Role) -> None:
    report = told(desk)
    desk.enter("某人", role)
    answer = desk.post(f"/inbox/{report.reference}/contact", reason="看看")
    may = role in (Role.CLERK, Role.ANALYST, Role.REVIEWER)
    assert answer.status_code == (200 if may else 403)
    assert (CONTACT in answer.text) is may
    assert len(lines_of(desk, "reporter_read")) == may


def test_a_contact_that_is_not_there_is_said_and_not_noted(clerk: Desk) -> None:
    report = told(clerk, contact="")
    assert "留有联系方式" not in clerk.http.get(f"/inbox/{report.reference}").text
    assert clerk.post(f"/inbox/{report.reference}/contact", reason="回访").status_code == 404
    assert not lines_of(clerk, "reporter_read")


def test_V1_the_words_are_whole_for_a_reason(clerk: Desk) -> None:
    report = told(clerk)
    shown = clerk.post(f"/inbox/{report.reference}/whole", reason="核对").text
    assert "13812345678" in shown
    assert "geheim1" in shown
    assert "13987654321" not in shown
    assert lines_of(clerk, "report_read_whole") == [("刘洋", report.reference, "核对")]


def test_with_another_key_the_rest_of_the_report_is_there(clerk: Desk) -> None:
    report = told(clerk, seal=Seal((bytes(32),)))
    for page in (
        clerk.http.get(f"/inbox/{report.reference}"),
        clerk.post(f"/inbox/{report.reference}/contact", reason="回访"),
    ):
        assert page.status_code == 200
        assert "由另一个密钥" in page.text
        assert "new[.]example" in page.text


def test_a_damaged_sealed_text_is_said_and_nothing_else_breaks(clerk: Desk) -> None:
    report = told(clerk)
    with clerk.store.write() as connection:
        words = connection.execute(select(reporter_details.c.words)).scalar_one()
        connection.execute(update(reporter_details).values(words=words[:-8] + "AAAAAAAA"))
    page = clerk.http.get(f"/inbox/{report.reference}")
    assert page.status_code == 200
    assert "密文已损坏" in page.text


def test_reports_of_before_the_seal_are_still_read(clerk: Desk) -> None:
    report = Report(f"{8:032x}", NOW, ("http://new.example/",), note=WORDS)
    reports.accept(clerk.store, report, "", NOW)
    page = clerk.http.get(f"/inbox/{report.reference}").text
    assert "骗了我" in page
    assert "13812345678" not in page
    assert "13812345678" in clerk.post(f"/inbox/{report.reference}/whole", reason="核对").text


def test_R15_a_picture_is_served_as_our_own_png_and_in_a_sandbox(clerk: Desk) -> None:
    png, gone = a_logo(), hashlib.sha256(b"x").hexdigest()
    report = told(
        clerk, Picture("ab" * 32, png, codes=("http://new.example/?token=geheim2",)), Picture(gone, refused="heic")
    )
    page = clerk.http.get(f"/inbox/{report.reference}").text
    assert "HEIC" in page
    assert gone in page
    assert "geheim2" not in page
    (source,) = re.findall(r'<img src="(/inbox[^"]+)"', page)
    answer = clerk.http.get(source)
    assert answer.content == png
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["content-security-policy"] == "sandbox; default-src 'none'"
    for number in (0, 2, 3):
        assert clerk.http.get(source.replace("1.png", f"{number}.png")).status_code == 404


def test_a_picture_whose_bytes_are_gone_is_none(clerk: Desk) -> None:
    report = told(clerk, Picture("ab" * 32, a_logo()))
    blobs = report_pictures.blobs_of(clerk.store)
    for digest in list(blobs.digests()):
        blobs.remove(digest)
    assert clerk.http.get(f"/inbox/{report.reference}/pictures/1.png").status_code == 404


def test_nobody_signed_in_sees_neither_words_nor_pictures(desk: Desk) -> None:
    report = told(desk, Picture("ab" * 32, a_logo()))
    desk.carry("")
    for path in ("", "/pictures/1.png"):
        assert desk.http.get(f"/inbox/{report.reference}{path}").status_code == 303
