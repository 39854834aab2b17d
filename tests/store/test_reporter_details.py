"""What reporters said of themselves: sealed, apart, and gone when its time is over; reports and counts stay."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from zhenwang.access.sealing import Seal
from zhenwang.domain.report import Picture, Report, Submission
from zhenwang.rounds.expiry import NOTHING, Erased, erase_expired
from zhenwang.store import inbox, report_pictures, report_status, reporter_details, reports
from zhenwang.store.opening import Store
from zhenwang.store.report_rows import KEPT_DAYS
from zhenwang.store.report_schema import reported_totals
from zhenwang.store.schema import metadata

NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)
OVER = NOW + timedelta(days=KEPT_DAYS)
SEAL = Seal((bytes(range(32)),))
PNG = b"\x89PNG a picture that we drew"


def receipt(n: int) -> str:
    return f"{n:032x}"


def keep(store: Store, n: int, at: datetime, *pictures: Picture, note: str = "") -> None:
    report = Report(receipt(n), at, (f"http://a{n}.example/",), note=note)
    words, contact = SEAL.seal(report.receipt, f"张三的话{n}"), SEAL.seal(report.receipt, "13812345678")
    sealed = Submission(report, "", words, contact, pictures=pictures) if not note else Submission(report)
    reports.accept_all(store, [sealed], at)


def test_sealed_words_and_contact_are_found_by_their_receipt(store: Store) -> None:
    keep(store, 1, NOW)
    found = reporter_details.of_receipts(store, [receipt(1), receipt(2)])
    assert list(found) == [receipt(1)]
    one = found[receipt(1)]
    assert SEAL.unseal(receipt(1), one.words) == "张三的话1"
    assert SEAL.unseal(receipt(1), one.contact) == "13812345678"
    assert one.expires_at == OVER


def test_at_the_end_of_its_time_all_of_it_goes_and_the_report_stays(store: Store) -> None:
    late = OVER + timedelta(seconds=1)
    keep(store, 1, NOW, Picture("ab" * 32, PNG, codes=("http://a1.example/",)), Picture("cd" * 32, refused="heic"))
    keep(store, 2, late)
    keep(store, 3, NOW, note="我叫张三，13812345678")
    digest = report_pictures.of_report(store, receipt(1))[0].blob
    assert report_pictures.blobs_of(store).get(digest) == PNG
    assert erase_expired(store, OVER - timedelta(microseconds=1)) == NOTHING

    assert erase_expired(store, late) == Erased(details=1, notes=1, pictures=2)

    assert list(reporter_details.of_receipts(store, [receipt(1), receipt(2)])) == [receipt(2)]
    told = inbox.get(store, Report(receipt(3), NOW, ()).reference)
    assert told
    assert (told.note, told.urls) == ("", ("http://a3.example/",))
    pictures = report_pictures.of_report(store, receipt(1))
    assert [(one.blob, one.refused, one.codes) for one in pictures] == [("", "erased", ())] * 2
    assert [one.original for one in pictures] == ["ab" * 32, "cd" * 32]
    assert not list(report_pictures.blobs_of(store).digests())
    assert all(report_status.status(store, receipt(n)) for n in (1, 2, 3))
    with store.read() as connection:
        assert connection.execute(select(reported_totals.c.reports)).scalars().all() == [1, 1, 1]
    assert erase_expired(store, late) == NOTHING


def test_a_picture_that_a_later_report_brought_again_stays(store: Store) -> None:
    keep(store, 1, NOW, Picture("ab" * 32, PNG))
    keep(store, 2, OVER, Picture("ab" * 32, PNG))
    assert erase_expired(store, OVER + timedelta(seconds=1)).pictures == 1
    (kept,) = report_pictures.of_report(store, receipt(2))
    assert report_pictures.blobs_of(store).get(kept.blob) == PNG


def test_pictures_of_reports_lie_apart_from_evidence(store: Store) -> None:
    evidence = store.blobs.put(PNG)
    keep(store, 1, NOW, Picture("ab" * 32, PNG))
    erase_expired(store, OVER + timedelta(seconds=1))
    assert store.blobs.get(evidence) == PNG
    assert list(store.blobs.digests()) == [evidence]


def test_I12_a_select_of_everything_tells_nothing_of_a_reporter(store: Store) -> None:
    keep(store, 1, NOW)
    with store.read() as connection:
        everything = [repr(connection.execute(select(table)).all()) for table in metadata.sorted_tables]
    assert any("http://a1.example/" in rows for rows in everything)
    assert not [rows for rows in everything if "张三" in rows or "13812345678" in rows]


def test_many_at_once_are_erased_in_steps(store: Store) -> None:
    batch = [
        Submission(Report(receipt(n), NOW, (f"http://a{n}.example/",)), contact=SEAL.seal(receipt(n), "1"))
        for n in range(1_203)
    ]
    reports.accept_all(store, batch, NOW)
    assert erase_expired(store, OVER).details == 1_203


def test_what_was_erased_is_not_in_the_file_of_sqlite(store: Store, tmp_path: Path) -> None:
    if store.engine.dialect.name != "sqlite":
        pytest.skip("on PostgreSQL it goes with the next VACUUM")
    keep(store, 1, NOW)
    sealed = reporter_details.of_receipts(store, [receipt(1)])[receipt(1)]
    assert sealed.contact.encode() in _bytes_of(tmp_path)
    erase_expired(store, OVER)
    left = _bytes_of(tmp_path)
    assert sealed.contact.encode() not in left
    assert sealed.words.encode() not in left


def _bytes_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.glob("store.db*")))


def test_a_run_says_how_many_were_erased() -> None:
    assert Erased(2, 1, 3).remarks() == ("erased after 180 days: contact and words of 3 reports, 3 pictures",)
    assert NOTHING.remarks() == ()
