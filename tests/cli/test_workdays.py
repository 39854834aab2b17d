"""``zhenwang workdays`` and ``zhenwang clocks``."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.store.made import a_ruling, a_score, case_opened
from zhenwang.domain.case import Case
from zhenwang.store import cases
from zhenwang.store.opening import open_store


@pytest.mark.parametrize(
    ("start", "day"),
    [("2026-02-13", "2026-02-24"), ("2026-09-18", "2026-09-21"), ("2026-09-24", "2026-09-29"),
     ("2026-09-30", "2026-10-09"), ("2026-04-30", "2026-05-07")],
)  # fmt: skip
def test_the_vectors_from_the_command_line(zhenwang: Run, start: str, day: str) -> None:
    assert zhenwang("workdays", start, "2") == (0, f"{day}\n", "")


def test_a_provisional_day_says_so(zhenwang: Run) -> None:
    code, said, _ = zhenwang("workdays", "2026-12-31", "2", "--json")
    assert (code, json.loads(said)["provisional"]) == (0, True)
    assert "暂定" in zhenwang("workdays", "2026-12-31", "2")[1]


def test_a_year_is_printed_with_all_its_days(zhenwang: Run) -> None:
    code, said, _ = zhenwang("workdays", "2026")
    assert code == 0
    assert "248 working days" in said.splitlines()[0]
    assert said.count("31") == 7
    told = json.loads(zhenwang("workdays", "2027", "--json")[1])
    assert (told["known"], len(told["days"])) == (False, 13)


@pytest.mark.parametrize(
    "words", [("x",), ("1900",), ("99999",), ("2026-02-30", "2"), ("2026-02-13", "1001"), ("1900-01-01", "2")]
)
def test_what_cannot_be_counted_is_said_in_one_sentence(zhenwang: Run, words: tuple[str, ...]) -> None:
    code, said, complaint = zhenwang("workdays", *words)
    assert (code, said) == (2, "")
    assert complaint.startswith("zhenwang: ")


def test_without_cases_nothing_presses(zhenwang: Run) -> None:
    assert zhenwang("clocks")[:2] == (0, "nothing is late, at risk or due today\n")
    told = json.loads(zhenwang("clocks", "--escalate", "--json")[1])
    assert told == {"reminders": [], "escalated": [], "more": False, "bad_rows": []}


def test_a_silent_body_is_named_and_reported(zhenwang: Run, tmp_path: Path) -> None:
    begun = datetime(2020, 3, 2, 9, 0, tzinfo=UTC)
    (tmp_path / "var").mkdir()
    store = open_store(f"sqlite:///{tmp_path}/var/zhenwang.db", tmp_path / "var" / "blobs")
    case = case_opened(store, score=a_score(severity="S3"))
    for action in ("triage", "analyse", "fix_evidence", "ask_sponsor"):
        ruling = a_ruling(action, asked="青柳市水利局")
        ruled = cases.rule(store, case.id, ruling, begun, case.version)
        assert isinstance(ruled, Case)
        case = ruled
    store.close()
    (late,) = json.loads(zhenwang("clocks", "--json")[1])["reminders"]
    assert [late[key] for key in ("urgency", "clock", "due")] == ["late", "sponsor", "2020-03-04"]
    assert late["waits_for"] == "青柳市水利局"
    assert "sponsor (1)" in zhenwang("clocks")[1]
    assert json.loads(zhenwang("clocks", "--escalate", "--json")[1])["escalated"] == [case.id]
    assert json.loads(zhenwang("clocks", "--escalate", "--json")[1])["escalated"] == []
