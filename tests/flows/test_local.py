"""``make run``: everything comes up, the recorded day is on the screen, and Ctrl-C leaves nothing behind."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
COMMAND = [sys.executable, "-m", "flows.local"]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    ports = {f"ZHENWANG_{name}_PORT": str(_free_port()) for name in ("CONSOLE", "INTAKE")}
    inherited = {key: value for key, value in os.environ.items() if not key.startswith(("PREFECT_", "ZHENWANG_"))}
    return {**inherited, **ports, "ZHENWANG_VAR": str(tmp_path / "var"), "DISPLAY": "", "WAYLAND_DISPLAY": ""}


@pytest.fixture
def running(environment: dict[str, str]) -> Iterator[tuple[subprocess.Popen[str], dict[str, str]]]:
    process = subprocess.Popen(
        COMMAND, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    yield process, environment
    if process.poll() is None:
        process.terminate()  # its children are in sessions of their own, and only it knows them
        process.wait(60)


def _until(process: subprocess.Popen[str], word: str) -> str:
    assert process.stdout
    said = ""
    for line in process.stdout:
        said += line
        if word in line:
            return said
    raise AssertionError(f"it left without saying '{word}':\n{said}")


def _ours(folder: str) -> list[str]:
    """Command lines of processes whose environment points at this run's folder."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            if f"ZHENWANG_VAR={folder}" in (place / "environ").read_text(errors="replace").split("\0"):
                found.append((place / "cmdline").read_text(errors="replace").replace("\0", " "))
        except OSError:
            continue
    return found


def _until_scheduled(prefect: str, seconds: float = 100) -> None:
    """The server's own scheduler has put the coming runs of all deployments on the list: schedules really fire."""
    wanted = json.dumps({"flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}}}).encode()
    request = urllib.request.Request(f"{prefect}/api/flow_runs/filter", wanted, {"Content-Type": "application/json"})
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with urllib.request.urlopen(request, timeout=30) as answer:
            runs = json.load(answer)
        if len({run["deployment_id"] for run in runs if run["auto_scheduled"]}) == 3:
            return
        time.sleep(1)
    raise AssertionError("no run of any schedule is coming")


def _errors(log: str) -> list[str]:
    """Errors of the server's log, each with its traceback, without those that Prefect tries again by itself.

    The heartbeat of a worker reads and then writes in one SQLite transaction; where the scheduler wrote in between,
    SQLite refuses at once ("database is locked", no time limit helps) and the worker's next heartbeat succeeds.
    """
    records = re.split(r"(?m)^(?=\d\d:\d\d:\d\d\.\d{3} \| )", log)
    return [record for record in records if " ERROR " in record and "database is locked" not in record]


def _account(said: str, login: str) -> tuple[str, str]:
    """Login and password of one of the accounts that are told at the end."""
    found = re.search(rf"^zhenwang: +{login} +(\S+) ", said, re.MULTILINE)
    assert found, said
    return login, found[1]


def _queue_as(console: str, login: str, password: str) -> str:
    """The queue as somebody sees it who signed in with a form."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    with browser.open(f"{console}enter", timeout=30) as answer:
        token = re.findall(r'name="token" value="([0-9a-f]{64})"', answer.read().decode())[0]
    form = urllib.parse.urlencode({"token": token, "login": login, "password": password, "back": "/queue"})
    with browser.open(f"{console}enter", form.encode(), timeout=30) as answer:
        assert urllib.parse.urlsplit(answer.geturl()).path == "/queue"
        return str(answer.read().decode())


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="counts processes through /proc")
def test_make_run_shows_the_recorded_day_and_leaves_cleanly(
    running: tuple[subprocess.Popen[str], dict[str, str]],
) -> None:
    process, environment = running
    said = _until(process, "console ")
    console = f"http://127.0.0.1:{environment['ZHENWANG_CONSOLE_PORT']}/"
    assert console in said
    assert "黄石市人民政府" in _queue_as(console, *_account(said, "analyst"))
    listed = subprocess.run(
        [sys.executable, "-m", "zhenwang", "case", "list", "--json"], env=environment, capture_output=True, check=True
    )
    assert len(json.loads(listed.stdout)) >= 15
    assert _ours(environment["ZHENWANG_VAR"])
    prefect = said.partition("Prefect   ")[2].split()[0]
    _until_scheduled(prefect)
    assert not _errors((Path(environment["ZHENWANG_VAR"]) / "log" / "prefect-server.log").read_text())

    process.send_signal(signal.SIGINT)
    assert process.wait(60) == 0
    assert not _ours(environment["ZHENWANG_VAR"])


def test_only_a_lock_that_prefect_tries_again_is_no_error() -> None:
    lock = "02:02:23.928 | ERROR   | prefect.server - heartbeat failed\nTraceback\nsqlite3: database is locked\n"
    other = "02:02:24.000 | ERROR   | prefect.server - no such table\nTraceback\n"
    assert _errors("banner\n" + lock) == []
    assert _errors("banner\n" + lock + other + lock) == [other]


def test_a_taken_port_is_said_in_one_sentence(environment: dict[str, str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", int(environment["ZHENWANG_CONSOLE_PORT"])))
        taken.listen()
        done = subprocess.run(
            COMMAND, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
        )
    assert done.returncode == 1
    assert "ZHENWANG_CONSOLE_PORT" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
