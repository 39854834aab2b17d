from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from zhenwang.settings import Settings
from zhenwang.store import opening, reports
from zhenwang.store.opening import Store
from zhenwang.web import intake

GOOD = {
    "urls": ["hxxp://qingliu-gov[.]example/cx"],
    "claims": "青柳市人民政府",
    "reached_by": "sms",
    "note": "收到短信",
}
API = "/api/v1/reports"


def kept(public: TestClient) -> list[str]:
    return [report.receipt for report in reports.waiting(public.app.state.store)]  # type: ignore[attr-defined]


def test_a_report_is_kept_before_it_is_answered(public: TestClient) -> None:
    answer = public.post(API, json=GOOD)
    assert answer.status_code == 202
    receipt = answer.json()["receipt"]
    assert re.fullmatch("[0-9a-f]{32}", receipt)
    assert kept(public) == [receipt]
    told = public.get(f"{API}/{receipt}").json()
    assert told["status"] == "waiting"
    assert told["zh"] == "已登记，等待查看。"
    assert told["en"]


def test_a_message_is_read_for_its_addresses(public: TestClient) -> None:
    text = "【青柳政务】请登录 www.qingliu-gov.example/cx 领取补贴，或打开 hxxps://b[.]example"
    assert public.post(API, json={"text": text}).status_code == 202
    report = reports.waiting(public.app.state.store)[0]  # type: ignore[attr-defined]
    assert [url.split("/")[2] for url in report.urls] == ["b.example", "www.qingliu-gov.example"]
    assert not report.note, "what people write is sealed and apart"


def test_R13_what_is_no_receipt_is_not_found(public: TestClient) -> None:
    for receipt in ("0" * 32, "x", "A" * 32, "%00", "a" * 5000, "' OR 1=1 --"):
        assert public.get(f"{API}/{receipt}").status_code == 404


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Content-Type": "application/json", "Content-Encoding": "gzip"}, 415),
        ({"Content-Type": "application/json", "Content-Encoding": "br, gzip"}, 415),
        ({"Content-Type": "text/plain"}, 415),
        ({"Content-Type": "application/x-www-form-urlencoded"}, 415),
        ({"Content-Type": "application/json; charset=gbk"}, 415),
        ({}, 415),
        ({"Content-Type": "application/json", "Content-Length": "-5"}, 400),
    ],
)
def test_R4_only_plain_json_is_read(public: TestClient, headers: dict[str, str], status: int) -> None:
    assert public.post(API, content=b'{"urls":["http://a.example"]}', headers=headers).status_code == status
    assert not kept(public)


