"""The line's end of the process that opens hostile bytes: started when first asked, started again when it is gone."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass

from zhenwang.reading import channel
from zhenwang.reading.wire import LENGTH, MAX_ANSWER, Request, parts, request_bytes
from zhenwang.reading.worker import END, NO_MEMORY, RAN_OUT, TOO_LONG

WORKER = "zhenwang.reading.worker"
_GRACE = 5.0  # seconds that the server may take beyond what the reading may
_START = 30.0  # seconds within which a server must be ready, on a machine that is busy


@dataclass(frozen=True, slots=True)
class Answer:
    """What a request brought. ``parts`` came whole; ``broke`` says in a few words why there are no more, or is empty.

    ``crashed`` tells a parser that broke from one that met a bound. ``cpu`` in seconds, ``peak`` in bytes.
    """

    parts: tuple[bytes, ...] = ()
    broke: str = ""
    crashed: bool = False
    cpu: float = 0.0
    peak: int = 0


class Worker:
    """One fork server (``worker``), run as ``python -m module`` with nothing of this process but its search path.

    ``yielding`` leaves the processor to others while they need it (``setpriority(2)``, 0 to 19).
    """

    def __init__(self, module: str = WORKER, yielding: int = 0) -> None:
        self._module, self._yielding = module, yielding
        self._server: subprocess.Popen[bytes] | None = None
        self._ready = False

    def start(self) -> None:
        """Start the server without waiting for it. That it cannot be started is told by ``ask``."""
        with contextlib.suppress(OSError):
            self._server = self._server or self._started()

    def ask(self, request: Request) -> Answer:
        """Never raises. A server that does not answer in time is ended; the next request starts another."""
        fresh = self._server is None
        try:
            return self._asked(request)
        except (OSError, ValueError) as error:
            self.close()
            if fresh:
                return Answer(broke=f"no process to read it could be used: {type(error).__name__}", crashed=True)
            # It may have died since the last page, of what is no fault of this one.
            return self.ask(request)
        except BaseException:
            # An interrupt leaves an answer on its way: the next page would get it for its own.
            self.close()
            raise

    def close(self) -> None:
        """End the server, at once."""
        server, self._server, self._ready = self._server, None, False
        if server is None:
            return
        server.kill()
        for pipe in (server.stdin, server.stdout):
            if pipe is not None:
                pipe.close()
        server.wait()

    def _asked(self, request: Request) -> Answer:
        server = self._server = self._server or self._started()
        if server.stdin is None or server.stdout is None:
            raise OSError("the process has no pipes")
        raw = request_bytes(request)
        until = time.monotonic() + request.seconds + (_GRACE if self._ready else _START)
        channel.send(server.stdin.fileno(), LENGTH.pack(len(raw)) + raw, until)
        status, why, cpu, peak, size = END.unpack(channel.receive(server.stdout.fileno(), END.size, until))
        if size > MAX_ANSWER:
            raise ValueError("an answer beyond all bounds")
        self._ready = True
        came = tuple(parts(channel.receive(server.stdout.fileno(), size, until)))
        return Answer(came, *_told(status, why, request.seconds), cpu / 1e6, peak)

    def _started(self) -> subprocess.Popen[bytes]:
        server = subprocess.Popen(  # noqa: S603  # this interpreter, and a module that code names
            (sys.executable, "-P", "-m", self._module),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            env=_environment(),
            start_new_session=True,  # an interrupt at the terminal is the line's to handle
        )
        if self._yielding:
            with contextlib.suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, server.pid, self._yielding)
        for pipe in (server.stdin, server.stdout):
            if pipe is not None:
                os.set_blocking(pipe.fileno(), False)
        return server


def _environment() -> dict[str, str]:
    """No secret travels along; one thread is enough, and forks well."""
    path = os.pathsep.join(entry for entry in sys.path if entry)
    kept = {name: os.environ[name] for name in ("LD_LIBRARY_PATH",) if name in os.environ}
    return {"PYTHONPATH": path, "LC_ALL": "C.UTF-8", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", **kept}


def _told(status: int, why: int, seconds: float) -> tuple[str, bool]:
    """Why a reading ended before its end, in a few words, and whether the parser broke."""
    if why == TOO_LONG:
        return f"it did not end within {seconds:g} seconds", True
    if why != RAN_OUT:
        return "it answered more than any page holds", True
    if status == -signal.SIGXCPU:
        return "it took more processor time than a page may", False
    if status == NO_MEMORY:
        return "it took more memory than a page may", False
    if status < 0:
        return f"it ended by {_named(-status)}", True
    return ("it broke", True) if status else ("", False)


def _named(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
