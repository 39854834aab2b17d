"""The case page says why a host's name was taken: class, span, whom it resembles, items, and where it was seen."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from tests.web.conftest import Desk
from tests.web.made import DAY, NOW, open_case
from zhenwang.domain.candidate import Candidate, Match, Reason, Sighting
from zhenwang.domain.hosts import Host, parse_host
from zhenwang.matching.rule_words import RULE_WORDS
from zhenwang.store import candidates
from zhenwang.store.schema import candidates as table
from zhenwang.web.visible import Piece, Stretch, stretches
from zhenwang.web.words import catalogue

HOST = "www-qingliu-gov-cn.refund.example"
REASONS = (
    Reason("service_word", "www", 3.0),
    Reason("embedded_host", "qingliu-gov-cn", 23.5),
    Reason("service_word", "refund", 0.5),
)
MATCH = Match(HOST, "www.qingliu.gov.cn", "embedded_host", "qingliu-gov-cn", 0.79, REASONS)
SEEN = Sighting(f"*.{HOST}", "ct", "sycamore2026h2#90317", NOW)


def read(name: str) -> Host:
    host = parse_host(name)
    assert isinstance(host, Host)
    return host


def admitted(desk: Desk, match: Match | None, *seen: Sighting, name: str = HOST, days: int = 0) -> None:
    host = read(name)
    candidate = Candidate(host, f"https://{host.ascii}/", 0.5, seen, match)
    candidates.admit(desk.store, [candidate], DAY + timedelta(days=days), NOW)


def section(desk: Desk, name: str = HOST, language: str = "zh") -> str:
    """The text of the page's part about the name, marks as brackets; empty when there is none."""
    page = desk.http.get(f"/cases/{open_case(desk.store, name).id}?lang={language}").text
    found = re.search('<section class="name-why".*?</section>', page, re.DOTALL)
    plain = re.sub("</?b>", "", found[0]) if found else ""
    for kind, brackets in (("hit", r"【\1】"), ("also", r"〔\1〕")):
        plain = re.sub(f'<mark class="{kind}">(.*?)</mark>', brackets, plain, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub("<[^>]+>", " ", plain)).split())


def test_the_class_the_span_the_site_and_the_certificate_name_are_shown(desk: Desk) -> None:
    admitted(desk, MATCH, SEEN)
    said = section(desk)
    assert "〔www〕-【qingliu-gov-cn】[.]〔refund〕[.]example" in said
    assert "内嵌官方域名 qingliu-gov-cn" in said
    assert "embedded_host" not in said
    assert "青柳市人民政府 www.qingliu.gov.cn" in said
    assert "证书所载名称 *[.]www-qingliu-gov-cn[.]refund[.]example sycamore2026h2#90317" in said
    assert "qingliu-gov-cn 内嵌官方域名 +23.5" in said
    assert "refund 业务常用词 refund +0.5" in said
    assert "名称得分 0.79" in said
    assert "27.0 比特" in said
    assert HOST not in said, "the suspect's host cannot be copied as it is"


def test_the_same_in_english(desk: Desk) -> None:
    admitted(desk, MATCH, SEEN)
    said = section(desk, language="en")
    for words in (
        "Why its name was taken",
        "an official host stands inside it",
        "name in the certificate",
        "27.0 bits",
    ):
        assert words in said


def test_a_record_of_an_older_release_is_shown_without_items(desk: Desk) -> None:
    admitted(desk, replace(MATCH, rule="label_edit"), SEEN)
    with desk.store.write() as connection:
        record = dict(connection.execute(table.select()).one().record)
        record["match"] = {key: value for key, value in record["match"].items() if key != "reasons"}
        connection.execute(update(table).values(record=json.loads(json.dumps(record))))
    said = section(desk)
    assert "label_edit" in said
    assert "这条记录由较早的版本写下，没有逐项理由。" in said
    assert "【qingliu-gov-cn】" in said


