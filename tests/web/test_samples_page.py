from __future__ import annotations

import csv
import io

import pytest
from sqlalchemy import select

from tests.web.conftest import Desk
from tests.web.hostile import SENT
from zhenwang.domain.access import Role
from zhenwang.store import samples
from zhenwang.store.access_schema import journal

DRAW = {"quarter": "2026-Q4", "scope": "42"}


def _reviewer(desk: Desk, region: str = "") -> Desk:
    desk.enter("周岚", Role.REVIEWER, region=region)
    return desk


def test_a_preview_says_how_many_and_draws_nobody(desk: Desk) -> None:
    page = desk.http.get("/samples?quarter=2026-Q4&scope=42").text
    assert "运行中的政府网站 2 个，将抽查 1 个" in page
    assert "抽样并冻结" not in page  # this colleague only reads
    assert samples.recent(desk.store) == []
    assert desk.http.get("/samples", params={"quarter": SENT, "scope": SENT}).status_code == 200


def test_a_sample_is_drawn_shown_exported_and_not_drawn_again(desk: Desk) -> None:
    _reviewer(desk)
    answer = desk.post("/samples/draw", **DRAW)
    assert (answer.status_code, answer.headers["location"]) == (303, "/samples/1")
    (kept,) = samples.recent(desk.store)
    page = desk.http.get("/samples/1").text
    for shown in (kept.seed, kept.digest, "周岚", "结果一致", kept.drawn.units[0].name, "50.0%"):
        assert shown in page, shown
    again = desk.post("/samples/draw", **DRAW)
    assert again.status_code == 409
    assert "第 1 号" in again.text
    rows = list(csv.reader(io.StringIO(desk.http.get("/samples/1.csv").text.removeprefix("\ufeff"), newline="")))
    assert rows[1][1:3] == [kept.drawn.units[0].name, kept.drawn.units[0].id]
    assert desk.http.get("/samples/1.json").json()["about"]["query"]["seed"] == kept.seed
    assert "样本" in desk.http.get("/samples").text


def test_a_supplement_is_numbered_and_has_its_reason(desk: Desk) -> None:
    _reviewer(desk)
    desk.post("/samples/draw", **DRAW)
    bare = desk.post("/samples/draw", **DRAW, more="1")
    assert bare.status_code == 422
    assert "补充抽样要写明理由" in bare.text
    assert desk.post("/samples/draw", **DRAW, more="1", reason="整改复查").status_code == 303
    assert "整改复查" in desk.http.get("/samples/2").text
    over = desk.post("/samples/draw", **DRAW, more="1", reason="再来")
    assert over.status_code == 422
    assert "剩余 0 个" in over.text


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        ({"quarter": "2026-Q5", "scope": "42"}, "季度写作"),
        ({"quarter": "2026-Q4", "scope": "420"}, "行政区划代码"),
        ({"quarter": SENT, "scope": SENT}, "季度写作"),
        ({"quarter": "2026-Q4", "scope": "11"}, "没有运行中的"),
        ({"quarter": "2026-Q4", "scope": "42", "more": "3"}, "先抽首次"),
        ({"quarter": "2026-Q4", "scope": "42", "more": "１"}, "先抽首次"),
        ({}, "季度写作"),
    ],
)
def test_what_cannot_be_drawn_is_told_in_words(desk: Desk, sent: dict[str, str], why: str) -> None:
    answer = _reviewer(desk).post("/samples/draw", **sent)
    assert answer.status_code == 422
    assert why in answer.text
    assert samples.recent(desk.store) == []


def test_W10_only_who_may_draw_does_and_only_in_the_own_region(desk: Desk) -> None:
    assert desk.post("/samples/draw", **DRAW).status_code == 403
    _reviewer(desk, "4205")
    elsewhere = desk.post("/samples/draw", **DRAW)
    assert elsewhere.status_code == 403
    assert "不在您的职责区域" in elsewhere.text
    assert samples.recent(desk.store) == []
    assert desk.http.post("/samples/draw", data=DRAW).status_code == 403  # without the form's token


@pytest.mark.parametrize("number", ["0", "9", "x", "9" * 30, "-1", "%00"])
def test_another_number_is_not_found(desk: Desk, number: str) -> None:
    assert desk.http.get(f"/samples/{number}").status_code == 404
    assert desk.http.get(f"/samples/{number}.csv").status_code == 404


def test_the_annual_form_has_its_boxes_its_day_and_its_doubt(desk: Desk) -> None:
    _reviewer(desk)
    desk.post("/samples/draw", **DRAW)
    page = desk.http.get("/statistics/annual?year=2026").text
    for shown in ("收到网民举报数", "监测发现数", "核实为假冒数", "已处置数", "移交公安数", "2 / 1 / 50%", "未抽样",
                  "2027-01-31", "星期日", "2027-01-29", "星期五", "须与省政府办公厅"):  # fmt: skip
        assert shown in page, shown
    told = desk.http.get("/statistics/annual.json?year=2026").json()
    assert len(told["rows"]) == 10
    assert desk.http.get("/statistics/annual.csv?year=all").status_code == 200
    assert desk.http.get("/statistics/annual.pdf").status_code == 404
    with desk.store.read() as connection:
        taken = connection.execute(select(journal.c.subject).where(journal.c.action == "export")).scalars().all()
    assert taken == ["annual-2026", "annual-2026"]
