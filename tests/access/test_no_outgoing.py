"""In a process of its own: what is refused once stays refused."""

from __future__ import annotations

import subprocess
import sys

import pytest

_TRY = """
import asyncio, socket, urllib.request
from zhenwang.access.no_outgoing import refuse_outgoing
listening = socket.create_server(("127.0.0.1", 0))
port = listening.getsockname()[1]
refuse_outgoing()
try:
    {attempt}
except PermissionError as refused:
    print("refused", refused)
"""


@pytest.mark.parametrize(
    "attempt",
    [
        "socket.create_connection(('127.0.0.1', port))",
        "urllib.request.urlopen(f'http://127.0.0.1:{port}/')",
        "socket.getaddrinfo('www.hubei.gov.cn', 80)",
        "socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 53))",
        "asyncio.run(asyncio.open_connection('127.0.0.1', port))",
    ],
)
def test_F23_F24_the_intake_cannot_be_used_to_reach_anybody(attempt: str) -> None:
    done = subprocess.run([sys.executable, "-c", _TRY.format(attempt=attempt)], capture_output=True, text=True)
    assert "refused" in done.stdout or "PermissionError" in done.stderr, done
    assert "opens no connection of its own" in done.stdout + done.stderr
