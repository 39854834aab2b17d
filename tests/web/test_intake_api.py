"""The interface for programs: what it takes, keeps, seals and tells."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from typing import Any, get_args

import pytest
from sqlalchemy import func, select
from starlette.testclient import TestClient

from tests.web.naughty_texts import NAUGHTY_TEXTS
from tests.web.public_made import ADDRESS, a_code, a_screenshot
from zhenwang.settings import Settings
from zhenwang.store import report_status
from zhenwang.store.opening import Store
from zhenwang.store.report_schema import report_pictures, reported_hosts, reporter_details, reports
from zhenwang.web import intake, intake_api
from zhenwang.web.intake_models import MAX_PICTURE, ReportIn, Standing
from zhenwang.web.words import words

API = "/api/v1/reports"
GOOD = {"urls": ["hxxp://qingliu-gov[.]example/cx"], "claims": "青柳市人民政府", "reached_by": "sms"}
JSON = {"Content-Type": "application/json"}


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Without limits: these tests send more than a person."""
    many = "1000000 per second"
    return settings.model_copy(update={
        "reports_per_client": many, "reports_per_subnet": many, "reports_in_all": many, "questions_per_client": many,
    })  # fmt: skip


def store_of(public: TestClient) -> Store:
    return public.app.state.store  # type: ignore[attr-defined,no-any-return]  # Starlette types no state


def sent(public: TestClient, **fields: Any) -> str:
    answer = public.post(API, json=GOOD | fields)
    assert answer.status_code == 202, answer.text
    return str(answer.json()["receipt"])


def row(public: TestClient, receipt: str) -> dict[str, Any]:
    """The record of a report, with what is sealed opened."""
    with store_of(public).read() as connection:
        record = connection.execute(select(reports.c.record).where(reports.c.receipt == receipt)).scalar_one()
        mine = reporter_details.c.receipt == receipt
        sealed = connection.execute(select(reporter_details).where(mine)).one_or_none()
    seal = public.app.state.seal  # type: ignore[attr-defined]
    words, contact = (sealed.words, sealed.contact) if sealed else ("", "")
    return {**record, "words": seal.unseal(receipt, words), "contact": seal.unseal(receipt, contact)}


def how_many(public: TestClient) -> int:
    with store_of(public).read() as connection:
        return int(connection.execute(select(func.count()).select_from(reports)).scalar_one())


def hosts(public: TestClient, receipt: str) -> set[str]:
    with store_of(public).read() as connection:
        mine = select(reported_hosts.c.host).where(reported_hosts.c.receipt == receipt)
        return set(connection.execute(mine).scalars())


def test_a_report_is_answered_with_its_receipt_and_where_it_stands(public: TestClient) -> None:
    answer = public.post(API, json=GOOD)
    assert answer.status_code == 202
    receipt = answer.json()["receipt"]
    assert re.fullmatch("[0-9a-f]{32}", receipt)
    assert answer.headers["Location"] == f"{API}/{receipt}"
    told = public.get(answer.headers["Location"]).json()
    assert told["status"] == "waiting"
    assert told["zh"] == "已登记，等待查看。"
    assert "两个工作日" in told["next_zh"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", told["received_on"])
    assert told["replies"] == []


def test_every_status_has_its_words_and_what_comes_next() -> None:
    assert set(get_args(Standing)) == set(report_status.STATUSES)
    for language in ("zh", "en"):
        for status in report_status.STATUSES:
            assert words(language)[f"status_{status}"]
            assert words(language)[f"next_{status}"]


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"urls": ["hxxps://a[.]qingliu[.]example/x"]}, {"a.qingliu.example"}),
        ({"urls": ["ＷＷＷ．qingliu。example"]}, {"www.qingliu.example"}),
        ({"urls": [], "text": "请登录 www.qingliu-gov.example/cx 领取，或 hxxps://b[.]example。"},
         {"www.qingliu-gov.example", "b.example"}),
        ({"urls": ["http://192.0.2.7/login", "http://c.example"]}, {"c.example"}),
    ],
)  # fmt: skip
def test_addresses_are_read_however_they_are_written(
    public: TestClient, fields: dict[str, Any], named: set[str]
) -> None:
    receipt = sent(public, **fields)
    assert hosts(public, receipt) == named
    assert row(public, receipt)["urls"][: len(fields["urls"])] == fields["urls"], "each is kept as it was written"


