"""``zhenwang serve``: the console for analysts and the intake for the public, two programs on two ports."""

from __future__ import annotations

import ipaddress
import signal
import subprocess
import sys
import time
from typing import Annotated, Literal

import uvicorn
from cyclopts import Parameter

from zhenwang.cli.output import err, fail
from zhenwang.settings import Settings

_STOP_SECONDS = 15
_FACTORIES = {"console": "zhenwang.web.console:create_app", "intake": "zhenwang.web.intake:create_app"}


def serve(
    only: Literal["console", "intake"] | None = None,
    /,
    *,
    anywhere: Annotated[bool, Parameter(negative=())] = False,
) -> None:
    """Serve the console (http://127.0.0.1:8710) and the public intake (http://127.0.0.1:8711) until Ctrl-C.

    Parameters
    ----------
    only
        Serve one of the two: `console` or `intake`. They are separate processes either way.
    anywhere
        Allow the console to listen beyond this machine. It has no passwords yet: put a gateway that knows its
        users in front of it.
    """
    settings = Settings()
    if only is None:
        _both(anywhere)
        return
    host, port = (
        (settings.console_host, settings.console_port)
        if only == "console"
        else (settings.intake_host, settings.intake_port)
    )
    if only == "console" and not anywhere and not _is_loopback(host):
        fail(f"the console has no passwords yet and would listen on {host}; say --anywhere if a gateway guards it", 2)
    err.print(f"{only}: http://{host}:{port}/", markup=False)
    uvicorn.run(
        _FACTORIES[only],
        factory=True,
        host=host,
        port=port,
        log_level="warning",
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=5,
    )


def _both(anywhere: bool) -> None:
    command = [sys.executable, "-m", "zhenwang", "serve"]
    extra = ["--anywhere"] if anywhere else []
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # who stops us must not leave the two behind
    processes = [subprocess.Popen([*command, name, *extra]) for name in _FACTORIES]  # noqa: S603  # our own program
    try:
        while all(process.poll() is None for process in processes):
            time.sleep(0.3)
    except KeyboardInterrupt:
        err.print("leaving", markup=False)
        return
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(_STOP_SECONDS)
    fail("the console or the intake ended by itself, so both were stopped")


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
