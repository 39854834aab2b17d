"""A whole case from the command line: run the day, rule as two people, hand off, verify the evidence."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.mark.slow
def test_from_log_to_handoff(zhenwang: Run, tmp_path: Path) -> None:
    def told(*words: str, code: int = 0) -> str:
        came, said, complaints = zhenwang(*words)
        assert came == code, complaints
        return said + complaints if code else said

    counts = json.loads(told("daily", "--json"))
    assert counts["opened"] > 0
    assert not counts["failures"]

    case = next(row for row in json.loads(told("case", "list", "--json")) if row["band"] == "confirmable")

    secret = tmp_path / "password.txt"
    secret.write_text("四匹马 battery staple\n", encoding="utf-8")
    for login, name, role in (("wang", "王芳", "analyst"), ("li", "李强", "reviewer")):
        told("account", "add", login, "--name", name, "--role", role, "--password-file", str(secret))

    def decide(action: str, account: str, *facts: str, code: int = 0) -> str:
        words = [word for fact in facts for word in ("--fact", fact)]
        who = ("--account", account, "--password-file", str(secret), "--reason", "理由")
        return told("case", "decide", case["id"], action, *who, *words, code=code)

    assert "not possible" in decide("confirm", "li", code=1)
    decide("triage", "wang")
    decide("grade", "wang", "severity=S1")
    decide("analyse", "wang")
    decide("fix_evidence", "wang")
    assert "also needs" in decide("propose", "wang", "limb=a", code=1)
    facts = (f"imitates={case['imitates']}", f"quote={case['host']}", "mismatch=m", "misleading=x", "without_sponsor=w")
    assert "'limb' is one of a, b" in decide("propose", "wang", "limb=z", *facts, code=1)
    decide("propose", "wang", "limb=a", *facts)
    assert "for these roles" in decide("confirm", "wang", code=1)
    told("account", "grant", "wang", "reviewer")
    assert "another person" in decide("confirm", "wang", code=1)
    decide("confirm", "li")

    told("handoff", case["id"], "--to", str(tmp_path / "out"))
    folder = tmp_path / "out" / case["id"]
    assert json.loads((folder / "case.json").read_text(encoding="utf-8"))["confirmed_by"] == "李强"
    assert "whole" in told("evidence", "verify", str(folder))
    checked = subprocess.run(
        ["sha256sum", "-c", "SHA256SUMS"], cwd=folder / "evidence", capture_output=True, check=False
    )
    assert checked.returncode == 0
    body = folder / "evidence" / "page.body"
    body.write_bytes(body.read_bytes() + b" ")
    assert "page.body" in told("evidence", "verify", str(folder), code=1)
    assert "everything accepted is accounted for" in told("audit", "--conserve")


@pytest.mark.slow
def test_an_empty_list_fails_the_day_in_one_sentence(tmp_path: Path) -> None:
    """As a process of its own: what it leaves with is what a scheduler sees."""
    (tmp_path / "hosts.txt").write_text("")
    environment = {**os.environ, "ZHENWANG_VAR": str(tmp_path / "var")}
    command = [sys.executable, "-m", "zhenwang", "daily", "--hosts", str(tmp_path / "hosts.txt")]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=240)
    assert done.returncode == 1
    assert "gave nothing at all" in done.stderr
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.slow
def test_serve_takes_both_servers_with_it_when_it_is_stopped(tmp_path: Path) -> None:
    ports = []
    for _ in range(2):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            ports.append(probe.getsockname()[1])
    environment = {
        **os.environ,
        "ZHENWANG_VAR": str(tmp_path / "var"),
        "ZHENWANG_CONSOLE_PORT": str(ports[0]),
        "ZHENWANG_INTAKE_PORT": str(ports[1]),
    }

    def answers(port: int) -> bool:
        with socket.socket() as client:
            return client.connect_ex(("127.0.0.1", port)) == 0

    process = subprocess.Popen([sys.executable, "-m", "zhenwang", "serve"], env=environment, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 90
        while not all(map(answers, ports)):
            assert time.monotonic() < deadline
            time.sleep(0.2)
    finally:
        process.terminate()
        process.wait(40)
    assert not any(map(answers, ports))
