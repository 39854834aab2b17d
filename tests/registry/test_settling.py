from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenwang.domain.body import BodyKind, FormerName
from zhenwang.domain.registry import Marks, OfficialSite, Registry
from zhenwang.domain.revision import Change, ChangeKind
from zhenwang.domain.site import Conflict, HostRole, SiteHost, Status
from zhenwang.registry.replay import replay
from zhenwang.registry.settling import NotSettled, Why, settle

DAY = date(2026, 11, 22)


def _conflict(field: str, *values: str) -> Conflict:
    return Conflict(field, tuple((value, f"list {number}") for number, value in enumerate(values, 1)))


def _site(host: str = "www.a.gov.cn", *conflicts: Conflict, **more: object) -> OfficialSite:
    facts = {"name": "甲市人民政府", "hosts": (host,), "confidence": "low", "conflicts": conflicts} | more
    return OfficialSite(id=host, **facts)  # type: ignore[arg-type]


def _changes(*sites: OfficialSite, field: str, right: str, others_too: bool = False) -> tuple[Change, ...]:
    made = settle(Registry.of(sites), sites[0].id, field, right, others_too=others_too)
    assert not isinstance(made, NotSettled), made
    return made


def _after(*sites: OfficialSite, field: str, right: str, others_too: bool = False) -> Registry:
    """The registry as replaying makes it."""
    changes = _changes(*sites, field=field, right=right, others_too=others_too)
    assert all(change.kind is ChangeKind.SETTLED for change in changes)
    standing, gone = replay(sites, (), changes, DAY)
    return Registry.of(standing, retired=gone)


DOMAIN = _conflict("domain", "www.a.gov.cn", "a.b.gov.cn")


def test_the_present_address_stays_and_the_conflict_is_gone() -> None:
    known = _after(_site("www.a.gov.cn", DOMAIN), field="domain", right="www.a.gov.cn")
    assert known.sites["www.a.gov.cn"].conflicts == ()
    assert known.sites["www.a.gov.cn"].hosts == ("www.a.gov.cn",)
    assert known.sites["www.a.gov.cn"].confidence == "medium"
    assert not known.retired


def test_the_other_address_becomes_the_site_and_the_former_is_watched_for_ever() -> None:
    known = _after(_site("www.a.gov.cn", DOMAIN), field="domain", right="a.b.gov.cn")
    assert list(known.sites) == ["a.b.gov.cn"]
    assert known.owner("www.a.gov.cn") is None
    assert known.retired["www.a.gov.cn"].last_site == "a.b.gov.cn"


def test_both_addresses_can_be_its_own_with_either_first() -> None:
    for right in ("www.a.gov.cn", "a.b.gov.cn"):
        known = _after(_site("www.a.gov.cn", DOMAIN), field="domain", right=right, others_too=True)
        assert known.sites[right].hosts[0] == right
        assert set(known.sites[right].hosts) == {"www.a.gov.cn", "a.b.gov.cn"}
        assert not known.retired


def test_an_alias_that_is_wrong_loses_its_role_too() -> None:
    alias = SiteHost("a.b.gov.cn", "www.a.gov.cn", HostRole.ALIAS)
    site = _site("www.a.gov.cn", DOMAIN, hosts=("www.a.gov.cn", "a.b.gov.cn"), further_hosts=(alias,))
    known = _after(site, field="domain", right="www.a.gov.cn")
    assert known.sites["www.a.gov.cn"].granted == ("www.a.gov.cn",)
    assert "a.b.gov.cn" in known.retired
    moved = _after(site, field="domain", right="a.b.gov.cn", others_too=True)
    primary = moved.sites["a.b.gov.cn"].role("a.b.gov.cn")
    assert primary is not None
    assert primary.role is HostRole.PRIMARY


def test_a_typed_address_replaces_both() -> None:
    known = _after(_site("www.a.gov.cn", DOMAIN), field="domain", right=" https://www.new.gov.cn/index.html ")
    assert known.sites["www.new.gov.cn"].hosts == ("www.new.gov.cn",)


