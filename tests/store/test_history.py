import random
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta, timezone

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from tests.store.made import DAY, NOW, a_ruling, case_opened, in_review, ruled
from zhenwang.domain.case import Case, State
from zhenwang.store import cases, history
from zhenwang.store.opening import Store

GUARDS = {
    "sqlite": [f"DROP TRIGGER history_no_{what}" for what in ("update", "delete", "replace")],
    "postgresql": ["ALTER TABLE history DISABLE TRIGGER USER"],
}
EDITS = {
    "at": "'2020-01-01T00:00:00.000000Z'",
    "actor": "'eve'",
    "action": "'approve'",
    "before": "'watch'",
    "after": "'watch'",
    "reason": "'another reason'",
    "facts": "'{}x'",
    "sequence": "sequence + 1000",
    "digest": "'0000000000000000000000000000000000000000000000000000000000000000'",
}


@pytest.fixture
def told(store: Store) -> Store:
    """Three cases with fourteen lines of history between them."""
    ruled(store, in_review(store, "a.example.com"), a_ruling("confirm", "bo"))
    in_review(store, "b.example.com")
    ruled(store, case_opened(store, "c.example.com"), "triage", "watch")
    assert history.verify(store) == []
    return store


def unguarded(store: Store, *statements: str) -> None:
    """What somebody does who may change the schema."""
    with store.write() as connection:
        for statement in GUARDS[store.engine.dialect.name]:
            connection.exec_driver_sql(statement)
        for statement in statements:
            connection.exec_driver_sql(statement)


def rows_of(store: Store) -> int:
    return history.head(store).position


def test_events_tell_who_did_what_when_and_why(store: Store) -> None:
    beijing = NOW.astimezone(timezone(timedelta(hours=8)))
    case = case_opened(store)
    cases.rule(store, case.id, replace(a_ruling("triage"), reason="理由\x00\\u0041\ud800"), beijing, 0)
    opened, triaged = history.of(store, case.id)
    assert (opened.sequence, opened.actor, opened.action, opened.after) == (1, "zhenwang", "open", State.LEAD)
    assert opened.facts["look"] == case.look_digest
    assert (triaged.actor, triaged.reason, triaged.at) == ("ada", "理由\x00\\u0041\ud800", NOW)
    assert (triaged.before, triaged.after) == (State.LEAD, State.TRIAGE)
    assert history.verify(store) == []


def test_W11_what_the_person_saw_is_part_of_the_history(store: Store) -> None:
    case = in_review(store)
    assert history.of(store, case.id)[-1].facts["seen_digest"] == case.evidence


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE history SET actor = 'eve' WHERE position = 2",
        "DELETE FROM history WHERE position = 2",
        "DELETE FROM history",
    ],
)
def test_W16_history_takes_no_update_and_no_delete(told: Store, statement: str) -> None:
    with pytest.raises(DBAPIError, match="append-only"), told.write() as connection:
        connection.exec_driver_sql(statement)
    assert history.verify(told) == []


@pytest.mark.parametrize("careless", [False, True])
@pytest.mark.parametrize("position", ["position", "position + 1000"])
def test_W16_replacing_and_truncating_are_refused_too(told: Store, position: str, careless: bool) -> None:
    if told.engine.dialect.name == "postgresql":
        statement = "TRUNCATE history"
    else:
        rest = "case_id, sequence, at, 'eve', action, before, after, reason, facts, digest"
        statement = f"INSERT OR REPLACE INTO history SELECT {position}, {rest} FROM history WHERE position = 2"
    if careless and told.engine.dialect.name == "sqlite":
        with told.engine.connect() as connection:
            connection.connection.execute("PRAGMA recursive_triggers = OFF")
    with pytest.raises(DBAPIError, match="append-only"), told.write() as connection:
        connection.exec_driver_sql(statement)


@pytest.mark.parametrize(("column", "value"), EDITS.items())
def test_E3_an_edited_row_is_found_where_it_is(told: Store, column: str, value: str) -> None:
    unguarded(told, f"UPDATE history SET {column} = {value} WHERE position = 4")
    found = history.verify(told)
    assert found
    assert "row 4" in found[0]


