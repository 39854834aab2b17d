from __future__ import annotations

import json
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace

import pytest
from sqlalchemy import Boolean, Date, Integer, exc, insert, select, text

from tests.store.made import DAY, NOW, an_actor, case_opened
from zhenwang.domain.sampling import Unit, draw
from zhenwang.domain.workflow import Refused
from zhenwang.store import journal, samples
from zhenwang.store.access_schema import journal as journal_rows
from zhenwang.store.columns import Exact, Instant, Key
from zhenwang.store.opening import Store
from zhenwang.store.samples import Request, Sample
from zhenwang.store.schema import metadata

UNITS = tuple(Unit(f"www.s{n}.gov.cn", f"站{n}", f"county/{n % 3}") for n in range(40))
SEED = "5" * 32
FIRST = Request("2026-Q4", "4201", UNITS, "r1")


def _frozen(store: Store, request: Request = FIRST, seed: str = SEED) -> Sample:
    kept = samples.freeze(store, request, an_actor(), seed, NOW)
    assert isinstance(kept, Sample), kept
    return kept


def test_a_sample_is_kept_as_drawn_and_can_be_drawn_again(store: Store) -> None:
    kept = _frozen(store)
    assert (kept.number, kept.supplement, kept.drawn.total, kept.drawn.size, kept.share) == (1, 0, 40, 12, 30.0)
    assert kept.drawn == draw(UNITS, SEED, 12)
    read = samples.get(store, 1)
    assert read == kept
    assert samples.holds(kept)
    assert samples.recent(store) == [kept]
    assert samples.get(store, 2) is None


def test_the_first_one_stands(store: Store) -> None:
    kept = _frozen(store)
    again = samples.freeze(store, FIRST, an_actor("bob"), "6" * 32, NOW)
    assert isinstance(again, Refused)
    assert "sample 1 of 2026-Q4" in again.reason
    assert samples.of(store, "2026-Q4", "4201") == [kept]
    assert _frozen(store, replace(FIRST, quarter="2027-Q1")).number == 2
    assert _frozen(store, replace(FIRST, scope="42")).number == 3


def test_of_many_who_draw_at_once_one_does(store: Store) -> None:
    with ThreadPoolExecutor(16) as pool:
        found = list(pool.map(lambda n: samples.freeze(store, FIRST, an_actor(f"p{n}"), f"{n:032}", NOW), range(16)))
    assert sum(isinstance(one, Sample) for one in found) == 1
    assert len(samples.recent(store)) == 1


def test_a_supplement_takes_what_was_not_drawn_and_needs_a_reason(store: Store) -> None:
    more = replace(FIRST, more=5, why="整改复查")
    early = samples.freeze(store, more, an_actor(), SEED, NOW)
    assert isinstance(early, Refused)
    first = _frozen(store)
    unreasoned = samples.freeze(store, replace(more, why=" "), an_actor(), SEED, NOW)
    assert isinstance(unreasoned, Refused)
    second, third = _frozen(store, more), _frozen(store, replace(more, more=23))
    assert [second.supplement, third.supplement] == [1, 2]
    drawn = [unit.id for sample in (first, second, third) for unit in sample.drawn.units]
    assert len(drawn) == len(set(drawn)) == 40
    for much in (1, 24, -1):
        assert isinstance(samples.freeze(store, replace(more, more=much), an_actor(), SEED, NOW), Refused)


def test_nothing_is_drawn_from_nothing(store: Store) -> None:
    assert isinstance(samples.freeze(store, replace(FIRST, units=()), an_actor(), SEED, NOW), Refused)
    assert samples.recent(store) == []


def test_what_was_drawn_is_in_the_journal(store: Store) -> None:
    kept = _frozen(store)
    with store.read() as connection:
        row = connection.execute(select(journal_rows).where(journal_rows.c.action == "draw_sample")).one()
    told = json.loads(row.facts)
    assert (row.subject, told["sha256"], told["seed"], told["size"]) == ("1", kept.digest, SEED, "12")
    assert journal.damage(store) == []


@pytest.mark.parametrize(
    "change",
    [
        lambda kept: replace(kept, seed="7" * 32),
        lambda kept: replace(kept, who="bob"),
        lambda kept: replace(kept, population=kept.population[1:]),
        lambda kept: replace(kept, drawn=replace(kept.drawn, units=kept.drawn.units[1:])),
        lambda kept: replace(kept, quarter="2026-Q3"),
    ],
)
def test_whatever_is_changed_shows(store: Store, change) -> None:
    kept = _frozen(store)
    assert samples.holds(kept)
    assert not samples.holds(change(kept))


COLUMNS = {"history": "reason", "journal": "reason", "samples": "seed", "workday_overrides": "why",
           "campaign_cuts": "why"}  # fmt: skip
FILLED = {Boolean: False, Integer: 1, Date: DAY, Instant: NOW, Key: "x", Exact: "x"}


def _filled(store: Store, name: str) -> None:
    """A row of a table, by the function that writes it, or with anything its columns take."""
    if name == "history":
        case_opened(store)
    elif name == "samples":
        _frozen(store)
    elif name == "journal":
        with store.write() as connection:
            journal.append(connection, an_actor(), "x", "x", "x", {}, NOW)
    else:
        table = metadata.tables[name]
        with store.write() as connection:
            connection.execute(insert(table).values({column.name: FILLED[type(column.type)] for column in table.c}))


@pytest.mark.parametrize("table", COLUMNS)
def test_W16_nobody_rewrites_what_was_written(store: Store, table: str) -> None:
    _filled(store, table)
    held = text(f"SELECT * FROM {table}")
    with store.read() as connection:
        before = connection.execute(held).all()
    attempts = [f"UPDATE {table} SET {COLUMNS[table]} = 'forged'", f"DELETE FROM {table}"]
    if store.engine.dialect.name == "sqlite":
        attempts += [f"UPDATE OR REPLACE {table} SET {COLUMNS[table]} = 'forged'",
                     f"REPLACE INTO {table} SELECT * FROM {table}"]  # fmt: skip
    else:
        attempts.append(f"TRUNCATE {table} CASCADE")
    for attempt in attempts:
        with pytest.raises(exc.DBAPIError, match="append-only"), store.write() as connection:
            connection.execute(text(attempt))
    with store.read() as connection:
        assert connection.execute(held).all() == before
    assert before


def test_W16_no_program_puts_another_sample_in_the_place_of_a_drawn_one(store: Store) -> None:
    """A program that opens the file without our settings, and replaces by quarter and scope under a new number."""
    if store.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL knows no INSERT OR REPLACE")
    kept = _frozen(store)
    others = ", ".join(column.name for column in metadata.tables["samples"].c if column.name != "number")
    foreign = sqlite3.connect(str(store.engine.url.database), isolation_level=None)
    with closing(foreign), pytest.raises(sqlite3.IntegrityError, match="append-only"):
        foreign.execute(f"REPLACE INTO samples (number, {others}) SELECT number + 6, {others} FROM samples")
    assert samples.get(store, kept.number) == kept