def test_another_sites_host_is_not_taken_from_it() -> None:
    other = _site("a.b.gov.cn", name="乙市人民政府")
    for right, together in (("a.b.gov.cn", False), ("www.a.gov.cn", True)):
        made = settle(
            Registry.of((_site("www.a.gov.cn", DOMAIN), other)), "www.a.gov.cn", "domain", right, others_too=together
        )
        assert made == NotSettled(Why.HELD, "a.b.gov.cn", "a.b.gov.cn")


NAME = _conflict("name", "甲市人民政府", "甲市政府门户")


def test_a_name_is_chosen_and_the_other_is_gone_or_an_alias() -> None:
    site = _site("www.a.gov.cn", NAME, aliases=("甲市政府门户", "甲"), note="名称为组合; 另有说明")
    alone = _after(site, field="name", right="甲市人民政府").sites[site.id]
    assert (alone.name, alone.aliases, alone.note) == ("甲市人民政府", ("甲",), "另有说明")
    both = _after(site, field="name", right="甲市政府门户", others_too=True).sites[site.id]
    assert (both.name, set(both.aliases)) == ("甲市政府门户", {"甲市人民政府", "甲"})


def test_a_typed_name_leaves_former_names_alone() -> None:
    site = _site("www.a.gov.cn", NAME, former_names=(FormerName("甲县人民政府", "1999"),))
    known = _after(site, field="name", right="甲市\u202e人民\n政府").sites[site.id]
    assert known.name == "甲市 人民 政府"
    assert known.former_names == site.former_names
    assert known.aliases == ()


def test_a_site_code_is_chosen_and_uncontested_ones_stay() -> None:
    conflict = _conflict("site_code", "4200000101", "4200000016")
    site = _site("a.gov.cn", conflict, marks=Marks(("4200000101", "4200000016", "4200000009")))
    alone = _after(site, field="site_code", right="4200000016").sites[site.id]
    assert alone.marks.site_codes == ("4200000016", "4200000009")
    both = _after(site, field="site_code", right="4200000016", others_too=True).sites[site.id]
    assert set(both.marks.site_codes) == set(site.marks.site_codes)
    made = settle(Registry.of((site,)), site.id, "site_code", "12345")
    assert made == NotSettled(Why.UNREADABLE, "12345")


CLAIM = _conflict("other_hosts", "x.gov.cn b.gov.cn", "x.gov.cn a.gov.cn")


def test_a_claimed_host_moves_to_the_site_that_is_named() -> None:
    claimant = _site("a.gov.cn", CLAIM)
    holder = _site("b.gov.cn", name="乙局", hosts=("b.gov.cn", "x.gov.cn"))
    moved = _after(claimant, holder, field="other_hosts", right="x.gov.cn a.gov.cn")
    assert moved.sites["a.gov.cn"].hosts == ("a.gov.cn", "x.gov.cn")
    assert moved.sites["b.gov.cn"].hosts == ("b.gov.cn",)
    assert not moved.retired
    stays = _changes(claimant, holder, field="other_hosts", right="x.gov.cn b.gov.cn")
    assert [change.site for change in stays] == ["a.gov.cn"]
    assert "hosts" not in stays[0].fields


def test_a_claimed_host_that_is_a_sites_only_address_is_not_moved() -> None:
    conflict = _conflict("other_hosts", "b.gov.cn b.gov.cn", "b.gov.cn a.gov.cn")
    sites = (_site("a.gov.cn", conflict), _site("b.gov.cn", name="乙局"))
    made = settle(Registry.of(sites), "a.gov.cn", "other_hosts", "b.gov.cn a.gov.cn")
    assert made == NotSettled(Why.PRIMARY, "b.gov.cn", "b.gov.cn")
    odd = settle(Registry.of(sites), "a.gov.cn", "other_hosts", "b.gov.cn c.gov.cn")
    assert odd == NotSettled(Why.NOT_OFFERED, "b.gov.cn c.gov.cn")


