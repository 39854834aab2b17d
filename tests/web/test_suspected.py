"""«疑似» in every text before a case is confirmed: no page and no word accuses a site before two people did."""

from __future__ import annotations

import re

import pytest

from tests.web.conftest import Desk
from tests.web.made import open_case
from zhenwang.domain.case import State
from zhenwang.domain.workflow import EXPORTABLE
from zhenwang.store import cases
from zhenwang.web.words import words

# What may be said at any time, and why: it names a step, it denies, it counts what was confirmed, or it is confirmed.
NAMES_A_STEP = {"act_propose", "act_confirm", "state_confirmed", "bulk_", "decide_", "refused_", "filter_", "help_"}
DENIES = {
    "finding_excluded", "act_exclude", "note_official_issue", "severity_S0", "registry_none", "answer_unknown",
    "signal_warns_of_counterfeits", "clause_warns_of_counterfeits", "inbox_draft_looked",
    "status_looked", "status_not_fake", "official_says_known_unnamed",
}  # fmt: skip
AFTER_CONFIRMATION = {
    "finding_confirmed", "statistics_", "annual_", "family_function", "chart_regions",
    "status_confirmed", "status_gone", "inbox_draft_confirmed", "inbox_draft_gone",
}  # fmt: skip
ASKS = {"public_title", "public_head", "public_lead", "intake_short", "official_report"}  # to report fakes, of no site
REPORTERS_SAY = {"claims_to_be", "intake_claims", "inbox_alarm"}  # what a reporter was asked, or may be up to
AXIS = {"score_for"}  # «指向假冒»: which way a reason points, of a score that is no verdict
MAY = NAMES_A_STEP | DENIES | AFTER_CONFIRMATION | REPORTERS_SAY | ASKS | AXIS

ACCUSES = re.compile(r"(?<!疑似)(?<!涉嫌)(?:假冒|仿冒|冒充|山寨|诈骗)(?!者)")
ACCUSES_EN = re.compile(r"\b(?:counterfeit|poses as|impostor|scam|fraud)", re.IGNORECASE)
SUSPECTED_EN = re.compile(r"suspect", re.IGNORECASE)
TAGS = re.compile(r"<(?:script|style)\b.*?</(?:script|style)>|<[^>]+>", re.DOTALL)


def may_say(key: str) -> bool:
    return any(key == one or (one.endswith("_") and key.startswith(one)) for one in MAY)


def test_every_word_that_accuses_says_that_it_is_a_suspicion() -> None:
    bold = {key: said for key, said in words("zh").items() if ACCUSES.search(said) and not may_say(key)}
    assert not bold, "say 疑似, or name the key here with the reason"


def test_every_english_word_that_accuses_says_so_too() -> None:
    bold = {
        key: said
        for key, said in words("en").items()
        if ACCUSES_EN.search(said) and not SUSPECTED_EN.search(said) and not may_say(key)
    }
    assert not bold, "say suspected, or name the key here with the reason"


def accusations(html: str) -> list[str]:
    """What a page says of a counterfeit without calling it a suspicion, apart from the words that may."""
    text = " ".join(TAGS.sub(" ", html).split())
    for key, said in words("zh").items():
        if may_say(key) and ACCUSES.search(said) and key != "finding_confirmed":
            text = text.replace(said, " ")
    return [text[max(0, found.start() - 12) : found.end() + 12] for found in ACCUSES.finditer(text)]


PAGES = ("/", "/queue", "/cases/{id}", "/handoffs", "/campaigns", "/reports")
WAY = ("triage", "analyse", "fix_evidence", "propose")


@pytest.fixture
def office(anonymous: Desk) -> Desk:
    anonymous.enter("王芳")
    return anonymous


@pytest.mark.parametrize("steps", range(len(WAY) + 1))
def test_no_page_accuses_before_two_people_did(office: Desk, steps: int) -> None:
    case = office.step(open_case(office.store), *WAY[:steps])
    assert case.state not in EXPORTABLE
    for path in PAGES:
        answer = office.http.get(path.format(id=case.id))
        if answer.status_code == 200:
            assert not accusations(answer.text), path
    assert "疑似" in office.http.get(f"/cases/{case.id}").text


def test_once_confirmed_the_page_says_so(office: Desk) -> None:
    case = office.step(open_case(office.store), *WAY)
    office.enter("李强")
    case = office.step(case, "confirm")
    assert case.state is State.CONFIRMED
    page = office.http.get(f"/cases/{case.id}").text
    assert words("zh")["finding_confirmed"].format(name="青柳市人民政府") in page
    assert any("假冒“" in said for said in accusations(page))


def test_a_site_that_is_back_is_suspected_anew(office: Desk) -> None:
    case = office.step(open_case(office.store), "watch", "analyse")
    page = office.http.get(f"/cases/{case.id}").text
    assert not accusations(page)
    assert cases.get(office.store, case.id) == case