def test_R18_words_and_contact_are_sealed_and_stand_in_no_record(public: TestClient) -> None:
    receipt = sent(public, note="我是张三", text="转发：http://d.example", contact="13800000000")
    kept = row(public, receipt)
    assert kept["note"] == ""
    assert kept["words"] == "我是张三\n转发：http://d.example"
    assert kept["contact"] == "13800000000"
    with store_of(public).read() as connection:
        everything = repr(
            connection.execute(select(reports)).all() + connection.execute(select(reporter_details)).all()
        )
    for secret in ("张三", "13800000000"):
        assert secret not in everything


def test_P12_a_code_in_the_picture_is_an_address(public: TestClient) -> None:
    picture = base64.b64encode(a_code()).decode()
    answer = public.post(API, json={"screenshot": picture})
    assert answer.status_code == 202, answer.text
    assert hosts(public, answer.json()["receipt"]) == {"www.qingliu-gov.example"}
    assert row(public, answer.json()["receipt"])["urls"] == [ADDRESS]
    nothing = public.post(API, json={"screenshot": base64.b64encode(a_screenshot()).decode()})
    assert nothing.status_code == 422
    assert "QR code" in nothing.json()["fields"][0]["reason"]
    document = sent(public, screenshot=base64.b64encode(b"PK\x03\x04 macro").decode())
    with store_of(public).read() as connection:
        mine = report_pictures.c.receipt == document
        kept = connection.execute(select(report_pictures).where(mine)).one()
    assert (kept.blob, bool(kept.refused), len(kept.original)) == ("", True, 64)


@pytest.mark.parametrize("given", ["***", "YQ=", "YQ==\n", "data:image/png;base64,YQ==", "中", "YQ==YQ=="])
def test_R15_a_picture_is_base64_without_more(public: TestClient, given: str) -> None:
    answer = public.post(API, json=GOOD | {"screenshot": given})
    assert answer.status_code == 422
    assert answer.json()["fields"][0]["field"] == "screenshot"


def test_R4_bounds_hold_where_they_are_said_to_be(public: TestClient) -> None:
    most = base64.b64encode(bytes(MAX_PICTURE)).decode()
    assert ReportIn.model_validate({"screenshot": most}).screenshot == bytes(MAX_PICTURE)
    over = public.post(API, json={"screenshot": base64.b64encode(bytes(MAX_PICTURE + 1)).decode()})
    assert (over.status_code, over.json()["fields"][0]["field"]) == (422, "screenshot")
    assert public.post(API, content=b" " * (6 * 1024 * 1024), headers=JSON).status_code == 413
    assert public.post("/api/v1/elsewhere", content=b" " * 65_537, headers=JSON).status_code == 413


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (GOOD | {"status": "confirmed"}, "status"),
        (GOOD | {"reporter_verified": True}, "reporter_verified"),
        (GOOD | {"receipt": "0" * 32}, "receipt"),
        (GOOD | {"channel": "transfer"}, "channel"),
        (GOOD | {"reference": "7"}, "reference"),
        (GOOD | {"_named": ["http://x.example"]}, "_named"),
        (GOOD | {"named": []}, "named"),
        (GOOD | {"contact": "1" * 201}, "contact"),
        (GOOD | {"contact": 13800000000}, "contact"),
        (GOOD | {"screenshot": [1]}, "screenshot"),
        (GOOD | {"urls": None}, "urls"),
        (GOOD | {"urls": {}}, "urls"),
        (GOOD | {"urls": [""]}, "urls.0"),
        (GOOD | {"text": "x" * 20_001}, "text"),
        (GOOD | {"note": "x" * 4_001}, "note"),
        (GOOD | {"reached_by": "SMS"}, "reached_by"),
        ({"urls": ["http://192.0.2.7/"]}, "body"),
        ({"urls": ["不记得了"]}, "body"),
    ],
)
def test_R5_the_field_at_fault_is_named_and_nothing_is_taken(public: TestClient, body: object, field: str) -> None:
    answer = public.post(API, json=body)
    assert answer.status_code == 422
    assert field in [one["field"] for one in answer.json()["fields"]]
    assert how_many(public) == 0


