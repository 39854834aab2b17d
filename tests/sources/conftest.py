"""A certificate log on loopback that fails by script."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest

from corpora.ct_certificates import Specimen

START = datetime(2026, 11, 20, 8, tzinfo=UTC)


def specimens(count: int, kind: str = "precert", first: int = 0) -> list[Specimen]:
    return [
        Specimen((f"www.host{number}.example",), kind, START, START + timedelta(days=90))
        for number in range(first, first + count)
    ]


@dataclass
class FakeLog:
    """``answers`` maps a path to a list of answers, the last of which repeats. ``asked`` are the paths as they came."""

    answers: dict[str, list[Answer]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    agents: list[str] = field(default_factory=list)
    url: str = ""

    def say(self, path: str, *answers: Answer | bytes) -> None:
        self.answers[path] = [one if isinstance(one, Answer) else Answer(one) for one in answers]

    def next_answer(self, path: str) -> Answer:
        self.asked.append(path)
        waiting = self.answers.get(path, [Answer(b"no such thing", status=404)])
        return waiting.pop(0) if len(waiting) > 1 else waiting[0]


@dataclass
class Answer:
    """``drip`` seconds pass before every byte; ``endless`` repeats the body until nobody listens."""

    body: bytes
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    drip: float = 0.0
    endless: bool = False
    drip_headers: bool = False


def _handler(log: FakeLog) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # the name http.server calls
            log.agents.append(self.headers.get("User-Agent", ""))
            answer = log.next_answer(self.path)
            try:
                self._send(answer)
            except OSError:
                self.close_connection = True

        def _send(self, answer: Answer) -> None:
            if answer.drip_headers:
                for byte in b"HTTP/1.1 200 OK\r\nX: " + b"a" * 2000:
                    self.wfile.write(bytes((byte,)))
                    time.sleep(0.05)
            self.send_response(answer.status)
            for name, value in answer.headers:
                self.send_header(name, value)
            if not answer.endless:
                self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            while answer.endless:
                self.wfile.write(answer.body)
            for byte in answer.body if answer.drip else b"":
                self.wfile.write(bytes((byte,)))
                time.sleep(answer.drip)
            if not answer.drip:
                self.wfile.write(answer.body)

        def log_message(self, *_: object) -> None:
            pass

    return Handler


@pytest.fixture
def fake_log() -> Iterator[FakeLog]:
    log = FakeLog()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(log))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    log.url = f"http://127.0.0.1:{server.server_port}/"
    yield log
    server.shutdown()
    server.server_close()


@pytest.fixture
def client() -> Iterator[httpx.Client]:
    with httpx.Client(headers={"User-Agent": "zhenwang/test"}, trust_env=False) as opened:
        yield opened


@pytest.fixture
def make_specimens() -> Callable[..., list[Specimen]]:
    return specimens


@pytest.fixture
def answer() -> type[Answer]:
    return Answer
