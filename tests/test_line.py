"""One recorded day, from certificate log to case: exactly the expected cases, and nothing lost on the way."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

import detectors
from tests.recorded import RecordedDay, run_day
from tests.store.made import an_actor
from zhenwang import line, runtime
from zhenwang.collectors.client import GuardedClient
from zhenwang.collectors.replay import ReplayTransport
from zhenwang.domain.access import Grant, Role
from zhenwang.domain.candidate import Candidate, Malformed, Sighting
from zhenwang.domain.case import Case, Ruling, State
from zhenwang.domain.exemption import Exemption, ExemptionKind, ExemptionScope
from zhenwang.domain.hosts import Host, parse_host
from zhenwang.domain.look import Look, Script
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.domain.review import bound
from zhenwang.domain.score import Band
from zhenwang.domain.signal import Signal
from zhenwang.domain.workflow import Refused
from zhenwang.handoff.dossier import Dossier, NotConfirmed
from zhenwang.line import Stations
from zhenwang.matching.matcher import Matcher
from zhenwang.pages.quoted import quoted
from zhenwang.rounds import rechecks
from zhenwang.store import candidates, cases, conserve, history, looks, quarantine, reports
from zhenwang.store.opening import open_store

NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)
DAY = date(2026, 11, 20)


def _expected(seeds: Path) -> list[dict[str, str]]:
    return list(csv.DictReader((seeds / "recorded_day" / "expected.csv").read_text(encoding="utf-8").splitlines()))


def test_the_day_opens_exactly_the_expected_cases(recorded_day: RecordedDay, seeds: Path) -> None:
    wanted = {row["host"]: row["imitates"] for row in _expected(seeds) if row["outcome"] == "case"}
    opened = {case.host: case.imitates for case in cases.queue(recorded_day.stations.store, limit=1000)}
    assert opened == wanted


def test_every_band_and_limb_is_the_one_an_analyst_expects(recorded_day: RecordedDay, seeds: Path) -> None:
    rows = [row for row in _expected(seeds) if row["band"]]
    wanted = {row["host"]: (row["band"], row["limb"] if row["outcome"] == "case" else "") for row in rows}
    scores = {host: recorded_day.of(host).score for host in wanted}
    came = {host: (score.band.value, score.limb if wanted[host][1] else "") for host, score in scores.items()}
    assert came == wanted


def test_what_was_not_seen_says_so(recorded_day: RecordedDay, seeds: Path) -> None:
    for row in _expected(seeds):
        if row["outcome"] == "unseen":
            look = recorded_day.of(row["host"]).look
            assert not look.seen, row["host"]
            assert look.gaps, row["host"]
            assert all(gap.detail for gap in look.gaps), row["host"]


def test_official_hosts_are_left_alone(recorded_day: RecordedDay, seeds: Path) -> None:
    official = {row["host"] for row in _expected(seeds) if row["outcome"] == "official"}
    assert official
    assert not official & {outcome.candidate.host.ascii for outcome in recorded_day.outcomes}


def test_everything_accepted_is_accounted_for(recorded_day: RecordedDay) -> None:
    balances = conserve.balance(recorded_day.stations.store)
    assert balances
    for b in balances:
        assert b.accepted == b.done + b.waiting + b.leased + b.quarantined + b.refused, b


def test_unreadable_items_are_kept_with_bytes_and_reason(recorded_day: RecordedDay) -> None:
    kept = quarantine.items(recorded_day.stations.store)
    assert {item.source for item in kept} == {"ct", "report"}
    assert all(item.reason for item in kept)


def test_running_the_day_again_changes_nothing(recorded_day: RecordedDay) -> None:
    store = recorded_day.stations.store
    before = [(case.id, case.version) for case in cases.queue(store, limit=1000)]
    chain = history.head(store)
    found, outcomes = run_day(recorded_day.stations, recorded_day.settings)
    assert not outcomes
    assert sum(one.admitted for one in found) == 0
    assert [(case.id, case.version) for case in cases.queue(store, limit=1000)] == before
    assert history.head(store) == chain
    assert not history.verify(store)


def test_a_case_shows_the_words_that_made_it(recorded_day: RecordedDay) -> None:
    for case in cases.queue(recorded_day.stations.store, limit=1000):
        weighted = {contribution.signal for contribution in case.score.contributions}
        spoken = [signal for signal in case.signals if signal.name in weighted]
        assert spoken, case.host
        assert all(signal.because and signal.because_en for signal in spoken), case.host
        assert any(signal.snippet for signal in spoken), case.host


# --- on a small line of its own --------------------------------------------------------------------------------------


@dataclass
class Told:
    items: tuple[Sighting | Malformed, ...]
    name: str = "told"

    def sightings(self, now: datetime) -> Iterator[Sighting | Malformed]:
        return iter(self.items)


@pytest.fixture
def small(tmp_path: Path, recorded_day: RecordedDay) -> Iterator[Stations]:
    store = open_store(f"sqlite:///{tmp_path}/small.db", tmp_path / "blobs")
    yield replace(recorded_day.stations, store=store)
    store.close()


def _told(*names: str, source: str = "list") -> Told:
    return Told(tuple(Sighting(name, source, f"line {n}", NOW) for n, name in enumerate(names)))


def test_an_empty_source_is_a_failure_not_a_quiet_day(small: Stations) -> None:
    found = line.discover(small, Told(()), DAY, NOW)
    assert "told" in found.failure


def test_a_name_that_is_no_host_is_quarantined_and_the_rest_goes_on(small: Stations) -> None:
    found = line.discover(small, _told("a..b", "www.lansegs.example"), DAY, NOW)
    assert (found.read, found.malformed, found.admitted) == (2, 1, 1)
    assert quarantine.items(small.store)[0].reason


def test_ct_hosts_whose_name_says_nothing_are_sampled_and_counted(small: Stations) -> None:
    names = tuple(f"shop{n}.plain{n}.example" for n in range(50))
    found = line.discover(replace(small, sample=5), _told(*names, source="ct"), DAY, NOW)
    assert (found.admitted, found.passed_over) == (5, 45)


def test_a_government_host_that_nobody_lists_is_looked_at_and_stands_in_the_days_numbers(small: Stations) -> None:
    unsampled = replace(small, sample=0)
    found = line.discover(unsampled, _told("www.weizhixian.gov.cn", "plain.example", source="ct"), DAY, NOW)
    assert (found.admitted, found.unlisted, found.passed_over) == (1, 1, 1)
    summary = line.summary(unsampled, DAY, [found], line.summed([]))
    assert summary.counts()["unlisted"] == 1
    assert "| told | 2 | 0 | 0 | 0 | 1 | 1 | 0 | 1 |" in summary.as_markdown()


def _exempting(stations: Stations, host: str) -> Stations:
    whole = stations.registry
    kind, day = ExemptionKind.TEST_HOST, date(2026, 1, 1)
    held = Exemption(host, ExemptionScope.HOST, kind, "厂商演示站", "王芳", day, None)
    parts = whole.sites.values(), whole.baselines.values(), whole.retired.values(), whole.jurisdiction, [held]
    return replace(stations, registry=Registry.of(*parts))


def test_an_exempt_host_is_left_alone_and_a_report_of_it_is_shown_to_people(small: Stations) -> None:
    host = "www.lansegs.example"
    exempting = _exempting(small, host)
    found = line.discover(exempting, _told(host, "a.example.net"), DAY, NOW)
    assert (found.exempt, found.admitted) == (1, 1)
    assert line.summary(exempting, DAY, [found], line.summed([])).counts()["exempt"] == 1
    reported = line.discover(exempting, _told(host, source="report"), DAY, NOW)
    assert (reported.exempt, reported.admitted) == (0, 1)
    outcomes = [o for o in line.work_batch(exempting, DAY, "w", 10, lambda: NOW) if o]
    (opened,) = [o.case for o in outcomes if o.case]
    assert (opened.host, opened.score.band) == (host, Band.REVIEW)
    assert "豁免" in opened.score.held_back
    assert any(signal.name == "exempted_host" and "厂商演示站" in signal.because for signal in opened.signals)


def test_the_look_budget_leaves_the_rest_waiting(small: Stations) -> None:
    tight = replace(small, look_budget=2)
    line.discover(tight, _told("a.example.net", "b.example.net", "c.example.net"), DAY, NOW)
    outcomes = [*line.work_batch(tight, DAY, "w", 10, lambda: NOW), *line.work_batch(tight, DAY, "w", 10, lambda: NOW)]
    assert len(outcomes) == 2
    assert line.summary(tight, DAY, (), line.summed(outcomes)).waiting == 1


def _jumping(stations: Stations) -> Stations:
    """Every page that is read takes people to a stranger, to an official host and to a shared service."""

    def read(look: Look) -> Look:
        seen = stations.read(look)
        targets = ("https://bet.evil9.top/in", "https://www.hubei.gov.cn/", "https://qr.alipay.com/x")
        scripts = tuple(Script("", (), f'location.href="{target}"') for target in targets)
        return replace(seen, page=replace(seen.page, scripts=scripts)) if seen.page else seen

    return replace(stations, read=read)


def test_where_a_case_takes_people_is_looked_at_in_the_next_run(small: Stations) -> None:
    jumping, tomorrow = _jumping(small), DAY + timedelta(days=1)
    line.discover(jumping, _told("www.lansegs.example", "unheard.example"), DAY, NOW)
    outcomes = [o for o in line.work_batch(jumping, DAY, "w", 10, lambda: NOW) if o]
    assert [o.candidate.host.ascii for o in outcomes if o.case] == ["www.lansegs.example"]
    assert len(outcomes) == 2
    assert candidates.counts(small.store, tomorrow)["waiting"] == 1
    summary = line.summary(jumping, DAY, (), line.summed(outcomes))
    assert (summary.counts()["led"], summary.waiting) == (1, 0)
    (lead,) = candidates.lease(small.store, tomorrow, "w", 10, NOW)
    (seen,) = lead.candidate.sightings
    assert (seen.name, seen.source, lead.candidate.url) == ("bet.evil9.top", "lead", "https://bet.evil9.top/in")
    digest, _, words = seen.locator.partition(" ")
    assert looks.get(small.store, digest).look.host == "www.lansegs.example"
    assert words == "redirect: https://bet.evil9.top/in"
    assert {b.source: b.holds for b in conserve.balance(small.store)}["lead"]


def test_Q1_a_worker_that_dies_after_the_case_leaves_no_lead_behind_and_none_twice(small: Stations) -> None:
    jumping = _jumping(small)
    line.discover(jumping, _told("www.lansegs.example"), DAY, NOW)
    (held,) = candidates.lease(small.store, DAY, "dead", 1, NOW)
    line.work(jumping, held.candidate, DAY, NOW)
    later = NOW + timedelta(hours=1)
    assert len([o for o in line.work_batch(jumping, DAY, "w", 10, lambda: later) if o]) == 1
    assert candidates.counts(small.store, DAY + timedelta(days=1))["waiting"] == 1
    assert all(b.holds for b in conserve.balance(small.store))


def test_a_watched_host_is_looked_at_again_another_day(small: Stations) -> None:
    line.discover(small, _told("www.lansegs.example"), DAY, NOW)
    assert [o.opened for o in line.work_batch(small, DAY, "w", 10, lambda: NOW) if o] == [True]
    again = rechecks.admit(small, date(2026, 11, 21), NOW)
    assert again.admitted == 1
    (outcome,) = [o for o in line.work_batch(small, date(2026, 11, 21), "w", 10, lambda: NOW) if o]
    assert outcome.case is not None
    assert not outcome.opened
    assert len(cases.queue(small.store)) == 1


def test_a_full_day_leaves_room_for_what_is_rechecked(small: Stations) -> None:
    tight = replace(small, look_budget=1)
    line.discover(tight, _told("www.lansegs.example"), DAY, NOW)
    assert len(list(line.work_batch(tight, DAY, "w", 10, lambda: NOW))) == 1
    line.discover(tight, _told("a.example.net"), date(2026, 11, 21), NOW)
    assert len(list(line.work_batch(tight, date(2026, 11, 21), "w", 10, lambda: NOW))) == 1
    rechecks.admit(tight, date(2026, 11, 21), NOW)
    assert line.budget_left(tight, date(2026, 11, 21)) == 0
    again = rechecks.with_own_budget(tight, date(2026, 11, 21))
    assert len(list(line.work_batch(again, date(2026, 11, 21), "w", 10, lambda: NOW))) == 1


def test_what_a_tight_day_leaves_waiting_is_taken_on_the_next(small: Stations) -> None:
    tight = replace(small, look_budget=1)
    line.discover(tight, _told("a.example.net", "b.example.net"), DAY, NOW)
    list(line.work_batch(tight, DAY, "w", 10, lambda: NOW))
    assert line.carry_over(tight, date(2026, 11, 21), NOW).admitted == 1
    assert len(list(line.work_batch(tight, date(2026, 11, 21), "w", 10, lambda: NOW))) == 1


def test_any_country_works_from_names_and_domains(tmp_path: Path, recorded_day: RecordedDay) -> None:
    site = OfficialSite("www.irs.gov", "Internal Revenue Service", ("www.irs.gov", "irs.gov"))
    store = open_store(f"sqlite:///{tmp_path}/us.db", tmp_path / "blobs")
    client = GuardedClient(ReplayTransport(recorded_day.settings.recorded_day))
    us = Stations(Registry.of([site]), Matcher.of([site]), runtime.load_model(), client, store)
    found = line.discover(us, _told("www-irs-gov.refund.example", "shop.example", source="ct"), DAY, NOW)
    assert found.admitted
    store.close()


# --- decide, hand off ------------------------------------------------------------------------------------------------

FACTS = {
    "limb": "a",
    "imitates": "www.huangshi.gov.cn",
    "quote": "黄石市人民政府门户网站",
    "mismatch": "域名不在其名录",
    "misleading": "公众会以为是市政府网站",
    "without_sponsor": "页面仍在收集信息,先行处置",
}


def _ruling(case: Case, action: str, actor: str, **facts: str) -> Ruling:
    return Ruling(action, an_actor(actor), "理由", facts, bound(case, action))


def _ruled(small: Stations, case: Case, action: str, actor: str, **facts: str) -> Case:
    ruling = _ruling(case, action, actor, **facts)
    result = line.decide(small.store, small.registry, case.id, ruling, NOW, case.version)
    assert isinstance(result, Case), result
    return result


@pytest.fixture
def fixed(small: Stations) -> Case:
    line.discover(small, _told("www.lansegs.example"), DAY, NOW)
    (outcome,) = [o for o in line.work_batch(small, DAY, "w", 10, lambda: NOW) if o]
    assert outcome.case
    triaged = _ruled(small, outcome.case, "triage", "王芳")
    graded = _ruled(small, triaged, "grade", "王芳", severity="S1")
    analysed = _ruled(small, graded, "analyse", "王芳")
    fixed = line.fix_evidence(small.store, analysed, an_actor("王芳"), "固定证据", NOW)
    assert isinstance(fixed, Case)
    return fixed


@pytest.fixture
def proposed(small: Stations, fixed: Case) -> Case:
    return _ruled(small, fixed, "propose", "王芳", **FACTS)


@pytest.mark.parametrize(
    ("fact", "value", "said"),
    [
        ("limb", "z", "one of a, b"),
        ("imitates", "nonsense.example", "registry"),
        ("quote", "从未出现的话", "does not stand there"),
        ("quote", "…", "does not stand there"),
    ],
)
def test_a_proposal_says_only_what_can_be_so(small: Stations, fixed: Case, fact: str, value: str, said: str) -> None:
    ruling = _ruling(fixed, "propose", "王芳", **(FACTS | {fact: value}))
    refused = line.decide(small.store, small.registry, fixed.id, ruling, NOW, fixed.version)
    assert isinstance(refused, Refused)
    assert fact in refused.reason
    assert said in refused.reason
    assert cases.get(small.store, fixed.id) == fixed


def test_an_exclusion_is_one_of_the_named_classes(small: Stations, fixed: Case) -> None:
    ruling = _ruling(fixed, "exclude", "王芳", exclusion="zz")
    refused = line.decide(small.store, small.registry, fixed.id, ruling, NOW, fixed.version)
    assert isinstance(refused, Refused)
    assert "repost" in refused.reason


def test_what_a_detector_cites_can_be_quoted(recorded_day: RecordedDay) -> None:
    for outcome in recorded_day.outcomes:
        for signal in detectors.run(outcome.look, recorded_day.stations.registry):
            if signal.snippet:
                assert quoted(signal.snippet, outcome.look), (outcome.look.host, signal.name, signal.snippet)


def test_a_host_that_was_not_seen_is_not_counted_as_clear(recorded_day: RecordedDay) -> None:
    counted = line.summed(recorded_day.outcomes)
    assert sum(counted.bands.values()) == counted.looked
    assert counted.bands["unseen"] == counted.looked - counted.seen > 0


def test_nothing_leaves_the_house_before_two_people_agree(small: Stations, proposed: Case) -> None:
    assert isinstance(line.hand_off(small.store, small.registry, proposed, NOW), NotConfirmed)
    ruling = _ruling(proposed, "confirm", "王　芳")
    assert isinstance(line.decide(small.store, small.registry, proposed.id, ruling, NOW, proposed.version), Refused)
    confirmed = _ruled(small, proposed, "confirm", "李强")
    assert confirmed.state is State.CONFIRMED
    dossier = line.hand_off(small.store, small.registry, confirmed, NOW)
    assert isinstance(dossier, Dossier)
    assert (dossier.proposed_by, dossier.confirmed_by) == ("王芳", "李强")
    assert dossier.look.body == looks.get(small.store, confirmed.look_digest).look.body


@pytest.mark.parametrize("seen", ["0" * 64, ""])
def test_W11_a_confirmation_binds_the_proposal_that_was_seen(small: Stations, proposed: Case, seen: str) -> None:
    for digest in (seen, proposed.evidence):
        ruling = Ruling("confirm", an_actor("李强"), "同意", {}, digest)
        result = line.decide(small.store, small.registry, proposed.id, ruling, NOW, proposed.version)
        assert isinstance(result, Refused)


def test_evidence_is_fixed_from_what_was_seen_and_never_by_a_form(small: Stations, fixed: Case) -> None:
    analysed = _ruled(small, _ruled(small, fixed, "watch", "王芳"), "analyse", "王芳")
    forged = Ruling("fix_evidence", an_actor("王芳"), "理由", {"evidence": "e" * 64})
    assert isinstance(line.decide(small.store, small.registry, fixed.id, forged, NOW, analysed.version), Refused)


def test_a_case_belongs_where_the_imitated_body_is(fixed: Case) -> None:
    assert (fixed.region, fixed.system) == ("420200", "")


def test_W10_whoever_may_not_see_a_case_learns_nothing_of_it(small: Stations, fixed: Case) -> None:
    stranger = replace(an_actor("远"), grants=(Grant(Role.ANALYST, "11"),))
    for action in ("confirm", "watch", "propose"):
        ruling = replace(_ruling(fixed, action, "远", **FACTS), actor=stranger)
        refused = line.decide(small.store, small.registry, fixed.id, ruling, NOW, fixed.version)
        assert isinstance(refused, Refused)
        assert "there is no case" in refused.reason


def test_a_letter_is_about_the_body_that_people_ruled_on(small: Stations, fixed: Case) -> None:
    other = "www.hubei.gov.cn"
    confirmed = _ruled(
        small, _ruled(small, fixed, "propose", "王芳", **(FACTS | {"imitates": other})), "confirm", "李强"
    )
    dossier = line.hand_off(small.store, small.registry, confirmed, NOW)
    assert isinstance(dossier, Dossier)
    assert dossier.official is not None
    assert (confirmed.imitates, dossier.official.id) == (FACTS["imitates"], other)


def test_a_report_about_the_day_ends_in_an_answer(recorded_day: RecordedDay) -> None:
    assert not reports.waiting(recorded_day.stations.store)


# --- what goes wrong -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Broken:
    """A source of which nothing can be read."""

    name: str = "ct"

    def sightings(self, _now: datetime) -> Iterator[Sighting | Malformed]:
        yield from (Malformed("ct", f"log#{n}", "tile is\x1b damaged", b"%d" % n) for n in range(8))


def test_a_source_of_nothing_readable_is_a_failure_and_says_what_is_wrong(small: Stations) -> None:
    found = line.discover(small, _Broken(), DAY, NOW)
    assert "only 8 unreadable items" in found.failure
    assert found.problems[0] == "log#0: tile is� damaged"
    assert len(found.problems) == 5
    assert quarantine.count(small.store) == found.malformed == 8


def test_Q12_a_page_that_breaks_our_code_is_quarantined_and_the_queue_flows(
    small: Stations, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = line.detect

    def broken(seen: Look, registry: Registry) -> tuple[Signal, ...]:
        if seen.host == "a.example.net":
            raise KeyError("poison")
        return sound(seen, registry)

    monkeypatch.setattr(line, "detect", broken)
    line.discover(small, _told("a.example.net", "b.example.net"), DAY, NOW)
    outcomes = list(line.work_batch(small, DAY, "w", 10, lambda: NOW))
    assert [o.candidate.host.ascii for o in outcomes if o] == ["b.example.net"]
    assert candidates.counts(small.store, DAY) == {"waiting": 0, "leased": 0, "done": 1, "quarantined": 1}
    assert [item.reason for item in quarantine.items(small.store)] == ["KeyError: 'poison'"]
    assert line.budget_left(small, DAY) == small.look_budget - 2


def test_Q1_a_worker_that_dies_holds_one_candidate_which_the_next_one_takes_over(small: Stations) -> None:
    line.discover(small, _told("a.example.net", "b.example.net", "c.example.net"), DAY, NOW)
    next(line.work_batch(small, DAY, "dead", 10, lambda: NOW))
    assert candidates.lease(small.store, DAY, "dead", 1, NOW)
    assert line.summary(small, DAY, (), line.summed(())).waiting == 2
    assert candidates.take_back(small.store, DAY, lambda worker: worker == "dead", NOW) == 1
    assert len(list(line.work_batch(small, DAY, "w", 10, lambda: NOW))) == 2


def test_every_look_is_dated_when_it_happens(small: Stations) -> None:
    line.discover(small, _told("a.example.net", "b.example.net"), DAY, NOW)
    minutes = iter(range(100))
    outcomes = line.work_batch(small, DAY, "w", 10, lambda: NOW + timedelta(minutes=next(minutes)))
    assert len({o.look.at for o in outcomes if o}) == 2


def test_a_case_is_seen_again_where_it_was_found(small: Stations) -> None:
    page = "https://www.lansegs.example/"
    reported = Sighting("www.lansegs.example", "report", "r", NOW, f"{page}index.php?a=1")
    host = parse_host(reported.name)
    assert isinstance(host, Host)
    candidate = Candidate(host, str(reported.url), 0.5, (reported,))
    seen = line.look(candidate, small.client, small.read, NOW)
    judged = replace(line.score((), small.registry, small.model), band=Band.REVIEW)
    case, opened, led = line.open_case(small, candidate, seen, (), judged, DAY, NOW)
    assert (opened, led) == (True, 0)
    rechecks.admit(small, date(2026, 11, 21), NOW)
    (lease,) = candidates.lease(small.store, date(2026, 11, 21), "w", 1, NOW)
    assert case is not None
    assert lease.candidate.url == case.url == f"{page}index.php?a=1"
