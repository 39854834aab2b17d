from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tests.web.conftest import Desk
from tests.web.made import a_logo, open_case
from zhenwang.store import audit_log
from zhenwang.store.audit_log import Log, Wanted
from zhenwang.web.attachments import SHOWN, redrawn


def test_a_picture_is_drawn_anew(desk: Desk) -> None:
    case = open_case(desk.store)
    answer = desk.http.get(f"/cases/{case.id}/pictures/1.png")
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.content != a_logo()
    assert Image.open(io.BytesIO(answer.content)).size == (60, 30)


@pytest.mark.parametrize("number", ["0", "2", "-1", "99999999999999999999", "x", "1.png/../../x"])
def test_only_the_looks_own_pictures_are_there(desk: Desk, number: str) -> None:
    case = open_case(desk.store)
    assert desk.http.get(f"/cases/{case.id}/pictures/{number}.png").status_code == 404


def test_W2_nothing_of_the_original_file_survives() -> None:
    told = PngInfo()
    told.add_text("comment", "<script>__x()</script>")
    written = io.BytesIO()
    Image.new("RGB", (900, 300), "red").save(written, "PNG", pnginfo=told)
    drawn = redrawn(written.getvalue() + b"<script>__x()</script>")
    assert drawn
    assert b"script" not in drawn
    assert Image.open(io.BytesIO(drawn)).width == SHOWN


def _bomb() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    "body",
    [b"", b"<svg onload=x>", b"%PDF-1.7", a_logo()[:60], _bomb(), b"GIF89a" + b"\xff" * 40, b"\x89PNG\r\n\x1a\n"],
)
def test_W2_what_is_no_picture_we_read_is_not_shown(body: bytes) -> None:
    assert redrawn(body) is None


def test_a_case_that_two_people_did_not_confirm_is_not_handed_off(desk: Desk) -> None:
    case = open_case(desk.store)
    for kind in ("json", "html"):
        answer = desk.http.get(f"/cases/{case.id}/handoff.{kind}")
        assert answer.status_code == 409
        assert "两人认定之后才能移交" in answer.text
    assert audit_log.entries(desk.store, Log.JOURNAL, Wanted(action="export")) == []


def test_who_takes_a_handoff_is_written_down_before_it_leaves(desk: Desk) -> None:
    case = open_case(desk.store)
    desk.enter("王芳")
    case = desk.step(case, "triage", "analyse", "fix_evidence", "propose")
    desk.enter("李强")
    case = desk.step(case, "confirm")
    for kind in ("json", "html"):
        assert desk.http.get(f"/cases/{case.id}/handoff.{kind}").status_code == 200
    taken = audit_log.entries(desk.store, Log.JOURNAL, Wanted(action="export"))
    assert [(one.actor, one.subject, one.facts["case"], one.facts["form"]) for one in taken] == [
        ("李强", "handoff", case.id, "html"), ("李强", "handoff", case.id, "json"),
    ]  # fmt: skip
