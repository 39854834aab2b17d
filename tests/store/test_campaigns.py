import random
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.store.made import ALL_ROLES, DAY, NOW, a_candidate, a_look, a_score, a_signal
from zhenwang.domain.access import Actor
from zhenwang.domain.campaign import BOUNDS, Campaign, Cut, Fact, FactKind
from zhenwang.domain.campaign import campaigns as grouped
from zhenwang.domain.case import Case
from zhenwang.store import campaign_cuts, campaigns, cases, history, journal, linking, looks
from zhenwang.store.access_schema import journal as journal_rows
from zhenwang.store.opening import Store
from zhenwang.store.schema import cases as case_rows

PHONE, OTHER = Fact(FactKind.PHONE, "02787654321"), Fact(FactKind.PHONE, "13900000000")
ADDRESS = Fact(FactKind.ADDRESS, "203.0.113.9")
TEXT = Fact(FactKind.TEXT, "1.00ff00ff00ff00ff")
ADA = Actor("p1", "Ada", "ada", ALL_ROLES)


def looked(store: Store, host: str, *facts: Fact, days: int = 0) -> str:
    day, at = DAY + timedelta(days=days), NOW + timedelta(days=days)
    return looks.save(store, a_look(host, at=at), [a_signal()], a_score(), day, at, facts)


def opened(store: Store, host: str, *facts: Fact) -> Case:
    digest = looked(store, host, *facts)
    return cases.open_case(store, a_candidate(host), digest, [a_signal()], a_score(), DAY, NOW)[0]


def together(store: Store, case: Case) -> tuple[str, ...]:
    found = campaigns.of_case(store, case.id)
    return found.cases if found else ()


def edge(store: Store, case: Case, kind: FactKind) -> list[Cut]:
    found = campaigns.of_case(store, case.id)
    assert found
    return [Cut(fact) for one in found.edges if one.kind is kind for fact in one.facts]


def test_cases_that_share_a_fact_are_one_campaign(store: Store) -> None:
    one, other = opened(store, "a.example.com", PHONE), opened(store, "b.example.com", PHONE, ADDRESS)
    alone = opened(store, "c.example.com", OTHER)
    third = opened(store, "d.example.com", ADDRESS)
    found = campaigns.of_case(store, third.id)
    assert found is not None
    assert found.cases == (one.id, other.id, third.id)
    assert {edge.kind: (edge.cases, edge.seen) for edge in found.edges} == {
        FactKind.PHONE: ((one.id, other.id), 2),
        FactKind.ADDRESS: ((other.id, third.id), 2),
    }
    assert campaigns.of_case(store, alone.id) is None


def test_hosts_without_a_case_make_a_fact_less_rare(store: Store) -> None:
    one, _ = opened(store, "a.example.com", PHONE), opened(store, "b.example.com", PHONE)
    looked(store, "innocent.example.com", PHONE)
    found = campaigns.of_case(store, one.id)
    assert found is not None
    assert found.edges[0].seen == 3
    assert linking.looked_at(store) == 3


def test_what_becomes_common_links_no_more(store: Store) -> None:
    one, other = opened(store, "a.example.com", PHONE), opened(store, "b.example.com", PHONE)
    for number in range(BOUNDS[FactKind.PHONE] - 2):
        looked(store, f"h{number}.example.com", PHONE)
    assert together(store, one) == (one.id, other.id)
    looked(store, "one-more.example.com", PHONE)
    assert together(store, one) == ()
    assert listed(store) == {}


def test_an_address_links_until_most_hosts_there_are_no_cases_and_again_when_they_are(store: Store) -> None:
    one, other = opened(store, "a.example.com", ADDRESS), opened(store, "b.example.com", ADDRESS)
    for name in "cd":
        looked(store, f"{name}.example.com", ADDRESS)
    assert together(store, one) == (one.id, other.id)
    looked(store, "e.example.com", ADDRESS)
    assert together(store, one) == ()
    assert listed(store) == {}
    third = opened(store, "c.example.com")
    assert together(store, one) == (one.id, other.id, third.id)


def test_a_later_look_joins_two_campaigns_under_the_earlier_name(store: Store) -> None:
    one, two = opened(store, "a.example.com", PHONE), opened(store, "b.example.com", PHONE)
    three, four = opened(store, "c.example.com", OTHER), opened(store, "d.example.com", OTHER)
    assert len(listed(store)) == 2
    looked(store, "d.example.com", OTHER, PHONE, days=1)
    assert listed(store) == {f"ZC-{one.id[3:]}": {one.id, two.id, three.id, four.id}}
    found = campaigns.found(store, f"ZC-{three.id[3:]}")
    assert found is not None
    assert found.id == f"ZC-{one.id[3:]}"


def test_a_cut_splits_and_a_restored_one_joins_again(store: Store) -> None:
    one, two = opened(store, "a.example.com", PHONE), opened(store, "b.example.com", PHONE, ADDRESS)
    three = opened(store, "c.example.com", ADDRESS)
    cut = edge(store, one, FactKind.PHONE)
    campaigns.cut(store, cut, ADA, "总机号码, 不说明问题", NOW)
    assert together(store, one) == ()
    assert together(store, two) == (two.id, three.id)
    assert listed(store) == {f"ZC-{two.id[3:]}": {two.id, three.id}}
    campaigns.restore(store, cut, ADA, "核实是同一人", NOW)
    assert together(store, three) == (one.id, two.id, three.id)


