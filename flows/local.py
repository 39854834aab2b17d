"""``make run``: everything on one machine, on the recorded day.

A Prefect server on SQLite, the deployments of prefect.yaml, a worker, the console and the intake; then the daily flow
once. Ctrl-C leaves cleanly.

Everything runs as a child process in its own session, so that Ctrl-C reaches only this program, which then stops its
children in reverse order.
"""

from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
import webbrowser
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from zhenwang import runtime
from zhenwang.cli.faults import explain
from zhenwang.settings import Settings

START_SECONDS = 180  # a first start of Prefect migrates its database: 10 to 20 s on two quiet cores, more on busy ones
RUN_SECONDS = 900
STOP_SECONDS = 15


def main() -> int:
    """Run until Ctrl-C (0), or until something essential did not start (1, with one sentence)."""
    arguments = _arguments()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with ExitStack() as stack:
            _run(stack, arguments.leave)
    except KeyboardInterrupt:
        _say("leaving")
    except (RuntimeError, subprocess.SubprocessError, OSError, ValueError) as problem:
        explained = explain(problem)
        if explained is None and isinstance(problem, ValueError):
            raise
        _say(f"could not run: {explained[0] if explained else problem}")
        return 1
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make run", description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument(
        "--leave", action="store_true", help="leave when the console answers instead of waiting for Ctrl-C"
    )
    return parser.parse_args()


def _run(stack: ExitStack, leave: bool) -> None:
    settings = Settings()
    for name, port in (("console", settings.console_port), ("intake", settings.intake_port)):
        if not _is_free(port):
            variable = f"ZHENWANG_{name.upper()}_PORT"
            raise RuntimeError(f"port {port} for the {name} is taken; stop what uses it or set {variable}")
    environment = _environment(settings)
    logs = settings.var / "log"
    logs.mkdir(parents=True, exist_ok=True)
    _say("starting a Prefect server (the first start takes up to half a minute)")
    api = environment["PREFECT_API_URL"]
    server = ("prefect", "server", "start", "--host", "127.0.0.1", "--port", api.rsplit(":", 1)[1].removesuffix("/api"))
    stack.enter_context(_child("prefect-server", server, environment, logs))
    _wait_for(f"{api}/health", "the Prefect server", logs / "prefect-server.log")
    _say("deploying prefect.yaml")
    _once(("prefect", "work-pool", "create", "zhenwang", "--type", "process", "--overwrite"), environment)
    _once(("prefect", "--no-prompt", "deploy", "--all"), environment)
    worker = ("prefect", "worker", "start", "--pool", "zhenwang", "--name", "local")
    stack.enter_context(_child("prefect-worker", worker, environment, logs))
    for name in ("console", "intake"):
        stack.enter_context(_child(name, ("zhenwang", "serve", name), environment, logs))
    console = f"http://127.0.0.1:{settings.console_port}/"
    _wait_for(f"{console}health", "the console", logs / "console.log")
    _say(f"running the daily flow on the recorded day {runtime.RECORDED_DAY}")
    _daily(environment)
    _say(f"Prefect   {api.removesuffix('/api')}")
    _say(f"intake    http://127.0.0.1:{settings.intake_port}/docs")
    _say(f"console   {console}   (Ctrl-C leaves)")
    if not leave:
        _open_browser(console)
        threading.Event().wait()


def _daily(environment: Mapping[str, str]) -> None:
    day = runtime.RECORDED_DAY.isoformat()
    command = ("prefect", "deployment", "run", "daily/daily", "--param", f'day="{day}"', "--param", 'plan="recorded"')
    _once((*command, "--watch", "--watch-timeout", str(RUN_SECONDS)), environment, RUN_SECONDS + 30)


def _environment(settings: Settings) -> dict[str, str]:
    home = (settings.var / "prefect").resolve()
    home.mkdir(parents=True, exist_ok=True)  # Prefect makes its database there, but not the folder
    return {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}",
        "ZHENWANG_VAR": str(settings.var.resolve()),
        "PREFECT_HOME": str(home),
        "PREFECT_API_URL": f"http://127.0.0.1:{_free_port(4200)}/api",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
        "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
        "PREFECT_LOGGING_LEVEL": "INFO",
        "PREFECT_CLI_COLORS": "false",
        "PYTHONUNBUFFERED": "1",
        "DO_NOT_TRACK": "1",
        "NO_PROXY": "127.0.0.1,localhost",
    }


@contextmanager
def _child(name: str, command: Sequence[str], environment: Mapping[str, str], logs: Path) -> Iterator[None]:
    program = Path(sys.executable).parent / command[0]
    with (logs / f"{name}.log").open("ab") as log:
        child = subprocess.Popen(  # noqa: S603  # fixed arguments, our own environment's programs
            (str(program), *command[1:]), env=dict(environment), stdout=log, stderr=log, start_new_session=True
        )
        try:
            yield
        finally:
            _stop(child)


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


def _once(command: Sequence[str], environment: Mapping[str, str], seconds: float = 120) -> None:
    program = Path(sys.executable).parent / command[0]
    done = subprocess.run(  # noqa: S603  # as above
        (str(program), *command[1:]),
        env=dict(environment),
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
    )
    if done.returncode:
        said = (done.stderr.strip() or done.stdout.strip())[-600:]
        raise RuntimeError(f"`{' '.join(command[:3])}` ended with {done.returncode}: {said}")


def _wait_for(url: str, what: str, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=5):  # noqa: S310  # a loopback address made above
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    raise RuntimeError(f"{what} did not answer within {START_SECONDS} s; its log is {log}")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        return probe.connect_ex(("127.0.0.1", port)) != 0


def _free_port(wanted: int) -> int:
    return next(port for port in range(wanted, wanted + 100) if _is_free(port))


def _open_browser(url: str) -> None:
    if sys.platform == "darwin" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        webbrowser.open(url)


def _say(sentence: str) -> None:
    print(f"zhenwang: {sentence}", flush=True)  # noqa: T201  # this program's one voice


if __name__ == "__main__":
    sys.exit(main())
