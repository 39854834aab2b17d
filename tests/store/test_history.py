import random
from collections import Counter
from dataclasses import replace
from datetime import timedelta, timezone

import pytest
from sqlalchemy.exc import DBAPIError

from tests.store.made import DAY, NOW, a_ruling, an_actor, case_opened, in_review, ruled
from zhenwang.domain.case import Case, State
from zhenwang.domain.damage import Kind
from zhenwang.store import cases, chain, history, journal
from zhenwang.store.opening import Store

GUARDS = {
    "sqlite": [f"DROP TRIGGER history_no_{what}" for what in ("update", "delete", "replace")],
    "postgresql": ["ALTER TABLE history DISABLE TRIGGER USER"],
}
JOURNAL_GUARD = {
    "sqlite": "DROP TRIGGER journal_no_update", "postgresql": "ALTER TABLE journal DISABLE TRIGGER USER",
}  # fmt: skip
EDITS = {
    "person": "'p-eve'",
    "account": "NULL",
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
        rest = "case_id, sequence, at, 'eve', action, before, after, reason, facts, digest, person, account"
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
    unguarded(told)
    with told.write() as connection:
        row = dict(connection.exec_driver_sql("SELECT * FROM history WHERE position = 4").mappings().one())
        previous = connection.exec_driver_sql("SELECT digest FROM history WHERE position = 3").scalar_one()
        digest = chain.link(row | {"actor": "eve"}, history.CHAIN.covered, previous)
        connection.exec_driver_sql(f"UPDATE history SET actor = 'eve', digest = '{digest}' WHERE position = 4")
    assert "row 5" in history.verify(told)[0]


@pytest.mark.parametrize("position", [1, 2, 7])
def test_E3_a_row_taken_out_is_found(told: Store, position: int) -> None:
    unguarded(told, f"DELETE FROM history WHERE position = {position}")
    [found, *_] = history.damage(told)
    assert (found.position, found.kind) == (position + 1, Kind.DELETED)
    assert f"row {position + 1}" in found.sentence
    assert "gone" in found.sentence


def test_E3_a_row_taken_out_and_the_rest_moved_up_is_found(told: Store) -> None:
    moves = [f"UPDATE history SET position = {n - 1} WHERE position = {n}" for n in range(6, rows_of(told) + 1)]
    unguarded(told, "DELETE FROM history WHERE position = 5", *moves)
    [found] = history.damage(told)
    assert (found.position, found.kind) == (5, Kind.DELETED)


def test_E3_a_row_put_in_is_found(told: Store) -> None:
    end = rows_of(told)
    copied = "case_id, 99, at, actor, action, before, after, reason, facts, digest, person, account"
    unguarded(told, f"INSERT INTO history SELECT {end + 1}, {copied} FROM history WHERE position = {end}")
    [found] = history.damage(told)
    assert found.position == end + 1


def test_E3_a_row_put_in_between_is_found(told: Store) -> None:
    moves = [f"UPDATE history SET position = {n + 1} WHERE position = {n}" for n in range(rows_of(told), 4, -1)]
    copied = "case_id, 99, at, actor, action, before, after, reason, facts, digest, person, account"
    unguarded(told, *moves, f"INSERT INTO history SELECT 5, {copied} FROM history WHERE position = 4")
    [found] = history.damage(told)
    assert (found.position, found.kind) == (5, Kind.INSERTED)


@pytest.mark.parametrize(("one", "other"), [(4, 5), (4, 9), (1, 2)])
def test_E3_two_rows_that_changed_places_are_found(told: Store, one: int, other: int) -> None:
    swap = [f"UPDATE history SET position = {new} WHERE position = {old}" for old, new in ((one, -1), (other, one))]
    unguarded(told, *swap, f"UPDATE history SET position = {other} WHERE position = -1")
    [found] = history.damage(told)
    assert (found.position, found.kind) == (one, Kind.REORDERED)


@pytest.mark.parametrize("column", ["reason", "person", "account", "facts", "digest"])
def test_E3_an_edited_row_is_told_to_be_edited(told: Store, column: str) -> None:
    unguarded(told, f"UPDATE history SET {column} = 'x' WHERE position = 6")
    [found] = history.damage(told)
    assert (found.position, found.kind) == (6, Kind.EDITED)


def harm(chance: random.Random, end: int) -> tuple[str, list[str]]:
    """One random way to tamper with a chain of ``end`` rows: its name, and the statements."""
    one, other = sorted(chance.sample(range(1, end + 1), 2))
    copied = "case_id, 99, at, actor, action, before, after, reason, facts, digest, person, account"
    up = [f"UPDATE history SET position = {n - 1} WHERE position = {n}" for n in range(one + 1, end + 1)]
    down = [f"UPDATE history SET position = {n + 1} WHERE position = {n}" for n in range(end, one, -1)]
    column, value = chance.choice(list(EDITS.items()))
    way = chance.choice(["edit", "delete", "delete_and_close", "insert", "swap", "cut"])
    return way, {
        "edit": [f"UPDATE history SET {column} = {value} WHERE position = {one}"],
        "delete": [f"DELETE FROM history WHERE position = {one}"],
        "delete_and_close": [f"DELETE FROM history WHERE position = {one}", *up],
        "insert": [*down, f"INSERT INTO history SELECT {one + 1}, {copied} FROM history WHERE position = {one}"],
        "swap": [
            f"UPDATE history SET position = {new} WHERE position = {old}"
            for old, new in ((one, -1), (other, one), (-1, other))
        ],
        "cut": [f"DELETE FROM history WHERE position >= {other}"],
    }[way]


KINDS = {
    "edit": {Kind.EDITED}, "delete": {Kind.DELETED, Kind.CUT_OFF}, "delete_and_close": {Kind.DELETED, Kind.CUT_OFF},
    "insert": {Kind.INSERTED, Kind.EDITED}, "swap": {Kind.REORDERED}, "cut": {Kind.CUT_OFF},
}  # fmt: skip


@pytest.mark.soak
def test_E3_each_of_two_thousand_random_edits_is_found(told: Store) -> None:
    find_edits(told, 2_000)


def test_E3_each_of_many_random_edits_is_found(told: Store) -> None:
    """All on SQLite; fewer on PostgreSQL, where the same verification is asked over a socket (soak: as many)."""
    find_edits(told, 2_000 if told.engine.dialect.name == "sqlite" else 300)


def find_edits(told: Store, edits: int) -> None:
    chance, head = random.Random(7), history.head(told)
    unguarded(told)
    named, ways = 0, Counter()
    for _ in range(edits):
        way, statements = harm(chance, head.position)
        with told.engine.connect() as connection, connection.begin() as undone:
            for statement in statements:
                connection.exec_driver_sql(statement)
            found = chain.verify(connection, history.CHAIN, head)
            assert found, (way, statements)
            named += found[0].kind in KINDS[way]
            ways[way] += 1
            undone.rollback()
    assert set(ways) == set(KINDS)
    assert named == edits, f"the kind of damage was told in {named} of {edits:,}"
    assert history.verify(told, head) == []


def test_E4_a_cut_off_end_is_found_against_a_head_kept_elsewhere(told: Store) -> None:
    head = history.head(told)
    assert history.verify(told, head) == []
    unguarded(told, f"DELETE FROM history WHERE position = {head.position}")
    assert any(f"no row {head.position}" in sentence for sentence in history.verify(told, head))
    assert [found.kind for found in history.damage(told, head)] == [Kind.CUT_OFF]
    assert any("c" in sentence and "state watch" in sentence for sentence in history.verify(told))


def test_E4_an_older_head_still_holds_after_more_was_written(told: Store) -> None:
    head = history.head(told)
    case_opened(told, "d.example.com")
    assert history.verify(told, head) == []


def test_E4_an_older_copy_that_was_written_on_is_found(told: Store) -> None:
    kept = history.head(told)
    unguarded(told, f"DELETE FROM history WHERE position > {kept.position - 2}")
    case_opened(told, "d.example.com")
    case_opened(told, "e.example.com")
    assert history.damage(told) == []
    assert [found.kind for found in history.damage(told, kept)] == [Kind.REWRITTEN]


def test_the_journal_is_a_chain_of_the_same_make(told: Store) -> None:
    with told.write() as connection:
        for number in range(6):
            journal.append(connection, an_actor(), "signed_in", f"s{number}", "理由\x00", {"a": "\ud800"}, NOW)
    head = journal.head(told)
    assert (head.position, journal.damage(told, head)) == (6, [])
    with pytest.raises(DBAPIError, match="append-only"), told.write() as connection:
        connection.exec_driver_sql("UPDATE journal SET actor = 'eve' WHERE position = 2")
    with pytest.raises(DBAPIError, match="append-only"), told.write() as connection:
        connection.exec_driver_sql("DELETE FROM journal")
    with told.write() as connection:
        connection.exec_driver_sql(JOURNAL_GUARD[told.engine.dialect.name])
        connection.exec_driver_sql("UPDATE journal SET subject = 'other' WHERE position = 3")
    [found] = journal.damage(told)
    assert (found.chain, found.position, found.kind) == ("journal", 3, Kind.EDITED)


def test_W16_a_journal_row_cannot_be_replaced(told: Store) -> None:
    if told.engine.dialect.name == "postgresql":
        pytest.skip("PostgreSQL knows no INSERT OR REPLACE")
    with told.write() as connection:
        journal.append(connection, an_actor(), "signed_in", "s", "so", {}, NOW)
    with told.engine.connect() as connection:
        connection.connection.execute("PRAGMA recursive_triggers = OFF")
    columns = "1, at, 'eve', person, account, action, subject, reason, facts, digest"
    with pytest.raises(DBAPIError, match="append-only"), told.write() as connection:
        connection.exec_driver_sql(f"INSERT OR REPLACE INTO journal SELECT {columns} FROM journal")


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
