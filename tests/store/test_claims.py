from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.store.made import NOW, a_ruling, a_score, case_opened
from zhenwang.domain.access import MACHINE, Actor, Grant, Role
from zhenwang.domain.case import Case, Claim, State
from zhenwang.domain.queue_filter import Wanted
from zhenwang.domain.score import Band
from zhenwang.domain.workflow import Refused
from zhenwang.store import cases, claims, history
from zhenwang.store.claims import Held
from zhenwang.store.opening import Store


def somebody(name: str, *roles: Role) -> Actor:
    return Actor(f"p-{name}", name, "", tuple(Grant(role) for role in roles or (Role.ANALYST,)))


ADA, BO = somebody("ada"), somebody("bo")
LATER = NOW + timedelta(seconds=claims.SECONDS + 1)


def taken(store: Store, case: Case, actor: Actor) -> Claim:
    got = claims.claim(store, case.id, actor, NOW)
    assert isinstance(got, Claim), got
    return got


def test_who_claims_first_holds_it_and_the_other_is_told_the_name(store: Store) -> None:
    case = case_opened(store)
    assert taken(store, case, ADA).token == 1
    held = claims.claim(store, case.id, BO, NOW)
    assert held == Held("ada", NOW + timedelta(seconds=claims.SECONDS))
    assert claims.of(store, case.id, NOW) == Claim("p-ada", "ada", 1, NOW + timedelta(seconds=claims.SECONDS))


def test_a_claim_changes_neither_version_nor_history(store: Store) -> None:
    case = case_opened(store)
    taken(store, case, ADA)
    after = cases.get(store, case.id)
    assert after is not None
    assert after.version == case.version
    assert len(history.of(store, case.id)) == 1


def test_a_claim_is_kept_by_claiming_again_and_by_renewing(store: Store) -> None:
    case = case_opened(store)
    first = taken(store, case, ADA)
    again = claims.claim(store, case.id, ADA, NOW + timedelta(minutes=20))
    assert isinstance(again, Claim)
    assert (again.token, again.until) == (first.token, first.until + timedelta(minutes=20))
    renewed = claims.renew(store, case.id, ADA, first.token, NOW + timedelta(minutes=40))
    assert isinstance(renewed, Claim)
    assert isinstance(claims.claim(store, case.id, BO, NOW + timedelta(minutes=60)), Held)


def test_a_claim_that_ran_out_or_was_given_back_is_free(store: Store) -> None:
    case = case_opened(store)
    first = taken(store, case, ADA)
    assert claims.of(store, case.id, LATER) is None
    second = claims.claim(store, case.id, BO, LATER)
    assert isinstance(second, Claim)
    assert second.token == first.token + 1
    assert not claims.release(store, case.id, ADA, first.token), "what is no longer mine is not mine to give back"
    assert claims.release(store, case.id, BO, second.token)
    assert claims.of(store, case.id, LATER) is None


def test_Q3_a_holder_who_froze_past_the_claim_is_fenced_off(store: Store) -> None:
    case = case_opened(store)
    frozen = taken(store, case, ADA)
    second = claims.claim(store, case.id, BO, LATER)
    assert isinstance(second, Claim)
    late = replace(a_ruling("triage"), actor=ADA, token=frozen.token)
    refused = cases.rule(store, case.id, late, LATER, case.version)
    assert isinstance(refused, Refused)
    assert (refused.about, "bo" in refused.reason) == ("claim", True)
    assert isinstance(claims.renew(store, case.id, ADA, frozen.token, LATER), Refused)
    claims.release(store, case.id, BO, second.token)
    still = cases.rule(store, case.id, late, LATER, case.version)
    assert isinstance(still, Refused), "an older token stays old when the newer claim is given back"
    assert cases.get(store, case.id) == replace(case, claim=None)
    assert len(history.of(store, case.id)) == 1


def test_Q3_a_holder_who_froze_and_whom_nobody_followed_may_still_write(store: Store) -> None:
    case = case_opened(store)
    frozen = taken(store, case, ADA)
    late = replace(a_ruling("triage"), actor=ADA, token=frozen.token)
    assert isinstance(cases.rule(store, case.id, late, LATER, case.version), Case)


