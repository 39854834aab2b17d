"""Rulings on exemptions come back as they were made, are made against what was read, and cannot be rewritten."""

from datetime import date, timedelta

import pytest
from sqlalchemy import exc

from tests.store.made import NOW
from zhenwang.domain.exemption import Exemption, ExemptionKind, ExemptionScope
from zhenwang.store import exemptions
from zhenwang.store.exemptions import Overruled
from zhenwang.store.opening import Store

HELD = Exemption(
    "demo.vendor.com", ExemptionScope.DOMAIN, ExemptionKind.TEST_HOST, "厂商\x00的测试站\ud800", "王芳",
    date(2026, 11, 22), date(2027, 6, 30), "合同",
)  # fmt: skip


@pytest.mark.parametrize("until", [date(2027, 6, 30), None])
def test_an_exemption_comes_back_exactly(store: Store, until: date | None) -> None:
    held = Exemption(HELD.host, HELD.scope, HELD.kind, HELD.reason, HELD.who, HELD.since, until, HELD.sources)
    made = exemptions.exempt(store, held, NOW, seen=0)
    ended = exemptions.end(store, held.host, "李强", "合同到期", NOW + timedelta(hours=1), seen=1)
    assert exemptions.rulings(store) == [made, ended]
    assert made == exemptions.ExemptionRuling(1, NOW, "王芳", held.reason, held.host, held)
    assert isinstance(ended, exemptions.ExemptionRuling)
    assert (ended.number, ended.exemption) == (2, None)


def test_who_ruled_on_what_is_no_longer_so_is_told(store: Store) -> None:
    made = exemptions.exempt(store, HELD, NOW, seen=0)
    assert exemptions.end(store, HELD.host, "李强", "why", NOW, seen=0) == Overruled(made)  # type: ignore[arg-type]  # made is a ruling
    assert exemptions.rulings(store) == [made]


@pytest.mark.parametrize(("who", "why"), [("", "why"), ("\u200b", "why"), ("王芳", " ")])
def test_without_a_person_and_a_reason_nothing_is_written(store: Store, who: str, why: str) -> None:
    with pytest.raises(ValueError, match="who"):
        exemptions.end(store, HELD.host, who, why, NOW, seen=0)
    assert exemptions.rulings(store) == []


@pytest.mark.parametrize("statement", ["UPDATE exemptions SET who = 'x'", "DELETE FROM exemptions"])
def test_rulings_cannot_be_rewritten(store: Store, statement: str) -> None:
    exemptions.exempt(store, HELD, NOW, seen=0)
    with pytest.raises(exc.DatabaseError, match="append-only"), store.write() as connection:
        connection.exec_driver_sql(statement)
    assert len(exemptions.rulings(store)) == 1