def test_a_cut_of_one_case_leaves_the_others_together(store: Store) -> None:
    one, two, three = (opened(store, f"{name}.example.com", PHONE) for name in "abc")
    campaigns.cut(store, [Cut(PHONE, one.id)], ADA, "转载页面", NOW)
    assert together(store, one) == ()
    assert together(store, two) == (two.id, three.id)


def test_cuts_stand_in_the_journal_with_who_and_why(store: Store) -> None:
    opened(store, "a.example.com", PHONE)
    with pytest.raises(ValueError, match="reason"):
        campaigns.cut(store, [Cut(PHONE)], ADA, " ", NOW)
    campaigns.cut(store, [Cut(PHONE)], ADA, "错号", NOW)
    campaigns.restore(store, [Cut(PHONE)], ADA, "没错", NOW)
    with store.read() as connection:
        (latest,) = campaign_cuts.latest(connection)
        rows = connection.execute(select(journal_rows).order_by(journal_rows.c.position)).all()
    assert (latest.restored, latest.who, latest.why, latest.number) == (True, "Ada", "没错", 2)
    assert [(row.action, row.person, row.reason) for row in rows] == [
        ("campaign_cut", "p1", "错号"),
        ("campaign_restored", "p1", "没错"),
    ]
    assert journal.damage(store) == []


def test_everything_can_be_grouped_anew_and_comes_out_the_same(store: Store) -> None:
    for number in range(12):
        facts = [Fact(FactKind.PHONE, str(number // 2)), Fact(FactKind.MARK, str((number + 1) // 3))]
        opened(store, f"h{number}.example.com", *facts)
    campaigns.cut(store, [Cut(Fact(FactKind.MARK, "2"))], ADA, "无关", NOW)
    kept = listed(store)
    assert campaigns.regroup_all(store) == len(kept) > 1
    assert listed(store) == kept


def test_the_same_page_on_another_host_names_the_case_that_was_acted_on(store: Store) -> None:
    first = opened(store, "a.example.com", TEXT, PHONE)
    with store.write() as connection:
        connection.execute(case_rows.update().where(case_rows.c.id == first.id).values(state="closed"))
    again, other = opened(store, "b.example.com", TEXT), opened(store, "c.example.com", PHONE)
    (noted,) = (event for event in history.of(store, again.id) if event.action == "note")
    assert noted.actor == "zhenwang"
    assert noted.facts == {"earlier": first.id, "shared": "text"}
    assert first.id in noted.reason
    assert [event.action for event in history.of(store, other.id)] == ["open"]
    assert history.damage(store) == []


def test_a_page_that_is_new_at_every_look_does_not_fill_the_table(store: Store) -> None:
    for day in range(12):
        fresh = [Fact(FactKind.PHONE, f"1390000{day:02d}{number:02d}") for number in range(24)]
        looked(store, "a.example.com", *fresh, days=day)
    with store.read() as connection:
        assert len(linking._of_host(connection, "a.example.com")) == linking.MOST_HELD


def test_a_campaign_too_large_to_show_is_shown_in_part(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(campaigns, "MOST_SHOWN", 3)
    held = [opened(store, f"h{number}.example.com", PHONE) for number in range(5)]
    found = campaigns.of_case(store, held[4].id, near=3)
    assert found == Campaign(
        f"ZC-{held[0].id[3:]}", (held[0].id, held[1].id, held[4].id), found.edges if found else (), whole=False
    )


def listed(store: Store) -> dict[str, set[str]]:
    with store.read() as connection:
        rows = connection.execute(select(campaigns.campaign_members)).all()
    found: dict[str, set[str]] = {}
    for row in rows:
        found.setdefault(row.campaign, set()).add(row.case_id)
    return found


@pytest.mark.parametrize("seed", range(4))
def test_what_is_kept_up_step_by_step_is_what_grouping_everything_gives(store: Store, seed: int) -> None:
    """150 random steps: looks with and without a case, later looks, cuts and restored ones."""
    chance = random.Random(seed)
    made: list[Case] = []
    pool = [Fact(kind, str(number)) for kind in (FactKind.ADDRESS, FactKind.PHONE) for number in range(5)]
    pool += [Fact(FactKind.CERTIFICATE, str(number)) for number in range(40)]
    for step in range(150):
        shown = chance.sample(pool, chance.randrange(4))
        kind = chance.randrange(10)
        if kind < 4:
            looked(store, f"h{step}.example.com", *shown)
        elif kind < 7 or not made:
            made.append(opened(store, f"c{step}.example.com", *shown))
        elif kind < 8:
            looked(store, chance.choice(made).host, *shown, days=step)
        else:
            cuts = [Cut(fact, chance.choice(["", chance.choice(made).id])) for fact in shown]
            (campaigns.cut if chance.random() < 0.6 else campaigns.restore)(store, cuts, ADA, "试一试", NOW)
        with store.read() as connection:
            held, seen = linking.of_all_cases(connection), linking.all_counts(connection)
            whole = grouped(held, seen, campaign_cuts.in_force(connection))
        assert listed(store) == {one.id: set(one.cases) for one in whole}, f"step {step}"
