"""Of the rulings on a host the latest holds, over what is shipped too; nothing is forgotten."""

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from zhenwang.domain.exemption import (
    Exemption,
    ExemptionKind,
    ExemptionRuling,
    ExemptionScope,
    ExemptionState,
)
from zhenwang.registry.exempting import kept, standing

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
DAY = date(2026, 11, 22)
SHIPPED = Exemption(
    "gateway.cn", ExemptionScope.HOST, ExemptionKind.GATEWAY, "繁体网关", "编者", date(2026, 1, 1), None, "a page"
)
LATER = replace(SHIPPED, reason="合同续签", who="王芳", until=date(2027, 1, 1))


def ruled(number: int, exemption: Exemption | None, host: str = "gateway.cn") -> ExemptionRuling:
    return ExemptionRuling(number, NOW, "王芳", "why", host, exemption)


def test_what_is_shipped_stands_until_somebody_rules_otherwise() -> None:
    assert standing([SHIPPED], []) == (SHIPPED,)
    assert standing([SHIPPED], [ruled(1, None)]) == ()
    assert standing([SHIPPED], [ruled(1, LATER)]) == (LATER,)
    assert standing([SHIPPED], [ruled(1, None), ruled(2, LATER)]) == (LATER,)


def test_what_is_over_is_kept_with_who_and_why() -> None:
    held = kept([SHIPPED], [ruled(1, LATER), ruled(2, None)])
    assert [(one.exemption, one.state(DAY)) for one in held] == [
        (SHIPPED, ExemptionState.REPLACED),
        (LATER, ExemptionState.ENDED),
    ]
    assert [one.over.number if one.over else 0 for one in held] == [1, 2]


def test_a_ruling_on_a_host_that_a_later_release_ships_holds() -> None:
    assert standing([SHIPPED], [ruled(1, None), ruled(2, None, "other.cn")]) == ()


@given(st.lists(st.tuples(st.sampled_from(["gateway.cn", "a.cn", "b.cn"]), st.booleans()), max_size=12))
def test_one_stands_for_a_host_at_most_and_every_exemption_is_kept(steps: list[tuple[str, bool]]) -> None:
    rulings = [
        ruled(number, replace(LATER, host=host) if exempts else None, host)
        for number, (host, exempts) in enumerate(steps, 1)
    ]
    held = kept([SHIPPED], rulings)
    assert len(held) == 1 + sum(exempts for _, exempts in steps)
    stands = [one.host for one in standing([SHIPPED], rulings)]
    last = {"gateway.cn": True} | dict(steps)
    assert sorted(stands) == sorted(host for host, exempts in last.items() if exempts)
