"""The clock strip: what presses comes first, with who is waited for and on what ground."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests.store.made import NOW, a_report, a_ruling, a_score, case_opened, ruled
from tests.web.conftest import Desk, opened
from tests.web.made import open_case
from zhenwang.domain.case import Case
from zhenwang.domain.reply import Stage
from zhenwang.domain.reply_due import reply_due
from zhenwang.settings import Settings, find_seeds
from zhenwang.store import history, reports
from zhenwang.web.clock_view import ClockShown, case_clocks, next_clock, work_of
from zhenwang.web.house import House
from zhenwang.web.rendering import environment
from zhenwang.web.words import words


@pytest.fixture
def house(settings: Settings) -> Iterator[House]:
    for name in ("workday_overrides.csv", "clocks.csv"):
        shutil.copy(find_seeds() / name, settings.seeds)
    with opened(settings) as http:
        yield http.app.state.house  # type: ignore[attr-defined]  # Starlette types no state


def shown(house: House, case: Case, after: timedelta) -> tuple[ClockShown, ...]:
    return case_clocks(house, case, history.of(house.store, case.id), NOW + after)


def test_the_clock_that_presses_most_comes_first(house: House) -> None:
    case = case_opened(house.store)
    clocks = shown(house, case, timedelta(minutes=90))
    assert [(one.key, one.standing) for one in clocks] == [("evidence_s1", "late"), ("handoff_s1", "today")]
    assert clocks[0].left == -timedelta(minutes=30)
    assert clocks[0].exact
    assert next_clock(clocks) is clocks[0]


def test_working_days_left_and_who_is_waited_for(house: House) -> None:
    case = ruled(
        house.store, case_opened(house.store, score=a_score(severity="S3")), "triage", "analyse", "fix_evidence"
    )
    case = ruled(house.store, case, a_ruling("ask_sponsor", asked="青柳市水利局"))
    (sponsor,) = shown(house, case, timedelta(hours=1))
    assert (sponsor.workdays, sponsor.waits_for, sponsor.holder, sponsor.exact) == (2, "青柳市水利局", "sponsor", False)
    (late,) = shown(house, case, timedelta(days=7))
    assert (late.standing, late.workdays) == ("late", -3)


def test_a_report_shows_its_article(house: House) -> None:
    case = case_opened(house.store, score=a_score(severity="S4"))
    reports.accept(house.store, a_report(), "key", NOW)
    reply, settled = shown(house, case, timedelta(hours=1))
    assert (reply.key, settled.key) == ("report_reply", "report_done")
    assert reply.article is not None
    assert reply.article.article == "第三十四条"
    due = reply_due(Stage.WAITING, NOW, work_of(house), NOW + timedelta(days=30))
    assert due is not None
    assert (due.at, due.provisional, due.late) == (reply.due, False, True)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("after", [timedelta(minutes=5), timedelta(minutes=90), timedelta(days=9)])
def test_the_strip_speaks_both_languages_and_shows_no_raw_words(house: House, language: str, after: timedelta) -> None:
    case = ruled(house.store, case_opened(house.store), "triage", "analyse", "fix_evidence")
    case = ruled(house.store, case, a_ruling("ask_sponsor", asked="<b>青柳\u202e</b>"))
    reports.accept(house.store, a_report(), "key", NOW)
    clocks = shown(house, case, after)
    template = environment(language).get_template("clocks.html.j2")
    text = template.render(t=words(language), language=language, clocks=clocks)
    assert "<b>青柳" not in text
    assert "\u202e" not in text
    assert ("时限" if language == "zh" else "Clocks") in text
    assert "evidence_s1" not in text
    assert "at_risk" not in text.replace("clock-at_risk", "").replace('"clock at_risk', "")


def test_a_pack_without_clocks_shows_none(settings: Settings) -> None:
    with opened(settings) as http:
        house = http.app.state.house  # type: ignore[attr-defined]
        case = case_opened(house.store)
        assert case_clocks(house, case, history.of(house.store, case.id), NOW) == ()
        assert reply_due(Stage.WAITING, NOW, work_of(house), NOW) is None


def test_without_clocks_none_presses() -> None:
    assert next_clock(()) is None


def test_a_pause_is_seen_on_the_case(settings: Settings) -> None:
    for name in ("workday_overrides.csv", "clocks.csv"):
        shutil.copy(find_seeds() / name, settings.seeds)
    with opened(settings) as http:
        desk = Desk(http)
        desk.enter("王芳")
        case = desk.step(open_case(desk.store), "analyse", "fix_evidence")
        assert desk.rule(case, "ask_sponsor", asked="青柳市水利局").status_code == 303
        assert _strip(desk, case).count("已暂停") == 0
        case = desk.step(desk.fresh(case), "pause")
        assert _strip(desk, case).count("已暂停") == 1
        case = desk.step(case, "resume")
        assert _strip(desk, case).count("已暂停") == 0


def _strip(desk: Desk, case: Case) -> str:
    text = desk.http.get(f"/cases/{case.id}").text.partition('class="panel clocks"')[2].partition("</section>")[0]
    assert "S1 单位答复" in text
    return text
