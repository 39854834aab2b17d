"""What people write is kept character for character on both databases, half characters and NUL too (threat R16)."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from tests.web.naughty_texts import NAUGHTY_TEXTS, TORN
from zhenwang.domain.report import Report, Submission
from zhenwang.store import report_status, reports
from zhenwang.store.opening import Store
from zhenwang.store.records import read_report
from zhenwang.store.report_schema import reporter_details
from zhenwang.store.report_schema import reports as table
from zhenwang.store.reports import Accepted

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def submission(number: int, text: str) -> Submission:
    urls = (f"http://n{number}.example/", text)
    report = Report(f"{number:032x}", NOW, urls, text, "sms", text, "transfer", "武汉12345")
    return Submission(report, key=f"{number} {text}", words=f"sealed {text}", contact=f"also {text}")


def test_R16_every_text_is_kept_character_for_character(store: Store) -> None:
    texts = (*NAUGHTY_TEXTS, *TORN)
    answers = reports.accept_all(store, [submission(number, text) for number, text in enumerate(texts)], NOW)
    assert all(isinstance(answer, Accepted) and not answer.repeated for answer in answers)
    with store.read() as connection:
        records = dict(connection.execute(select(table.c.receipt, table.c.record)).tuples().all())
        sealed = {row.receipt: row for row in connection.execute(select(reporter_details))}
    for number, text in enumerate(texts):
        receipt = f"{number:032x}"
        kept = read_report(records[receipt])
        assert (kept.urls[1], kept.claims, kept.note) == (text, text, "")
        assert (sealed[receipt].words, sealed[receipt].contact) == (f"sealed {text}", f"also {text}")
    again = reports.accept_all(store, [submission(number, text) for number, text in enumerate(texts)], NOW)
    assert all(isinstance(answer, Accepted) and answer.repeated for answer in again), "and so are keys and bodies"


def guesses(store: Store, number: int) -> int:
    """How many of that many random receipts are anybody's."""
    return sum(report_status.status(store, secrets.token_hex(16)) is not None for _ in range(number))


def test_R13_no_receipt_is_guessed(store: Store) -> None:
    reports.accept_all(store, [submission(number, "x") for number in range(200)], NOW)
    assert report_status.status(store, f"{7:032x}") == "waiting"
    assert guesses(store, 1_000) == 0


@pytest.mark.soak
def test_R13_no_receipt_is_guessed_in_100_000(store: Store) -> None:
    reports.accept_all(store, [submission(number, "x") for number in range(200)], NOW)
    assert guesses(store, 100_000) == 0
