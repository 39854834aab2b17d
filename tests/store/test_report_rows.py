"""What a batch of reports becomes: fifty samples a domain, a row for every receipt, counts that a recount confirms."""

from __future__ import annotations

import shutil
from collections import Counter
from itertools import count
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from tests.store.made import NOW, a_report, case_opened
from zhenwang.domain.hosts import Host, parse_host
from zhenwang.domain.report import SAMPLES, Picture, Report, Submission
from zhenwang.domain.workflow import Refused
from zhenwang.store import cases, report_rows, report_status, reports
from zhenwang.store import report_pictures as picture_rows
from zhenwang.store.conserve import balance
from zhenwang.store.faults import StoreUnavailableError
from zhenwang.store.opening import Store
from zhenwang.store.report_pictures import blobs_of
from zhenwang.store.report_schema import (
    report_pictures,
    reported_domains,
    reported_hosts,
    reported_totals,
    reporter_details,
)
from zhenwang.store.report_schema import reports as rows
from zhenwang.store.reports import Accepted

PNG = b"\x89PNG\r\n\x1a\n drawn anew"
_salt = count()


def sent(number: int, *urls: str, salt: str = "", **more: object) -> Submission:
    receipt = f"{salt:0>16}{number:016x}"
    note, channel = str(more.pop("note", "")), str(more.pop("channel", ""))
    return Submission(Report(receipt, NOW, urls, "省政府", "sms", note, channel), **more)  # type: ignore[arg-type]


def counted(store: Store, column: object, *where: object) -> int:
    with store.read() as connection:
        return int(connection.execute(select(func.count(column)).where(*where)).scalar_one())  # type: ignore[arg-type]


def recounted(store: Store) -> None:
    """Totals and samples are what the rows say."""
    with store.read() as connection:
        links = connection.execute(
            select(reported_hosts.c.host, reported_hosts.c.sample, rows.c.channel, rows.c.record, rows.c.receipt).join(
                rows, rows.c.receipt == reported_hosts.c.receipt
            )
        ).all()
        totals = {(row.host, row.channel): row.reports for row in connection.execute(select(reported_totals))}
        samples = {row.domain: row.samples for row in connection.execute(select(reported_domains))}
    assert totals == Counter((link.host, link.channel) for link in links)
    kept = {(link.receipt, domain_of(link.host)) for link in links if link.sample}
    assert all(bool(link.record) is link.sample for link in links)
    real = Counter(domain for _, domain in kept if domain)
    assert all(number <= SAMPLES for number in samples.values())
    # A report that is kept for one domain's sake stands as a sample under its other domains too.
    assert all(real[domain] >= number for domain, number in samples.items())


def domain_of(host: str) -> str:
    found = parse_host(host) if host else None
    return found.registrable if isinstance(found, Host) else ""


def test_R2_of_a_domain_fifty_are_kept_and_every_other_is_counted_under_its_receipt(store: Store) -> None:
    flood = [sent(n, f"http://h{n % 7}.fake.example/{n}", words="sealed", note="words") for n in range(240)]
    for start in range(0, len(flood), 100):
        answers = reports.accept_all(store, flood[start : start + 100], NOW)
        assert all(isinstance(answer, Accepted) and not answer.repeated for answer in answers)
    assert counted(store, rows.c.receipt) == 240
    assert counted(store, rows.c.receipt, rows.c.record != {}) == SAMPLES
    assert counted(store, reporter_details.c.receipt) == SAMPLES, "of the others nobody reads the words"
    assert all(report_status.status(store, one.report.receipt) == "waiting" for one in flood)
    recounted(store)
    [books] = balance(store)
    assert (books.accepted, books.waiting, books.holds) == (240, 240, True)


def test_a_counted_report_keeps_the_contact_that_somebody_left(store: Store) -> None:
    reports.accept_all(store, [sent(n, "http://fake.example/") for n in range(SAMPLES)], NOW)
    reports.accept_all(store, [sent(99, "http://fake.example/", contact="sealed", words="w", reporter="r")], NOW)
    with store.read() as connection:
        [kept] = connection.execute(select(reporter_details)).all()
    assert (kept.contact, kept.words) == ("sealed", "")


