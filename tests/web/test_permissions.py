"""Every route x every role x somebody else's object (W10), from the routes themselves: a new one is in the table."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from fastapi import APIRouter, FastAPI
from sqlalchemy import select, update

from tests.web.conftest import Desk, opened
from tests.web.made import open_case
from tests.web.registry_made import write_seeds
from zhenwang.domain.access import EVERYBODY, PERMISSIONS, Permission, Role
from zhenwang.domain.case import Case
from zhenwang.settings import Settings
from zhenwang.store.access_schema import journal
from zhenwang.store.schema import cases as table
from zhenwang.web.console import create_app
from zhenwang.web.permissions import Door, check_routes, doors, needs

ROLES = tuple(role for role in Role if role is not Role.SPONSOR)
HOME_REGION, ELSEWHERE = "420100", "420500"
NOWHERE = "ZW-19990101-0001"
DOORS = tuple(
    sorted(
        ((door, method) for door in doors(create_app(Settings())) for method in door.methods),
        key=lambda one: (one[0].path, one[1]),
    )
)
IDS = [f"{method} {door.path}" for door, method in DOORS]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, empty_store) -> Iterator[Desk]:
    """One console for the whole table: who is refused changes nothing."""
    folder = tmp_path_factory.mktemp("doors")
    (folder / "var").mkdir()
    (folder / "var" / "zhenwang.db").write_bytes(empty_store.read_bytes())
    (folder / "seeds").mkdir()
    write_seeds(folder / "seeds")
    with opened(Settings(var=folder / "var", seeds=folder / "seeds", plan="files", database_url="")) as http:
        yield Desk(http)


@pytest.fixture(scope="module")
def foreign(place: Desk) -> Case:
    """A case of Yichang; everybody in the table works for Wuhan."""
    case = open_case(place.store, "foreign-case.example")
    with place.store.write() as connection:
        connection.execute(update(table).where(table.c.id == case.id).values(region=ELSEWHERE))
    return place.fresh(case)


def filled(path: str, case_id: str = NOWHERE) -> str:
    """A path with something for each of its parameters."""
    known = {"case_id": case_id, "other": case_id, "site_id": "www.qingliu.gov.cn", "host": "foreign-case.example"}
    return re.sub(r"\{(\w+)(?::\w+)?\}", lambda found: known.get(found[1], "1"), path)


def ask(desk: Desk, method: str, path: str, token: str = ""):
    if method == "GET":
        return desk.http.get(path)
    sent = {"token": token, "action": "note", "version": "0", "reason": "看过", "back": "/"}
    return desk.http.request(method, path, data=sent)


def seat(desk: Desk, role: Role, region: str = "") -> str:
    """Sit down in a role, in Chinese; gives the form token."""
    desk.http.cookies.clear()
    desk.enter(f"{role}{region}", role, region=region)
    return desk.token()


def test_W10_there_are_many_doors_and_all_declare() -> None:
    assert len(DOORS) > 40
    assert {door.permission for door, _ in DOORS} >= {Permission.READ_CASES, Permission.ADMINISTER, Permission.PUBLIC}


@pytest.mark.parametrize("inside", [False, True], ids=["on the application", "in a router"])
def test_W10_a_route_that_declares_nothing_stops_the_start(inside: bool) -> None:
    app, router = FastAPI(openapi_url=None, docs_url=None, redoc_url=None), APIRouter()
    app.get("/open", dependencies=[needs(Permission.PUBLIC)])(lambda: "")
    check_routes(app)
    (router if inside else app).get("/secret")(lambda: "")
    if inside:
        app.include_router(router)
    with pytest.raises(RuntimeError, match="/secret"):
        check_routes(app)


def test_W10_a_route_that_declares_two_things_stops_the_start() -> None:
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    twice = [needs(Permission.PUBLIC), needs(Permission.READ_CASES)]
    app.get("/both", dependencies=twice)(lambda: "")
    with pytest.raises(RuntimeError, match="/both"):
        check_routes(app)


@pytest.mark.parametrize(("door", "method"), DOORS, ids=IDS)
def test_W10_nobody_gets_in_without_signing_in(place: Desk, door: Door, method: str) -> None:
    place.http.cookies.clear()
    answer = ask(place, method, filled(door.path))
    if door.permission in (Permission.PUBLIC, Permission.LINK):
        assert not answer.headers.get("Location", "").startswith("/enter?")
    elif method == "GET":
        assert answer.status_code == 303
        assert answer.headers["Location"].startswith("/enter?back=/")
    else:
        assert answer.status_code == 401
        assert "登录已过期" in answer.text


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(("door", "method"), DOORS, ids=IDS)
def test_W10_a_role_opens_the_doors_of_its_permissions_and_no_other(
    place: Desk, door: Door, method: str, role: Role
) -> None:
    token = seat(place, role)
    if door.path == "/leave":
        return
    answer = ask(place, method, filled(door.path), token)
    may = door.permission in EVERYBODY or door.permission in PERMISSIONS[role]
    refused = answer.status_code == 403 and "您的角色不能使用这个页面" in answer.text
    assert refused is not may, (answer.status_code, answer.text[:2000])
    assert not answer.headers.get("Location", "").startswith("/enter")


OBJECTS = tuple(
    (door, method) for door, method in DOORS if "{case_id}" in door.path and door.permission not in EVERYBODY
)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(("door", "method"), OBJECTS, ids=[f"{m} {d.path}" for d, m in OBJECTS])
def test_W10_a_case_of_another_region_is_a_case_that_is_not_there(
    place: Desk, foreign: Case, door: Door, method: str, role: Role
) -> None:
    if role is Role.ADMIN:
        return
    token = seat(place, role, HOME_REGION[:4])
    answers = [ask(place, method, filled(door.path, case_id), token) for case_id in (foreign.id, NOWHERE)]
    there, nowhere = ((one.status_code, one.headers.get("Location", "")) for one in answers)
    assert there[0] == nowhere[0]
    assert there[1].replace(foreign.id, NOWHERE) == nowhere[1]
    assert foreign.host not in answers[0].text
    assert place.fresh(foreign) == foreign


LISTS = tuple(
    door for door, method in DOORS if method == "GET" and "{" not in door.path and door.permission not in EVERYBODY
)


@pytest.mark.parametrize("door", LISTS, ids=[door.path for door in LISTS])
def test_W10_no_page_shows_a_case_of_another_region(place: Desk, foreign: Case, door: Door) -> None:
    for role in (Role.ANALYST, Role.APPROVER):
        seat(place, role, HOME_REGION[:4])
        shown = place.http.get(door.path, params={"text": "foreign-case", "q": "foreign-case"}).text
        assert foreign.id not in shown
        assert "foreign-case[.]example" not in shown.replace("<b>", "").replace("</b>", "")


def test_W10_who_is_turned_away_stands_in_the_journal(place: Desk, foreign: Case) -> None:
    seat(place, Role.AUDITOR, HOME_REGION[:4])
    place.http.get(f"/cases/{foreign.id}")
    place.http.get("/people?x=%0a")
    with place.store.read() as connection:
        rows = list(connection.execute(select(journal).order_by(journal.c.position)))[-2:]
    assert [(row.action, row.actor, row.subject) for row in rows] == [
        ("access_refused", "auditor4201", foreign.id),
        ("access_refused", "auditor4201", "GET /people?x=%0a"),
    ]


def test_W10_the_own_regions_case_is_there(place: Desk, foreign: Case) -> None:
    seat(place, Role.ANALYST, ELSEWHERE[:4])
    assert place.http.get(f"/cases/{foreign.id}").status_code == 200


@pytest.mark.parametrize("method", ["HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_W14_unused_methods_are_answered_405_whoever_asks(place: Desk, method: str) -> None:
    seat(place, Role.ANALYST)
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    for path in sorted({door.path for door, _ in DOORS}):
        assert place.http.request(method, filled(path), headers=kind).status_code == 405, path