def test_a_host_whose_name_says_nothing_came_by_a_report(desk: Desk) -> None:
    told = Sighting(HOST, "report", "r-1", NOW, f"https://{HOST}/x?<script>")
    admitted(desk, None, told)
    said = section(desk)
    assert "名称与任何官方网站都不像，不是因名称而查看。" in said
    assert "举报 hxxps[:]//www-qingliu-gov-cn[.]refund[.]example/x?<script> r-1" in said
    assert "类型" not in said


def test_without_a_candidate_nothing_is_said(desk: Desk) -> None:
    assert section(desk) == ""


def test_what_another_site_is_claimed_to_be_is_said_beside_it(desk: Desk) -> None:
    admitted(desk, replace(MATCH, site="www.baiyang.gov.cn"), SEEN)
    assert "白杨县人民政府" in section(desk)
    assert "页面自称的是另一家：青柳市人民政府" in section(desk)


@pytest.mark.parametrize(
    ("site", "words"),
    [
        ("", "未指向具体单位，只有政府字样 页面自称：青柳市人民政府"),
        ("irs.gov", "Internal Revenue Service irs.gov 名录之外的公共服务"),
        ("www.gone.example", "gone.example 已不在名录中"),
    ],
)
def test_whom_a_name_resembles_may_be_nobody_or_beside_the_registry(desk: Desk, site: str, words: str) -> None:
    admitted(desk, replace(MATCH, site=site), SEEN)
    assert words in section(desk)


def test_a_recheck_hides_neither_the_certificate_nor_the_newest_match(desk: Desk) -> None:
    admitted(desk, MATCH, *(replace(SEEN, locator=f"log#{n}", name=f"{n}.{HOST}") for n in range(5)))
    later = replace(SEEN, source="recheck", name=HOST, seen_at=NOW + timedelta(days=1))
    admitted(desk, replace(MATCH, rule="combosquat"), later, days=1)
    said = section(desk)
    assert "官方名称加业务词" in said
    assert said.count("证书所载名称") == 3
    assert "另有 2 项" in said
    assert "复查" not in said


def test_W4_hostile_text_in_a_name_or_a_locator_is_marked_and_escaped(desk: Desk) -> None:
    hostile = "<script>\u202e"
    admitted(
        desk,
        Match(HOST, hostile, hostile, hostile, 0.5, (Reason(hostile, hostile, -1.0),)),
        Sighting(hostile, "ct", hostile, NOW),
    )
    page = desk.http.get(f"/cases/{open_case(desk.store, HOST).id}").text
    shown = re.search('<section class="name-why".*?</section>', page, re.DOTALL)
    assert shown
    assert "<script>" not in shown[0]
    assert "\u202e" not in shown[0]


def test_every_rule_has_its_words_in_both_languages_and_the_engines_own_in_english() -> None:
    assert {rule: catalogue()[f"rule_{rule}"][1] for rule in RULE_WORDS} == RULE_WORDS
    chinese = [catalogue()[f"rule_{rule}"][0] for rule in RULE_WORDS]
    assert all(re.search("[\u4e00-\u9fff]", said) for said in chinese)
    assert len(set(chinese)) == len(chinese)
    assert {key.removeprefix("rule_") for key in catalogue() if key.startswith("rule_")} == RULE_WORDS.keys()


def test_W4_a_host_is_cut_where_marks_and_the_registrable_part_begin() -> None:
    cut = stretches(read("gov.cn.hubеi.top"), [((0, 8), "hit"), ((4, 6), "also")])
    assert [(part.registrable, part.kind) for part in cut] == [
        (False, "hit"), (False, "hit"), (False, "hit"), (True, "hit"), (True, ""),
    ]  # fmt: skip
    whole = "".join(piece.text for part in cut for piece in part.pieces)
    assert whole == "gov[.]cn[.]hubеU+0435i[.]top"
    assert Piece("U+0435", "code") in cut[-1].pieces
    assert stretches(read("a.top"), []) == (Stretch((Piece("a[.]top"),), True),)
