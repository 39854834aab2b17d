"""``zhenwang judge``: saved pages of every kind, single and in batches, without losing one."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

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
        '{"id": 9, "url": "http://a.example/", "html": "<p>今天天气很好"}',
    ]
    batch.write_text("\n".join(lines), encoding="utf-8")
    code, said, _ = zhenwang("judge", "--batch", str(batch))
    found = [json.loads(line) for line in said.splitlines()]
    assert code == 0
    assert len(found) == len(lines)
    assert all("error" in page for page in found[:-1])
    assert found[1]["error"].startswith("line 2: 'text' is missing")
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
