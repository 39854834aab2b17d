"""What a process that opens hostile bytes may still do on Linux: compute a little, and answer.

No file or socket can be opened, nothing can be written but to what is open already, no process can be started, nothing
is dumped, and it ends with the process that started it. Where there are no such limits, there is no child to confine:
see ``child``.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import signal
from functools import cache
from pathlib import Path

MEMORY = 256 * 1024 * 1024
"""Bytes that a reading may take beyond what the process held before it."""

_NOBODY = 65_534  # the user and group of no rights, on every Linux
_DIE_WITH_PARENT, _DUMPABLE, _NO_NEW_PRIVILEGES = 1, 4, 38  # Linux, include/uapi/linux/prctl.h


def address_space() -> int:
    """Bytes of address space that this process has now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    return pages * os.sysconf("SC_PAGE_SIZE")


def hide() -> None:
    """Let no other process of this user look into this one, nor into those it forks (``prctl(2)``)."""
    _prctl(_DUMPABLE, 0)
    _prctl(_NO_NEW_PRIVILEGES, 1)


def confine(cpu_seconds: int, memory: int) -> None:
    """Bind this process for good. ``memory`` is its address space in bytes from now on.

    The limit on files is nought, which leaves open what is open (``setrlimit(2)``).
    """
    _give_up_root()
    _prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    for what in (resource.RLIMIT_CORE, resource.RLIMIT_FSIZE, resource.RLIMIT_NPROC, resource.RLIMIT_NOFILE):
        resource.setrlimit(what, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))


def _give_up_root() -> None:
    """Root may start processes beyond any limit, and end those of others. Before all else: it undoes ``prctl``."""
    if os.geteuid():
        return
    with contextlib.suppress(OSError):  # a container may have no such user, or keep even root from changing
        os.setgroups([])
        os.setresgid(_NOBODY, _NOBODY, _NOBODY)
        os.setresuid(_NOBODY, _NOBODY, _NOBODY)
        _prctl(_DUMPABLE, 0)


def limit_cpu(seconds: int) -> None:
    """Lower the processor time that this process may take in all."""
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (min(seconds, hard), hard))


def _prctl(option: int, value: int) -> None:
    _libc().prctl(option, value, 0, 0, 0)


@cache
def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None)
