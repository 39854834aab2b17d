from __future__ import annotations

import re

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import settings as how
from hypothesis import strategies as st
from PIL import Image
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from starlette.testclient import TestClient

from tests.store.made import an_actor
from tests.web.public_made import HOST, number_in
from zhenwang import runtime
from zhenwang.domain.access import Role
from zhenwang.domain.reply import Proposal, Reply, Review
from zhenwang.settings import Settings
from zhenwang.store import replies
from zhenwang.web import intake
from zhenwang.web.receipt_page import Code, code_of, groups, read_number

NUMBER = "0123456789abcdef0123456789abcdef"


def drawn(code: Code, scale: int = 4) -> Image.Image:
    """The code's path as a picture: every run of modules is ``Mx yhNv1h-Nz``."""
    picture = Image.new("L", (code.side, code.side), 255)
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", code.path):
        picture.paste(0, (int(x), int(y), int(x) + int(width), int(y) + 1))
    return picture.resize((code.side * scale, code.side * scale), Image.Resampling.NEAREST)


@pytest.mark.parametrize(
    "written",
    [
        NUMBER,
        " 0123 4567 89ab cdef 0123 4567 89ab cdef ",
        "0123-4567-89AB-CDEF-0123-4567-89AB-CDEF",
        "０１２３４５６７８９ＡＢＣＤＥＦ０１２３４５６７８９ａｂｃｄｅｆ",
        "O12345678 9abcdef\u3000ol23456789abcdef",
        "回执号：0123456789abcdef0123456789abcdef".removeprefix("回执号：") + "。",
        f"https://jubao.example/receipt/{NUMBER}?lang=en",
        "\u200b0123456789abcdef\u200b0123456789abcdef\ufeff",
    ],
)
def test_a_number_is_read_as_people_type_it(written: str) -> None:
    assert read_number(written) == NUMBER


@given(st.text(max_size=400))
@how(max_examples=200, deadline=None)
def test_any_text_is_read_without_an_error(text: str) -> None:
    found = read_number(text)
    assert not re.search(r"\s", found)
    assert read_number(found) == found or len(found) > 300


def test_a_number_stands_in_groups_of_four() -> None:
    assert " ".join(groups(NUMBER)) == "0123 4567 89ab cdef 0123 4567 89ab cdef"


@pytest.mark.parametrize(
    "address", [f"https://jubao.hubei.gov.cn/receipt/{NUMBER}", f"http://[::1]:8711/receipt/{NUMBER}"]
)
def test_the_code_is_read_by_another_reader_and_has_its_white_border(address: str) -> None:
    code = code_of(address)
    found = zxingcpp.read_barcodes(drawn(code))
    assert [one.text for one in found] == [address]
    assert all(int(x) >= 4 and int(y) >= 4 for x, y in re.findall(r"M(\d+) (\d+)", code.path))


def sent(public: TestClient) -> str:
    return public.post("/report", data={"text": "http://www.qingliu-gov.example/cx"}).headers["Location"]


def test_the_receipt_is_shown_in_groups_with_a_code_and_what_happens_next(public: TestClient) -> None:
    location = sent(public)
    number = number_in(location)
    page = HTMLParser(public.get(location).text)
    assert page.css_first("#number").text().split() == list(groups(number))
    assert page.css_first("svg[role=img]").attributes["aria-label"]
    assert f"http://127.0.0.1/receipt/{number}" in page.text()
    assert "两个工作日" in page.text()
    assert "已登记，等待查看。" in page.text()
    assert "已收到" in page.css_first("h1").text()
    later = HTMLParser(public.get(f"/receipt/{number}").text)
    assert "已收到" not in later.css_first("h1").text()


def test_an_approved_reply_is_shown_and_no_address_in_it_can_be_opened(public: TestClient) -> None:
    location = sent(public)
    store = public.app.state.store  # type: ignore[attr-defined]  # Starlette types no state
    clerk, reviewer = an_actor("刘洋", Role.CLERK), an_actor("李强", Role.REVIEWER)
    now = runtime.now()
    words = "www.qingliu-gov.example 是假冒网站，请勿打开 http://evil.example/ <script>__x(1)</script>"
    made = replies.propose(store, clerk, HOST, Proposal(words), now)
    assert isinstance(made, Reply)
    assert "假冒网站，请勿" not in public.get(location).text, "not before it is reviewed"
    assert isinstance(replies.review(store, reviewer, HOST, Review(made.number, approve=True), now), Reply)
    page = HTMLParser(public.get(location).text)
    assert "是假冒网站，请勿打开" in page.css_first(".reply").text()
    assert [node.attributes.get("src") for node in page.css("script")] == ["/static/report.js"]
    assert all(str(node.attributes["href"]).startswith(("/", "#")) for node in page.css("[href]"))
    assert "www.qingliu-gov.example" not in page.text()


def test_the_code_leads_to_the_public_address_when_one_is_set(settings: Settings) -> None:
    own = settings.model_copy(update={"intake_url": "https://jubao.example/"})
    with TestClient(intake.create_app(own), base_url="http://127.0.0.1", follow_redirects=False) as http:
        location = sent(http)
        page = HTMLParser(http.get(location).text)
    address = f"https://jubao.example/receipt/{number_in(location)}"
    assert address in page.text()
    path = page.css_first("svg path").attributes["d"]
    assert path == code_of(address).path


def test_R13_a_number_is_looked_up_as_typed_and_an_unknown_one_says_what_to_compare(public: TestClient) -> None:
    number = number_in(sent(public))
    wide = " ".join(groups(number.upper())).translate({ord("0"): "Ｏ"})
    found = public.get("/receipt", params={"number": wide})
    assert found.status_code == 303
    assert found.headers["Location"] == f"/receipt/{number}?lang=zh"
    wrong = public.get("/receipt", params={"number": "0123 4567", "lang": "zh"})
    assert wrong.status_code == 404
    assert "您写的有 8 个字符" in wrong.text
    assert HTMLParser(wrong.text).css_first("#number").attributes["value"] == "0123 4567", "what was typed stays"
    assert public.get("/receipt").status_code == 200
    assert public.get(f"/receipt/{'0' * 32}").status_code == 404


def test_what_is_typed_as_a_number_is_text(public: TestClient) -> None:
    hostile = "\"><script>__x(1)</script><a href='http://evil.example'>"
    page = HTMLParser(public.get("/receipt", params={"number": hostile}).text)
    assert page.css_first("#number").attributes["value"] == hostile
    assert [node.attributes.get("src") for node in page.css("script")] == ["/static/report.js"]
    assert all(str(node.attributes["href"]).startswith(("/", "#")) for node in page.css("[href]"))


def test_a_picture_of_the_page_is_no_data_address(public: TestClient) -> None:
    page = public.get(sent(public)).text
    assert "data:" not in page
    assert "style=" not in page
    assert page.count("<svg") == 1
