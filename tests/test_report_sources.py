"""Forwarded messages as reports: from mailbox to the inbox of a store, however often they are read."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from tests.sources import mails_made
from zhenwang.access.sealing import open_seal
from zhenwang.report_sources import counter_of, trial_counter
from zhenwang.settings import Settings
from zhenwang.sources.forwarded import Forwarded, Outcome
from zhenwang.store import reports
from zhenwang.store.opening import Store, open_store

NOW = datetime.fromisoformat("2026-11-23T10:00:00+08:00")
LINKS = (
    '<p>请点 <a href="http://leads.fake.example.net/in">www.hubei.gov.cn</a> <a href="mailto:x@y.example">信</a></p>'
)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(var=tmp_path / "var", plan="files", database_url="")


@pytest.fixture
def store(settings: Settings):
    settings.var.mkdir()
    opened = open_store(settings.store_url, settings.blobs)
    yield opened
    opened.close()


def read(settings: Settings, store: Store, *paths: Path, channel: str = "") -> list[Outcome]:
    source = Forwarded(paths, counter_of(settings, store), channel)  # type: ignore[arg-type]
    return list(source.hand_in(NOW))


def test_words_links_and_codes_become_one_report_each_and_only_once(
    tmp_path: Path, settings: Settings, store: Store
) -> None:
    box = tmp_path / "box.mbox"
    html, code = mails_made.in_html(LINKS).as_bytes(), mails_made.with_code("http://qr.fake.example.org/x").as_bytes()
    box.write_bytes(mails_made.mbox(mails_made.plain(number=9).as_bytes(), html, code))
    table = tmp_path / "短信.csv"
    table.write_text("内容,电话\n请点http://sms.fake.example.com/,13800138000\n", encoding="utf-8")
    found = read(settings, store, box, table)
    assert [(one.fate, one.hosts) for one in found] == [
        ("accepted", ("shebao.fake-hubei.example.com",)),
        ("accepted", ("leads.fake.example.net", "www.hubei.gov.cn")),
        ("accepted", ("qr.fake.example.org",)),
        ("accepted", ("sms.fake.example.com",)),
    ]
    assert [one.fate for one in read(settings, store, box, table)] == ["repeated"] * 4
    (report,) = reports.of_host(store, "leads.fake.example.net")
    assert report.claims == "链接写作 www.hubei.gov.cn"
    assert report.channel == "mail"
    assert reports.of_host(store, "sms.fake.example.com")[0].channel == "sms"


def test_R18_who_sent_it_stands_sealed_and_nowhere_else(tmp_path: Path, settings: Settings, store: Store) -> None:
    (tmp_path / "a.eml").write_bytes(mails_made.plain("我叫王建国 http://x.fake.example.com/").as_bytes())
    read(settings, store, tmp_path / "a.eml")
    database = b"".join(path.read_bytes() for path in settings.var.glob("zhenwang.db*"))
    for personal in ("wang@mail.example", "王大爷", "王建国"):
        assert personal.encode() not in database
        assert personal.encode("unicode_escape") not in database
    (report,) = reports.of_host(store, "x.fake.example.com")
    assert report.note == ""
    assert open_seal(settings.reporter_key).reporter("王大爷 <wang@mail.example>")


def test_the_same_mail_twice_in_one_box_is_accepted_once(tmp_path: Path, settings: Settings, store: Store) -> None:
    mail = mails_made.plain("http://x.fake.example.com/").as_bytes()
    (tmp_path / "a.mbox").write_bytes(mails_made.mbox(mail, mail))
    assert [one.fate for one in read(settings, store, tmp_path / "a.mbox")] == ["accepted", "repeated"]
    assert len(reports.waiting(store)) == 1


def test_a_mail_without_an_address_waits_for_a_person(tmp_path: Path, settings: Settings, store: Store) -> None:
    (tmp_path / "a.eml").write_bytes(mails_made.plain("有人冒充社保局，没有网址").as_bytes())
    assert [one.fate for one in read(settings, store, tmp_path / "a.eml")] == ["no_address"]


def test_what_cannot_be_read_comes_with_its_bytes_and_costs_nothing_else(
    tmp_path: Path, settings: Settings, store: Store
) -> None:
    (tmp_path / "a.eml").write_bytes(b"\x00\xff" * 40)
    (tmp_path / "b.eml").write_bytes(mails_made.plain().as_bytes())
    source = Forwarded((tmp_path / "gone", tmp_path), counter_of(settings, store))
    (bad,) = source.sightings(NOW)
    assert bad.raw == b"\x00\xff" * 40  # type: ignore[union-attr]
    (failure,) = source.settle(date(2026, 11, 23))
    assert "gone" in failure
    assert "cannot be read" in failure
    assert len(reports.of_host(store, "shebao.fake-hubei.example.com")) == 1


def test_without_a_key_nothing_is_kept_in_the_clear(tmp_path: Path, settings: Settings, store: Store) -> None:
    settings.reporter_key.write_text("no key", encoding="ascii")
    (tmp_path / "b.eml").write_bytes(mails_made.plain().as_bytes())
    source = Forwarded((tmp_path / "b.eml",), counter_of(settings, store))
    assert list(source.hand_in(NOW)) == []
    assert source.failures
    assert reports.of_host(store, "shebao.fake-hubei.example.com") == []


def test_a_trial_keeps_nothing_and_knows_what_is_kept(tmp_path: Path, settings: Settings, store: Store) -> None:
    (tmp_path / "b.eml").write_bytes(mails_made.plain().as_bytes())
    trial = Forwarded((tmp_path / "b.eml",), lambda: trial_counter(store))
    assert [one.fate for one in trial.hand_in(NOW)] == ["accepted"]
    assert not settings.reporter_key.exists()
    read(settings, store, tmp_path / "b.eml")
    assert [one.fate for one in trial.hand_in(NOW)] == ["repeated"]
    nobody = Forwarded((tmp_path / "b.eml",), lambda: trial_counter(None))
    assert [one.fate for one in nobody.hand_in(NOW)] == ["accepted"]