def test_a_report_of_several_domains_is_kept_while_one_of_them_has_room(store: Store) -> None:
    full = [sent(n, "http://full.example/") for n in range(SAMPLES)]
    reports.accept_all(store, [*full, sent(90, "http://full.example/", "http://a.new.example/", "http://new.example/")],
                       NOW)  # fmt: skip
    assert [one.receipt for one in reports.of_host(store, "new.example")] == [sent(90).report.receipt]
    with store.read() as connection:
        held = {row.domain: row.samples for row in connection.execute(select(reported_domains))}
    assert held == {"full.example": SAMPLES, "new.example": 1}
    recounted(store)


def test_what_names_no_readable_address_is_always_kept_for_only_a_person_can_read_it(store: Store) -> None:
    reports.accept_all(store, [sent(n, "红色的页面") for n in range(SAMPLES + 5)], NOW)
    assert len(reports.of_host(store, "", 1000)) == SAMPLES + 5
    recounted(store)


def test_R6_one_key_twice_in_a_batch_is_one_report(store: Store) -> None:
    batch = [
        sent(1, "http://a.example/", key="k"),
        sent(2, "http://a.example/", key="k"),
        sent(3, "b.example", key="k"),
    ]
    first, second, third = reports.accept_all(store, batch, NOW)
    assert first == Accepted(batch[0].report.receipt, repeated=False)
    assert second == Accepted(batch[0].report.receipt, repeated=True)
    assert isinstance(third, Refused)
    [books] = balance(store)
    assert (books.accepted, books.refused, books.holds) == (2, 1, True)
    recounted(store)


@pytest.mark.parametrize("other", [{"reporter": "another"}, {"pictures": (Picture("f" * 64),)}, {"note": "more"}])
def test_R6_contact_pictures_and_words_are_part_of_what_a_key_stands_for(
    store: Store, other: dict[str, object]
) -> None:
    whole = {"reporter": "r", "pictures": (Picture("e" * 64, PNG),), "note": "words"}
    once = sent(1, "http://a.example/", key="k", words="sealed one way", contact="x", **whole)
    again = sent(2, "http://a.example/", key="k", words="sealed another way", contact="y", **whole)
    assert reports.accept_all(store, [once], NOW) == [Accepted(once.report.receipt, repeated=False)]
    assert reports.accept_all(store, [again], NOW) == [Accepted(once.report.receipt, repeated=True)]
    changed = sent(3, "http://a.example/", key="k", words="sealed", contact="x", **(whole | other))
    assert isinstance(reports.accept_all(store, [changed], NOW)[0], Refused)


def test_R6_a_key_of_an_office_cannot_be_used_up_in_public(store: Store) -> None:
    squatted = sent(1, "http://a.example/", key="12345-1")
    office = sent(2, "http://b.example/", key="12345-1", channel="transfer")
    assert all(isinstance(one, Accepted) for one in reports.accept_all(store, [squatted, office], NOW))


def test_pictures_are_kept_for_samples_only(store: Store) -> None:
    shot = (Picture("a" * 64, PNG, codes=("http://qr.example/",)), Picture("b" * 64, refused="too large"))
    batch = [sent(n, "http://fake.example/", pictures=shot) for n in range(SAMPLES + 3)]
    reports.accept_all(store, batch, NOW)
    with store.read() as connection:
        kept = connection.execute(select(report_pictures).order_by(report_pictures.c.number)).all()
    assert len(kept) == 2 * SAMPLES
    assert blobs_of(store).get(kept[0].blob) == PNG
    assert (kept[0].codes, kept[-1].blob, kept[-1].refused) == (["http://qr.example/"], "", "too large")


