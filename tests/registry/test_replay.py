"""Revisions replayed over the shipped seeds, also over those of a later release."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from tests.registry.sites_made import DAY, House, a_site
from zhenwang.domain.registry import Marks, OfficialSite, Registry
from zhenwang.domain.revision import Change, ChangeKind, Revision
from zhenwang.domain.site import RetiredHost
from zhenwang.registry.difference import compare
from zhenwang.registry.replay import day_of, in_use, replay, replay_all

OLD = a_site("a.gov.cn", "甲局", "alt.a.gov.cn", aliases=("甲",))


def changed(before: OfficialSite, **fields: object) -> Change:
    after = replace(before, **fields)  # type: ignore[arg-type]  # the fields are the test's
    return Change(ChangeKind.CHANGED, after.id, before, after, tuple(fields))


def test_a_change_carries_only_what_it_changed_onto_the_seeds_of_a_later_release() -> None:
    change = changed(OLD, aliases=("甲", "甲甲"), level="county")
    later = replace(OLD, name="甲局（新）", aliases=("新简称",), level="", region_code="420200")
    (site,), _ = replay([later], [], [change], DAY)
    assert (site.name, site.aliases, site.level, site.region_code) == (
        "甲局（新）", ("新简称", "甲甲"), "county", "420200",
    )  # fmt: skip


def test_a_change_to_a_site_that_is_shipped_no_more_still_applies() -> None:
    change = changed(OLD, level="county")
    (site,), gone = replay([], [], [change], DAY)
    assert (site, gone) == (change.after, ())


def test_a_site_that_a_later_release_ships_too_loses_neither_side() -> None:
    added = Change(
        ChangeKind.ADDED, OLD.id, None, replace(OLD, marks=Marks(icp=("鄂ICP备05011090号-1",)), level="county")
    )
    shipped = a_site("a.gov.cn", "甲局", marks=Marks(site_codes=("4202000001",)), level="province")
    (site,), _ = replay([shipped], [], [added], DAY)
    assert (site.level, site.marks) == ("province", Marks(("4202000001",), ("鄂ICP备05011090号-1",)))
    assert site.hosts == ("a.gov.cn", "alt.a.gov.cn")


def test_every_host_of_a_vanished_site_is_retired_also_one_that_is_shipped_no_more() -> None:
    vanished = Change(ChangeKind.VANISHED, OLD.id, OLD, None)
    for shipped in ([OLD], []):
        sites, gone = replay(shipped, [], [vanished], DAY, "list")
        assert sites == ()
        assert [(past.host, past.last_site, past.name, past.retired_on) for past in gone] == [
            ("a.gov.cn", "a.gov.cn", "甲局", DAY), ("alt.a.gov.cn", "a.gov.cn", "甲局", DAY),
        ]  # fmt: skip


def test_a_host_keeps_the_day_on_which_it_was_first_retired() -> None:
    past = RetiredHost("a.gov.cn", "a.gov.cn", "甲局", date(2018, 11, 1))
    _, gone = replay([], [past], [Change(ChangeKind.VANISHED, OLD.id, a_site("a.gov.cn"), None)], DAY)
    assert gone == (past,)


def test_a_host_taken_away_is_retired_and_a_host_given_to_another_site_is_not() -> None:
    taken = changed(OLD, hosts=("a.gov.cn",))
    given = Change(ChangeKind.ADDED, "alt.a.gov.cn", None, a_site("alt.a.gov.cn", "乙局"))
    sites, gone = replay([OLD], [], [taken], DAY)
    assert [past.host for past in gone] == ["alt.a.gov.cn"]
    sites, gone = replay([OLD], [], [taken, given], DAY)
    assert set(Registry.of(sites, retired=gone).retired) == set()


def test_a_field_that_a_release_dropped_is_passed_over() -> None:
    change = replace(changed(OLD, level="county"), fields=("level", "uscc"))
    (site,), _ = replay([OLD], [], [change], DAY)
    assert site.level == "county"


def test_a_changed_site_keeps_its_place_so_that_versions_are_stable() -> None:
    sites = [OLD, a_site("b.gov.cn"), a_site("c.gov.cn")]
    after, _ = replay(sites, [], [changed(OLD, level="county"), changed(sites[1], level="county")], DAY)
    assert [site.id for site in after] == ["a.gov.cn", "b.gov.cn", "c.gov.cn"]


def test_the_day_is_that_of_the_offices_whatever_zone_an_instant_comes_in() -> None:
    evening = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)
    assert day_of(evening) == date(2026, 11, 22)
    beijing = evening.astimezone(timezone(timedelta(hours=8)))
    gone = (Change(ChangeKind.VANISHED, OLD.id, OLD, None),)
    made = [Revision(1, at, "王芳", "试", "list", "", "", "", gone) for at in (evening, beijing)]
    versions = {in_use([OLD], [], [revision]).version for revision in made}
    assert len(versions) == 1


def test_revisions_are_replayed_in_their_order() -> None:
    first = compare(Registry.of(()), [OLD], "x")
    second = [Change(ChangeKind.VANISHED, OLD.id, first[0].after, None)]
    at = datetime(2026, 11, 22, tzinfo=UTC)
    made = [Revision(n, at, "w", "y", "x", "", "", "", tuple(c)) for n, c in ((1, first), (2, second), (3, first))]
    sites, gone = replay_all([], [], made)
    assert [site.id for site in sites] == ["a.gov.cn"]
    assert set(Registry.of(sites, retired=gone).retired) == set()


def test_what_a_later_release_found_out_of_sources_and_trust_is_not_undone() -> None:
    before = a_site("a.gov.cn", "甲局", sources="a")
    after = replace(before, sources="a + b", confidence="high")
    change = Change(ChangeKind.CHANGED, before.id, before, after, ("confidence", "sources"))
    shipped = replace(before, sources="a + c", confidence="low")
    ((site,), _) = replay([shipped], (), [change], DAY)
    assert (site.sources, site.confidence) == ("a + c + b", "low")
    ((site,), _) = replay([before], (), [change], DAY)
    assert site == after


def test_a_host_that_a_later_release_ships_as_a_site_of_its_own_is_at_one_site() -> None:
    before = a_site("a.gov.cn", "甲局")
    change = changed(before, hosts=("a.gov.cn", "b.gov.cn"))
    made = [Revision(1, datetime(2026, 11, 22, tzinfo=UTC), "w", "y", "x", "", "", "", (change,))]
    registry = in_use([before, a_site("b.gov.cn", "乙局")], (), made)
    assert (registry.owner("b.gov.cn").name, registry.sites["a.gov.cn"].hosts) == ("乙局", ("a.gov.cn",))


NAMES = st.sampled_from(["a.gov.cn", "b.gov.cn", "c.gov.cn", "d.gov.cn"])


@st.composite
def lists(draw: st.DrawFn) -> list[OfficialSite]:
    """Sites as one release or one list has them: no host stands at two."""
    found: dict[str, OfficialSite] = {}
    free = {"a.gov.cn", "b.gov.cn", "c.gov.cn", "d.gov.cn"}
    for id_ in draw(st.lists(NAMES, unique=True, max_size=4)):
        others = draw(st.lists(NAMES, unique=True, max_size=2))
        if id_ in free:
            hosts = (id_, *(other for other in others if other in free and other != id_))
            free -= set(hosts)
            name = draw(st.sampled_from(["甲局", "乙局"]))
            found[id_] = OfficialSite(id_, name, hosts, sources="shipped", region_code="420000")
    return list(found.values())


@given(
    lists(), st.lists(st.tuples(lists(), st.sampled_from(["x", "y"]), st.sampled_from(["", "42"])), max_size=4), lists()
)
def test_over_whatever_seeds_the_same_revisions_give_one_registry_that_loses_no_host(shipped, imports, later) -> None:
    house = House(*shipped)
    for list_, source, scope in imports:
        house.apply(compare(house.registry, list_, source, scope, house.past), source)
    first, again = (in_use(later, (), house.made) for _ in range(2))
    assert (first.version, list(first.sites)) == (again.version, list(again.sites))
    granted = [host for site in first.sites.values() for host in site.hosts]
    assert len(granted) == len(set(granted))
    assert all(first.owner(host).id == site.id for site in first.sites.values() for host in site.hosts)
    assert {host for site in later for host in site.hosts} <= {*granted, *first.retired}
    assert {host for site in house.registry.sites.values() for host in site.hosts} <= {
        *granted, *first.retired, *(host for site in shipped for host in site.hosts)
    }  # fmt: skip
