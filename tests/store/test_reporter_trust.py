from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.store.made import DAY, NOW, a_ruling, case_opened, in_review, ruled
from zhenwang.domain.case import State
from zhenwang.domain.report import Report, Submission
from zhenwang.domain.trust import Trust, ahead
from zhenwang.store import opening, reports
from zhenwang.store import reporter_trust as table_of
from zhenwang.store.opening import Store
from zhenwang.store.report_schema import reporter_trust


def told(
    store: Store, host: str, reporter: str = "", origin: str = "", *, number: int = 1, later: bool = False
) -> None:
    at = NOW + timedelta(hours=1) if later else NOW - timedelta(hours=1)
    for n in range(number):
        receipt = f"{abs(hash((host, reporter, origin, n, later))):032x}"[-32:]
        report = Report(receipt, at, (f"http://{host}/",), origin=origin, channel="transfer" if origin else "")
        reports.accept_all(store, [Submission(report, reporter=reporter)], at)


def held(store: Store) -> dict[str, tuple[int, int]]:
    with store.read() as connection:
        return {row.reporter: (row.right, row.wrong) for row in connection.execute(select(reporter_trust))}


def weighed(store: Store, days: int = 0, official: str = "") -> int:
    return table_of.weigh_all(store, lambda host: host == official, DAY + timedelta(days=days))


def confirmed(store: Store, host: str) -> None:
    case = ruled(store, in_review(store, host), a_ruling("confirm", "bob"))
    assert case.state is State.CONFIRMED


def test_what_reports_came_to_moves_their_reporters(store: Store) -> None:
    for host in ("right.example", "wrong.example", "open.example", "www.hubei.gov.cn"):
        told(store, host, reporter="anna" if host == "right.example" else "otto")
    told(store, "right.example", origin="12345")
    confirmed(store, "right.example")
    ruled(store, case_opened(store, "wrong.example"), a_ruling("exclude", exclusion="repost"))
    case_opened(store, "open.example")
    assert weighed(store, official="www.hubei.gov.cn") == 3
    assert held(store) == {"anna": (1, 0), "otto": (0, 1), "token:12345": (1, 0)}
    assert weighed(store, official="www.hubei.gov.cn") == 0, "a day run again"
    assert weighed(store, 1, official="www.hubei.gov.cn") == 1
    assert held(store)["otto"] == (0, 2), "the second wrong one, a day later"
    assert weighed(store, 2, official="www.hubei.gov.cn") == 0


def test_R19_reports_are_kept_while_all_the_others_are_read(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    told(store, "a.example", reporter="anna")
    monkeypatch.setattr(opening, "BUSY_SECONDS", 0.05)

    def meanwhile(host: str) -> bool:
        told(store, "b.example", reporter="otto")
        return host == "a.example"

    assert table_of.weigh_all(store, meanwhile, DAY) == 1
    assert held(store) == {"anna": (0, 1)}


def test_repeating_what_is_confirmed_gains_nothing(store: Store) -> None:
    confirmed(store, "right.example")
    told(store, "right.example", reporter="late", later=True)
    assert weighed(store) == 0
    assert held(store) == {}


def test_one_host_is_one_outcome_however_often_it_was_reported(store: Store) -> None:
    told(store, "right.example", reporter="anna", number=30)
    confirmed(store, "right.example")
    assert [weighed(store, day) for day in range(4)] == [1, 0, 0, 0]
    assert held(store) == {"anna": (1, 0)}


def test_who_said_nothing_of_themselves_is_not_kept(store: Store) -> None:
    told(store, "right.example", number=3)
    confirmed(store, "right.example")
    assert weighed(store) == 0
    assert held(store) == {}


def test_R11_a_thousand_fresh_reporters_move_a_host_by_less_than_one_who_is_trusted_can(store: Store) -> None:
    for number in range(60):
        told(store, "sybil.example", reporter=f"fresh {number}")
    told(store, "quiet.example", reporter="anna")
    told(store, "other.example")
    told(store, "known.example", reporter="anna")
    confirmed(store, "known.example")
    for day in range(3):
        weighed(store, day)
    places = table_of.places(store, ["sybil.example", "quiet.example", "other.example", "unreported.example"])
    assert places == {
        "sybil.example": ahead(60, [Trust()]),
        "quiet.example": ahead(1, [Trust(1, 0)]),
        "other.example": ahead(1, []),
    }
    assert places["quiet.example"] > places["other.example"]


def test_nobody_is_shown_it() -> None:
    """Only the order of the day's looks reads it: no page, command, package or letter knows that it exists."""
    root = Path(table_of.__file__).parent.parent
    readers = {
        path.relative_to(root).as_posix()
        for path in root.rglob("*.py")
        if re.search(r"reporter_trust|domain\.trust", path.read_text(encoding="utf-8"))
    }
    own = {"store/reporter_trust.py", "store/report_schema.py", "store/migrations/versions/0004_reports.py"}
    assert readers - own == {"line.py", "matching/ranking.py", "rounds/reminders.py"}