def test_R4_too_much_is_refused_before_it_is_read(public: TestClient) -> None:
    given_out = 0

    def endless():
        nonlocal given_out
        for _ in range(10_000):
            given_out += 4096
            yield b"x" * 4096

    assert public.post(API, content=endless(), headers={"Content-Type": "application/json"}).status_code == 413
    declared = {"Content-Type": "application/json", "Content-Length": "100000000"}
    assert public.post(API, content=b"{}", headers=declared).status_code == 413
    assert public.post("/report", data={"text": "x" * 70_000}).status_code == 413
    assert not kept(public)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (GOOD | {"status": "confirmed"}, "status"),
        (GOOD | {"reporter_verified": True}, "reporter_verified"),
        (GOOD | {"urls": "http://a.example"}, "urls"),
        (GOOD | {"urls": [7]}, "urls.0"),
        (GOOD | {"urls": ["http://a.example"] * 21}, "urls"),
        (GOOD | {"urls": ["http://a.example/" + "x" * 2048]}, "urls.0"),
        (GOOD | {"claims": None}, "claims"),
        (GOOD | {"claims": "x" * 201}, "claims"),
        (GOOD | {"reached_by": "dream"}, "reached_by"),
        (GOOD | {"note": ["x"]}, "note"),
        ({"text": "没有网址"}, "body"),
        ({}, "body"),
        ([], "body"),
        ("x", "body"),
    ],
)
def test_R5_the_field_at_fault_is_named_and_nothing_taken(public: TestClient, body: object, field: str) -> None:
    answer = public.post(API, json=body)
    assert answer.status_code == 422
    assert field in [item["field"] for item in answer.json()["fields"]]
    assert not kept(public)


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"[" * 30_000, b'{"urls":["http://a.example"],"note":NaN}'])
def test_R5_what_is_no_json_is_refused(public: TestClient, body: bytes) -> None:
    answer = public.post(API, content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code in (400, 422)
    assert not kept(public)


def test_R5_a_fault_does_not_repeat_what_was_sent(public: TestClient) -> None:
    assert "身份证" not in public.post(API, json=GOOD | {"note": {"身份证": "42010119"}}).text


def test_R6_the_same_key_gives_the_same_receipt_and_another_body_is_refused(public: TestClient) -> None:
    key = {"Idempotency-Key": "7f1c9a52-report-18"}
    first = public.post(API, json=GOOD, headers=key)
    again = public.post(API, json=GOOD, headers=key)
    other = public.post(API, json=GOOD | {"note": "另一件"}, headers=key)
    assert (first.status_code, again.status_code, other.status_code) == (202, 202, 409)
    assert first.json() == again.json()
    assert kept(public) == [first.json()["receipt"]]
    assert public.post(API, json=GOOD).json() != first.json(), "without a key every report is a new one"


@pytest.mark.parametrize("key", ["x" * 201, "a b", "é"])
def test_R6_a_key_is_short_and_plain(public: TestClient, key: str) -> None:
    assert public.post(API, json=GOOD, headers={"Idempotency-Key": key.encode()}).status_code == 422


def test_R9_a_database_that_does_not_answer_takes_no_report_and_recovers(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "BUSY_SECONDS", 0)
    with TestClient(intake.create_app(settings), base_url="http://127.0.0.1", follow_redirects=False) as public:
        store: Store = public.app.state.store  # type: ignore[attr-defined]
        with store.write():
            answer = public.post(API, json=GOOD)
            assert answer.status_code == 503
            assert answer.headers["Retry-After"]
            form = public.post("/report", data={"text": "http://a.example"})
            assert form.status_code == 503
            assert "不会重复登记" in form.text
        assert not kept(public)
        assert public.post(API, json=GOOD).status_code == 202


def test_a_person_reports_with_a_form_and_reads_the_receipt(public: TestClient) -> None:
    page = public.get("/").text
    key = re.findall(r'name="key" value="([^"]+)"', page)[0]
    sent = {"key": key, "text": "短信里的 qingliu-gov.example/cx", "claims": "青柳", "reached_by": "sms", "note": ""}
    first, twice = public.post("/report", data=sent), public.post("/report", data=sent)
    assert first.status_code == 303
    assert first.headers["Location"] == twice.headers["Location"], "a double click is one report"
    shown = public.get(first.headers["Location"]).text
    assert "已收到" in shown
    assert kept(public)[0] in shown
    changed = public.post("/report", data=sent | {"note": "补充"})
    assert changed.headers["Location"] != first.headers["Location"]


def test_a_form_without_an_address_keeps_what_was_typed(public: TestClient) -> None:
    answer = public.post("/report", data={"text": "不记得网址了", "note": "红色的页面"})
    assert answer.status_code == 422
    for shown in ("没有找到网址", "不记得网址了", "红色的页面"):
        assert shown in answer.text
    assert public.post("/report", data={"text": "http://a.example " + "x" * 20_000}).status_code == 422
    assert public.post("/report", data={"note": "x"}).status_code == 422


def test_the_form_speaks_english_too(public: TestClient) -> None:
    assert "Report a fake" in public.get("/?lang=en").text
    answer = public.post("/report?lang=en", data={"text": "http://a.example"})
    assert "Received" in public.get(answer.headers["Location"]).text
    assert "There is no such receipt" in public.get("/receipt/zzz?lang=en").text


def test_W6_another_site_cannot_report_through_a_visitor(public: TestClient) -> None:
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
        answer = public.post("/report?lang=en", data={"text": "http://a.example"}, headers=headers)
        assert answer.status_code == 403
        assert "start from the first page" in answer.text
        assert set(public.post(API, json={"urls": ["a.example"]}, headers=headers).json()) == {"error"}
    assert not kept(public)


def test_the_api_explains_itself(public: TestClient) -> None:
    told = public.get("/api/v1/openapi.json").json()
    assert set(told["paths"]) >= {API, API + "/{receipt}", "/api/v1/challenge"}
    assert "Idempotency-Key" in public.get("/docs").text
    assert "Idempotency-Key" in public.get("/docs?lang=en").text


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.recursive(
        st.booleans() | st.integers() | st.text(),
        lambda x: st.lists(x) | st.dictionaries(st.sampled_from(["urls", "text", "claims", "note", "x"]), x),
        max_leaves=8,
    )
)
def test_R5_no_json_breaks_the_intake(public: TestClient, body: object) -> None:
    assert public.post(API, json=body).status_code in (202, 400, 422)


def test_the_chinese_description_of_the_interface_has_chinese_punctuation(public: TestClient) -> None:
    said = re.sub("<pre>.*?</pre>|<[^>]*>", "", public.get("/docs?lang=zh").text, flags=re.DOTALL)
    assert "接口" in said
    assert not re.search("[\u4e00-\u9fff][(),;:]|[,;:)][\u4e00-\u9fff]", said)
