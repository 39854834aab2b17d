"""The intake on a real server, in a thread of the test, and a client that sends bytes as they are."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI

from zhenwang.web.connections import BoundedProtocol


@contextmanager
def served(app: FastAPI) -> Iterator[int]:
    """The port of a server as ``zhenwang serve intake`` starts it."""
    config = uvicorn.Config(
        app, http=BoundedProtocol, ws="none", log_level="critical", server_header=False, proxy_headers=False
    )
    server = uvicorn.Server(config)
    listening = socket.create_server(("127.0.0.1", 0), backlog=2048)
    thread = threading.Thread(target=server.run, args=([listening],))
    thread.start()
    try:
        while not server.started and thread.is_alive():
            time.sleep(0.01)
        yield listening.getsockname()[1]
    finally:
        server.should_exit = True
        thread.join(20)
        listening.close()


def connect(port: int, seconds: float = 20) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=seconds)


def answer_of(connection: socket.socket) -> bytes:
    """Everything that comes until the server closes; what came before a reset counts."""
    told = b""
    try:
        while piece := connection.recv(65_536):
            told += piece
    except ConnectionError:
        pass
    return told


def asked(port: int, sent: bytes, seconds: float = 20) -> bytes:
    """The whole answer to some bytes, on a connection of its own."""
    with connect(port, seconds) as connection:
        connection.sendall(sent)
        return answer_of(connection)


def status_of(told: bytes) -> int:
    """The status of an answer; 0 when there was none."""
    return int(told.split(b" ", 2)[1]) if told.startswith(b"HTTP/1.1 ") else 0