def test_R9_a_disk_that_takes_no_picture_takes_no_report(store: Store) -> None:
    blobs_of(store).root.write_bytes(b"no folder")
    with pytest.raises(StoreUnavailableError):
        reports.accept_all(store, [sent(1, "http://a.example/", pictures=(Picture("a" * 64, PNG),))], NOW)
    assert balance(store) == []
    assert counted(store, rows.c.receipt) == 0


def test_R9_pictures_never_take_the_last_of_the_disk(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=picture_rows.LEAST_FREE - 1))
    shot = (Picture("a" * 64, PNG, codes=("http://qr.example/",)),)
    [accepted] = reports.accept_all(store, [sent(1, "http://a.example/", pictures=shot)], NOW)
    assert isinstance(accepted, Accepted), "the report itself is kept"
    [told] = picture_rows.of_report(store, accepted.receipt)
    assert (told.blob, told.refused, told.codes) == ("", picture_rows.NO_ROOM, ("http://qr.example/",))
    assert not list(blobs_of(store).digests())


def test_sealed_words_do_not_stand_in_the_record(store: Store) -> None:
    reports.accept_all(store, [sent(1, "http://a.example/", note="我叫张三", words="sealed")], NOW)
    [kept] = reports.of_host(store, "a.example")
    assert kept.note == ""


def test_R1_reports_are_counted_on_the_cases_of_their_hosts_in_one_step(store: Store) -> None:
    one, other = case_opened(store, "a.example.com"), case_opened(store, "b.example.com")
    batch = [sent(n, "http://a.example.com/", "http://b.example.com/" if n % 2 else "x.example.com") for n in range(9)]
    reports.accept_all(store, batch, NOW)
    assert [cases.get(store, case.id).reports for case in (one, other)] == [9, 4]


def test_more_hosts_than_one_statement_takes(store: Store) -> None:
    assert len(reports.accept_all(store, [sent(n, f"http://fake{n}.example/") for n in range(1200)], NOW)) == 1200
    recounted(store)


def test_R17_spellings_of_one_host_are_one_host(store: Store) -> None:
    spelled = ("http://WWW.Fake.Example/", "http://www.fake.example.:80/", "hxxp://www[.]fake[.]example:443/%7Ex",
               "http://www.fake。example/", "http://ｗｗｗ.fake.example", "www.fake.example/~x")  # fmt: skip
    reports.accept_all(store, [sent(n, url) for n, url in enumerate(spelled)], NOW)
    han = ("http://café.example/", "http://cafe\u0301.example/", "http://xn--caf-dma.example/", "http://CAFÉ.example")
    reports.accept_all(store, [sent(100 + n, url) for n, url in enumerate(han)], NOW)
    with store.read() as connection:
        held = {row.host: row.reports for row in connection.execute(select(reported_totals))}
    assert held == {"www.fake.example": len(spelled), "xn--caf-dma.example": len(han)}


URLS = st.sampled_from(
    ["http://a.one.example/", "http://b.one.example/1", "two.example", "no address", "ｔｗｏ.example"]
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.lists(URLS, max_size=3), st.sampled_from(["", "phone"]), st.integers(0, 5)), max_size=30))
def test_any_batch_leaves_books_that_a_recount_confirms(store: Store, batch: list[tuple[list[str], str, int]]) -> None:
    salt = f"{next(_salt):x}"
    given_in = [
        sent(n, *urls, salt=salt, channel=channel, key=f"{salt}-{key}" if key else "")
        for n, (urls, channel, key) in enumerate(batch)
    ]
    answers = reports.accept_all(store, given_in, NOW)
    assert len(answers) == len(batch)
    for one, answer in zip(given_in, answers, strict=True):
        known = report_status.status(store, one.report.receipt) is not None
        assert known is (isinstance(answer, Accepted) and not answer.repeated)
    recounted(store)
    assert all(books.holds for books in balance(store))


def test_the_days_that_contact_is_kept_are_told_where_it_is_asked_for() -> None:
    assert report_rows.KEPT_DAYS == 180
    assert a_report().reference
