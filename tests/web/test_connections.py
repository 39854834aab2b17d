"""R3, R4: slow, idle, oversized and broken senders on the real server; nothing dies, and others are answered."""

from __future__ import annotations

import contextlib
import os
import resource
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.served import answer_of, asked, connect, served, status_of
from zhenwang.settings import Settings
from zhenwang.web import bounded_body, connections, intake

GOOD = b'{"urls": ["http://a.example/"]}'
HEAD = b"POST /api/v1/reports HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
HEALTH = b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
WHOLE = HEAD + b"Connection: close\r\nContent-Length: %d\r\n\r\n" % len(GOOD) + GOOD
MIB = 1024 * 1024
CHUNK = b"10000\r\n" + b"a" * 65_536 + b"\r\n"


@pytest.fixture
def port(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """The times are a tenth of the real ones."""
    monkeypatch.setattr(bounded_body, "BODY_SECONDS", 1.5)
    monkeypatch.setattr(connections, "HEAD_SECONDS", 1.5)
    with served(intake.create_app(settings)) as port:
        yield port
        # A machine that stalls for those times shuts the question out as it would anybody's: it is asked again.
        assert any(status_of(asked(port, HEALTH)) == 200 for _ in range(20)), "the server must outlive every test"


def test_R3_a_slow_post_is_given_up_and_others_are_answered(port: int) -> None:
    with connect(port) as slow:
        slow.sendall(HEAD + b"Content-Length: 1000\r\n\r\n")
        slow.settimeout(0.02)
        told = b""
        for _ in range(200):
            with contextlib.suppress(TimeoutError):
                told = slow.recv(4096)
                break
            slow.send(b"{")
            assert status_of(asked(port, WHOLE)) == 202
        assert status_of(told) == 408


@pytest.mark.parametrize("first", [b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: "])
def test_R3_a_head_that_never_ends_is_given_up(port: int, first: bytes) -> None:
    told = asked(port, first)
    assert status_of(told) == (408 if first else 0)


def test_R3_a_head_that_comes_byte_by_byte_has_no_more_time(port: int) -> None:
    begun = connect(port)
    with begun, contextlib.suppress(ConnectionError):
        begun.sendall(b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
        for _ in range(500):
            begun.send(b"a")
            time.sleep(0.01)
        raise AssertionError("still open")


def test_R3_after_an_answer_who_goes_on_sending_is_given_up_too(port: int) -> None:
    with connect(port) as kept, contextlib.suppress(ConnectionError):
        kept.sendall(b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        assert status_of(kept.recv(4096)) == 200
        for sent in range(1000):
            kept.send(b"G" if not sent else b"E")
            time.sleep(0.01)
        raise AssertionError("still open")


def test_R4_a_hundred_megabytes_are_refused_before_they_are_read(port: int) -> None:
    for size, head in (
        (100 * MIB, HEAD + b"Content-Length: %d\r\n\r\n" % (100 * MIB)),
        (100 * MIB, b"POST /report HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: multipart/form-data; boundary=x\r\n"
                    b"Content-Length: %d\r\n\r\n" % (100 * MIB)),
    ):  # fmt: skip
        told, taken = _poured(port, head, size)
        assert status_of(told) == 413
        assert taken < 32 * MIB, "what the kernel holds and what is thrown away, not what was offered"


def test_R4_an_endless_chunked_body_is_refused_at_the_cap(port: int) -> None:
    told, taken = _poured(port, HEAD + b"Transfer-Encoding: chunked\r\n\r\n", 100 * MIB, CHUNK)
    assert status_of(told) == 413
    assert taken < 32 * MIB


@pytest.mark.parametrize(
    ("more", "status"),
    [
        (b"Content-Encoding: gzip\r\nContent-Length: 100000000\r\n\r\n", 415),
        (b"Content-Length: 99999999999999999999\r\n\r\n", 413),
        (b"Content-Length: 5, 6\r\n\r\n", 400),
        (b"Content-Length: -1\r\n\r\n", 400),
        (b"\r\n", 422),  # no length and no chunks is an empty body
        (b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        (b"Transfer-Encoding: chunked\r\n\r\nzz\r\n", 400),
    ],
)
def test_R4_a_body_that_is_announced_wrongly_is_refused(port: int, more: bytes, status: int) -> None:
    assert status_of(asked(port, HEAD + b"Connection: close\r\n" + more)) in {status, 400}


@pytest.mark.parametrize(
    "bomb",
    [
        b"X: " + b"a" * 200_000 + b"\r\n\r\n",
        b"".join(b"X-%d: 1\r\n" % number for number in range(20_000)) + b"\r\n",
        b"X: " + b"a" * 20_000 + b"\r\nY: " + b"b" * 20_000 + b"\r\n\r\n",
    ],
)
def test_R4_header_bombs_are_refused(port: int, bomb: bytes) -> None:
    assert status_of(asked(port, b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n" + bomb)) == 431


def test_R4_a_long_address_is_refused(port: int) -> None:
    assert status_of(asked(port, b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")) == 431


def test_R4_trailers_without_end_are_refused(port: int) -> None:
    told, taken = _poured(port, HEAD + b"Transfer-Encoding: chunked\r\n\r\n0\r\nX: ", 100 * MIB)
    assert status_of(told) == 431
    assert taken < 32 * MIB


@pytest.mark.parametrize(
    "garbage",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(range(256)) * 4,
        b"\x00" * 1000,
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n\x00\x01garbage",
        HEALTH.replace(b"close", b"keep-alive") + b"\xff\xfe not http at all \r\n\r\n",
        HEALTH.replace(b"close", b"keep-alive") * 5_000,
    ],
)
def test_R4_garbage_ends_only_its_own_connection(port: int, garbage: bytes) -> None:
    with connect(port) as kept:
        kept.sendall(b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n")
        with contextlib.suppress(ConnectionError):
            asked(port, garbage)
        kept.sendall(b"Connection: close\r\n\r\n")
        assert status_of(answer_of(kept)) == 200


def test_R3_idle_connections_are_closed_after_a_while_and_keep_nobody_out(port: int) -> None:
    idle = [connect(port) for _ in range(300)]
    try:
        assert status_of(asked(port, WHOLE)) == 202
        assert all(one.recv(1) == b"" for one in idle), "the server closes them"
    finally:
        for one in idle:
            one.close()


@pytest.mark.soak
def test_R3_ten_thousand_idle_connections_keep_nobody_out(tmp_path: Path) -> None:
    """The program itself, as it is started, with its own times."""
    with _free_port() as free:
        port = free.getsockname()[1]
    surroundings = os.environ | {"ZHENWANG_VAR": str(tmp_path), "ZHENWANG_INTAKE_PORT": str(port)}
    surroundings |= {"ZHENWANG_REPORTS_PER_CLIENT": "1000 per minute", "ZHENWANG_REPORTS_PER_SUBNET": "1000 per minute"}
    command = [sys.executable, "-m", "zhenwang", "serve", "intake"]
    files, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    with subprocess.Popen(command, env=surroundings) as server, contextlib.ExitStack() as all_idle:
        try:
            _until_it_answers(port)
            before = _resident(server.pid)
            start = time.perf_counter()
            idle = [all_idle.enter_context(connect(port, 60)) for _ in range(10_000)]
            took = [_seconds_of_a_report(port) for _ in range(200)]
            sys.stdout.write(f"200 reports beside 10,000 idle connections: p50 {sorted(took)[100] * 1000:.0f} ms, "
                  f"slowest {max(took) * 1000:.0f} ms; memory {before} -> {_resident(server.pid)} MiB; "
                  f"connected and reported in {time.perf_counter() - start:.1f} s\n")  # fmt: skip
            assert all(_gone(one) for one in idle), "the server closes them"
            assert status_of(asked(port, HEALTH)) == 200
        finally:
            server.terminate()
            resource.setrlimit(resource.RLIMIT_NOFILE, (files, most))


def _free_port() -> socket.socket:
    return socket.create_server(("127.0.0.1", 0))


def _until_it_answers(port: int) -> None:
    for _ in range(300):
        with contextlib.suppress(OSError):
            if status_of(asked(port, HEALTH)) == 200:
                return
        time.sleep(0.1)
    raise AssertionError("the intake did not start")


def _seconds_of_a_report(port: int) -> float:
    start = time.perf_counter()
    assert status_of(asked(port, WHOLE)) == 202
    return time.perf_counter() - start


def _resident(pid: int) -> int:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * resource.getpagesize() // MIB


def test_R3_when_there_are_too_many_the_longest_idle_goes_and_not_who_asks(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections.Connections, "by_files", classmethod(lambda cls: cls(50)))
    monkeypatch.setattr(connections, "HEAD_SECONDS", 30.0)
    monkeypatch.setattr(bounded_body, "BODY_SECONDS", 30.0)
    with connect(port) as writing:
        writing.sendall(HEAD + b"Connection: close\r\nContent-Length: %d\r\n\r\n" % len(GOOD))
        idle = [connect(port) for _ in range(200)]
        try:
            assert status_of(asked(port, HEALTH)) == 200
            for one in idle:
                one.settimeout(1)
            gone = sum(_gone(one) for one in idle[:140])
            assert gone == 140
        finally:
            for one in idle:
                one.close()
        writing.sendall(GOOD)
        assert status_of(answer_of(writing)) == 202


def _gone(connection: socket.socket) -> bool:
    try:
        return connection.recv(1) == b""
    except ConnectionError:
        return True
    except TimeoutError:
        return False


def _poured(port: int, head: bytes, size: int, piece: bytes = b"a" * 65_536) -> tuple[bytes, int]:
    """The answer, and how many bytes the server's side took before it closed."""
    taken, told, rest = 0, b"", b""
    end = time.monotonic() + 10
    with connect(port, 5) as connection:
        connection.sendall(head)
        connection.setblocking(False)
        while taken < size and time.monotonic() < end:
            try:
                told += connection.recv(65_536)
            except BlockingIOError:
                pass
            except ConnectionError:
                break
            try:
                sent = connection.send(rest or piece)
                rest = (rest or piece)[sent:]
                taken += sent
            except BlockingIOError:
                time.sleep(0.005)
            except ConnectionError:
                break
        connection.settimeout(5)
        return told + answer_of(connection), taken
