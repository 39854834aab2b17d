"""Child processes of ``make run``: started with their logs, watched while others are waited for, stopped in turn."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

STOP_SECONDS = 15
_PAUSE = 0.3


@dataclass(slots=True)
class Children:
    """Programs of our own environment, each in a session of its own so that Ctrl-C reaches only their parent.

    ``logs`` is the folder of their output, one file a name. Leaving the context stops them all.
    """

    environment: Mapping[str, str]
    logs: Path
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def __enter__(self) -> Self:
        self.logs.mkdir(parents=True, exist_ok=True)
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        for child in reversed(self.running.values()):
            _stop(child)

    def start(self, name: str, *command: str) -> None:
        """Start a program that is meant to stay."""
        with self.log(name).open("ab") as log:
            self.running[name] = self._popen(command, log, log)

    def log(self, name: str) -> Path:
        return self.logs / f"{name}.log"

    def once(self, *command: str, seconds: float = 120) -> None:
        """Run a program to its end while the others stay up. RuntimeError in one sentence when it fails or lasts."""
        name = " ".join(command[:3])
        with (self.logs / "commands.log").open("ab+") as log:
            start = log.seek(0, os.SEEK_END)
            child = self._popen(command, log, log)
            try:
                self.wait_until(lambda: child.poll() is not None, seconds, f"`{name}` did not end")
            finally:
                _stop(child)
            if child.returncode:
                log.seek(start)
                said = log.read().decode(errors="replace").strip()[-600:]
                raise RuntimeError(f"`{name}` ended with {child.returncode}: {said}")

    def answering(self, url: str, name: str, seconds: float) -> None:
        """Wait until a child's server answers."""
        self.wait_until(lambda: _answers(url), seconds, f"the {name} did not answer; its log is {self.log(name)}")

    def last_words(self, name: str) -> str:
        """The last line of a child's log: most often it says why."""
        lines = self.log(name).read_text(encoding="utf-8", errors="replace").splitlines()
        return next((line.strip() for line in reversed(lines) if line.strip()), "it said nothing")

    def wait_until(self, happened: Callable[[], bool], seconds: float, otherwise: str) -> None:
        """Wait for something, but not past the end of a child that was meant to stay."""
        deadline = time.monotonic() + seconds
        while not happened():
            ended = next((name for name, child in self.running.items() if child.poll() is not None), None)
            if ended:
                raise RuntimeError(
                    f"the {ended} ended by itself: {self.last_words(ended)} (its log is {self.log(ended)})"
                )
            if time.monotonic() > deadline:
                raise RuntimeError(f"{otherwise} (waited {seconds:.0f} s)")
            time.sleep(_PAUSE)

    def _popen(self, command: Sequence[str], out: object, err: object) -> subprocess.Popen[bytes]:
        program = Path(sys.executable).parent / command[0]
        return subprocess.Popen(  # type: ignore[call-overload,no-any-return]  # noqa: S603  # our own programs
            (str(program), *command[1:]),
            env=dict(self.environment),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            start_new_session=True,
        )


def _stop(child: subprocess.Popen[bytes]) -> None:
    # The whole session: a worker's flow runs and a server's helpers are its children, and must not outlive it.
    for sign in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(child.pid, sign)
            child.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            continue
        except ProcessLookupError:
            return


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5):  # noqa: S310  # a loopback address of our own
            return True
    except (urllib.error.URLError, OSError):
        return False
