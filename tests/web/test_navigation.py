from __future__ import annotations

import re

import pytest

from tests.web.conftest import Desk
from zhenwang.domain.access import Role
from zhenwang.web.navigation import PLACES, places_for
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
