"""What a store of schema 0003 holds of reports when this program opens it: every link, and counts that a recount
confirms.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import sqlalchemy
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, select, text

from tests.store.made import DAY, NOW, a_score, a_signal
from zhenwang.domain.hosts import Host, parse_host
from zhenwang.domain.report import SAMPLES, Report, reference
from zhenwang.store import cases, conserve, inbox, report_days, reports
from zhenwang.store.case_rows import finding
from zhenwang.store.columns import canonical, instant_text
from zhenwang.store.migrating import SCRIPTS
from zhenwang.store.opening import Store, open_store
from zhenwang.store.records import report_record
from zhenwang.store.report_schema import inbox_hosts, reported_domains, reported_hosts, reported_totals
from zhenwang.store.report_schema import reports as rows
from zhenwang.store.reports import Accepted

FLOOD = 70
TOLD = (
    ("a", "", ("http://a.one.example/", "http://b.one.example/")),
    ("b", "phone", ("http://a.one.example/x",)),
    ("c", "", ("红色的页面",)),
    ("d", "letter", ("http://two.example/",)),
)


def older(url: str) -> None:
    """A store of schema 0003: reports with their hosts, one link that only the line had read, a case, an answer."""
    engine = sqlalchemy.create_engine(url)
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(SCRIPTS))
        config.attributes["connection"] = connection
        command.upgrade(config, "0003")
        for number, (letter, channel, urls) in enumerate(TOLD):
            _report(connection, letter * 32, channel, urls, NOW + timedelta(minutes=number))
        for number in range(FLOOD):
            _report(connection, f"{number:032x}", "", ("http://flood.example/",), NOW + timedelta(hours=1))
        _link(connection, "report_hosts", receipt="a" * 32, host="a.one.example")
        _link(connection, "report_hosts", receipt="c" * 32, host="read-by-the-line.example")
        _case(connection)
        connection.execute(text("INSERT INTO tally (source, accepted, refused) VALUES ('intake', :n, 0)"),
                           {"n": FLOOD + len(TOLD)})  # fmt: skip
    engine.dispose()


def _report(connection: Connection, receipt: str, channel: str, urls: tuple[str, ...], at: datetime) -> None:
    record = report_record(Report(receipt, at, urls, "省政府", "sms", "原话", channel))
    record.pop("origin")
    if not channel:
        record.pop("channel")
    values = {"receipt": receipt, "key": f"key-{receipt}", "body": "0" * 64, "at": instant_text(at),
              "record": canonical(record), "taken": DAY.isoformat() if receipt[0] == "a" else None}  # fmt: skip
    connection.execute(
        text(
            "INSERT INTO reports (receipt, idempotency_key, body_digest, received_at, record, taken_on)"
            " VALUES (:receipt, :key, :body, :at, :record, :taken)"
        ),
        values,
    )
    for url in urls:
        host = url.split("/")[2] if "//" in url else ""
        _link(connection, "reported_hosts", reference=reference(receipt), host=host, receipt=receipt,
              received_at=instant_text(at))  # fmt: skip


def _link(connection: Connection, table: str, **values: str) -> None:
    names = ", ".join(values)
    given = ", ".join(f":{name}" for name in values)
    connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({given})"), values)


def _case(connection: Connection) -> None:
    columns = {column["name"]: column for column in sqlalchemy.inspect(connection).get_columns("cases")}
    values: dict[str, object] = {
        "id": "ZW-20261120-0001", "host": "a.one.example", "url": "http://a.one.example/", "day": DAY.isoformat(),
        "number": 1, "state": "triage", "opened_at": instant_text(NOW), "reports": 1, "version": 1, "moved_by": "ada",
    }  # fmt: skip
    found = finding("1" * 64, [a_signal()], a_score())
    values |= {name: canonical(value) if name in ("score", "signals") else value for name, value in found.items()}
    for name, column in columns.items():
        if name not in values and not column["nullable"]:
            values[name] = _empty(name, column["type"])
    names = ", ".join(f'"{name}"' for name in values)
    given = ", ".join(f":{name}" for name in values)
    connection.execute(text(f"INSERT INTO cases ({names}) VALUES ({given})"), values)


def _empty(name: str, kind: object) -> object:
    if isinstance(kind, sqlalchemy.Boolean):
        return False
    if isinstance(kind, sqlalchemy.Integer | sqlalchemy.Float | sqlalchemy.Numeric):
        return 0
    return {"ruled": "{}", "analysts": "[]", "handoffs": "[]"}.get(name, "")


def domain_of(host: str) -> str:
    found = parse_host(host) if host else None
    return found.registrable if isinstance(found, Host) else ""


def opened(url: str, tmp_path: Path) -> Store:
    older(url)
    return open_store(url, tmp_path / "blobs")


def test_earlier_reports_keep_their_links_and_are_counted(url: str, tmp_path: Path) -> None:
    store = opened(url, tmp_path)
    with store.read() as connection:
        kept = select(reported_hosts.c.host, reported_hosts.c.sample, rows.c.channel, rows.c.receipt)
        links = connection.execute(kept.join(rows, rows.c.receipt == reported_hosts.c.receipt)).all()
        totals = {(row.host, row.channel): row for row in connection.execute(select(reported_totals))}
        samples = {row.domain: row.samples for row in connection.execute(select(reported_domains))}
        inboxed = {row.host: row.reports for row in connection.execute(select(inbox_hosts))}
    assert {(link.receipt, link.host) for link in links} >= {
        ("a" * 32, "a.one.example"), ("a" * 32, "b.one.example"), ("b" * 32, "a.one.example"), ("c" * 32, ""),
        ("c" * 32, "read-by-the-line.example"), ("d" * 32, "two.example"),
    }  # fmt: skip
    assert len(links) == FLOOD + 6
    assert all(link.sample for link in links), "what was kept word for word stays so"
    assert {key: row.reports for key, row in totals.items()} == Counter((link.host, link.channel) for link in links)
    assert inboxed == Counter(link.host for link in links)
    recount = Counter(domain for _, domain in {(link.receipt, domain_of(link.host)) for link in links} if domain)
    assert samples == {domain: min(SAMPLES, number) for domain, number in recount.items()}
    assert samples["flood.example"] == SAMPLES
    assert samples["one.example"] == 2, "a report that names two hosts of a domain is one sample of it"
    told = totals["a.one.example", "phone"]
    assert (told.first_at, told.last_at, told.domain) == (NOW + timedelta(minutes=1),) * 2 + ("one.example",)
    store.close()


def test_a_case_counts_the_reports_that_it_had(url: str, tmp_path: Path) -> None:
    store = opened(url, tmp_path)
    case = cases.of_host(store, "a.one.example")
    assert case is not None
    assert case.reports == 2
    store.close()


def test_earlier_reports_go_on_where_they_were(url: str, tmp_path: Path) -> None:
    store = opened(url, tmp_path)
    found = list(report_days.waiting(store))
    assert len(found) == FLOOD + 3
    assert all(one.report is not None and one.report.note == "原话" for one in found)
    assert inbox.waiting(store) == FLOOD + 3
    assert reports.status(store, "a" * 32) == "case"
    assert conserve.balance(store)[0].holds
    late = Report("f" * 32, NOW, ("http://flood.example/",))
    assert reports.accept(store, late, "", NOW) == Accepted("f" * 32, repeated=False)
    assert len(reports.of_host(store, "flood.example", 1000)) == FLOOD, "enough are kept, so the next is counted"
    assert conserve.balance(store)[0].holds
    store.close()
