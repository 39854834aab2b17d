"""Following a log on loopback that misbehaves: no gap, no overlap, one sentence for each fault."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from corpora.ct_certificates import Specimen
from corpora.ct_log import data_tile, get_entries, tile_path
from zhenwang.sources.ct_entry import Entry
from zhenwang.sources.ct_live import Batch, follow
from zhenwang.sources.log_list import RFC6962, STATIC, Log

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
Make = Callable[..., list[Specimen]]


def log_at(url: str, kind: str) -> Log:
    return Log(
        "Jingchu", "Jingchu 'Fake'", kind, "", "", url, "log.example/x" if kind == STATIC else "", "usable", None, None
    )


def sth(size: int, at: datetime = NOW) -> bytes:
    return json.dumps({"tree_size": size, "timestamp": int(at.timestamp() * 1000)}).encode()


def checkpoint(size: int) -> bytes:
    return f"log.example/x\n{size}\n{'A' * 43}=\n\n— log.example/x {'A' * 40}\n".encode()


def pages(first: int, last: int) -> str:
    return f"/ct/v1/get-entries?start={first}&end={last}"


def indexes(batch: Batch) -> list[int]:
    return [one.index for one in batch.entries if isinstance(one, Entry)]


@pytest.fixture
def rfc(fake_log: Any, client: httpx.Client) -> Callable[..., Batch]:
    def go(cursor: str = "0", most: int = 1000, deadline: float = 5.0) -> Batch:
        return follow(log_at(fake_log.url, RFC6962), client, cursor, NOW, most, deadline)

    return go


@pytest.fixture
def static(fake_log: Any, client: httpx.Client) -> Callable[..., Batch]:
    def go(cursor: str = "0", most: int = 1000) -> Batch:
        return follow(log_at(fake_log.url, STATIC), client, cursor, NOW, most, 5.0)

    return go


def test_first_contact_starts_one_page_before_the_head(fake_log: Any, rfc: Any, make_specimens: Make) -> None:
    fake_log.say("/ct/v1/get-sth", sth(1000))
    fake_log.say(pages(744, 999), get_entries(make_specimens(256)))
    batch = rfc("")
    assert (indexes(batch), batch.cursor, batch.problems, batch.size) == (list(range(744, 1000)), "1000", (), 1000)
    assert set(fake_log.agents) == {"zhenwang/test"}


def test_C1_a_short_page_is_continued_without_a_gap(fake_log: Any, rfc: Any, make_specimens: Make) -> None:
    fake_log.say("/ct/v1/get-sth", sth(7))
    fake_log.say(pages(0, 6), get_entries(make_specimens(3)))
    fake_log.say(pages(3, 6), get_entries(make_specimens(1)))
    fake_log.say(pages(4, 6), get_entries(make_specimens(3)))
    batch = rfc()
    assert (indexes(batch), batch.cursor, batch.problems) == (list(range(7)), "7", ())


@pytest.mark.parametrize(
    ("case", "said"),
    [
        ("C2 no entries", "no entries at all"),
        ("C3 too many", "is refused"),
        ("C4 429", "429 (retry after 30)"),
        ("C4 500", "answered 500: oh no"),
        ("C4 html", "not JSON"),
        ("C4 truncated", "not JSON"),
        ("C5 lagging", "need tree size 7, only got 6"),
        ("C17 bomb", "more than 8 MiB"),
        ("C26 redirect", "redirects, which is not followed"),
    ],
)
def test_faults_C2_C3_C4_C5_C17_C26_keep_the_cursor(
    case: str, said: str, fake_log: Any, rfc: Any, answer: Any, make_specimens: Make
) -> None:
    good = get_entries(make_specimens(2))
    faults = {
        "C2 no entries": answer(b'{"entries":[]}'),
        "C3 too many": answer(get_entries(make_specimens(6))),
        "C4 429": answer(b"slow down", 429, (("Retry-After", "30"),)),
        "C4 500": answer(b"oh\nno" + b"x" * 5000, 500),
        "C4 html": answer(b"<html>busy</html>"),
        "C4 truncated": answer(good[:-9]),
        "C5 lagging": answer(b"need tree size 7, only got 6", 400),
        "C17 bomb": answer(gzip.compress(bytes(20 * 1024 * 1024)), 200, (("Content-Encoding", "gzip"),)),
        "C26 redirect": answer(b"", 302, (("Location", "http://127.0.0.1:9/"),)),
    }
    fake_log.say("/ct/v1/get-sth", sth(7))
    fake_log.say(pages(0, 6), good)
    fake_log.say(pages(2, 6), faults[case])
    batch = rfc()
    assert (indexes(batch), batch.cursor) == ([0, 1], "2"), "what was read stays, what failed is asked again"
    assert len(batch.problems) == 1
    assert said in batch.problems[0]
    assert "\n" not in batch.problems[0]
    assert len(batch.problems[0]) < 500


def test_C7_a_shrunken_tree_is_no_progress(fake_log: Any, rfc: Any) -> None:
    fake_log.say("/ct/v1/get-sth", sth(5))
    batch = rfc("6")
    assert (batch.entries, batch.cursor) == ((), "6")
    assert "shrunk" in batch.problems[0]


def test_C25_an_old_tree_head_is_an_alarm_only(fake_log: Any, rfc: Any, make_specimens: Make) -> None:
    fake_log.say("/ct/v1/get-sth", sth(1, NOW - timedelta(hours=25)))
    fake_log.say(pages(0, 0), get_entries(make_specimens(1)))
    batch = rfc()
    assert (indexes(batch), batch.cursor) == ([0], "1")
    assert "more than a day away" in batch.problems[0]


def test_C27_an_endless_body_is_cut_by_size(fake_log: Any, rfc: Any, answer: Any) -> None:
    fake_log.say("/ct/v1/get-sth", answer(b" " * 65_536, endless=True))
    batch = rfc("5")
    assert batch.cursor == "5"
    assert "more than 64 KiB" in batch.problems[0]


@pytest.mark.parametrize("drip", ["body", "headers"])
def test_C27_a_drip_is_cut_by_time(drip: str, fake_log: Any, rfc: Any, answer: Any) -> None:
    slow = answer(sth(5) * 100, drip=0.05) if drip == "body" else answer(b"", drip_headers=True)
    fake_log.say("/ct/v1/get-sth", slow)
    started = time.monotonic()
    batch = rfc("5", deadline=0.4)
    assert time.monotonic() - started < 3
    assert batch.cursor == "5"
    assert "longer than 0.4 seconds" in batch.problems[0] or "took too long" in batch.problems[0]


def test_a_log_that_is_not_there_is_one_sentence(client: httpx.Client) -> None:
    batch = follow(log_at("http://127.0.0.1:9/", RFC6962), client, "", NOW, 10, 2.0)
    assert (batch.cursor, len(batch.problems)) == ("", 1)
    broken = follow(log_at("http://127.0.0.1:9/", RFC6962), client, "12x", NOW, 10, 2.0)
    assert (broken.cursor, "not a number" in broken.problems[0]) == ("12x", True)


def test_full_tiles_are_read_and_the_partial_one_is_left(fake_log: Any, static: Any, make_specimens: Make) -> None:
    fake_log.say("/checkpoint", checkpoint(3 * 256 + 10))
    for number in (1, 2):
        fake_log.say("/" + tile_path(number), data_tile(make_specimens(256), number * 256))
    first = static("")
    assert (indexes(first), first.cursor) == (list(range(512, 768)), "768"), "first contact reads the last full tile"
    batch = static("256", most=512)
    assert (indexes(batch), batch.cursor, batch.problems) == (list(range(256, 768)), "768", ())
    assert not any(".p/" in path for path in fake_log.asked)
    missing = static("0")
    assert (missing.entries, missing.cursor, "404" in missing.problems[0]) == ((), "0", True)


def test_most_is_kept_by_whole_pages_and_a_cursor_inside_a_tile_counts(
    fake_log: Any, static: Any, make_specimens: Make
) -> None:
    fake_log.say("/checkpoint", checkpoint(1024))
    fake_log.say("/" + tile_path(0), data_tile(make_specimens(256), 0))
    batch = static("250", most=1)
    assert (indexes(batch), batch.cursor) == ([250, 251, 252, 253, 254, 255], "256")


def test_C17_a_damaged_tile_is_refused_and_asked_again(fake_log: Any, static: Any, make_specimens: Make) -> None:
    good = data_tile(make_specimens(256), 0)
    fake_log.say("/checkpoint", checkpoint(256))
    body = gzip.decompress(good)
    for bad in (good[:-100], gzip.compress(body[:-1]), good + b"x", gzip.compress(body[: len(body) // 2])):
        fake_log.say("/" + tile_path(0), bad)
        batch = static("0")
        assert (batch.entries, batch.cursor, len(batch.problems)) == ((), "0", 1)
    fake_log.say("/" + tile_path(0), gzip.compress(good))
    assert static("0").cursor == "0", "gzip inside gzip is no tile"
    fake_log.say("/" + tile_path(0), good)
    assert (len(static("0").entries), static("0").cursor) == (256, "256")


def test_C11_an_odd_certificate_is_kept_and_the_cursor_passes(fake_log: Any, static: Any, make_specimens: Make) -> None:
    some = make_specimens(256)
    some[3] = replace(some[3], names=(b"\xff.example",))
    fake_log.say("/checkpoint", checkpoint(256))
    fake_log.say("/" + tile_path(0), data_tile(some, 0))
    batch = static("0")
    assert (len(batch.entries), len(indexes(batch)), batch.cursor, batch.problems) == (256, 255, "256", ())


def test_C19_a_checkpoint_of_another_log_is_refused(fake_log: Any, static: Any) -> None:
    fake_log.say("/checkpoint", checkpoint(256).replace(b"log.example/x\n", b"other.example\n", 1))
    assert "another log" in static("0").problems[0]


def test_C27_a_slow_log_does_not_keep_the_others_waiting(
    fake_log: Any, rfc: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zhenwang.sources.ct_live.AT_MOST", 0.0)
    fake_log.say("/ct/v1/get-sth", sth(600))
    batch = rfc("5")
    assert (batch.cursor, batch.entries, batch.size) == ("5", (), 600)