def test_R5_a_strange_name_of_a_field_is_told_short_and_breaks_nothing(public: TestClient) -> None:
    for name in ("x" * 10_000, "\u202e", "\x00", "a.b", "<script>"):
        answer = public.post(API, json=GOOD | {name: 1})
        assert answer.status_code == 422
        assert len(answer.json()["fields"][0]["field"]) <= 80


@pytest.mark.parametrize(
    ("body", "place"),
    [
        (b"", ""), (b"{", "line 1 column 2"), (b"\xef\xbb\xbf{}", "byte 0"), (b"\xff\xfe{\x00}\x00", "byte 0"),
        (b'{"urls":["http://a.example"],"urls":[]}', ""), (b'{"x":[{"a":1,"a":1}]}', "/x/0"),
        (b'{"note":NaN}', "/note"), (b'{"note":-Infinity}', "/note"), (b'{"note":1e999}', "/note"),
        (b'{"note":"\\ud800"}', "/note"), (b'{"\\udfff":1}', "/?"), (b'{"note":"\xed\xa0\x80"}', "byte 9"),
        (b'{"note":' + b"1" * 1_000_000 + b"}", "/note"), (b"[" * 100_000, ""), (b"[" * 20_000, "line 1 column 33"),
        (b'{"a":' * 40 + b"1" + b"}" * 40, "/a" * 33), (b'{"a":1}x', "line 1 column 8"), (b"\x00", "line 1 column 1"),
        (b"[" + b"[]," * 80_000 + b"[]]", ""), (b'{"note":"a\nb"}', "line 1 column 11"),
        (b'\n\n{"a":}', "line 3 column 6"),
        (b'{"a":{' + b",".join(b'"%d":1' % number for number in range(101)) + b"}}", "/a"),
    ],
)  # fmt: skip
def test_P10_a_body_has_one_meaning_or_is_refused_with_the_place(public: TestClient, body: bytes, place: str) -> None:
    answer = public.post(API, content=body, headers=JSON)
    assert answer.status_code == 400
    assert answer.json()["place"] == place
    assert answer.json()["error"]
    assert how_many(public) == 0


def test_P10_an_object_that_names_nothing_twice_may_say_nul_and_any_whole_character(public: TestClient) -> None:
    body = b'{"urls":["http://a.example"],"note":"\\u0000\\ud83d\\ude00\\u4f60","claims":"\xf0\x9f\x98\x80"}'
    answer = public.post(API, content=body, headers=JSON)
    assert answer.status_code == 202
    assert row(public, answer.json()["receipt"])["words"] == "\x00\U0001f600你"


def test_R16_every_text_is_kept_character_for_character(public: TestClient) -> None:
    for number, text in enumerate(NAUGHTY_TEXTS):
        host = f"http://n{number}.example/"  # a domain of its own, so that each is kept whole
        answer = public.post(API, json={"urls": [host, host + text], "claims": text, "note": text, "contact": text})
        assert answer.status_code == 202, (text, answer.text)
        kept = row(public, answer.json()["receipt"])
        assert kept["urls"][0] == host
        assert host + text in (kept["urls"] if kept["words"] == text else kept["words"]), text
        assert (kept["claims"], kept["words"][: len(text)], kept["contact"]) == (text, text, text)


def test_R16_naughty_texts_as_addresses_are_kept_or_refused(public: TestClient) -> None:
    for text in filter(None, NAUGHTY_TEXTS):
        answer = public.post(API, json={"urls": [text]})
        assert answer.status_code in (202, 422), text
        if answer.status_code == 202:
            kept = row(public, answer.json()["receipt"])
            assert kept["urls"] == [text] or kept["words"] == text


