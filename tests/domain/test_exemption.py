"""An exemption covers what it says and no suffix, and is over on the day after its last."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from zhenwang.domain.exemption import Exemption, ExemptionKind, ExemptionScope, ExemptionState, KeptExemption
from zhenwang.domain.facts import EXCLUSIONS
from zhenwang.domain.hosts import Host, parse_host
from zhenwang.domain.registry import Registry

DAY = date(2026, 11, 22)
LABELS = st.lists(st.sampled_from(["a", "x", "www", "s3", "demo"]), max_size=3)
SUFFIXES = [
    "gov.cn", "xn--zfr164b", "com", "com.cn", "gov.uk", "gov.bd", "github.io", "sinaapp.com", "s3.amazonaws.com",
]  # fmt: skip
PARTS = [*SUFFIXES, "amazonaws.com", "vendor.com", "hubei.gov.cn", "x.github.io", "uk", "io"]


def exempting(host: str, scope: str = "domain", until: date | None = None, since: date = date(2026, 1, 1)) -> Exemption:
    kind = ExemptionKind.TEST_HOST
    return Exemption(host, ExemptionScope(scope), kind, "厂商的测试站点", "王芳", since, until)


@pytest.mark.parametrize(
    ("exempt", "scope", "host", "covered"),
    [
        ("vendor.com", "host", "vendor.com", True),
        ("vendor.com", "host", "demo.vendor.com", False),
        ("vendor.com", "domain", "vendor.com", True),
        ("vendor.com", "domain", "a.demo.vendor.com", True),
        ("demo.vendor.com", "domain", "a.demo.vendor.com", True),
        ("demo.vendor.com", "domain", "vendor.com", False),
        ("vendor.com", "domain", "evilvendor.com", False),
        ("vendor.com", "domain", "vendor.com.evil.top", False),
        ("x.github.io", "domain", "y.github.io", False),
        ("amazonaws.com", "domain", "www.amazonaws.com", True),
        ("amazonaws.com", "domain", "x.s3.amazonaws.com", False),
        ("sinaapp.com", "domain", "x.sinaapp.com", False),
    ],
)
def test_what_an_exemption_covers(exempt: str, scope: str, host: str, covered: bool) -> None:
    assert exempting(exempt, scope).covers(host) is covered


@given(st.sampled_from(PARTS), st.sampled_from(list(ExemptionScope)), LABELS, st.sampled_from(SUFFIXES))
def test_no_exemption_covers_a_suffix_or_two_holders_under_one(
    exempt: str, scope: ExemptionScope, labels: list[str], suffix: str
) -> None:
    held = exempting(exempt, scope)
    assert not held.covers(suffix)
    host = parse_host(".".join([*labels, suffix]))
    assume(isinstance(host, Host) and host.ascii != suffix)
    assert isinstance(host, Host)
    if held.covers(host.ascii):
        assert exempt.endswith(host.registrable)


@given(st.integers(-400, 400), st.integers(0, 400))
def test_it_lapses_exactly_the_day_after_its_last(moved: int, length: int) -> None:
    until = DAY + timedelta(days=length)
    on = DAY + timedelta(days=moved)
    held = exempting("vendor.com", until=until, since=DAY)
    assert held.in_force(on) is (DAY <= on <= until)
    assert held.lapsed(on) is (on > until)
    days = held.lapses_in(on)
    assert days is None if on > until else held.in_force(on + timedelta(days=days or 0)) is False
    assert held.in_force(until)
    assert not held.in_force(until + timedelta(days=1))


@given(st.dates(min_value=DAY))
def test_a_permanent_one_never_lapses(on: date) -> None:
    held = exempting("vendor.com", since=DAY)
    assert (held.in_force(on), held.lapses_in(on)) == (True, None)


def test_an_end_must_be_said_even_if_it_is_that_there_is_none() -> None:
    with pytest.raises(TypeError):
        Exemption("a.com", ExemptionScope.HOST, ExemptionKind.MEDIA, "why", "王芳", DAY)  # type: ignore[call-arg]  # on purpose


def test_the_states_follow_the_day() -> None:
    held = KeptExemption(exempting("vendor.com", until=DAY, since=DAY))
    days = [DAY - timedelta(days=1), DAY, DAY + timedelta(days=1)]
    assert [held.state(on) for on in days] == [
        ExemptionState.PENDING, ExemptionState.IN_FORCE, ExemptionState.LAPSED,
    ]  # fmt: skip


def test_what_excludes_a_case_can_exempt_a_host() -> None:
    assert set(EXCLUSIONS) - {"other"} <= {kind.value for kind in ExemptionKind}


def test_the_registry_asks_for_the_day_and_takes_the_closest() -> None:
    above = exempting("vendor.com", since=DAY)
    host = exempting("demo.vendor.com", "host", until=DAY, since=DAY)
    registry = Registry.of([], exemptions=[above, host])
    assert registry.exemption("demo.vendor.com", DAY) is host
    assert registry.exemption("demo.vendor.com", DAY + timedelta(days=1)) is above
    assert registry.exemption("a.demo.vendor.com", DAY) is above
    assert registry.exemption("demo.vendor.com", DAY - timedelta(days=1)) is None
    for other in ("evil.com", "com", "", "demo.vendor.com.evil.top", "192.0.2.7"):
        assert registry.exemption(other, DAY) is None


def test_the_version_covers_exemptions_whether_they_lapsed_or_not() -> None:
    lapsed = exempting("vendor.com", until=date(2026, 2, 1))
    versions = [Registry.of([], exemptions=held).version for held in ([], [lapsed], [exempting("vendor.com")])]
    assert len(set(versions)) == 3
    assert versions[0] == Registry.of([]).version


def test_a_day_is_that_of_the_offices() -> None:
    assert Registry.of([]).day(datetime(2026, 11, 22, 16, 0, tzinfo=UTC)) == date(2026, 11, 23)
    assert Registry.of([]).day(datetime(2026, 11, 22, 15, 59, tzinfo=UTC)) == DAY
