"""Between two requests to the same holder's servers there is a pause, and only there."""

from __future__ import annotations

import httpx

from zhenwang.collectors.client import GuardedClient
from zhenwang.collectors.faults import connection_refused
from zhenwang.collectors.patience import PatientTransport

DOWN = "https://down.hubei.gov.cn/"


class Watch:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.at = 100.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += seconds


def answer(request: httpx.Request) -> httpx.Response:
    if str(request.url) == DOWN:
        raise connection_refused()
    return httpx.Response(200, stream=httpx.ByteStream(b"x"))


def asking(*urls: str, seconds: float = 2.0, between: float = 0.0) -> list[float]:
    watch = Watch()
    transport = PatientTransport(httpx.MockTransport(answer), seconds, watch, watch.sleep)
    client = GuardedClient(transport, clock=watch)
    for url in urls:
        client.fetch(url)
        watch.at += between
    return watch.slept


def test_sites_of_one_platform_share_the_pause() -> None:
    assert asking("https://rst.hubei.gov.cn/", "https://scjg.hubei.gov.cn/a", "http://www.hubei.gov.cn/") == [2.0, 2.0]


def test_other_holders_are_asked_at_once() -> None:
    assert asking("https://www.hubei.gov.cn/", "https://www.wuhan.gov.cn/", "https://93.184.216.34/") == []


def test_time_that_passed_anyway_counts() -> None:
    assert asking("https://www.hubei.gov.cn/", "https://www.hubei.gov.cn/b", between=1.5) == [0.5]
    assert asking("https://www.hubei.gov.cn/", "https://www.hubei.gov.cn/b", between=2.0) == []


def test_a_server_that_refused_was_asked_too() -> None:
    assert asking(DOWN, DOWN) == [2.0]


def test_a_pause_is_never_longer_than_the_deadline() -> None:
    assert asking("https://www.hubei.gov.cn/", "https://www.hubei.gov.cn/b", seconds=1_000) == [30.0]
