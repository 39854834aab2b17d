"""Pictures of reports, read in processes that may die of them: each is drawn or refused, and the next one is read."""

from __future__ import annotations

import asyncio
import hashlib
import io
import sys
import threading
from collections.abc import Iterator

import pytest
from PIL import Image

from zhenwang.pictures.redrawn import MAX_PNG, Redrawn
from zhenwang.reading import sent_pictures
from zhenwang.reading.sent_pictures import MOST, MOST_OF_ONE, PictureReader, PicturesBusyError
from zhenwang.reading.wire import parts, read_redrawn, redrawn_parts
from zhenwang.web.report_pictures import PicturesUnreadError, pictures_of

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the child is confined on Linux only")


def picture(shade: int = 90) -> bytes:
    written = io.BytesIO()
    Image.linear_gradient("L").resize((64, 48)).rotate(shade).convert("RGB").save(written, "PNG")
    return written.getvalue()


@pytest.fixture(scope="module")
def reader() -> Iterator[PictureReader]:
    with PictureReader(readers=1) as one:
        yield one


@pytest.fixture(scope="module")
def dying() -> Iterator[PictureReader]:
    with PictureReader(module="tests.reading.dying_worker", readers=1, seconds=30.0) as one:
        yield one


def test_R15_a_picture_is_drawn_anew_and_known_by_what_came(reader: PictureReader) -> None:
    body = picture()
    good, bad, none = reader.submit([body, b"%PDF-1.7", b"\x89PNG\r\n\x1a\nx"]).result()
    assert good.png.startswith(b"\x89PNG")
    assert good.original == hashlib.sha256(body).hexdigest()
    assert (bad.refused, bad.original) == ("no_picture", hashlib.sha256(b"%PDF-1.7").hexdigest())
    assert none.refused == "broken"
    assert not bad.png
    assert not none.png


def test_R15_more_pictures_than_one_report_may_have_are_not_opened(reader: PictureReader) -> None:
    found = reader.submit([picture()] * (MOST + 2)).result()
    assert [one.refused for one in found] == [""] * MOST + ["unread"] * 2
    assert len({one.original for one in found}) == 1


def test_R15_one_sender_leaves_places_to_others(monkeypatch: pytest.MonkeyPatch) -> None:
    go = threading.Event()
    monkeypatch.setattr(sent_pictures, "kind_refused", lambda _: "broken" if go.wait(60) else "")
    with PictureReader(readers=1) as slow:
        held = [slow.submit([b"x"], "flood") for _ in range(MOST_OF_ONE)]
        with pytest.raises(PicturesBusyError):
            slow.submit([b"x"], "flood")
        held += [slow.submit([b"x"], "somebody"), slow.submit([b"x"])]
        go.set()
        assert {one.refused for future in held for one in future.result()} == {"broken"}
        assert slow.submit([b"x"], "flood").result()[0].refused == "broken", "their places are free again"


@pytest.mark.parametrize(
    "death",
    [
        b"SEGV",
        b"ABRT",
        b"DEEP",
        b"EAT",
        b"RAISE",
        b"FLOOD",
        b"NONSENSE",
        b"LIE",
        b"BABBLE",
        b"OPEN",
        b"SOCKET",
        b"EXIT",
    ],
)
def test_P8_a_picture_that_breaks_its_process_costs_only_itself(dying: PictureReader, death: bytes) -> None:
    broken, well = dying.submit([picture() + death, picture()]).result()
    assert (broken.png, broken.refused) == (b"", "unread")
    assert well.png
    assert not well.refused


def test_P8_a_picture_that_stalls_is_given_up() -> None:
    with PictureReader(module="tests.reading.dying_worker", readers=1, seconds=0.3) as impatient:
        (stalled,) = impatient.submit([picture() + b"SLEEP"]).result()
    assert stalled.refused == "unread"


def test_R15_too_many_at_once_are_turned_away_and_their_places_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    go = threading.Event()

    def slow(_: bytes) -> str:
        go.wait(30)
        return "no_picture"

    monkeypatch.setattr(sent_pictures, "kind_refused", slow)
    with PictureReader(readers=1, waiting=2) as small:
        first, second = small.submit([b"a"]), small.submit([b"b"])
        with pytest.raises(PicturesBusyError):
            small.submit([b"c"])
        with pytest.raises(PicturesUnreadError):
            asyncio.run(pictures_of([b"c"], small))
        assert second.cancel()  # whoever waited for it went away
        third = small.submit([b"d"])
        go.set()
        assert first.result()[0].refused == third.result()[0].refused == "no_picture"
    assert asyncio.run(pictures_of([], small)) == ()


def test_P8_a_drawn_picture_comes_back_as_it_was() -> None:
    for drawn in (Redrawn(picture(), ("甲", "乙")), Redrawn(refused="heic")):
        told, png = parts(redrawn_parts(drawn))
        assert read_redrawn(told, png) == drawn


@pytest.mark.parametrize(
    ("told", "png"),
    [
        (b'{"refused":"","codes":[]}', b""),
        (b'{"refused":"broken","codes":[]}', picture()),
        (b'{"refused":"because","codes":[]}', b""),
        (b'{"refused":["heic"],"codes":[]}', b""),
        (b'{"refused":"heic","codes":[1]}', b""),
        (b'{"refused":"heic","codes":["a","b","c","d","e","f","g","h","i"]}', b""),
        (b'{"refused":"heic","codes":["' + b"a" * 2_001 + b'"]}', b""),
        (b'{"refused":"","codes":[]}', picture() + b"tail"),
        (b'{"refused":"","codes":[]}', b"GIF89a"),
        (b'{"refused":"","codes":[]}', bytes(MAX_PNG + 1)),
        (b"[]", b""),
        (b'{"refused":"","codes":["\\ud800"]}', picture()),
    ],
)
def test_P8_an_answer_that_is_neither_picture_nor_reason_is_none(told: bytes, png: bytes) -> None:
    with pytest.raises(ValueError, match=r"picture|reason|code|character|object|list"):
        read_redrawn(told, png)
