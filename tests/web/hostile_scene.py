"""A store in which every field that somebody outside can fill tries to become markup, and every page that shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from fastapi import FastAPI

from tests.web.hostile import SENT, hostile_case, hostile_report
from tests.web.hostile_probes import HOSTS, PROBES_APART
from tests.web.made import DAY, NOW, OFFICIAL, a_page, a_score, open_case, signals
from tests.web.people_made import seated
from tests.web.registry_made import a_finding, added, hostile_site, keep, revise
from zhenwang import line
from zhenwang.domain.access import Actor, Role
from zhenwang.domain.campaign import Fact, FactKind
from zhenwang.domain.candidate import Malformed
from zhenwang.domain.case import Case, Ruling
from zhenwang.domain.hosts import Host, parse_host
from zhenwang.domain.queue_filter import Wanted
from zhenwang.domain.reply import MAX_WORDS, Proposal, Reply, Review
from zhenwang.domain.report import Report
from zhenwang.domain.review import bound
from zhenwang.domain.workday_rulings import DayRuling
from zhenwang.store import (
    campaigns,
    cases,
    inbox,
    quarantine,
    replies,
    reports,
    runs,
    saved_filters,
    sponsor_checks,
    workdays,
)
from zhenwang.store.opening import Store
from zhenwang.web.permissions import doors

ALL = "".join(PROBES_APART)
"""All sixty at once."""
ROLES = (Role.CLERK, Role.ANALYST, Role.REVIEWER, Role.OFFICER, Role.APPROVER)
MALLORY, TRENT = f"王芳{SENT[:60]}", f"李强{SENT[60:100]}"
"""Names of colleagues, as an identity provider might hand them on."""


@dataclass(frozen=True)
class Scene:
    """``paths`` are all pages that a browser can be led to, filled in with what is hostile."""

    case: Case
    paths: tuple[str, ...]


def fill(store: Store, app: FastAPI) -> Scene:
    mallory, trent = (_colleague(store, name) for name in (MALLORY, TRENT))
    case = hostile_case(store)
    hostile_report(store, case)
    for number, probe in enumerate(PROBES_APART):
        quarantine.keep(store, Malformed("ct", probe, probe, probe.encode("utf-8", "replace"), (probe[:60],)), NOW)
        reports.accept(store, _report(number, probe), "", NOW)
    for number, name in enumerate(HOSTS):
        told = Report(
            f"{number + 1000:032x}", NOW, (f"http://{name}/{ALL}",), name, "sms", f"看 http://{name}/ 和 {name}"
        )
        reports.accept(store, told, "", NOW)
        if isinstance(parse_host(name), Host):
            open_case(store, name, a_page(ALL, name), signals(name, name), url=f"https://{name}/?u=http://{name}/")
    reviewed = _worked_on(
        store, mallory, trent, open_case(store, "reviewed.example", a_page(ALL, ALL), signals(ALL, ALL[:200]))
    )
    token = _asked(store, mallory)
    revise(store, added(hostile_site()), who=SENT, why=ALL, source=SENT)
    keep(store, a_finding("evil.example", SENT, ALL))
    _replied(store, mallory, trent)
    saved_filters.save(store, mallory.account, SENT[:70], Wanted(text=SENT[:200]), NOW)
    workdays.rule(
        store, DayRuling(0, NOW, date(2026, 12, 31), False, SENT[:60], SENT[:60], "", ALL), mallory, NOW, seen=0
    )
    run = runs.begin(store, "daily", DAY, NOW)
    runs.finish(store, run, "failed", {"looked": 3}, NOW, tuple(PROBES_APART))
    campaign = _hang_together(store, case, reviewed)
    known = {"token": (token,), "campaign_id": (campaign,), "login": (mallory.account,)}
    return Scene(case, tuple(_paths(app, store, case, reviewed, known)))


def _report(number: int, probe: str) -> Report:
    return Report(f"{number:032x}", NOW, (f"http://evil.example/{probe}", probe), probe, "sms", f"{probe} 13812345678")


def _colleague(store: Store, name: str) -> Actor:
    account = seated(store, name, ROLES)
    return Actor(account.person, account.name, account.login, account.grants)


def _replied(store: Store, mallory: Actor, trent: Actor) -> None:
    """Replies whose words, reasons and authors are hostile: one given, one returned, one that waits for its review."""
    words = ALL[:MAX_WORDS]
    for number, url in enumerate((f"https://{OFFICIAL}/", "来电说有假网站")):
        reports.accept(store, Report(f"{number + 9000:032x}", NOW, (url,), ALL[:200], "sms"), "", NOW)
    for host, ends in (("evil.example", (True, None)), (OFFICIAL, (False, None)), ("", (True,))):
        for approve in ends:
            given = replies.propose(store, mallory, host, Proposal(words, reason=words), NOW)
            assert isinstance(given, Reply), given
            if approve is not None:
                replies.review(store, trent, host, Review(given.number, approve, words), NOW)


def _worked_on(store: Store, mallory: Actor, trent: Actor, case: Case) -> Case:
    """A case whose every fact that people write is hostile, up to the handoff."""
    case = _rule(store, case, mallory, "analyse")
    case = _fixed(store, case, mallory)
    case = _rule(store, case, mallory, "ask_sponsor", asked=ALL)
    case = _rule(store, case, mallory, "sponsor_answered", sponsor_answer="not_ours", answered_by=SENT)
    said = {"limb": "a", "imitates": OFFICIAL, "quote": ALL[:200], "mismatch": ALL, "misleading": ALL,
            "sponsor_answer": ALL}  # fmt: skip
    case = _rule(store, case, mallory, "propose", **said)
    for action in ("confirm", "coordinate", "sign"):
        case = _rule(store, case, trent, action)
    case = _rule(store, case, mallory, "hand_off", authority="lead", document=SENT)
    return _rule(store, case, mallory, "note", called=SENT, called_office=SENT)


def _fixed(store: Store, case: Case, actor: Actor) -> Case:
    fixed = line.fix_evidence(store, case, actor, ALL[:3000], NOW)
    assert isinstance(fixed, Case), fixed
    return fixed


def _rule(store: Store, case: Case, actor: Actor, action: str, **facts: str) -> Case:
    taken = cases.rule(store, case.id, Ruling(action, actor, ALL[:3000], facts, bound(case, action)), NOW, case.version)
    assert isinstance(taken, Case), (action, taken)
    return taken


def _asked(store: Store, mallory: Actor) -> str:
    """A case whose body was asked by a link: the link."""
    case = open_case(store, "asked.example", a_page(ALL, ALL), signals(ALL, ALL[:200]), a_score())
    case = _fixed(store, _rule(store, case, mallory, "analyse"), mallory)
    made = sponsor_checks.make(store, _rule(store, case, mallory, "ask_sponsor", asked=SENT), OFFICIAL, mallory, NOW)
    assert isinstance(made, str), made
    return made


def _hang_together(store: Store, case: Case, other: Case) -> str:
    shared = (Fact(FactKind.PHONE, SENT[:100]), Fact(FactKind.ACCOUNT, SENT[100:200]))
    with store.write() as connection:
        for one in (case, other):
            campaigns.note_facts(connection, one.host, shared)
            campaigns.take_up(connection, one.host, one.id)
    campaigns.regroup_all(store)
    found = campaigns.of_case(store, case.id)
    return found.id if found else "C-NONE"


def _paths(
    app: FastAPI, store: Store, case: Case, reviewed: Case, made: Mapping[str, tuple[str, ...]]
) -> Iterator[str]:
    """Every page of the console, from its own routes; a route with a parameter that is unknown here fails the test."""
    report = inbox.of_host(store, "evil.example")[0]
    known: Mapping[str, tuple[str, ...]] = {
        "case_id": (case.id, reviewed.id), "host": ("evil.example", "-", OFFICIAL), "reference": (report.reference,),
        "site_id": ("evil.example",), "number": ("1",), "official": ("1",),
        "form": ("csv",), "name": ("cases",), "log": ("history",), "step": ("preview",),
    } | made  # fmt: skip
    for door in doors(app):
        names = re.findall(r"\{(\w+)(?::\w+)?\}", door.path)
        if "GET" not in door.methods or door.path.startswith("/enter/provider"):
            continue
        assert set(names) <= known.keys(), f"{door.path} has a parameter that no hostile value is known for"
        most = max((len(known[name]) for name in names), default=1)
        for place in range(most):
            yield re.sub(
                r"\{(\w+)(?::\w+)?\}",
                lambda found, n=place: known[found[1]][min(n, len(known[found[1]]) - 1)],
                door.path,
            )
    for path in ("/queue", "/registry", "/inbox", "/findings", "/audit", "/campaigns"):
        yield f"{path}?text=%3Cscript%3E__x(3)%3C/script%3E&q=%22%20onfocus%3D__x(4)%20autofocus%20x%3D%22&lang=en"
    yield f"/cases/{case.id}?lang=en"
    yield "/%3Cscript%3E__x(1)%3C/script%3E"
