"""W12: many people rule on the same cases at once; each ruling has one effect, and who comes second learns the name."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import pairwise

import pytest

from tests.store.made import NOW, a_ruling, case_opened
from zhenwang.domain.access import Actor, Grant, Role
from zhenwang.domain.case import Case, Ruling
from zhenwang.domain.workflow import Refused
from zhenwang.store import cases, history
from zhenwang.store.cases import Conflict
from zhenwang.store.faults import StoreUnavailableError
from zhenwang.store.opening import Store

CLIENTS = 64
PEOPLE = tuple(Actor(f"p-{n}", f"人{n}", "", (Grant(Role.ANALYST), Grant(Role.CLERK))) for n in range(CLIENTS))
NEXT = {"lead": "triage", "triage": "watch", "watch": "analyse", "analysis": "exclude", "not_fake": "reopen",
        "reopened": "analyse"}  # fmt: skip


def rulings(store: Store, ids: list[str], actor: Actor, many: int) -> tuple[int, list[str]]:
    """How many of one client's rulings were taken, and whose name it read when somebody else had been quicker."""
    dice, done, names = random.Random(actor.name), 0, []
    for _ in range(many):
        result: Case | Refused | Conflict | None = None
        while result is None:
            with suppress(StoreUnavailableError):  # 64 writers may keep one waiting for 30 s: then nothing was written
                seen = cases.get(store, dice.choice(ids))
                assert seen is not None
                ruling = Ruling(NEXT[seen.state], actor, "看过", {"exclusion": "repost"})
                result = cases.rule(store, seen.id, ruling, NOW, seen.version)
        done += isinstance(result, Case)
        names += [result.actor] if isinstance(result, Conflict) else []
        assert not isinstance(result, Refused), result
    return done, names


def played(store: Store, many: int) -> None:
    made = [case_opened(store, f"h{n}.example.com") for n in range(4)]
    ids = [case.id for case in made]
    with ThreadPoolExecutor(CLIENTS) as pool:
        told = list(pool.map(lambda actor: rulings(store, ids, actor, many), PEOPLE))
    taken = sum(done for done, _ in told)
    names = [name for _, said in told for name in said]
    assert taken + len(names) == CLIENTS * many
    assert set(names) <= {actor.name for actor in PEOPLE}
    written = [event for case_id in ids for event in history.of(store, case_id) if event.action != "open"]
    assert len(written) == taken, "one ruling, one line of history"
    for case_id in ids:
        now = cases.get(store, case_id)
        steps = [event for event in history.of(store, case_id) if event.action != "open"]
        assert now is not None
        assert (now.version, now.state) == (len(steps), steps[-1].after if steps else now.state)
        assert all(one.after is two.before for one, two in pairwise(steps))
    assert history.verify(store) == []


def test_W12_of_64_who_rule_at_once_one_is_first_and_the_others_read_the_name(store: Store) -> None:
    case = case_opened(store)
    with ThreadPoolExecutor(CLIENTS) as pool:
        results = list(
            pool.map(lambda one: cases.rule(store, case.id, Ruling("triage", one, "看过", {}), NOW, 0), PEOPLE)
        )
    first = [result for result in results if isinstance(result, Case)]
    told = {result.actor for result in results if isinstance(result, Conflict)}
    winner = next(one.name for one, result in zip(PEOPLE, results, strict=True) if isinstance(result, Case))
    assert (len(first), told) == (1, {winner})
    assert len(history.of(store, case.id)) == 2


def test_W12_a_second_tab_of_the_same_person_is_stale_too(store: Store) -> None:
    case = case_opened(store)
    assert isinstance(cases.rule(store, case.id, a_ruling("triage"), NOW, 0), Case)
    second = cases.rule(store, case.id, a_ruling("watch"), NOW, 0)
    assert isinstance(second, Conflict)
    assert second.actor == "ada"


def test_W12_64_clients_rule_on_four_cases(store: Store) -> None:
    played(store, 4)


@pytest.mark.soak
def test_W12_64_clients_and_ten_thousand_rulings(store: Store) -> None:
    played(store, 157)