def test_nobody_needs_a_claim_to_rule_on_what_nobody_holds(store: Store) -> None:
    case = case_opened(store)
    assert isinstance(cases.rule(store, case.id, replace(a_ruling("triage"), actor=BO), NOW, 0), Case)


def test_while_somebody_holds_it_others_do_not_rule_on_it(store: Store) -> None:
    case = case_opened(store)
    taken(store, case, ADA)
    refused = cases.rule(store, case.id, replace(a_ruling("triage"), actor=BO), NOW, 0)
    assert isinstance(refused, Refused)
    assert refused.about == "claim"
    assert isinstance(cases.rule(store, case.id, replace(a_ruling("triage"), actor=ADA), NOW, 0), Case)


def test_the_machine_and_a_body_that_answers_by_its_link_wait_for_nobody(store: Store) -> None:
    case = case_opened(store)
    taken(store, case, ADA)
    sponsor = Actor("", "青柳市政府", "", (Grant(Role.SPONSOR),))
    with store.read() as connection:
        assert claims.fence(connection, case.id, MACHINE, 0, NOW) is None
        assert claims.fence(connection, case.id, sponsor, 0, NOW) is None
        assert claims.fence(connection, case.id, BO, 0, NOW) is not None


def test_handing_a_case_on_ends_the_claim(store: Store) -> None:
    case = case_opened(store)
    taken(store, case, ADA)
    settled = cases.rule(store, case.id, replace(a_ruling("exclude", exclusion="repost"), actor=ADA), NOW, 0)
    assert isinstance(settled, Case)
    assert (settled.state, settled.claim) == (State.NOT_FAKE, None)
    assert claims.of(store, case.id, NOW) is None


def test_a_case_that_does_not_exist_is_not_claimed(store: Store) -> None:
    assert isinstance(claims.claim(store, "ZW-1\x00", ADA, NOW), Refused)
    assert isinstance(claims.renew(store, "ZW-1", ADA, 1, NOW), Refused)
    assert not claims.release(store, "ZW-1", ADA, 1)
    assert claims.of(store, "ZW-1", NOW) is None


def test_the_next_is_the_most_urgent_that_is_free_and_visible(store: Store) -> None:
    low = case_opened(store, "low.example.com", score=a_score(Band.REVIEW, 0.6))
    high = case_opened(store, "high.example.com")
    assert claims.take_next(store, somebody("eve", Role.ADMIN), Wanted(), NOW) is None, "who sees no case takes none"
    got = claims.take_next(store, ADA, Wanted(), NOW)
    assert got is not None
    assert got[0] == high.id
    second = claims.take_next(store, BO, Wanted(), NOW)
    assert second is not None
    assert second[0] == low.id
    assert claims.take_next(store, BO, Wanted(), NOW) is None
    assert claims.take_next(store, BO, Wanted(band="watch"), LATER) is None


def test_64_threads_take_the_next_and_none_is_taken_twice(store: Store) -> None:
    made = {case_opened(store, f"h{n}.example.com").id for n in range(40)}
    people = [somebody(f"p{n}") for n in range(64)]
    with ThreadPoolExecutor(64) as pool:
        got = list(pool.map(lambda actor: claims.take_next(store, actor, Wanted(), NOW), people))
    ids = [one[0] for one in got if one]
    assert len(ids) == len(set(ids)) == 40
    assert set(ids) == made
    assert all(one[1].token == 1 for one in got if one)


@pytest.mark.slow
def test_64_threads_claim_one_case_and_it_has_one_holder_at_a_time(store: Store) -> None:
    case = case_opened(store)
    people = [somebody(f"p{n}") for n in range(64)]

    def fight(actor: Actor) -> list[Claim]:
        won = []
        for _ in range(20):
            got = claims.claim(store, case.id, actor, NOW)
            if isinstance(got, Claim):
                won.append(got)
                assert claims.release(store, case.id, actor, got.token), "nobody else could give it back"
        return won

    with ThreadPoolExecutor(64) as pool:
        tokens = [one.token for won in pool.map(fight, people) for one in won]
    assert len(tokens) == len(set(tokens)), "two held it under one token"
    assert sorted(tokens) == list(range(1, len(tokens) + 1))
