from __future__ import annotations

from zhenwang.domain.registry import OfficialSite
from zhenwang.matching.command import REASONS_KEPT, TEXT_KEPT, Tally, match_lines
from zhenwang.matching.matcher import Matcher

MATCHER = Matcher.of([OfficialSite("www.hubei.gov.cn", "湖北省人民政府", ("www.hubei.gov.cn",))])


def test_hosts_put_forward_come_out_in_order_as_plain_columns() -> None:
    rows = list(match_lines(["hubei-gov.top\n", "example.com\n", "gov-x.click\n"], MATCHER))
    assert [row["host"] for row in rows] == ["hubei-gov.top", "gov-x.click"]
    assert list(rows[0]) == ["host", "site", "rule", "span", "score"]
    assert rows[0]["site"] == "www.hubei.gov.cn"


def test_bad_lines_are_counted_and_never_stop_the_good_ones() -> None:
    bad = ["a..b", "192.0.2.1", "\x00gov.top", "x" * 300 + ".gov.top", "gov", "gov\udcff.top", "xn--\u00ff.top"]
    huge = "gov" * 3_000_000 + ".top"
    tally = Tally()
    lines = ["", "  ", *bad, huge, *["nope"] * 20, "*.hubei-gov.top.", "_dmarc.hubei-gov.top"]
    rows = list(match_lines(lines, MATCHER, tally))
    assert [row["host"] for row in rows] == ["hubei-gov.top", "_dmarc.hubei-gov.top"]
    assert tally.read == len(bad) + 1 + 20 + 2
    assert tally.put_forward == 2
    assert tally.bad == len(bad) + 1 + 20
    assert len(tally.reasons) == REASONS_KEPT
    assert all(len(reason) < TEXT_KEPT * 6 + 200 for reason in tally.reasons)


def test_a_bogus_a_label_is_matched_where_it_is_meaningful() -> None:
    rows = list(match_lines(["xn--zzzzzzz99999.hubei-gov.top"], MATCHER))
    assert rows[0]["site"] == "www.hubei.gov.cn"
