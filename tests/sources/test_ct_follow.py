"""A followed log keeps its cursor only after what it read was committed."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import httpx

from corpora.ct_certificates import Specimen
from corpora.ct_log import get_entries
from zhenwang.domain.candidate import Sighting
from zhenwang.sources.ct_follow import FollowedLog
from zhenwang.sources.log_list import RFC6962, Log

NOW, DAY = datetime(2026, 11, 20, 9, tzinfo=UTC), date(2026, 11, 20)


def test_the_cursor_is_kept_by_settling_and_not_by_reading(
    fake_log: Any, client: httpx.Client, make_specimens: Callable[..., list[Specimen]]
) -> None:
    fake_log.say("/ct/v1/get-sth", json.dumps({"tree_size": 2, "timestamp": int(NOW.timestamp() * 1000)}).encode())
    fake_log.say("/ct/v1/get-entries?start=0&end=1", get_entries(make_specimens(2)))
    kept: dict[str, str] = {}
    log = Log("Jingchu", "", RFC6962, "", "", fake_log.url, "", "usable", None, None)
    source = FollowedLog(log, client, "", kept.__setitem__)
    found = list(source.sightings(NOW))
    assert [one.name for one in found if isinstance(one, Sighting)] == ["www.host0.example", "www.host1.example"]
    assert kept == {}
    assert source.settle(DAY) == ()
    assert kept == {source.name: "2"}


def test_a_log_that_fails_keeps_its_place_and_says_why(client: httpx.Client) -> None:
    kept: dict[str, str] = {}
    log = Log("Jingchu", "Jingchu 'Gone'", RFC6962, "", "", "http://127.0.0.1:9/", "", "usable", None, None)
    source = FollowedLog(log, client, "77", kept.__setitem__)
    assert list(source.sightings(NOW)) == []
    assert "Jingchu 'Gone'" in source.settle(DAY)[0]
    assert kept == {}
