"""A look read in a process of its own: what kills the parser costs the page at most, never the look or the next one."""

import io
import os
import signal
import sys
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from tests.official_pages import home_page
from zhenwang.domain.look import Look, Picture
from zhenwang.reading import channel, in_process
from zhenwang.reading.child import ChildReader, NoReadingProcessError

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the child is confined on Linux only")
NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)


@pytest.fixture(scope="module")
def reader() -> Iterator[ChildReader]:
    with ChildReader() as one:
        yield one


@pytest.fixture(scope="module")
def dying() -> Iterator[ChildReader]:
    with ChildReader(module="tests.reading.dying_worker", seconds=30.0) as one:
        yield one


@pytest.fixture(scope="module")
def impatient() -> Iterator[ChildReader]:
    with ChildReader(module="tests.reading.dying_worker", seconds=0.5) as one:
        yield one


def look(body: bytes, *pictures: bytes, content_type: str = "text/html") -> Look:
    shown = tuple(Picture(f"https://a.example/{n}", "logo", one) for n, one in enumerate(pictures))
    served = (("Content-Type", content_type),)
    return Look("a.example", "https://a.example/", NOW, status=200, headers=served, body=body, pictures=shown)


def drawn(kind: str, shade: int = 90) -> bytes:
    picture = Image.linear_gradient("L").resize((64, 48)).rotate(shade).convert("RGB")
    out = io.BytesIO()
    picture.save(out, kind)
    return out.getvalue()


def kinds(seen: Look) -> list[str]:
    return [gap.kind for gap in seen.gaps]


WELL = "<title>甲市人民政府</title><p>正文</p><footer>主办：甲市</footer>".encode()


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (home_page(), "text/html"),
        ("<title>甲</title><p>政务公开</p>".encode("gbk"), "text/html; charset=gbk"),
        ("<p>政務公開，臺灣省政府</p>".encode("big5"), "text/html"),
        ("<title>甲</title><p>政务公开".encode("utf-16"), ""),
        ("<p>日本語のページ</p>".encode("shift_jis"), "text/html; charset=shift_jis"),
        ("<p>Правительство</p>".encode("koi8-r"), "text/html; charset=koi8-r"),
        (b"<p>\\ud83d \\u0000 &#xD800; &#0; \xff\xfe</p>", "text/html"),
        (b"%PDF-1.7", "text/html"),
        (b"{}", "application/json"),
        (b"   ", "text/html"),
    ],
)
def test_the_child_reads_as_this_process_does(reader: ChildReader, body: bytes, content_type: str) -> None:
    seen = look(body, content_type=content_type)
    assert reader(seen) == in_process.read(seen)


@pytest.mark.parametrize("role", ["logo", "icon", "image", "screenshot"])
def test_pictures_of_every_format_and_role_are_read_without_opening_a_file(reader: ChildReader, role: str) -> None:
    bodies = [drawn(kind) for kind in ("PNG", "JPEG", "GIF", "WEBP", "BMP", "ICO")]
    shown = tuple(Picture(f"/{n}", role, one) for n, one in enumerate(bodies))
    seen = Look("a.example", "https://a.example/", NOW, body=WELL, pictures=shown)
    came = reader(seen)
    assert came == in_process.read(seen)
    assert any(picture.appearance for picture in came.pictures)


def test_a_look_without_a_body_is_not_read(reader: ChildReader) -> None:
    assert reader(look(b"")) == look(b"")


def test_many_pictures_are_shared_out(reader: ChildReader) -> None:
    seen = look(WELL, *(drawn("PNG", shade) for shade in range(20)))
    assert reader(seen) == in_process.read(seen)


DEATHS = [
    "SEGV",
    "ABRT",
    "NULL",
    "DEEP",
    "EAT",
    "EXIT",
    "RAISE",
    "FLOOD",
    "NONSENSE",
    "LIE",
    "BABBLE",
    "OPEN",
    "SOCKET",
]


@pytest.mark.parametrize("death", DEATHS)
def test_P8_a_parser_that_dies_costs_only_part_of_the_page(dying: ChildReader, death: str) -> None:
    came = dying(look(WELL + f"<!--{death}-whole-->".encode(), drawn("PNG")))
    assert came.page is not None
    assert (came.page.title, came.page.footer) == ("甲市人民政府", "主办：甲市")
    assert kinds(came) == ["parse_limited"]
    assert came.pictures[0].appearance is not None


@pytest.mark.parametrize("death", ["SEGV", "RAISE"])
def test_P8_words_are_read_without_a_parser_where_none_survives(dying: ChildReader, death: str) -> None:
    came = dying(look(WELL + f"<!--{death}-whole {death}-frugal-->".encode()))
    assert came.page is not None
    assert came.page.title == "甲市人民政府"
    assert "主办：甲市" in came.page.footer
    assert kinds(came) == ["parse_limited"]


