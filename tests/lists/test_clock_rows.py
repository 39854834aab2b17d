"""Rules of clocks are read strictly: one that is half understood would let a deadline run wrongly."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenwang.domain.access import Role
from zhenwang.domain.clock_rules import ClockKind, Unit
from zhenwang.domain.legal_basis import read_legal_basis
from zhenwang.domain.transitions import TRANSITIONS
from zhenwang.lists.clock_rows import INTERNAL, read_clock_rules
from zhenwang.settings import find_seeds
from zhenwang.store.deadlines import ANSWERED, PROPOSED, RECEIVED

HEADER = "key,name,name_en,begins,ends,amount,unit,severities,holder,kind,basis,note\n"
GOOD = "review,复核,Review,propose,confirm;return,3,workday,S3;S4,reviewer,case,internal,"


def read(*lines: str):
    return read_clock_rules([HEADER, *(f"{line}\n" for line in lines)], "c.csv")


def test_a_rule_is_read() -> None:
    (rule,), bad = read(GOOD)
    assert bad == ()
    assert (rule.amount, rule.unit, rule.kind, rule.holder) == (3, Unit.WORKDAY, ClockKind.CASE, "reviewer")
    assert rule.severities == {"S3", "S4"}
    assert [trigger.action for trigger in rule.ends] == ["confirm", "return"]


@pytest.mark.parametrize(
    ("old", "new"),
    [("review,", "Re view,"), ("复核", ""), ("propose", "pro pose"), ("confirm;return", "confirm;?"), (",3,", ",x,"),
     (",3,", ",401,"), (",3,", ",３,"), ("workday", "week"), ("S3;S4", "S7"),
     ("reviewer", "boss"), ("case", "thing"), ("internal", "")],
)  # fmt: skip
def test_a_rule_that_is_not_understood_is_told_and_not_read(old: str, new: str) -> None:
    rules, bad = read(GOOD.replace(old, new, 1))
    assert rules == ()
    assert bad
    assert all(one.line == 2 for one in bad)


def test_the_first_row_of_a_key_counts() -> None:
    rules, bad = read(GOOD, GOOD.replace(",3,", ",5,"))
    assert [rule.amount for rule in rules] == [3]
    assert len(bad) == 1


@given(st.lists(st.text(max_size=80), max_size=5))
def test_no_text_breaks_the_reader(lines: list[str]) -> None:
    read(*lines)


def test_every_trigger_that_ships_is_a_step_that_exists_and_every_basis_an_article() -> None:
    with (find_seeds() / "clocks.csv").open(encoding="utf-8") as lines:
        rules, bad = read_clock_rules(lines, "clocks.csv")
    assert bad == ()
    assert len(rules) == 11
    actions = {step.action for step in TRANSITIONS} | {"open", RECEIVED, PROPOSED, ANSWERED, "*"}
    assert {trigger.action for rule in rules for trigger in (*rule.begins, *rule.ends)} <= actions
    with (find_seeds() / "legal_basis.csv").open(encoding="utf-8") as lines:
        articles, _ = read_legal_basis(lines, "legal_basis.csv")
    assert {rule.basis for rule in rules} <= {*articles, INTERNAL}
    assert {rule.holder for rule in rules} <= {*Role, "authority", "site"}
