from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from zhenwang.domain.campaign import BOUNDS, Campaign, Cut, Fact, FactKind, campaign_id, campaigns, case_of, read_fact

PHONE = Fact(FactKind.PHONE, "02787654321")
ADDRESS = Fact(FactKind.ADDRESS, "203.0.113.9")


def a_case(number: int) -> str:
    return f"ZW-20261120-{number:04d}"


CASES = tuple(a_case(number) for number in range(1, 9))
facts = st.builds(Fact, st.sampled_from(FactKind), st.sampled_from(("1", "2", "3", "4")))
held = st.dictionaries(st.sampled_from(CASES), st.frozensets(facts, max_size=5), max_size=8)
cuts = st.lists(st.builds(Cut, facts, st.sampled_from(("", *CASES))), max_size=6)


def pairs(found: tuple[Campaign, ...]) -> set[tuple[str, str]]:
    return {pair for one in found for pair in combinations(one.cases, 2)}


def reached(campaign: Campaign) -> set[str]:
    """Whoever can be reached from the first case over the edges, the slow way."""
    seen = {campaign.cases[0]}
    while more := {case for edge in campaign.edges if seen & set(edge.cases) for case in edge.cases} - seen:
        seen |= more
    return seen


@given(held, cuts)
def test_every_membership_is_explained_by_edges(of: dict[str, frozenset[Fact]], off: list[Cut]) -> None:
    for campaign in campaigns(of, {}, off):
        assert len(campaign.cases) > 1
        assert reached(campaign) == set(campaign.cases)
        for edge in campaign.edges:
            assert all(edge.kind is fact.kind for fact in edge.facts)
            assert all(any(fact in of[case] for fact in edge.facts) for case in edge.cases)
            assert edge.seen >= len(edge.cases) > 1


@given(held, cuts)
def test_cases_that_share_what_was_not_cut_are_together(of: dict[str, frozenset[Fact]], off: list[Cut]) -> None:
    def links(case: str) -> set[Fact]:
        return {fact for fact in of[case] if Cut(fact) not in off and Cut(fact, case) not in off}

    together = pairs(campaigns(of, {}, off))
    for one, other in combinations(sorted(of), 2):
        if links(one) & links(other):
            assert (one, other) in together


@given(held, cuts, st.builds(Cut, facts, st.sampled_from(("", *CASES))))
def test_cutting_never_merges(of: dict[str, frozenset[Fact]], off: list[Cut], one: Cut) -> None:
    assert pairs(campaigns(of, {}, [*off, one])) <= pairs(campaigns(of, {}, off))


@given(held, cuts, st.randoms(use_true_random=False))
def test_order_never_matters(of: dict[str, frozenset[Fact]], off: list[Cut], chance) -> None:  # type: ignore[no-untyped-def]
    shuffled, mixed = list(of.items()), list(off)
    chance.shuffle(shuffled)
    chance.shuffle(mixed)
    lists = {case: sorted(those, reverse=True) for case, those in shuffled}
    assert campaigns(lists, {}, mixed) == campaigns(of, {}, off)


@given(held, st.dictionaries(facts, st.integers(0, 500)))
def test_what_becomes_common_never_merges(of: dict[str, frozenset[Fact]], seen: dict[Fact, int]) -> None:
    assert pairs(campaigns(of, seen)) <= pairs(campaigns(of, {}))


def test_what_more_hosts_show_than_the_bound_links_nobody() -> None:
    of = {a_case(1): [PHONE], a_case(2): [PHONE]}
    bound = BOUNDS[FactKind.PHONE]
    (campaign,) = campaigns(of, {PHONE: bound})
    assert campaign.edges[0].seen == bound
    assert campaigns(of, {PHONE: bound + 1}) == ()


def test_removing_an_edge_splits_the_campaign_again() -> None:
    of = {a_case(1): [PHONE], a_case(2): [PHONE, ADDRESS], a_case(3): [ADDRESS], a_case(4): [ADDRESS]}
    (whole,) = campaigns(of, {})
    assert whole.cases == tuple(map(a_case, (1, 2, 3, 4)))
    one, other = (), campaigns(of, {}, [Cut(PHONE)])
    assert [part.cases for part in (*one, *other)] == [tuple(map(a_case, (2, 3, 4)))]
    apart = campaigns(of, {}, [Cut(ADDRESS, a_case(2))])
    assert [part.cases for part in apart] == [(a_case(1), a_case(2)), (a_case(3), a_case(4))]
    assert [part.id for part in apart] == ["ZC-20261120-0001", "ZC-20261120-0003"]


def test_keys_of_one_template_are_one_edge() -> None:
    keys = [Fact(FactKind.TEMPLATE, f"{band}.abc") for band in range(4)]
    of = {a_case(1): keys, a_case(2): keys, a_case(3): keys[:1]}
    (campaign,) = campaigns(of, {keys[0]: 7})
    (edge,) = campaign.edges
    assert edge.cases == tuple(map(a_case, (1, 2, 3)))
    assert edge.facts == tuple(keys)
    assert edge.seen == 7
    assert campaign.edge(edge.id) == edge
    assert campaigns(of, {}, [Cut(fact) for fact in edge.facts]) == ()


def test_a_campaign_is_named_after_its_earliest_case_for_good() -> None:
    of = {a_case(3): [PHONE], a_case(2): [PHONE]}
    (campaign,) = campaigns(of, {})
    assert campaign.id == "ZC-20261120-0002"
    assert case_of(campaign.id) == a_case(2)
    assert campaigns(of | {"ZW-20261121-0001": [PHONE]}, {})[0].id == campaign.id
    assert campaign_id(["ZW-20261120-10000", "ZW-20261120-9999"]) == "ZC-20261120-9999"


def test_a_fact_is_read_from_its_key_and_one_of_another_version_is_not() -> None:
    assert read_fact(PHONE.key) == PHONE
    assert read_fact(Fact(FactKind.ADDRESS, "2001:db8::/64").key) == Fact(FactKind.ADDRESS, "2001:db8::/64")
    assert read_fact("retina:1") is None
    assert read_fact("phone:") is None
    assert read_fact("phone") is None


def test_an_address_with_mostly_other_hosts_is_anybodys_hosting() -> None:
    of = {a_case(1): [ADDRESS, PHONE], a_case(2): [ADDRESS, PHONE]}
    (campaign,) = campaigns(of, {ADDRESS: 4, PHONE: 50})
    assert {edge.kind for edge in campaign.edges} == {FactKind.ADDRESS, FactKind.PHONE}
    (campaign,) = campaigns(of, {ADDRESS: 5, PHONE: 50})
    assert {edge.kind for edge in campaign.edges} == {FactKind.PHONE}
