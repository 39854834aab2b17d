"""Rulings on working days: added, never changed, and told in the journal."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import exc, text

from tests.domain.clocks_made import work
from tests.store.made import NOW, an_actor, case_opened
from zhenwang.domain.access import Role
from zhenwang.domain.workday_rulings import DayRuling
from zhenwang.domain.workflow import Refused
from zhenwang.store import deadlines, journal, workdays
from zhenwang.store.opening import Store
from zhenwang.store.workdays import Overruled

ADMIN = an_actor("王芳", Role.ADMIN)
EVE = DayRuling(
    0, datetime(2000, 1, 1, tzinfo=UTC), date(2027, 2, 4), False, "春节", "国办发明电〔2026〕9号", "", "依通知"
)


def test_a_ruling_is_numbered_dated_and_signed_here(store: Store) -> None:
    made = workdays.rule(store, replace(EVE, who="somebody else"), ADMIN, NOW, seen=0)
    assert isinstance(made, DayRuling)
    assert (made.number, made.at, made.who) == (1, NOW, "王芳")
    back = workdays.rule(store, replace(EVE, is_workday=None, notice="", why="录错"), ADMIN, NOW, seen=1)
    assert [one.is_workday for one in workdays.rulings(store)] == [False, None]
    assert isinstance(back, DayRuling)
    assert workdays.newest(store) == 2


def test_W12_who_read_an_older_calendar_writes_nothing(store: Store) -> None:
    workdays.rule(store, EVE, ADMIN, NOW, seen=0)
    second = workdays.rule(store, replace(EVE, is_workday=True), an_actor("李强", Role.ADMIN), NOW, seen=0)
    assert isinstance(second, Overruled)
    assert second.newest.who == "王芳"
    assert len(workdays.rulings(store)) == 1


def test_a_ruling_without_a_notice_or_a_reason_is_refused(store: Store) -> None:
    for wrong in (replace(EVE, notice=""), replace(EVE, why=" "), replace(EVE, day=date(1999, 1, 1))):
        assert isinstance(workdays.rule(store, wrong, ADMIN, NOW, seen=0), Refused)
    assert workdays.newest(store) == 0


@pytest.mark.parametrize("sql", ["DELETE FROM workday_overrides", "UPDATE workday_overrides SET is_workday = NULL"])
def test_W16_no_sql_changes_what_was_ruled(store: Store, sql: str) -> None:
    workdays.rule(store, EVE, ADMIN, NOW, seen=0)
    with pytest.raises(exc.DatabaseError), store.engine.begin() as connection:
        connection.execute(text(sql))
    assert len(workdays.rulings(store)) == 1


def test_the_journal_tells_of_it_and_open_deadlines_are_worked_out_again(store: Store) -> None:
    case = case_opened(store)
    assert deadlines.refresh(store, work(), NOW) == 1
    assert deadlines.refresh(store, work(), NOW) == 0
    assert deadlines.kept(store, [case.id])[case.id].at == NOW + timedelta(hours=1)
    workdays.rule(store, replace(EVE, whole_year=True, is_workday=True), ADMIN, NOW, seen=0)
    assert deadlines.refresh(store, work(), NOW) == 1
    assert journal.damage(store) == []
    with store.read() as connection:
        row = connection.execute(text("SELECT actor, action, subject, reason FROM journal")).one()
    assert tuple(row) == ("王芳", "workday_ruled", "2027", "依通知")
