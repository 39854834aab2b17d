"""When the record of what is done takes no new line: nothing is done, people are told so, and reading goes on (Q20)."""

from __future__ import annotations

from tests.web.conftest import Desk
from tests.web.made import open_case
from zhenwang.web.words import words

FULL = "CREATE TRIGGER full BEFORE INSERT ON history BEGIN SELECT RAISE(ABORT, 'no room'); END"


def test_Q20_a_decision_that_cannot_be_written_down_is_refused_and_the_case_can_be_read(anonymous: Desk) -> None:
    anonymous.enter("王芳")
    case = open_case(anonymous.store)
    with anonymous.store.write() as connection:
        connection.exec_driver_sql(FULL)
    answer = anonymous.rule(case, "triage")
    assert answer.status_code == 423
    assert words("zh")["error_423"] in answer.text
    assert "no room" not in answer.text
    assert anonymous.fresh(case) == case
    assert anonymous.http.get(f"/cases/{case.id}").status_code == 200
    assert anonymous.http.get("/queue").status_code == 200


def test_Q20_it_goes_on_by_itself_once_there_is_room(anonymous: Desk) -> None:
    anonymous.enter("王芳")
    case = open_case(anonymous.store)
    for statement, status in ((FULL, 423), ("DROP TRIGGER full", 303)):
        with anonymous.store.write() as connection:
            connection.exec_driver_sql(statement)
        assert anonymous.rule(case, "triage").status_code == status
