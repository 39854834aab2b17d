"""Candidates, looks, scores and cases for the store's tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from zhenwang.domain.access import Actor, Grant, Role
from zhenwang.domain.candidate import Candidate, Sighting
from zhenwang.domain.case import Case, Ruling
from zhenwang.domain.hosts import Host, parse_host
from zhenwang.domain.look import Gap, Look, Page
from zhenwang.domain.report import Report
from zhenwang.domain.review import bound
from zhenwang.domain.score import Band, Contribution, Score
from zhenwang.domain.signal import Axis, Family, Signal
from zhenwang.store import cases, looks
from zhenwang.store.opening import Store

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
DAY = date(2026, 11, 20)
EVIDENCE = "e" * 64
FACTS = {
    "evidence": EVIDENCE,
    "limb": "a",
    "imitates": "hubei.gov.cn",
    "quote": "湖北省人民政府",
    "mismatch": "not its host",
    "misleading": "asks for an ID number",
    "without_sponsor": "urgent",
}
ALL_ROLES = tuple(Grant(role) for role in Role if role is not Role.SPONSOR)


def a_host(name: str = "hubei-gov.example.com") -> Host:
    host = parse_host(name)
    assert isinstance(host, Host)
    return host


def a_candidate(
    name: str = "hubei-gov.example.com", rank: float = 0.5, source: str = "ct", locator: str = ""
) -> Candidate:
    seen = Sighting(name, source, locator or f"log:{name}", NOW)
    return Candidate(a_host(name), f"https://{name}/", rank, (seen,))


def a_report(receipt: str = "a" * 32, url: str = "http://hubei-gov.example.com/cx", note: str = "") -> Report:
    return Report(receipt, NOW, (url,), "湖北省人民政府", "sms", note)


def a_page(text: str = "湖北省人民政府") -> Page:
    return Page("utf-8", text, (("keywords", "政务"),), text, "", "", text)


def a_look(name: str = "hubei-gov.example.com", text: str = "湖北省人民政府", at: datetime = NOW) -> Look:
    body = text.encode()
    return Look(name, f"https://{name}/", at, f"https://{name}/", 200, (("server", "x"),), body, page=a_page(text))


def a_silent_look(name: str, at: datetime = NOW) -> Look:
    return Look(name, f"https://{name}/", at, gaps=(Gap("dns", "no such name"),))


def a_score(
    band: Band = Band.CONFIRMABLE, probability: float = 0.9, imitates: str = "hubei.gov.cn", severity: str = "S1"
) -> Score:
    contributions = (Contribution("site_code", 2.0, 1.0, 2.0),)
    return Score(probability, band, imitates, "a", contributions, "m1", "r1", severity=severity)


def a_signal(name: str = "site_code") -> Signal:
    return Signal(name, Axis.CLAIM, Family.IDENTIFIER, 1.0, "页脚的网站标识码属于湖北省政府", "its code", "4200000001")


def look_kept(
    store: Store, name: str, day: date = DAY, text: str = "湖北省人民政府", score: Score | None = None
) -> str:
    at = NOW + timedelta(days=(day - DAY).days)
    return looks.save(store, a_look(name, text, at), [a_signal()], score or a_score(), day, at)


def case_opened(store: Store, name: str = "hubei-gov.example.com", day: date = DAY, score: Score | None = None) -> Case:
    judged = score or a_score()
    digest = look_kept(store, name, day, score=judged)
    return cases.open_case(store, a_candidate(name), digest, [a_signal()], judged, day, NOW)[0]


def an_actor(name: str = "ada", *roles: Role, person: str = "") -> Actor:
    """Somebody of the office, with all its roles unless some are named: the person behind the two-person rule."""
    grants = tuple(Grant(role) for role in roles) if roles else ALL_ROLES
    return Actor(person or f"p-{name}"[:40], name, "", grants)


def a_ruling(
    action: str, actor: str = "ada", reason: str = "looked at it", seen: str = EVIDENCE, **facts: str
) -> Ruling:
    return Ruling(action, an_actor(actor), reason, FACTS | facts, seen)


def seeing(case: Case, action: str, actor: str = "ada", **facts: str) -> Ruling:
    """A ruling by somebody who has the case as it is on the screen."""
    return a_ruling(action, actor, seen=bound(case, action), **facts)


def ruled(store: Store, case: Case, *steps: str | Ruling) -> Case:
    """The case after the steps, each by ada unless it says otherwise, each of what there is to see then."""
    for step in steps:
        ruling = a_ruling(step) if isinstance(step, str) else step
        ruling = replace(ruling, seen_digest=bound(case, ruling.action) or ruling.seen_digest)
        after = cases.rule(store, case.id, ruling, NOW, case.version)
        assert isinstance(after, Case), after
        case = after
    return case


def in_review(store: Store, name: str = "hubei-gov.example.com", proposer: str = "ada") -> Case:
    case = ruled(store, case_opened(store, name), "triage", "analyse", a_ruling("fix_evidence", proposer))
    return ruled(store, case, a_ruling("propose", proposer))
