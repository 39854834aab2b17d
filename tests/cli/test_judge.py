"""``zhenwang judge``: saved pages of every kind, single and in batches, without losing one."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from zhenwang.cli.saved_looks import MAX_PAGE, saved_look

PAGE = "<title>湖北省人民政府门户网站</title><body>湖北省人民政府<div class=footer>网站标识码：4200000062</div></body>"


def judged(zhenwang: Run, path: Path, *lines: object) -> list[dict]:
    batch = path / "batch.jsonl"
    batch.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    code, said, _ = zhenwang("judge", "--batch", str(batch))
    assert code == 0
    return [json.loads(line) for line in said.splitlines()]


def test_a_signal_cites_its_article_with_document_quote_and_date(zhenwang: Run, tmp_path: Path) -> None:
    (found,) = judged(zhenwang, tmp_path, {"id": 1, "url": "http://fake.example/", "html": PAGE})
    name = next(signal for signal in found["signals"] if signal["name"] == "claimed_name")
    assert name["limb"] == "a"
    assert name["basis"]["article"] == "第三十一条"
    assert "湖北省政府网站管理办法" in name["basis"]["document"]
    assert name["basis"]["quote"] == "假借、冒用政府或部门名义开办政府网站"
    assert name["basis"]["in_force"] == "2018-03-19"


def test_a_page_may_be_given_as_html_as_the_path_of_a_page_or_as_text(zhenwang: Run, tmp_path: Path) -> None:
    (tmp_path / "saved.html").write_text(PAGE, encoding="utf-8")
    text = "欢迎访问湖北省人民政府门户网站\n<script>alert(1)</script>"
    found = judged(
        zhenwang,
        tmp_path,
        {"id": "html", "url": "http://fake.example/", "html": PAGE},
        {"id": "path", "url": "http://fake.example/", "html": "saved.html"},
        {"id": "text", "url": "http://fake.example/", "text": text},
    )
    assert [page["id"] for page in found] == ["html", "path", "text"]
    assert found[0]["signals"] == found[1]["signals"]
    assert {page["imitates"] for page in found} == {"www.hubei.gov.cn"}


def test_a_line_that_is_no_page_says_why_and_the_rest_is_judged(zhenwang: Run, tmp_path: Path) -> None:
    batch = tmp_path / "batch.jsonl"
    lines = [
        "no json",
        '{"id": 2, "url": "http://a.example/"}',
        '{"id": 3, "html": "<p>x"}',
        '{"id": 4, "url": "no host", "html": "<p>x"}',
        '{"id": 5, "url": "http://a.example/", "html": "<p>x", "images": ["missing.png"]}',
        "[" * 100_000,
        '"text"',
        '{"id": 8, "url": "http://a.example/", "html": "<p>x", "headers": 7}',
        '{"id": "gone", "url": "http://a.example/", "html": "gone.html"}',
        '{"id": "null", "url": "http://a.example/", "text": null}',
        '{"id": "number", "url": "http://a.example/", "html": 7}',
        '{"id": "address", "url": "http://a.example/", "html": "<p>x", "address": "here"}',
        '{"id": "scheme", "url": "a.example", "html": "<p>x"}',
        '{"id": 9, "url": "http://a.example/", "html": "<p>今天天气很好"}',
    ]
    batch.write_text("\n".join(lines), encoding="utf-8")
    code, said, _ = zhenwang("judge", "--batch", str(batch))
    found = [json.loads(line) for line in said.splitlines()]
    assert code == 0
    assert len(found) == len(lines)
    assert all("error" in page for page in found[:-1])
    said_of = {page["id"]: page["error"] for page in found if page["id"] is not None and "error" in page}
    assert said_of[2] == "line 2: html and text are missing; a page needs url, and html or text"
    assert said_of[5] == "line 5: the picture 'missing.png' cannot be read: No such file or directory"
    assert said_of["gone"] == "line 9: the page 'gone.html' cannot be read: No such file or directory"
    assert said_of["number"] == "line 11: html must be text, and is 7"
    assert said_of["scheme"].endswith("names no host: begin it with http:// or https://")
    assert not any("Error" in page.get("error", "") for page in found), "a sentence names no exception"
    assert (found[-1]["id"], found[-1]["band"]) == (9, "clear")


@pytest.mark.parametrize(
    "given", [["--html", "nowhere.html", "--url", "http://a.example/"], ["--url", "http://a.example/"]]
)
def test_what_is_missing_is_said(zhenwang: Run, given: list[str]) -> None:
    code, _, said = zhenwang("judge", *given)
    assert code == 2
    assert "no such file" in said or "give --url and --html" in said


def test_a_url_without_a_host_is_a_sentence(zhenwang: Run, tmp_path: Path) -> None:
    page = tmp_path / "p.html"
    page.write_text(PAGE, encoding="utf-8")
    code, _, said = zhenwang("judge", "--url", "not a url", "--html", str(page))
    assert code == 2
    assert "names no host" in said


def test_people_read_axes_sentences_and_articles(zhenwang: Run, tmp_path: Path) -> None:
    page = tmp_path / "p.html"
    page.write_text(PAGE, encoding="utf-8")
    _, said, _ = zhenwang("judge", "--url", "http://fake.example/", "--html", str(page))
    for wanted in ("自称是谁", "为何不是", "湖北省人民政府", "第三十一条", "情形 a"):
        assert wanted in said


def test_people_read_the_finding_first_with_band_severity_and_limb_in_words(zhenwang: Run, tmp_path: Path) -> None:
    page = tmp_path / "p.html"
    page.write_text(PAGE, encoding="utf-8")
    _, said, _ = zhenwang("judge", "--url", "http://fake.example/", "--html", str(page))
    lines = said.splitlines()
    assert lines[0] == "疑似假冒“湖北省人民政府”（www.hubei.gov.cn）"
    assert "需人工判断 review" in said
    assert "  危害  S5 照搬官方页面或名义，未见向人索取" in lines
    assert "  属于  情形 a：假借、冒用政府或部门名义开办政府网站" in lines
    assert "“假借、冒用政府或部门名义开办政府网站”" in said[said.index("所引条文") :]


def test_a_page_that_claims_nothing_is_told_in_a_sentence(zhenwang: Run, tmp_path: Path) -> None:
    page = tmp_path / "p.html"
    page.write_text("<p>苹果三元一斤", encoding="utf-8")
    _, said, _ = zhenwang("judge", "--url", "http://fruit.example/", "--html", str(page))
    assert said.startswith("未见假冒：页面没有自称名录中的任何单位\n")


def test_what_a_page_is_too_large_for_is_a_gap(tmp_path: Path) -> None:
    look = saved_look("http://a.example/", b"x" * (MAX_PAGE + 1), (), datetime(2026, 11, 20, tzinfo=UTC))
    assert len(look.body) == MAX_PAGE
    assert [gap.kind for gap in look.gaps] == ["too_large"]


def test_the_nearest_bodies_are_told_with_what_ties_the_page_to_them(zhenwang: Run, tmp_path: Path) -> None:
    (found,) = judged(zhenwang, tmp_path, {"id": 1, "url": "http://fake.example/", "html": PAGE})
    assert found["nearest"][0]["site"] == "www.hubei.gov.cn"
    assert found["nearest"][0]["name"] == "湖北省人民政府"
    assert found["nearest"][0]["facts"]
    assert len(found["nearest"]) <= 3
