"""The public intake opens no connection of its own: whatever a report holds, nothing here can be made to fetch it."""

from __future__ import annotations

import sys

_OUTGOING = frozenset(
    {"socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo", "socket.gethostbyname"}
)


def refuse_outgoing() -> None:
    """From now on this process can connect, send and resolve nowhere (PermissionError); it cannot be taken back.

    Call it when the server's own address is bound. A database server is reached by its driver, in C, and stays so.
    This is a second bolt: the first is that nothing in ``web`` may import a client (import contract).
    """
    sys.addaudithook(_refuse)


def _refuse(event: str, _arguments: tuple[object, ...]) -> None:
    if event in _OUTGOING:
        raise PermissionError(f"the intake opens no connection of its own ({event})")