def test_of_several_claims_one_is_settled_and_the_others_wait() -> None:
    claims = Conflict("other_hosts", (*CLAIM.values, ("y.gov.cn a.gov.cn", "s"), ("y.gov.cn retired", "t")))
    site = _site("a.gov.cn", claims, hosts=("a.gov.cn", "y.gov.cn"))
    holder = _site("b.gov.cn", name="乙局", hosts=("b.gov.cn", "x.gov.cn"))
    known = _after(site, holder, field="other_hosts", right="y.gov.cn retired")
    left = known.sites["a.gov.cn"].conflicts
    assert [text for text, _ in left[0].values] == ["x.gov.cn b.gov.cn", "x.gov.cn a.gov.cn"]
    assert "y.gov.cn" in known.retired


@pytest.mark.parametrize(
    ("field", "right", "held"),
    [
        ("protected", "no", False),
        ("kind", "court", BodyKind.COURT),
        ("status", "migrating", Status.MIGRATING),
        ("level", "county", "county"),
        ("region_code", "420281", "420281"),
        ("supervisor", "甲市人民政府办公室", "甲市人民政府办公室"),
    ],
)
def test_a_single_value_is_read_in_the_words_of_its_field(field: str, right: str, held: object) -> None:
    known = _after(_site("a.gov.cn", _conflict(field, "x", right)), field=field, right=right)
    assert getattr(known.sites["a.gov.cn"], field) == held


@pytest.mark.parametrize(
    ("field", "right"),
    [
        ("protected", "maybe"),
        ("kind", "bank"),
        ("level", "moon"),
        ("region_code", "42"),
        ("domain", "no host"),
        ("x", "y"),
    ],
)
def test_a_value_that_a_field_cannot_have_changes_nothing(field: str, right: str) -> None:
    made = settle(Registry.of((_site("a.gov.cn", _conflict(field, "x", right)),)), "a.gov.cn", field, right)
    assert made == NotSettled(Why.UNREADABLE, right)


def test_a_site_that_is_closed_vanishes_and_its_hosts_are_watched() -> None:
    site = _site("a.gov.cn", _conflict("status", "active", "retired"), hosts=("a.gov.cn", "b.gov.cn"))
    known = _after(site, field="status", right="retired")
    assert not known.sites
    assert set(known.retired) == {"a.gov.cn", "b.gov.cn"}


def test_nothing_is_settled_without_a_conflict_or_a_value() -> None:
    known = Registry.of((_site("www.a.gov.cn", DOMAIN),))
    assert settle(known, "nobody.example", "domain", "a.gov.cn") == NotSettled(Why.NO_CONFLICT, "domain")
    assert settle(known, "www.a.gov.cn", "name", "甲") == NotSettled(Why.NO_CONFLICT, "name")
    assert settle(known, "www.a.gov.cn", "domain", " \u200b\n") == NotSettled(Why.EMPTY)


def test_doubt_stays_while_another_conflict_does() -> None:
    known = _after(_site("www.a.gov.cn", DOMAIN, NAME), field="name", right="甲市人民政府")
    assert known.sites["www.a.gov.cn"].confidence == "low"
    assert known.sites["www.a.gov.cn"].conflicts == (DOMAIN,)


@given(right=st.text(max_size=60), others_too=st.booleans(), field=st.sampled_from(["domain", "name", "site_code"]))
def test_no_host_is_ever_lost_unwatched(right: str, others_too: bool, field: str) -> None:
    site = _site("www.a.gov.cn", DOMAIN, NAME, _conflict("site_code", "4200000101", "4200000016"))
    made = settle(Registry.of((site,)), site.id, field, right, others_too=others_too)
    if isinstance(made, NotSettled):
        return
    standing, gone = replay((site,), (), made, DAY)
    assert {host for one in standing for host in one.hosts} | {past.host for past in gone} >= set(site.hosts)
    assert all(one.id == one.hosts[0] for one in standing)
