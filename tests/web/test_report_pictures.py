"""Pictures at the intake: read aside, refused with 503 when too many wait, and never in the way of other reports."""

from __future__ import annotations

import base64
import threading

import pytest
from starlette.testclient import TestClient

from tests.web.public_made import HOST, a_code, a_screenshot
from zhenwang.domain.report import Report
from zhenwang.reading import sent_pictures
from zhenwang.reading.sent_pictures import PictureReader
from zhenwang.store import report_days, report_pictures

API = "/api/v1/reports"
URL = "http://new.example/"


def sent(body: bytes, **further: object) -> dict[str, object]:
    return {"screenshot": base64.b64encode(body).decode(), **further}


def kept(public: TestClient) -> Report:
    (waiting,) = report_days.waiting(public.app.state.store)  # type: ignore[attr-defined]  # Starlette types no state
    assert waiting.report
    return waiting.report


def test_R15_the_address_in_a_qr_code_is_reported_and_the_picture_kept_as_ours(public: TestClient) -> None:
    body = a_code() + b"behind the picture"
    assert public.post(API, json=sent(body)).status_code == 202
    report, store = kept(public), public.app.state.store  # type: ignore[attr-defined]  # Starlette types no state
    assert HOST in report.urls[0]
    (picture,) = report_pictures.of_report(store, report.receipt)
    assert picture.codes
    assert b"behind" not in report_pictures.blobs_of(store).get(picture.blob)
    assert list(store.blobs.digests()) == []


@pytest.mark.parametrize("body", [b"%PDF-1.7 /JS", b"PK\x03\x04 word/vbaProject.bin", b"<svg onload=alert(1)>"])
def test_R15_what_is_no_picture_leaves_its_digest_and_the_report_is_taken(public: TestClient, body: bytes) -> None:
    assert public.post(API, json=sent(body, urls=[URL])).status_code == 202
    store = public.app.state.store  # type: ignore[attr-defined]  # Starlette types no state
    (picture,) = report_pictures.of_report(store, kept(public).receipt)
    assert (picture.blob, picture.refused, len(picture.original)) == ("", "no_picture", 64)
    assert list(report_pictures.blobs_of(store).digests()) == []


def test_R15_reports_without_pictures_are_taken_while_pictures_wait(
    public: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    go = threading.Event()

    def slow(_: bytes) -> str:
        go.wait(60)
        return "no_picture"

    monkeypatch.setattr(sent_pictures, "kind_refused", slow)
    with PictureReader(readers=1, waiting=1) as small:
        public.app.state.picture_reader = small  # type: ignore[attr-defined]  # Starlette types no state
        waiting = small.submit([b"another report's"])
        refused = public.post(API, json=sent(a_screenshot(), urls=[URL]))
        assert refused.status_code == 503
        assert int(refused.headers["retry-after"]) > 0
        assert public.post(API, json={"urls": [URL]}).status_code == 202
        go.set()
        waiting.result()
    assert kept(public).urls == (URL,)  # of the refused one nothing is kept
