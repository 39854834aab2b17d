from __future__ import annotations

import re

import pytest

from tests.web.conftest import Desk
from zhenwang.domain.access import Actor, Role
from zhenwang.web.navigation import PLACES, places_for
from zhenwang.web.permissions import doors
from zhenwang.web.words import catalogue


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SPONSOR])
def test_W10_the_bar_leads_only_where_a_role_may_go(anonymous: Desk, role: Role) -> None:
    anonymous.enter(role.value, role)
    shown = re.findall(r'<a href="([^"]+)" data-go="\w"', anonymous.http.get("/").text)
    assert "/" in shown
    for path in (place.path for place in PLACES):
        answer = anonymous.http.get(path)
        assert (answer.status_code == 200) == (path in shown), path


def test_nobody_is_led_anywhere(anonymous: Desk) -> None:
    assert list(places_for(anonymous.http.app, None)) == []  # type: ignore[arg-type]  # Starlette types no application
    assert "data-go" not in anonymous.http.get("/enter").text


def test_every_place_has_its_word_and_a_key_of_its_own() -> None:
    assert len({place.key for place in PLACES}) == len(PLACES)
    assert all(f"nav_{place.name}" in catalogue() for place in PLACES)


_NO_PAGES = re.compile(r"/health|/queue/counts|/enter|/bulk|.*(?:/rule|/draw|/decide)\Z")
"""What a monitor, a script or a reloaded form asks for."""


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SPONSOR])
def test_every_page_that_a_role_may_open_is_reached_by_links(anonymous: Desk, role: Role) -> None:
    account = anonymous.enter(role.value, role)
    actor = Actor(account.person, account.name, account.login, account.grants)
    wanted = {
        door.path for door in doors(anonymous.http.app)  # type: ignore[arg-type]  # Starlette types no application
        if "GET" in door.methods and "{" not in door.path and door.permission and actor.may(door.permission)
        and not _NO_PAGES.match(door.path)
    }  # fmt: skip
    seen, ahead = {"/"}, ["/"]
    while ahead:
        links = re.findall(r'href="(/[^"#?]*)', anonymous.http.get(ahead.pop()).text)
        new = (set(links) & wanted) - seen
        seen |= new
        ahead += sorted(new)
    assert seen == wanted
