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
import webbrowser
from pathlib import Path

from flows.children import Children
from zhenwang import runtime
from zhenwang.cli.demonstration import demonstration_file
from zhenwang.cli.faults import explain
from zhenwang.settings import Settings

START_SECONDS = 180  # a first start of Prefect migrates its database: 10 to 20 s on two quiet cores, more on busy ones
RUN_SECONDS = 900


def main() -> int:
    """Run until Ctrl-C (0), or until something essential did not start (1, with one sentence)."""
    arguments = _arguments()
    for sign in (signal.SIGTERM, signal.SIGINT):  # a shell's background job inherits SIGINT as ignored
        signal.signal(sign, signal.default_int_handler)
    try:
        _run(arguments.leave)
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


def _run(leave: bool) -> None:
    settings = Settings()
    for name, port in (("console", settings.console_port), ("intake", settings.intake_port)):
        if not _is_free(port):
            variable = f"ZHENWANG_{name.upper()}_PORT"
            raise RuntimeError(f"port {port} for the {name} is taken; stop what uses it or set {variable}")
    environment = _environment(settings)
    with Children(environment, settings.var.resolve() / "log") as children:
        _start(children, environment["PREFECT_API_URL"])
        console = f"http://127.0.0.1:{settings.console_port}/"
        children.answering(f"{console}health", "console", START_SECONDS)
        _say(f"running the daily flow on the recorded day {runtime.RECORDED_DAY}")
        _daily(children)
        _say(f"Prefect   {environment['PREFECT_API_URL'].removesuffix('/api')}")
        _say(f"intake    http://127.0.0.1:{settings.intake_port}/docs")
        _say_accounts(demonstration_file(settings))
        _say(f"console   {console}   (Ctrl-C leaves)")
        if not leave:
            _open_browser(console)
            children.wait_until(lambda: False, float("inf"), "")


def _start(children: Children, api: str) -> None:
    _say("starting a Prefect server (the first start takes up to half a minute)")
    port = api.rsplit(":", 1)[1].removesuffix("/api")
    children.start("prefect-server", "prefect", "server", "start", "--host", "127.0.0.1", "--port", port)
    children.answering(f"{api}/health", "prefect-server", START_SECONDS)
    _say("deploying prefect.yaml")
    children.once("prefect", "work-pool", "create", "zhenwang", "--type", "process", "--overwrite")
    children.once("prefect", "--no-prompt", "deploy", "--all")
    children.start("prefect-worker", "prefect", "worker", "start", "--pool", "zhenwang", "--name", "local")
    for name in ("console", "intake"):
        children.start(name, "zhenwang", "serve", name)


def _daily(children: Children) -> None:
    day = runtime.RECORDED_DAY.isoformat()
    command = ("prefect", "deployment", "run", "daily/daily", "--param", f'day="{day}"', "--param", 'plan="recorded"')
    children.once(*command, "--watch", "--watch-timeout", str(RUN_SECONDS), seconds=RUN_SECONDS + 30)


def _environment(settings: Settings) -> dict[str, str]:
    home = (settings.var / "prefect").resolve()
    home.mkdir(parents=True, exist_ok=True)  # Prefect makes its database there, but not the folder
    scratch = home / "tmp"
    scratch.mkdir(exist_ok=True)
    return {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}",
        "ZHENWANG_VAR": str(settings.var.resolve()),
        "PREFECT_HOME": str(home),
        "TMPDIR": str(scratch),  # the worker's runner_storage would else be one folder for all users of the machine
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


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        return probe.connect_ex(("127.0.0.1", port)) != 0


def _free_port(wanted: int) -> int:
    return next(port for port in range(wanted, wanted + 100) if _is_free(port))


def _say_accounts(path: Path) -> None:
    """The accounts that the console made for the recorded day; nothing where it has others."""
    if path.is_file():
        _say(f"accounts  {path} (login, password, name)")
        for line in path.read_text(encoding="utf-8").splitlines()[1:]:
            _say(f"          {line.replace(chr(9), '   ')}")


def _open_browser(url: str) -> None:
    if sys.platform == "darwin" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        webbrowser.open(url)


def _say(sentence: str) -> None:
    print(f"zhenwang: {sentence}", flush=True)  # noqa: T201  # this program's one voice


if __name__ == "__main__":
    sys.exit(main())
