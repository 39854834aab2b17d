"""The public form over the wire: what is kept, what is shown again, and what is said when it is not taken."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator

import altcha
import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from starlette.testclient import TestClient

from tests.web.public_made import ADDRESS, HOST, a_code, a_screenshot, number_in, typed
from zhenwang.domain.report import Report
from zhenwang.settings import Settings
from zhenwang.store import reports
from zhenwang.store.faults import StoreUnavailableError
from zhenwang.store.report_rows import KEPT_DAYS
from zhenwang.web import intake
from zhenwang.web.intake_models import MAX_PICTURE
from zhenwang.web.intake_queue import OverloadedError

WRITTEN = {
    "text": "不记得网址了",
    "claims": "青柳市人民政府",
    "reached_by": "qr",
    "note": "红色的页面\n第二行 \u200b\u202eabc\u202c <b>&amp;",
    "contact": "13800000000",
}
GOOD = WRITTEN | {"text": f"【青柳】请登录 {ADDRESS} 领取"}


def kept(public: TestClient) -> list[Report]:
    return reports.of_host(public.app.state.store, HOST)  # type: ignore[attr-defined]


def send(public: TestClient, fields: dict[str, str], picture: bytes = b"", language: str = "zh", name: str = "a.png"):
    """As a browser sends it: several parts, an unchosen picture as an empty one."""
    files = {"picture": (name if picture else "", picture, "image/png")}
    return public.post(f"/report?lang={language}", data=fields, files=files)


def said(page: str) -> str:
    return HTMLParser(page).css_first("#problem").text()


def test_the_start_page_asks_both_things_and_loads_nothing_from_elsewhere(public: TestClient) -> None:
    page = HTMLParser(public.get("/").text)
    assert page.css_first('form[action="/official"] input[name="host"]')
    assert page.css_first('form[action^="/report"] textarea[name="text"]')
    given = [node.attributes.get(name) for node in page.css("*") for name in ("src", "href", "action")]
    assert all(one.startswith(("/", "#")) and not one.startswith("//") for one in given if one)
    labels = {node.attributes.get("for") for node in page.css("label")}
    fields = {node.id for node in page.css("input,textarea,select") if node.attributes.get("type") != "hidden"}
    assert fields == labels


def test_contact_is_voluntary_and_says_what_for_how_long_and_who_reads_it(public: TestClient) -> None:
    for language, words in (
        ("zh", ("不留也一样受理", "只用来", "写明理由", "不转给")),
        ("en", ("up to you", "only to ask")),
    ):
        page = HTMLParser(public.get(f"/?lang={language}").text)
        told = page.css_first("#contact-hint").text()
        assert str(KEPT_DAYS) in told
        assert all(word in told for word in words)
        assert "contact-hint" in (page.css_first("#contact").attributes["aria-describedby"] or "")


def test_the_same_form_twice_is_one_report(public: TestClient) -> None:
    sent = GOOD | {"key": typed(public.get("/").text)["key"]}
    first, twice = send(public, sent, a_screenshot()), send(public, sent, a_screenshot())
    assert first.status_code == 303
    assert number_in(first.headers["Location"]) == number_in(twice.headers["Location"])
    assert len(kept(public)) == 1
    other = send(public, sent | {"claims": "别的单位"}, a_screenshot())
    assert number_in(other.headers["Location"]) != number_in(first.headers["Location"]), (
        "a changed form is a new report"
    )


def test_R18_what_the_reporter_wrote_is_not_in_the_record(public: TestClient) -> None:
    send(public, GOOD)
    assert [report.claims for report in kept(public)] == ["青柳市人民政府"]
    assert "13800000000" not in str(kept(public))
    assert "红色的页面" not in str(kept(public))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_names_no_address_is_shown_again_as_it_was_typed(public: TestClient, language: str) -> None:
    answer = send(public, WRITTEN, language=language)
    assert answer.status_code == 422
    again = typed(answer.text)
    assert {name: again[name] for name in WRITTEN} == WRITTEN
    assert ("没有找到网址" if language == "zh" else "No address was found") in said(answer.text)
    assert HTMLParser(answer.text).css_first("#problem a").attributes["href"] == "#text"
    assert HTMLParser(answer.text).css_first("#text").attributes["aria-invalid"] == "true"


def test_a_language_is_changed_without_losing_what_was_typed(public: TestClient) -> None:
    answer = send(public, GOOD | {"only": "language"}, a_code(), language="en")
    assert answer.status_code == 200
    again = typed(answer.text)
    assert {name: again[name] for name in GOOD} == GOOD
    assert "choose it again" in answer.text
    assert not kept(public)


def test_a_language_that_is_changed_before_anything_is_typed_shows_the_start_page(public: TestClient) -> None:
    answer = send(public, {"only": "language"}, language="en")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/?lang=en")
    assert "Is this site official?" in public.get("/?lang=en").text


def test_what_somebody_asked_about_stands_in_the_form(public: TestClient) -> None:
    def text(host: str) -> str:
        return HTMLParser(public.get("/report", params={"host": host}).text).css_first("#text").text().strip()

    assert text("www.gov-cn.example") == "www.gov-cn.example"
    assert [text(one) for one in ("<b>x</b>.example", "call me at once", "a" * 9_000, "")] == [""] * 4


def test_enter_sends_the_report_and_does_not_change_the_language(public: TestClient) -> None:
    first = HTMLParser(public.get("/").text).css_first('button[form="report"]')
    assert "name" not in first.attributes


def test_an_address_in_a_picture_is_reported_and_shown(public: TestClient) -> None:
    answer = send(public, {"claims": "青柳"}, a_code())
    assert answer.status_code == 303
    assert [report.urls for report in kept(public)] == [(ADDRESS,)]
    page = public.get(answer.headers["Location"]).text
    assert "qingliu-gov[.]example" in HTMLParser(page).text()
    assert not [node for node in HTMLParser(page).css("[href]") if HOST in str(node.attributes["href"])]


@pytest.mark.parametrize(
    ("picture", "word"),
    [
        (a_screenshot(), "图片里没有读到二维码"),
        (b"%PDF-1.7 ...", "不是我们能读的图片"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 2 * MAX_PICTURE, "图片太大"),
        (b"\x89PNG\r\n\x1a\nbroken", "图片里没有读到二维码"),
    ],
)
def test_R15_a_picture_that_helps_nothing_is_said_kindly_and_nothing_typed_is_lost(
    public: TestClient, picture: bytes, word: str
) -> None:
    answer = send(public, WRITTEN, picture)
    assert answer.status_code == 422
    assert word in said(answer.text)
    assert "重新选一次" in said(answer.text)
    again = typed(answer.text)
    assert {name: again[name] for name in WRITTEN} == WRITTEN


def test_a_picture_without_a_code_goes_with_an_address_that_was_typed(public: TestClient) -> None:
    assert send(public, GOOD, a_screenshot()).status_code == 303
    assert len(kept(public)) == 1


def test_R4_two_pictures_are_no_form_of_ours_and_a_large_body_is_not_read(public: TestClient) -> None:
    twice = [("picture", ("a.png", a_code(), "image/png")), ("picture", ("b.png", a_code(), "image/png"))]
    answer = public.post("/report", data=GOOD, files=twice)
    assert answer.status_code == 400
    assert "请返回" in answer.text
    large = send(public, GOOD, b"\x89PNG\r\n\x1a\n" + b"\0" * 20_000_000)
    assert large.status_code == 413
    assert "lang=" in large.text
    assert not kept(public)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        (GOOD | {"text": GOOD["text"] + "x" * 20_000}, "text"),
        (GOOD | {"claims": "x" * 201}, "claims"),
        (GOOD | {"note": "x" * 4_001}, "note"),
        (GOOD | {"contact": "x" * 201}, "contact"),
    ],
)
def test_what_is_too_long_is_shown_again_to_be_shortened(
    public: TestClient, fields: dict[str, str], field: str
) -> None:
    answer = send(public, fields)
    assert answer.status_code == 422
    assert "太长" in said(answer.text)
    assert HTMLParser(answer.text).css_first("#problem a").attributes["href"] == f"#{field}"
    assert typed(answer.text)[field] == fields[field]


def test_a_trap_is_nowhere_for_people_and_what_falls_in_can_climb_out(public: TestClient) -> None:
    trap = HTMLParser(public.get("/").text).css_first("#website")
    assert trap.attributes["tabindex"] == "-1"
    assert trap.attributes["autocomplete"] == "off"
    assert trap.parent is not None
    assert trap.parent.attributes["aria-hidden"] == "true"
    answer = send(public, GOOD | {"website": "http://spam.example"})
    assert answer.status_code == 422
    again = typed(answer.text)
    assert again["website"] == ""
    assert again["text"] == GOOD["text"]
    assert not kept(public)
    assert send(public, again).status_code == 303


class Down:
    """A queue that takes nothing."""

    def __init__(self, fault: Exception) -> None:
        self.fault = fault

    async def accept(self, submission: object) -> None:
        raise self.fault

    async def close(self) -> None:
        pass


@pytest.mark.parametrize("fault", [OverloadedError("full"), StoreUnavailableError("down")])
def test_R9_what_cannot_be_kept_just_now_stays_in_the_form(public: TestClient, fault: Exception) -> None:
    queue = public.app.state.queue  # type: ignore[attr-defined]
    public.app.state.queue = Down(fault)  # type: ignore[attr-defined]
    answer = send(public, GOOD, a_screenshot())
    public.app.state.queue = queue  # type: ignore[attr-defined]
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    assert "半分钟" in said(answer.text)
    again = typed(answer.text)
    assert {name: again[name] for name in GOOD} == GOOD
    assert not kept(public)
    first, twice = send(public, again), send(public, again)
    assert first.headers["Location"] == twice.headers["Location"], "what was kept after all is not kept twice"


@pytest.fixture
def crowded(settings: Settings) -> Iterator[TestClient]:
    """An intake that asks for a proof from the second report of a client on."""
    own = settings.model_copy(update={"reports_per_client": "1 per 10 minutes", "proof_work": 1_000})
    with TestClient(
        intake.create_app(own), base_url="http://127.0.0.1", follow_redirects=False, raise_server_exceptions=False
    ) as http:
        assert send(http, GOOD).status_code == 303
        yield http


def test_many_reports_are_asked_for_a_proof_and_nothing_typed_is_lost(crowded: TestClient) -> None:
    answer = send(crowded, GOOD | {"note": "第二份"})
    assert answer.status_code == 429
    assert answer.headers["Retry-After"]
    again = typed(answer.text)
    assert again["note"] == "第二份"
    assert again["question"]
    page = HTMLParser(answer.text)
    assert page.css_first('label[for="answer"]').text().strip()
    assert HTMLParser(answer.text).css_first("#problem a").attributes["href"] == "#answer"
    wrong = send(crowded, again | {"answer": "不知道"})
    assert wrong.status_code == 429
    assert typed(wrong.text)["question"] != again["question"]
    assert len(kept(crowded)) == 1


def test_a_browser_that_worked_is_not_asked(crowded: TestClient) -> None:
    given = crowded.get("/api/v1/challenge").json()["altcha"]
    asked = altcha.Challenge.from_dict(given) if hasattr(altcha.Challenge, "from_dict") else None
    solved = altcha.solve_challenge(asked or given)
    assert solved
    told = {
        "challenge": {"parameters": given["parameters"], "signature": given["signature"]},
        "solution": {"counter": solved.counter, "derivedKey": solved.derived_key},
    }
    payload = base64.b64encode(json.dumps(told).encode()).decode()
    again = typed(crowded.get("/").text) | GOOD | {"note": "第二份", "altcha": payload}
    assert send(crowded, again).status_code == 303


def test_R16_a_form_shown_again_holds_the_naughty_text_as_text(public: TestClient) -> None:
    hostile = "</textarea><script>__x(1)</script>\"'><img src=x onerror=__x(2)>"
    answer = send(public, dict.fromkeys(("text", "claims", "note", "contact"), hostile))
    page = HTMLParser(answer.text)
    assert typed(answer.text)["note"] == hostile
    assert typed(answer.text)["claims"] == hostile
    assert [node.attributes.get("src") for node in page.css("script")] == ["/static/report.js"]
    assert not page.css("img[onerror]")


def test_a_page_that_is_not_there_says_what_to_do(public: TestClient) -> None:
    for path, status in (("/nothing", 404), ("/receipt/zzz", 404)):
        answer = public.get(path)
        assert answer.status_code == status
        assert HTMLParser(answer.text).css_first('[role="alert"]')
    assert "首页" in public.get("/nothing").text
    assert public.get("/report").status_code == 200