@pytest.mark.parametrize("death", ["SEGV", "ABRT", "EAT", "NONSENSE"])
def test_P8_a_page_that_nothing_survives_is_told_and_the_next_is_read(dying: ChildReader, death: str) -> None:
    killer = look(WELL + death.encode(), drawn("PNG"))
    came = dying(killer)
    assert (came.page, came.structure) == (None, None)
    assert kinds(came) == ["parser_crashed"]
    assert came.body == killer.body
    assert came.pictures[0].appearance is not None
    assert dying(look(WELL)) == in_process.read(look(WELL))


@pytest.mark.parametrize("death", ["SLEEP", "SPIN"])
def test_P8_a_parser_that_never_ends_is_ended(impatient: ChildReader, death: str) -> None:
    came = impatient(look(WELL + f"<!--{death}-whole-->".encode()))
    assert came.page is not None
    assert kinds(came) == ["parse_limited"]
    assert "0.5 seconds" in came.gaps[0].detail


def test_P8_processor_time_is_bounded(dying: ChildReader) -> None:
    came = dying(look(WELL + b"<!--SPIN-whole-->"))
    assert kinds(came) == ["parse_limited"]
    assert "processor time" in came.gaps[0].detail


def test_P8_a_process_that_kills_its_server_costs_only_its_page(dying: ChildReader) -> None:
    assert kinds(dying(look(WELL + b"KILLER"))) == ["parser_crashed"]
    assert dying(look(WELL)).page is not None


@pytest.mark.parametrize("death", [b"SEGV", b"EAT", b"EXIT", b"BABBLE", b"RAISE"])
def test_P5_a_bad_picture_costs_only_itself(dying: ChildReader, death: bytes) -> None:
    came = dying(look(WELL, drawn("PNG"), death, drawn("GIF"), drawn("BMP")))
    assert came.page == in_process.read(look(WELL)).page
    assert [picture.appearance is not None for picture in came.pictures] == [True, False, True, True]
    assert kinds(came) == ["parse_limited"]
    assert "https://a.example/1" in came.gaps[0].detail


def test_P5_pictures_that_keep_dying_are_left(dying: ChildReader) -> None:
    came = dying(look(WELL, *[b"SEGV"] * 40))
    assert kinds(came) == ["parse_limited"] * 4
    assert came.gaps[-1].detail.startswith("37 pictures")
    assert came.page is not None


def test_P8_a_process_that_cannot_start_is_told_for_every_look() -> None:
    with ChildReader(module="tests.reading.there_is_no_such_module") as lost:
        for _ in range(2):
            came = lost(look(WELL))
            assert came.page is None
            assert kinds(came) == ["parser_crashed"]


def test_P8_a_machine_on_which_no_page_can_be_read_says_so_before_a_day_is_spent(reader: ChildReader) -> None:
    reader.check()
    lost = ChildReader(module="tests.reading.there_is_no_such_module")
    with pytest.raises(NoReadingProcessError, match="no page can be read here"):
        lost.check()


def test_P8_a_server_that_is_gone_is_started_again() -> None:
    with ChildReader() as one:
        assert one(look(WELL)).page is not None
        one.close()
        assert one(look(WELL)).page is not None


def test_P8_nothing_of_this_process_but_its_search_path_reaches_the_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHENWANG_SECRET", "x")
    with ChildReader(module="tests.reading.dying_worker") as one:
        assert one(look(WELL + b"ENVIRONMENT")).page is not None
        assert one(look(WELL)).page is not None


def test_P8_no_process_can_be_started_from_a_page(dying: ChildReader) -> None:
    assert kinds(dying(look(WELL + b"FORK"))) == []


def test_P8_an_interrupted_reading_leaves_no_answer_for_the_next_page(
    reader: ChildReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(pipe: int, size: int, until: float) -> bytes:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(channel, "receive", interrupted)
        with pytest.raises(KeyboardInterrupt):
            reader(look(WELL))
    other = look("<title>乙</title>".encode())
    assert reader(other) == in_process.read(other)


def test_P8_a_server_killed_between_two_looks_costs_neither() -> None:
    with ChildReader() as one:
        for _ in range(3):
            assert one(look(WELL)).gaps == ()
            server = one._worker._server
            assert server is not None
            os.kill(server.pid, signal.SIGKILL)


def test_P1_a_bomb_is_bounded_and_told(reader: ChildReader) -> None:
    came = reader(look(b"<title>t</title>" + b"<div>" * 1_000_000))
    assert came.page is not None
    assert kinds(came) == ["parse_limited"]
    assert came.page.title == "t"


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(body=st.binary(min_size=1, max_size=400), picture=st.binary(max_size=60))
def test_P2_any_bytes_come_back_as_a_look(reader: ChildReader, body: bytes, picture: bytes) -> None:
    seen = look(body, picture)
    assert reader(seen) == in_process.read(seen)
