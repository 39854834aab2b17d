"""``zhenwang serve``: the console for analysts and the intake for the public, two programs on two ports."""

from __future__ import annotations

import ipaddress
import resource
import signal
import subprocess
import sys
import time
from typing import Annotated, Literal

import uvicorn
from cyclopts import Parameter

from zhenwang.access.no_outgoing import refuse_outgoing
from zhenwang.access.sealing import open_seal
from zhenwang.cli.demonstration import make_demonstration_accounts
from zhenwang.cli.output import err, fail
from zhenwang.settings import Settings

_STOP_SECONDS = 15
_FACTORIES = {"console": "zhenwang.web.console:create_app", "intake": "zhenwang.web.intake:create_app"}
_BOUNDED = "zhenwang.web.connections:BoundedProtocol"
_FILES = 16_384


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
        Allow the console to listen beyond this machine. It speaks plain HTTP: put a gateway with TLS in front of it,
        and name its address in ZHENWANG_CONSOLE_URL.
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
        fail(
            f"the console would send passwords in the clear on {host}; say --anywhere if a gateway with TLS guards it",
            2,
        )
    if only == "console" and settings.oidc_secret_file:
        settings.oidc_secret_file.read_bytes()  # said now in a sentence, not by the server as it starts
    if only == "intake":
        open_seal(settings.reporter_key)  # as above
    made = make_demonstration_accounts(settings) if only == "console" else None
    if made:
        err.print(f"{only}: accounts to try it with are in {made}", markup=False)
    err.print(f"{only}: http://{host}:{port}/", markup=False)
    config = uvicorn.Config(
        _FACTORIES[only],
        factory=True,
        host=host,
        port=port,
        log_level="warning",
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=5,
        http=_BOUNDED if only == "intake" else "auto",
        ws="none",
    )
    listening = config.bind_socket()
    if only == "intake":
        _more_files()
        refuse_outgoing()
    uvicorn.Server(config).run([listening])


def _more_files() -> None:
    """Let this process have as many connections as the machine allows it."""
    files, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _FILES if most == resource.RLIM_INFINITY else min(_FILES, most)
    if files < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


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
