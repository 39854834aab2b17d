"""The registry of a running process: its own changes, those of others, and both at once."""

from __future__ import annotations

from datetime import date
from threading import Thread

import pytest

from tests.web.conftest import Desk
from tests.web.registry_made import NOW, added, revise
from zhenwang.domain.exemption import Exemption, ExemptionKind, ExemptionScope
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.domain.revision import Change, Revision
from zhenwang.registry.settling import NotSettled, Why
from zhenwang.store import exemptions, revisions
from zhenwang.store.revisions import Stale
from zhenwang.web.editions import REMEMBERED, RegistryInUse


@pytest.fixture
def held(listed: Desk) -> RegistryInUse:
    return listed.http.app.state.house.registry_in_use  # type: ignore[attr-defined,no-any-return]


def _new(host: str) -> tuple[Change, ...]:
    return (added(OfficialSite(host, host, (host,))),)


def test_what_is_refused_is_not_written(held: RegistryInUse, listed: Desk) -> None:
    before = held.edition
    assert held.revise(lambda _: NotSettled(Why.EMPTY), "王芳", "x", NOW) == NotSettled(Why.EMPTY)
    assert held.edition is before
    assert revisions.newest(listed.store) == 0


def test_a_change_is_asked_for_again_when_another_process_was_faster(held: RegistryInUse, listed: Desk) -> None:
    asked: list[int] = []

    def choose(registry: Registry) -> tuple[Change, ...]:
        asked.append(len(registry.sites))
        if len(asked) == 1:
            revise(listed.store, *_new("first.gov.cn"))
        return _new("second.gov.cn")

    made = held.revise(choose, "王芳", "x", NOW)
    assert isinstance(made, Revision)
    assert made.number == 2
    assert asked == [4, 5]
    assert {"first.gov.cn", "second.gov.cn"} <= held.edition.registry.sites.keys()


def test_somebody_who_is_always_faster_is_told_of(held: RegistryInUse, listed: Desk) -> None:
    def choose(registry: Registry) -> tuple[Change, ...]:
        revise(listed.store, *_new(f"s{len(registry.sites)}.gov.cn"))
        return _new("late.gov.cn")

    made = held.revise(choose, "王芳", "x", NOW)
    assert isinstance(made, Stale)
    assert made.newest.who == "李雷"
    held.refresh()
    assert "late.gov.cn" not in held.edition.registry.sites


def test_two_threads_lose_nothing(held: RegistryInUse, listed: Desk) -> None:
    made: list[object] = []
    threads = [
        Thread(target=lambda n=n: made.append(held.revise(lambda _: _new(f"t{n}.gov.cn"), "王芳", "x", NOW)))
        for n in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(one.number for one in made if isinstance(one, Revision)) == [1, 2, 3, 4]
    assert {f"t{n}.gov.cn" for n in range(4)} <= held.edition.registry.sites.keys()
    assert revisions.newest(listed.store) == held.edition.number


def test_the_latest_revisions_are_remembered_without_their_changes(held: RegistryInUse) -> None:
    for n in range(REMEMBERED + 2):
        held.revise(lambda _, n=n: _new(f"m{n}.gov.cn"), "王芳", f"第{n}次", NOW)
    latest = held.edition.latest
    assert [told.revision.number for told in latest] == list(range(REMEMBERED + 2, 2, -1))
    assert all(not told.revision.changes for told in latest)
    assert latest[0].sites == (f"m{REMEMBERED + 1}.gov.cn",)


def test_an_exemption_that_another_process_made_is_taken_over_and_survives_a_change(
    held: RegistryInUse, listed: Desk
) -> None:
    exempt = Exemption(
        "demo.vendor.com", ExemptionScope.HOST, ExemptionKind.TEST_HOST, "厂商演示站", "王芳", date(2026, 11, 1), None
    )
    before = held.edition
    held.refresh()
    assert held.edition is before
    exemptions.exempt(listed.store, exempt, NOW, seen=0)
    held.refresh()
    assert held.edition.registry.exemptions["demo.vendor.com"] == exempt
    held.revise(lambda _: _new("new.gov.cn"), "王芳", "x", NOW)
    assert held.edition.registry.exemptions["demo.vendor.com"] == exempt
    version, taken = held.edition.registry.version, held.edition
    held.refresh()
    assert held.edition is taken
    assert revisions.all_revisions(listed.store)[-1].after == version
