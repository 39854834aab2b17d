"""A hostile server on loopback, and the wiring that leads a public address to it and counts every connection."""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

import httpcore

from zhenwang.collectors.client import GuardedClient
from zhenwang.collectors.faults import no_name
from zhenwang.collectors.limits import Limits
from zhenwang.collectors.network import NetworkTransport

PUBLIC = "93.184.216.34"
Script = Callable[[socket.socket, str], None]


def answer(body: bytes = b"", status: str = "200 OK", *headers: str, length: int | None = None) -> bytes:
    """A whole HTTP answer. ``length`` lies about the body's length."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body) if length is None else length}", *headers]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


@dataclass
class HostileServer:
    """Answers each path with its script: bytes to send, or a function that gets the socket and the request's text."""

    tls: ssl.SSLContext | None = None
    paths: dict[str, bytes | Script] = field(default_factory=dict)
    requests: list[str] = field(default_factory=list)

    def __enter__(self) -> HostileServer:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.close()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._handle, args=(connection,), daemon=True).start()

    def _handle(self, connection: socket.socket) -> None:
        try:
            connection.settimeout(10)
            if self.tls:
                connection = self.tls.wrap_socket(connection, server_side=True)
            request = b""
            while b"\r\n\r\n" not in request:
                if not (piece := connection.recv(65536)):
                    return
                request += piece
            text = request.decode("latin-1")
            self.requests.append(text)
            script = self.paths.get(text.split(" ")[1], answer(b"not found", "404 Not Found"))
            if callable(script):
                script(connection, text)
            else:
                connection.sendall(script)
        except OSError:
            pass
        finally:
            connection.close()


@dataclass
class Wire(httpcore.NetworkBackend):
    """Opens sockets to loopback whatever the address, and writes down which address was asked for."""

    port: int
    connects: list[tuple[str, int]] = field(default_factory=list)
    failing: frozenset[str] = frozenset()
    silent: frozenset[str] = frozenset()
    opened: list[httpcore.NetworkStream] = field(default_factory=list)

    def connect_tcp(self, host, port, timeout=None, local_address=None, socket_options=None):
        self.connects.append((host, port))
        if host in self.failing:
            raise httpcore.ConnectError from ConnectionRefusedError()
        if host in self.silent:
            raise httpcore.ConnectTimeout
        stream = httpcore.SyncBackend().connect_tcp("127.0.0.1", self.port, timeout)
        self.opened.append(stream)
        return stream

    def left_open(self) -> int:
        return sum(stream.get_extra_info("socket").fileno() >= 0 for stream in self.opened)


@dataclass
class Names:
    """A resolver with prepared answers: one list per question, the last one repeated."""

    answers: dict[str, list[list[str]]] = field(default_factory=dict)
    default: list[str] | None = field(default_factory=lambda: [PUBLIC])
    asked: list[str] = field(default_factory=list)

    def __call__(self, name: str, seconds: float) -> tuple:
        self.asked.append(name)
        prepared = self.answers.get(name)
        found = (prepared.pop(0) if len(prepared) > 1 else prepared[0]) if prepared else self.default
        if found is None:
            raise no_name(name)
        return tuple(ipaddress.ip_address(text) for text in found)


@dataclass
class Bench:
    """A server, the wire to it, a resolver and a client over them."""

    server: HostileServer
    wire: Wire
    names: Names
    client: GuardedClient

    def serve(self, path: str, script: bytes | Script) -> None:
        self.server.paths[path] = script


def make_bench(server: HostileServer, limits: Limits | None = None) -> Bench:
    wire, names = Wire(server.port), Names()
    return Bench(
        server, wire, names, GuardedClient(NetworkTransport(names, backend=wire), limits or Limits(deadline=5.0))
    )