def test_E3_a_row_edited_with_its_digest_made_to_fit_breaks_the_next(told: Store) -> None:
    def fitting(connection: Connection) -> None:
        row = dict(connection.exec_driver_sql("SELECT * FROM history WHERE position = 4").mappings().one())
        previous = connection.exec_driver_sql("SELECT digest FROM history WHERE position = 3").scalar_one()
        row["actor"] = "eve"
        digest = history._digest(row, previous)
        connection.exec_driver_sql(f"UPDATE history SET actor = 'eve', digest = '{digest}' WHERE position = 4")

    unguarded(told)
    with told.write() as connection:
        fitting(connection)
    assert "row 5" in history.verify(told)[0]


@pytest.mark.parametrize("position", [1, 2, 7])
def test_E3_a_row_taken_out_is_found(told: Store, position: int) -> None:
    unguarded(told, f"DELETE FROM history WHERE position = {position}")
    first = history.verify(told)[0]
    assert f"row {position + 1}" in first
    assert "gone" in first


def test_E3_a_row_taken_out_and_the_rest_moved_up_is_found(told: Store) -> None:
    moves = [f"UPDATE history SET position = {n - 1} WHERE position = {n}" for n in range(6, rows_of(told) + 1)]
    unguarded(told, "DELETE FROM history WHERE position = 5", *moves)
    assert "row 5" in history.verify(told)[0]


def test_E3_a_row_put_in_is_found(told: Store) -> None:
    end = rows_of(told)
    copied = "case_id, 99, at, actor, action, before, after, reason, facts, digest"
    unguarded(told, f"INSERT INTO history SELECT {end + 1}, {copied} FROM history WHERE position = {end}")
    assert f"row {end + 1}" in history.verify(told)[0]


def test_E3_two_rows_that_changed_places_are_found(told: Store) -> None:
    swap = [f"UPDATE history SET position = {new} WHERE position = {old}" for old, new in ((4, -1), (5, 4), (-1, 5))]
    unguarded(told, *swap)
    assert "row 4" in history.verify(told)[0]


def test_E3_any_of_many_random_edits_is_found(told: Store) -> None:
    chance = random.Random(7)
    edits: list[Callable[[int], str]] = [lambda n: f"DELETE FROM history WHERE position = {n}"]
    edits += [
        lambda n, c=column, v=value: f"UPDATE history SET {c} = {v} WHERE position = {n}"
        for column, value in EDITS.items()
    ]
    unguarded(told)
    for _ in range(100):
        with told.engine.connect() as connection, connection.begin() as undone:
            connection.exec_driver_sql(chance.choice(edits)(chance.randrange(1, rows_of(told))))
            assert [*history._breaks(connection, None)]
            undone.rollback()


def test_E4_a_cut_off_end_is_found_against_a_head_kept_elsewhere(told: Store) -> None:
    head = history.head(told)
    assert history.verify(told, head) == []
    unguarded(told, f"DELETE FROM history WHERE position = {head.position}")
    assert any(f"no row {head.position}" in sentence for sentence in history.verify(told, head))
    assert any("c" in sentence and "state watch" in sentence for sentence in history.verify(told))


def test_E4_an_older_head_still_holds_after_more_was_written(told: Store) -> None:
    head = history.head(told)
    case_opened(told, "d.example.com")
    assert history.verify(told, head) == []


def test_I9_a_state_changed_past_the_history_is_found(told: Store) -> None:
    case = cases.of_host(told, "a.example.com")
    assert isinstance(case, Case)
    with told.write() as connection:
        connection.exec_driver_sql(f"UPDATE cases SET state = 'handed_off' WHERE id = '{case.id}'")
    assert history.verify(told) == [f"case {case.id} stands in state handed_off, but its history leads to confirmed"]


def test_an_empty_history_holds(store: Store) -> None:
    assert history.verify(store) == []
    assert history.verify(store, history.head(store)) == []
    assert history.of(store, "ZW-20261120-0001") == []


def test_days_do_not_matter_to_the_order(store: Store) -> None:
    later = case_opened(store, "a.example.com", DAY + timedelta(days=1))
    earlier = case_opened(store, "b.example.com", DAY)
    assert (later.id, earlier.id) == ("ZW-20261121-0001", "ZW-20261120-0001")
    assert history.verify(store) == []
