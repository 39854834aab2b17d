"""Shipped exemptions: every row says why, by whom and until when, or exempts nobody."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenwang.domain.exemption import Exemption, ExemptionKind, ExemptionScope
from zhenwang.domain.hosts import Host, parse_host
from zhenwang.lists.exemption_rows import read_exemptions
from zhenwang.matching.exemptible import objection
from zhenwang.matching.government import Suffixes

HEADER = "host,scope,kind,reason,who,since,until,sources"
SEEDS = Path(__file__).parents[2] / "seeds"


def read(*rows: str) -> tuple[tuple[Exemption, ...], list[str]]:
    found, bad = read_exemptions([f"{line}\n" for line in (HEADER, *rows)], "exemptions.csv")
    return found, [str(row) for row in bad]


def test_a_row_is_an_exemption() -> None:
    found, bad = read(
        "Demo.Vendor.com,domain,test_host,厂商测试站,王芳,2026-11-01,2027-06-30,合同附件2",
        "big5.x.com,host,gateway,繁体网关,王芳,2026-11-01,permanent,",
    )
    assert found == (
        Exemption(
            "demo.vendor.com", ExemptionScope.DOMAIN, ExemptionKind.TEST_HOST, "厂商测试站", "王芳",
            date(2026, 11, 1), date(2027, 6, 30), "合同附件2",
        ),
        Exemption(
            "big5.x.com", ExemptionScope.HOST, ExemptionKind.GATEWAY, "繁体网关", "王芳", date(2026, 11, 1), None
        ),
    )  # fmt: skip
    assert bad == []


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("a.com,host,media,,王芳,2026-11-01,permanent", "needs a reason"),
        ("a.com,host,media, ,王芳,2026-11-01,permanent", "needs a reason"),
        ("a.com,host,media,why,\u200b,2026-11-01,permanent", "a person's name"),
        ("a.com,host,media,why,王芳,2026-11-01,", "its last day, as 2027-06-30, or the word permanent"),
        ("a.com,host,media,why,王芳,2026-11-01,forever", "its last day"),
        ("a.com,host,media,why,王芳,2026-11-01,2026-10-31", "cannot end before it begins"),
        ("a.com,host,media,why,王芳,,permanent", "the day it began"),
        ("a.com,host,,why,王芳,2026-11-01,permanent", "its scope and its kind"),
        ("a.com,host,nice,why,王芳,2026-11-01,permanent", "is not one of repost"),
        ("a.com,,media,why,王芳,2026-11-01,permanent", "its scope and its kind"),
        ("gov.cn,host,media,why,王芳,2026-11-01,permanent", "public suffix"),
        ("github.io,host,demonstration,why,王芳,2026-11-01,permanent", "public suffix"),
        ("github.io,domain,demonstration,why,王芳,2026-11-01,permanent", "public suffix"),
        ("hubei.gov.cn,domain,neighbour,why,王芳,2026-11-01,permanent", "only single hosts"),
        ("192.0.2.7,host,media,why,王芳,2026-11-01,permanent", "not a host name"),
        (",host,media,why,王芳,2026-11-01,permanent", "not a host name"),
    ],
)
def test_a_row_that_leaves_something_open_exempts_nobody(row: str, told: str) -> None:
    found, bad = read(row)
    assert found == ()
    assert told in " ".join(bad)


def test_the_first_row_of_a_host_counts() -> None:
    row = "a.com,host,media,one,王芳,2026-11-01,permanent"
    found, bad = read(row, row.replace("one", "two"))
    assert [held.reason for held in found] == ["one"]
    assert "earlier row" in bad[0]


def test_single_hosts_under_a_government_suffix_can_be_exempt() -> None:
    found, bad = read("new.hubei.gov.cn,host,new_site,新站待登记,王芳,2026-11-01,2026-12-31")
    assert (len(found), bad) == (1, [])


@given(st.lists(st.text(max_size=40), max_size=12))
def test_hostile_cells_never_raise(cells: list[str]) -> None:
    read(",".join(cells), "a.com,host,media,why,王芳,2026-11-01,permanent")


def test_what_ships_is_well_founded() -> None:
    with (SEEDS / "exemptions.csv").open(encoding="utf-8", newline="") as lines:
        found, bad = read_exemptions(lines, "exemptions.csv")
    assert bad == ()
    for held in found:
        host = parse_host(held.host)
        assert isinstance(host, Host)
        assert held.sources, f"{held.host} has no source"
        assert objection(host, held.scope, Suffixes.of(())) == ""
