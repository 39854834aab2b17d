"""Whoever works at the command line, as the journal names them."""

from __future__ import annotations

import getpass

from zhenwang.domain.access import Actor


def operator() -> Actor:
    """The user of this machine that runs the program; they have no account."""
    try:
        return Actor("", f"命令行 {getpass.getuser()}")
    except (KeyError, OSError):  # no entry for this user id, as in a container
        return Actor("", "命令行")
