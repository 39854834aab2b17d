"""The promises, through the store: random people, tables of roles that change, sightings in between, many at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import delete, insert

from tests.domain.random_cases import ACCOUNTS, Walk
from tests.store.made import DAY, NOW, a_candidate, a_ruling, a_score, case_opened, in_review, look_kept, ruled
from zhenwang.domain.access import Role
from zhenwang.domain.case import Case, State
from zhenwang.domain.score import Band
from zhenwang.domain.workflow import EXPORTABLE
from zhenwang.store import cases, history, promises
from zhenwang.store.access_schema import accounts, grants, people
from zhenwang.store.opening import Store

SCORES = (a_score(), a_score(imitates="wuhan.gov.cn"), a_score(Band.REVIEW, 0.6), a_score(severity="S4"))


def enrolled(store: Store) -> None:
    with store.write() as connection:
        for person in dict.fromkeys(person for person, _, _ in ACCOUNTS):
            name = next(name for known, name, _ in ACCOUNTS if known == person)
            connection.execute(insert(people).values(id=person, name=name, name_key=person, created_at=NOW))
        for number, (person, _, _) in enumerate(ACCOUNTS):
            row = {"login": f"a{number}", "person": person, "password": "", "issuer": "", "subject": ""}
            connection.execute(insert(accounts).values(row | {"created_at": NOW}))


def granted(store: Store, number: int, roles: tuple[Role, ...]) -> None:
    """Give an account these roles and no others."""
    region = "11" if ACCOUNTS[number][0] == "p6" else ""
    with store.write() as connection:
        connection.execute(delete(grants).where(grants.c.account == f"a{number}"))
        for role in roles:
            connection.execute(insert(grants).values(account=f"a{number}", role=role.value, region=region, system=""))


def seen_again(store: Store, host: str, days: int, chance: Random) -> None:
    judged, day = chance.choice(SCORES), DAY + timedelta(days=days)
    digest = look_kept(store, host, day, score=judged)
    cases.open_case(store, a_candidate(host), digest, [], judged, day, NOW, ("420100", ""))


def attempted(store: Store, case: Case, walk: Walk) -> None:
    """One random ruling on the case as it stands, by somebody whose session may remember roles that are gone."""
    walk.case = case
    ruling = walk.chosen()
    walk.sent.append(ruling)
    walk.digests += [case.evidence, case.proposal]
    stale = replace(
        ruling.actor, grants=ruling.actor.grants if walk.chance.random() < 0.7 else a_ruling("x").actor.grants
    )
    cases.rule(store, case.id, replace(ruling, actor=stale), NOW, case.version - (walk.chance.random() < 0.05))


@pytest.mark.parametrize("seed", range(3))
def test_W11_random_work_on_the_store_keeps_every_promise(store: Store, seed: int) -> None:
    enrolled(store)
    chance = Random(seed)
    for number, (_, _, roles) in enumerate(ACCOUNTS):
        granted(store, number, roles)
    hosts = [f"h{number}.example.com" for number in range(8)]
    walks = {host: Walk(chance, case_opened(store, host)) for host in hosts}
    for turn in range(400):
        host = chance.choice(hosts)
        if chance.random() < 0.04:
            number = chance.randrange(len(ACCOUNTS))
            granted(store, number, ACCOUNTS[number][2][: chance.randrange(len(ACCOUNTS[number][2]) + 1)])
        if chance.random() < 0.04:
            seen_again(store, host, turn + 1, chance)
        case = cases.of_host(store, host)
        assert case is not None
        attempted(store, case, walks[host])
    assert promises.broken(store) == []
    assert history.verify(store) == []
    assert any(event.after in EXPORTABLE for host in hosts for event in history.of(store, walks[host].case.id))


def test_W12_sixty_four_at_work_on_a_few_cases_leave_whole_histories(store: Store) -> None:
    enrolled(store)
    for number, (_, _, roles) in enumerate(ACCOUNTS):
        granted(store, number, roles)
    hosts = [f"h{number}.example.com" for number in range(4)]
    opened = {host: case_opened(store, host) for host in hosts}

    def work(number: int) -> None:
        chance = Random(number)
        walk = Walk(chance, opened[hosts[number % 4]])
        for _ in range(6):
            case = cases.of_host(store, hosts[number % 4])
            assert case is not None
            attempted(store, case, walk)

    with ThreadPoolExecutor(64) as pool:
        list(pool.map(work, range(64)))
    assert promises.broken(store) == []
    assert history.verify(store) == []


def confirmed(store: Store) -> Case:
    return ruled(store, in_review(store), a_ruling("confirm", "bo"))


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE cases SET evidence = 'other'", "other evidence than its history fixed"),
        ("UPDATE cases SET proposal = 'other'", "another package"),
        ("UPDATE history SET person = 'p-ada', actor = 'ada' WHERE action = 'confirm'", "two people"),
        ("UPDATE history SET facts = '{}' WHERE action = 'confirm'", "another package"),
        ("UPDATE history SET reason = ' ' WHERE action = 'propose'", "has no reason"),
        ("UPDATE history SET before = 'nowhere' WHERE action = 'propose'", "never wrote"),
        ("UPDATE history SET facts = 'no json' WHERE action = 'propose'", "never wrote"),
        ("UPDATE history SET at = 'x' WHERE action = 'propose'", "never wrote"),
        ("DELETE FROM history WHERE action = 'fix_evidence'", "before evidence was fixed"),
        ("DELETE FROM history WHERE action IN ('propose', 'confirm')", "another package"),
    ],
)
def test_I10_what_was_tampered_with_breaks_a_promise(store: Store, statement: str, said: str) -> None:
    assert confirmed(store).state is State.CONFIRMED
    assert promises.broken(store) == []
    guards = {
        "sqlite": ["DROP TRIGGER history_no_update", "DROP TRIGGER history_no_delete"],
        "postgresql": ["ALTER TABLE history DISABLE TRIGGER USER"],
    }
    with store.write() as connection:
        for one in (*guards[store.engine.dialect.name], statement):
            connection.exec_driver_sql(one)
    assert any(said in sentence for sentence in promises.broken(store))
