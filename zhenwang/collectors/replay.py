"""Recorded answers in the network's place: same judging, same faults, same raw bytes, and no network at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import httpx

from zhenwang.collectors.addresses import DOCUMENTATION, judge
from zhenwang.collectors.errand import errand_of
from zhenwang.collectors.faults import (
    Fault,
    connection_refused,
    connection_reset,
    no_name,
    refused_address,
    timed_out,
)
from zhenwang.collectors.recording import Answer, read_recording
from zhenwang.collectors.urls import Target
from zhenwang.domain.hosts import Host

_PIECE = 64 * 1024
_NOT_FOUND = b"<!DOCTYPE html><title>404 Not Found</title><h1>404 Not Found</h1>"
_FAULTS: dict[str, Callable[[], Fault]] = {
    "timeout": timed_out,
    "refused": connection_refused,
    "reset": connection_reset,
}


class ReplayTransport(httpx.BaseTransport):
    """Answers from a recording (``recording.py`` has the format).

    Addresses of the documentation ranges are allowed, here only; any other that the network transport would refuse is
    refused. A URL that is not listed answers 404 on a listed host (with its fault, when that is all that is recorded of
    it), and with the default or the fault ``dns`` on others.
    """

    def __init__(self, folder: Path) -> None:
        """Raises ``RecordingError``."""
        self._recording = read_recording(folder)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The recorded answer; raises ``Fault`` as the network would."""
        target = errand_of(request).target
        if not isinstance(target.host, Host) and (reason := judge(target.host, DOCUMENTATION)):
            raise refused_address(reason)
        answer, listed = self._find(target)
        if answer is None or answer.fault == "dns":
            raise no_name(target.host_text)
        address = answer.address if isinstance(target.host, Host) else target.host
        if reason := judge(address, DOCUMENTATION):
            raise refused_address(reason)
        if answer.fault:
            fault = _FAULTS[answer.fault]()
            fault.address = str(address)
            raise fault
        extensions = {"address": str(address), "gaps": ()}
        if not listed:
            html = [(b"Content-Type", b"text/html")]
            return httpx.Response(404, headers=html, stream=_Recorded(None, _NOT_FOUND), extensions=extensions)
        body = _Recorded(answer.file, answer.text.encode())
        return httpx.Response(answer.status, headers=list(answer.headers), stream=body, extensions=extensions)

    def _find(self, target: Target) -> tuple[Answer | None, bool]:
        """The answer that applies, and whether it is for this very address, as the default is for any."""
        exact = self._recording.answers.get(target.text)
        if exact is not None:
            return exact, True
        same_host = self._recording.hosts.get(target.host_text)
        return (same_host, False) if same_host is not None else (self._recording.default, True)


class _Recorded(httpx.SyncByteStream):
    """A recorded body in pieces. httpx would read and decode one that it was given whole."""

    def __init__(self, file: Path | None, content: bytes) -> None:
        self._file = file
        self._content = content

    def __iter__(self) -> Iterator[bytes]:
        if self._file is None:
            yield self._content
            return
        with self._file.open("rb") as opened:
            while piece := opened.read(_PIECE):
                yield piece
