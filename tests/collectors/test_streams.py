from __future__ import annotations

import socket
import time

import pytest

from tests.collectors.hostile import PUBLIC, Bench, answer
from zhenwang.collectors.limits import Limits

HTML = b"<title>ok</title>"
MIB = 1024 * 1024


def kinds(fetched) -> list[str]:
    return [gap.kind for gap in fetched.gaps]


def drip(head: bytes, piece: bytes, pause: float = 0.0):
    """Sends the head, then the same piece for ever."""

    def script(connection: socket.socket, _request: str) -> None:
        connection.sendall(head)
        while True:
            connection.sendall(piece)
            time.sleep(pause)

    return script


@pytest.mark.parametrize(
    "head",
    [
        b"HTTP/1.1 200 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
    ],
)
def test_F11_an_endless_body_ends_at_the_raw_limit(hostile: Bench, head):
    chunk = b"10000\r\n" + bytes(65536) + b"\r\n" if b"chunked" in head else bytes(65536)
    hostile.serve("/", drip(head, chunk))
    fetched = hostile.client.fetch("http://site.cn/", Limits(raw=MIB, deadline=5))
    assert (len(fetched.body), kinds(fetched)) == (MIB, ["too_large"])


def test_F11_chunk_framing_does_not_escape_the_raw_limit(hostile: Bench):
    chunk = b"1;" + b"x" * 4000 + b"\r\nA\r\n"
    hostile.serve("/", drip(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", chunk * 16))
    fetched = hostile.client.fetch("http://site.cn/", Limits(raw=MIB, deadline=5))
    assert kinds(fetched) == ["too_large"]
    assert 0 < len(fetched.body) < 1000


@pytest.mark.parametrize(
    ("head", "kept"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", True),
        (b"HTTP/1.1 200 OK\r\nX-Slow: ", False),
        (b"HTT", False),
    ],
)
def test_F11_a_slow_drip_ends_at_the_deadline_and_keeps_what_came(hostile: Bench, head, kept):
    hostile.serve("/", drip(head, b"x", 0.02))
    begun = time.monotonic()
    fetched = hostile.client.fetch("http://site.cn/", Limits(deadline=0.4))
    assert kinds(fetched) in (["timeout"], ["bad_http"]) if head == b"HTT" else kinds(fetched) == ["timeout"]
    assert time.monotonic() - begun < 1.5
    assert bool(fetched.body) == kept


@pytest.mark.parametrize(
    "script",
    [
        drip(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n" * 1000),
        drip(b"HTTP/1.1 200 OK\r\nX: ", b"y" * 65536),
        drip(b"", b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" * 100),
        drip(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 100),
    ],
    ids=["many headers", "one header", "endless 103", "endless 100"],
)
def test_F11_header_floods_are_refused_at_64_KiB(hostile: Bench, script):
    hostile.serve("/", script)
    begun = time.monotonic()
    assert kinds(hostile.client.fetch("http://site.cn/")) == ["bad_http"]
    assert time.monotonic() - begun < 3


def test_F11_a_server_that_falls_silent_ends_at_the_deadline(hostile: Bench):
    def stall(connection: socket.socket, _request: str) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx")
        time.sleep(2)

    hostile.serve("/", stall)
    begun = time.monotonic()
    fetched = hostile.client.fetch("http://site.cn/", Limits(deadline=0.3))
    assert (fetched.body, kinds(fetched)) == (b"x", ["timeout"])
    assert time.monotonic() - begun < 1.5


@pytest.mark.parametrize(
    "raw",
    [
        answer(HTML),
        answer(b"unread", "302 Found", "Location: http://127.0.0.1/", length=9999),
        answer(bytes(MIB)),
        answer(b"x", "200 OK", "Content-Encoding: zstd", length=9999),
        b"garbage\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 20_000,
    ],
    ids=["page", "redirect", "too large", "unread", "garbage", "headers"],
)
def test_F11_no_connection_is_left_open_whatever_came(hostile: Bench, raw):
    hostile.serve("/", raw)
    hostile.client.fetch("http://site.cn/", Limits(raw=1000, deadline=3))
    assert (len(hostile.wire.opened), hostile.wire.left_open()) == (1, 0)


def test_a_few_interim_answers_are_skipped(hostile: Bench):
    hostile.serve("/", b"HTTP/1.1 103 Early Hints\r\n\r\n" * 3 + answer(HTML))
    assert hostile.client.fetch("http://site.cn/").body == HTML


# --- broken HTTP ---


def test_F12_a_body_cut_short_is_kept_and_said_to_be(hostile: Bench):
    hostile.serve("/", answer(HTML, length=1000))
    fetched = hostile.client.fetch("http://site.cn/")
    assert (fetched.body, kinds(fetched)) == (HTML, ["truncated"])


def test_F12_a_body_longer_than_announced_is_read_as_announced(hostile: Bench):
    hostile.serve("/", answer(HTML + b"HTTP/1.1 200 OK\r\n\r\n", length=len(HTML)))
    assert hostile.client.fetch("http://site.cn/").body == HTML


@pytest.mark.parametrize(
    "raw",
    [
        b"HTTP/1.1 \xff\xff\xff OK\r\n\r\n",
        b"\xff\xfe\x00garbage\r\n\r\n",
        b"SSH-2.0-OpenSSH_9.2\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n: novalue\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX: a\x00b\r\n\r\n",
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n",
    ],
)
def test_F12_what_is_not_http_is_a_gap_that_names_its_first_bytes(hostile: Bench, raw):
    hostile.serve("/", raw)
    fetched = hostile.client.fetch("http://site.cn/")
    assert kinds(fetched) == ["bad_http"]
    assert repr(raw[:20])[2:-1] in fetched.gaps[0].detail


@pytest.mark.parametrize(
    "raw", [b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nZZ\r\n", b"HTTP/1.1 200 OK\r\n"]
)
def test_F12_bad_chunks_and_cut_headers_are_gaps(hostile: Bench, raw):
    hostile.serve("/", raw)
    fetched = hostile.client.fetch("http://site.cn/")
    assert (fetched.body, kinds(fetched)) in [
        (b"hello", ["truncated"]),
        (b"", ["bad_http"]),
        (b"", ["connection_reset"]),
    ]


def test_a_closed_port_a_silent_close_and_a_reset_have_their_own_words(hostile: Bench):
    hostile.serve("/", b"")
    assert kinds(hostile.client.fetch("http://site.cn/")) == ["connection_reset"]
    hostile.wire.failing = frozenset({PUBLIC})
    assert kinds(hostile.client.fetch("http://site.cn/")) == ["connection_refused"]