@pytest.mark.parametrize(
    ("written", "urls"),
    [
        ("http://a.qingliu.example/x 我是瞿霁桐 13700091234", ["http://a.qingliu.example/x"]),
        ("瞿霁桐收到 hxxps://a[.]qingliu[.]example/x。", ["https://a.qingliu.example/x"]),
        ("http://a.qingliu.example/x，我是瞿霁桐，电话13700091234", ["http://a.qingliu.example/x"]),
        ("瞿霁桐www.qingliu.example", ["http://www.qingliu.example"]),
        ("瞿霁桐 13700091234", []),
        ("a.qingliu.example b.qingliu.example 瞿霁桐", ["http://a.qingliu.example", "http://b.qingliu.example"]),
    ],
)
def test_R18_what_else_stands_in_an_address_field_is_sealed(public: TestClient, written: str, urls: list[str]) -> None:
    other = "hxxp://n[.]example/通知"
    kept = row(public, sent(public, urls=[other, written]))
    assert (kept["urls"], kept["words"]) == ([other, *urls], written)
    with store_of(public).read() as connection:
        everything = repr([connection.execute(select(table)).all() for table in (reports, reported_hosts)])
    assert "瞿霁桐" not in everything
    assert "13700091234" not in everything


def test_R6_a_contact_belongs_to_the_report_that_a_key_stands_for(public: TestClient) -> None:
    key = {"Idempotency-Key": "0b6c1f5e-6d0e-4c57-9f0b"}
    first = public.post(API, json=GOOD | {"contact": "13800000000"}, headers=key)
    assert public.post(API, json=GOOD | {"contact": "13800000000"}, headers=key).json() == first.json()
    assert public.post(API, json=GOOD | {"contact": "13900000000"}, headers=key).status_code == 409
    assert how_many(public) == 1


@pytest.mark.parametrize("key", ["", "short", "x" * 201, "has a blank in it", "sixteen-or-more\x7f"])
def test_R6_a_key_is_long_enough_to_be_ones_own(public: TestClient, key: str) -> None:
    answer = public.post(API, json=GOOD, headers={"Idempotency-Key": key})
    assert answer.status_code == 422
    assert answer.json()["fields"][0]["field"] == "Idempotency-Key"


def test_R13_what_is_no_receipt_takes_the_same_work_as_an_unknown_one(
    public: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    monkeypatch.setattr(intake_api.report_status, "status", lambda _store, receipt: asked.append(receipt))
    for number in ("0" * 32, "x", "A" * 32, "0" * 31, "0" * 33, "%00", "\u0660" * 32, "' OR 1=1 --"):
        answer = public.get(f"{API}/{number}")
        assert (answer.status_code, answer.json()) == (404, {"error": "there is no such receipt or page"})
    assert [bool(re.fullmatch("[0-9a-f]{32}", receipt)) for receipt in asked] == [True] * 8


def test_R9_a_full_queue_is_answered_with_when_to_come_back(
    public: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(public.app.state.queue, "_most", 0)  # type: ignore[attr-defined]
    answer = public.post(API, json=GOOD)
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert how_many(public) == 0


def test_R4_what_is_no_post_is_told_what_is(public: TestClient) -> None:
    for method in ("PUT", "PATCH", "DELETE"):
        answer = public.request(method, API)
        assert answer.status_code == 405, method
        assert answer.headers["Allow"] == "POST"
    assert public.post(API).json() == {"error": "the body is empty", "place": ""}


@pytest.fixture
def throttled(settings: Settings) -> Iterator[TestClient]:
    few = settings.model_copy(update={"reports_per_client": "2 per 10 minutes", "proof_work": 0})
    with TestClient(intake.create_app(few), base_url="http://127.0.0.1") as http:
        yield http


def test_R12_beyond_the_limit_it_is_said_when_to_come_back(throttled: TestClient) -> None:
    answers = [throttled.post(API, json=GOOD) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [202, 202, 429]
    assert int(answers[2].headers["Retry-After"]) > 0
    assert answers[2].json()["error"]


def test_nothing_that_was_sent_stands_in_an_error(public: TestClient) -> None:
    secret = "42010119900101123X"
    for body in (
        {"urls": [secret]}, {"contact": [secret]}, {"note": {secret: secret}}, {"reached_by": secret},
        {"urls": [{"a": secret}]}, {"screenshot": secret + "*"},
    ):  # fmt: skip
        assert secret not in public.post(API, json=body).text
    for raw in (f'{{"note":"{secret}', f'{{"note":{secret}1e9999}}', f'{{"note":"{secret}\\ud800"}}'):
        assert secret not in public.post(API, content=raw.encode(), headers=JSON).text
    assert json.loads(public.post(API, content=b"[]", headers=JSON).text)["fields"][0]["field"] == "body"
