"""The recorded day's campaigns, from pages to groups."""

from tests.recorded import RecordedDay
from zhenwang.domain.campaign import FactKind
from zhenwang.store import campaign_list, campaigns, linking


def test_the_recorded_day_holds_two_campaigns_each_with_why(recorded_day: RecordedDay) -> None:
    store = recorded_day.stations.store
    told = {}
    for one in campaign_list.listed(store, None):
        found = campaigns.found(store, one.id)
        assert found is not None
        told[frozenset(member.host for member in one.members)] = {edge.kind for edge in found.edges}
    assert told == {
        frozenset({"shbk-nianshen.example.net", "ybj-butie.example"}): {FactKind.PHONE},
        frozenset({"yichang-gov.example", "xn--gmqw9l5qgjvcbwai50ag4l.example"}): {FactKind.TEXT},
    }


def test_hosts_without_a_case_count_for_how_rare_a_fact_is(recorded_day: RecordedDay) -> None:
    store = recorded_day.stations.store
    with store.read() as connection:
        seen = linking.all_counts(connection)
    shared = {fact for fact, hosts in seen.items() if hosts > 2}
    assert shared, "the day's parked pages share an address"
    assert all(
        fact not in edge.facts
        for one in campaign_list.listed(store, None)
        if (found := campaigns.found(store, one.id))
        for edge in found.edges
        for fact in shared
    )
    assert linking.looked_at(store) >= len(recorded_day.outcomes) - 1
