"""The queue of findings: idempotent, honest about what was not looked at, and ruled on by people."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from zhenwang.domain.finding import Finding, FindingKind, FindingState, KeptFinding
from zhenwang.domain.workflow import Refused
from zhenwang.store import findings
from zhenwang.store.findings import Kept, Overtaken
from zhenwang.store.opening import Store

NOW = datetime(2026, 11, 22, 1, tzinfo=UTC)
LATER = NOW + timedelta(days=7)


def made(site: str = "a.gov.cn", kind: FindingKind = FindingKind.OVERSEAS, **facts: str) -> Finding:
    given = {"subject": site, "because": "解析到境外地址。", "because_en": "Abroad.", "basis": "hubei-2018-28"}
    return Finding(kind, site, **(given | facts))


def states(store: Store) -> dict[str, str]:
    return {kept.finding.site: kept.state.value for kept in findings.queue(store, None)}


def test_what_is_kept_comes_back_as_it_was(store: Store) -> None:
    odd = made(snippet="\x00\ud800★", seen_host="a.gov.cn")
    assert findings.keep(store, [odd], NOW) == Kept(fresh=1)
    (kept,) = findings.queue(store)
    assert (kept.finding, kept.state, kept.first_seen, kept.last_seen) == (odd, FindingState.OPEN, NOW, NOW)
    assert findings.get(store, kept.id) == kept
    assert findings.get(store, kept.id + 1) is None


def test_keeping_twice_changes_only_when_it_was_last_seen(store: Store) -> None:
    findings.keep(store, [made()], NOW)
    assert findings.keep(store, [made(), made()], LATER) == Kept(again=1)
    (kept,) = findings.queue(store)
    assert (kept.first_seen, kept.last_seen) == (NOW, LATER)


def test_new_words_replace_the_old_ones_under_the_same_key(store: Store) -> None:
    findings.keep(store, [made()], NOW)
    findings.keep(store, [made(because="解析到美国。")], LATER)
    (kept,) = findings.queue(store)
    assert kept.finding.because == "解析到美国。"


def test_what_is_no_longer_found_is_gone_and_what_comes_back_is_open_again(store: Store) -> None:
    findings.keep(store, [made(), made("b.gov.cn")], NOW)
    assert findings.keep(store, [made("b.gov.cn")], LATER) == Kept(again=1, gone=1)
    assert states(store) == {"a.gov.cn": "gone", "b.gov.cn": "open"}
    assert findings.keep(store, [made("b.gov.cn")], LATER) == Kept(again=1)
    assert findings.keep(store, [made(), made("b.gov.cn")], LATER) == Kept(again=1, returned=1)
    assert states(store) == {"a.gov.cn": "open", "b.gov.cn": "open"}
    (kept,) = [one for one in findings.queue(store) if one.finding.site == "a.gov.cn"]
    assert kept.first_seen == NOW


def test_what_was_not_looked_at_is_not_gone(store: Store) -> None:
    findings.keep(store, [made(), made("b.gov.cn")], NOW)
    assert findings.keep(store, [], LATER, lambda finding: finding.site == "b.gov.cn") == Kept(gone=1)
    assert states(store) == {"a.gov.cn": "open", "b.gov.cn": "gone"}


def test_a_ruling_needs_a_name_and_a_reason(store: Store) -> None:
    findings.keep(store, [made()], NOW)
    (kept,) = findings.queue(store)
    for state, who, why in (
        (FindingState.REMINDED, " ", "已发函"),
        (FindingState.REMINDED, "王芳", "\n"),
        (FindingState.GONE, "王芳", "没有了"),
    ):
        assert isinstance(findings.rule(store, kept.id, state, who, why, NOW), Refused)
    assert findings.get(store, kept.id) == kept
    assert findings.rule(store, kept.id + 1, FindingState.REMINDED, "王芳", "已发函", NOW) is None


def test_a_ruling_is_kept_with_who_when_and_why(store: Store) -> None:
    findings.keep(store, [made()], NOW)
    (kept,) = findings.queue(store)
    ruled = findings.rule(store, kept.id, FindingState.REMINDED, "王芳", "已发函", LATER)
    expected = replace(kept, state=FindingState.REMINDED, who="王芳", why="2026-11-29 已发函")
    assert ruled == findings.get(store, kept.id) == expected


@pytest.mark.parametrize(("ruling", "after"), [(FindingState.REMINDED, "gone"), (FindingState.EXPLAINED, "explained")])
def test_a_reminded_finding_may_go_and_an_explained_one_stays_explained(
    store: Store, ruling: FindingState, after: str
) -> None:
    findings.keep(store, [made()], NOW)
    (kept,) = findings.queue(store)
    findings.rule(store, kept.id, ruling, "王芳", "已批准保留", NOW)
    findings.keep(store, [made()], LATER)
    assert states(store) == {"a.gov.cn": ruling.value}
    findings.keep(store, [], LATER)
    assert states(store) == {"a.gov.cn": after}


def test_the_queue_is_chosen_by_state_kind_and_words(store: Store) -> None:
    abroad, named = made(), made("b.gov.cn", FindingKind.NAMING, because="名称为曾用名100%。")
    findings.keep(store, [abroad, named], NOW)
    for asked, sites in (
        ({"kind": FindingKind.NAMING}, ["b.gov.cn"]),
        ({"text": "曾用名"}, ["b.gov.cn"]),
        ({"text": " A.gov.cn "}, ["a.gov.cn"]),
        ({"text": "100%"}, ["b.gov.cn"]),
        ({"text": "%"}, ["b.gov.cn"]),
        ({"text": "_x"}, []),
        ({"states": (FindingState.GONE,)}, []),
        ({"limit": 1}, ["b.gov.cn"]),
    ):
        assert [kept.finding.site for kept in findings.queue(store, **asked)] == sites, asked


def test_counts_and_all_of_one_site(store: Store) -> None:
    findings.keep(store, [made(), made(kind=FindingKind.NAMING), made("b.gov.cn")], NOW)
    assert findings.counts(store) == {
        (FindingKind.OVERSEAS, FindingState.OPEN): 2,
        (FindingKind.NAMING, FindingState.OPEN): 1,
    }
    assert len(findings.of_site(store, "a.gov.cn")) == 2


def test_ten_thousand_findings_are_kept_at_once(store: Store) -> None:
    many = [made(f"h{number}.gov.cn") for number in range(10_000)]
    assert findings.keep(store, many, NOW) == Kept(fresh=10_000)
    assert findings.keep(store, many, LATER) == Kept(again=10_000)
    assert findings.keep(store, [], LATER) == Kept(gone=10_000)


def test_a_ruling_is_bound_to_what_was_read(store: Store) -> None:
    findings.keep(store, [made()], NOW)
    (kept,) = findings.queue(store)
    seen = findings.version(kept)
    first = findings.rule(store, kept.id, FindingState.REMINDED, "王芳", "电话提醒", LATER, seen=seen)
    assert isinstance(first, KeptFinding)
    second = findings.rule(store, kept.id, FindingState.EXPLAINED, "李雷", "已批准", LATER, seen=seen)
    assert second == Overtaken(first)
    assert findings.get(store, kept.id) == first
    findings.rule(store, kept.id, FindingState.EXPLAINED, "李雷", "已批准", LATER, seen=findings.version(first))
    assert states(store) == {"a.gov.cn": "explained"}


def test_what_waits_is_counted_by_site(store: Store) -> None:
    findings.keep(store, [made(), made(subject="b"), made("x.gov.cn")], NOW)
    (other,) = findings.queue(store, text="x.gov.cn")
    findings.rule(store, other.id, FindingState.EXPLAINED, "王芳", "已批准", LATER)
    assert findings.waiting_by_site(store) == {"a.gov.cn": 2}
