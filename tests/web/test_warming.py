from __future__ import annotations

from tests.web.conftest import Desk
from zhenwang.registry import latin_index
from zhenwang.web.warming import warm, warm_in_background


def test_what_is_warmed_is_not_built_again(listed: Desk) -> None:
    registry = listed.http.app.state.house.registry  # type: ignore[attr-defined]
    warm(registry, "r")
    built = latin_index._spelt.cache_info().misses
    assert "rsj.qingliu.gov.cn" in listed.http.get("/registry?q=rsj").text
    warm(registry, "r")
    assert latin_index._spelt.cache_info().misses == built


def test_warming_stands_in_nobodys_way(listed: Desk) -> None:
    registry = listed.http.app.state.house.registry  # type: ignore[attr-defined]
    thread = warm_in_background(registry)
    assert thread.daemon
    assert listed.http.get("/registry?q=rsj").status_code == 200
    thread.join(10)
    assert not thread.is_alive()
