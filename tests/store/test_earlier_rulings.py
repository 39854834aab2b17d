"""What a store of schema 0002 holds when this program opens it: rulings that were made before there were accounts."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import insert, text

from tests.store.made import DAY, NOW, a_ruling, a_score, a_signal, seeing
from zhenwang.domain import two_people
from zhenwang.domain.access import Actor
from zhenwang.domain.case import Analyst, Case, State
from zhenwang.domain.workflow import Refused
from zhenwang.store import cases, chain, history
from zhenwang.store.case_rows import finding
from zhenwang.store.columns import canonical, instant_text
from zhenwang.store.migrating import SCRIPTS
from zhenwang.store.opening import Store, open_store
from zhenwang.store.schema import history as table

OLD = ("position", "case_id", "sequence", "at", "actor", "action", "before", "after", "reason", "facts")
EVIDENCE = "e" * 64
STEPS = (
    ("zhenwang", "open", "lead", "lead", {}),
    ("ada", "triage", "lead", "triage", {}),
    ("ada", "analyse", "triage", "analysis", {}),
    ("ada", "fix_evidence", "analysis", "evidence_fixed", {"evidence": EVIDENCE}),
    ("ada", "propose", "evidence_fixed", "review", {"limb": "b", "imitates": "hubei.gov.cn", "seen_digest": EVIDENCE}),
    ("bo", "confirm", "review", "confirmed", {"seen_digest": EVIDENCE}),
    ("bo", "coordinate", "confirmed", "coordination", {}),
    ("bo", "hand_off", "coordination", "handed_off", {"authority": "cac"}),
)


def older(url: str, blobs: Path, steps: int) -> Store:
    """A store with one case of schema 0002 and its history, brought up by opening it."""
    store = open_store(url, blobs)
    with store.write() as connection:
        _empty(connection)
        config = Config()
        config.set_main_option("script_location", str(SCRIPTS))
        config.attributes["connection"] = connection
        command.upgrade(config, "0002")
        _case(connection, STEPS[steps - 1][3])
        end = chain.START
        for number, (actor, action, before, after, facts) in enumerate(STEPS[:steps], 1):
            row = {
                "position": number, "case_id": "ZW-20261120-0001", "sequence": number, "at": instant_text(NOW),
                "actor": actor, "action": action, "before": before, "after": after, "reason": "so",
                "facts": canonical(facts),
            }  # fmt: skip
            end = chain.link(row, OLD, end)
            connection.execute(insert(table).values(row | {"digest": end}))
    store.close()
    return open_store(url, blobs)


def _empty(connection) -> None:
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
    for name in names:
        connection.exec_driver_sql(f"DROP TABLE {name}")


def _case(connection, state: str) -> None:
    values = {
        "id": "ZW-20261120-0001", "host": "hubei-gov.example.com", "url": "https://hubei-gov.example.com/",
        "day": DAY.isoformat(), "number": 1, "state": state, "opened_at": instant_text(NOW), "evidence": EVIDENCE,
        "proposer": "ada" if state not in ("lead", "triage", "analysis", "evidence_fixed") else "", "reports": 0,
        "version": 7, "moved_by": "ada",
    }  # fmt: skip
    found = finding("1" * 64, [a_signal()], a_score())
    values |= {name: canonical(value) if name in ("score", "signals") else value for name, value in found.items()}
    values.pop("severity")
    columns = ", ".join(f'"{name}"' for name in values)
    connection.execute(text(f"INSERT INTO cases ({columns}) VALUES ({', '.join(':' + n for n in values)})"), values)


@pytest.fixture
def url(tmp_path: Path, empty_file: Path) -> str:
    shutil.copy(empty_file, tmp_path / "store.db")
    return f"sqlite:///{tmp_path}/store.db"


def held(store: Store) -> Case:
    case = cases.get(store, "ZW-20261120-0001")
    assert case is not None
    return case


def test_a_case_in_review_goes_on_with_two_people(url: str, tmp_path: Path) -> None:
    store = older(url, tmp_path / "blobs", 5)
    case = held(store)
    assert (case.state, case.analysts, case.proposal) == (State.REVIEW, (Analyst("", "ada"),), EVIDENCE)
    assert (case.ruled, case.severity) == ({"limb": "b", "imitates": "hubei.gov.cn"}, "S1")
    assert isinstance(cases.rule(store, case.id, seeing(case, "confirm", " ADA"), NOW, 7), Refused)
    after = cases.rule(store, case.id, seeing(case, "confirm", "bo"), NOW, 7)
    assert isinstance(after, Case)
    assert history.verify(store) == []
    assert two_people.faults(history.of(store, case.id)) == []
    store.close()


def test_a_case_that_was_sent_out_can_be_brought_to_its_end(url: str, tmp_path: Path) -> None:
    store = older(url, tmp_path / "blobs", 8)
    case = held(store)
    assert (case.state, case.handoffs) == (State.HANDED_OFF, {"cac": "sent"})
    acted = cases.rule(store, case.id, a_ruling("progress", authority="cac", step="acted"), NOW, 7)
    assert isinstance(acted, Case)
    assert two_people.faults(history.of(store, case.id)) == []
    store.close()


def test_rows_written_before_there_were_accounts_still_verify(url: str, tmp_path: Path) -> None:
    store = older(url, tmp_path / "blobs", 5)
    assert history.verify(store) == []
    assert [event.person for event in history.of(store, "ZW-20261120-0001")] == [""] * 5
    with store.write() as connection:
        connection.exec_driver_sql("DROP TRIGGER history_no_update")
        connection.exec_driver_sql("UPDATE history SET person = '' WHERE position = 3")
    assert "row 3" in history.verify(store)[0]
    store.close()


def test_one_person_under_two_names_is_no_second_person(url: str, tmp_path: Path) -> None:
    store = older(url, tmp_path / "blobs", 5)
    case = held(store)
    same = Actor("p-1", "ａｄａ", "", a_ruling("x").actor.grants)
    ruling = seeing(case, "confirm")
    refused = cases.rule(store, case.id, type(ruling)("confirm", same, "so", {}, case.proposal), NOW, 7)
    assert isinstance(refused, Refused)
    store.close()
