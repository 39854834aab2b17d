"""How many reports the intake keeps a second, next to a bare FastAPI endpoint with one INSERT, which is the limit.

usage: python -m bench.intake [--seconds 20] [--clients 32] [--rounds 3] [--database sqlite|postgresql]

wrk (Debian's package of that name) sends reports of ever new hosts over loopback, from one core to a server on the
other. Both commit durably (SQLite in WAL with synchronous = FULL). Bare and ours take turns, so that what else the
machine does meets both. Goals: 60 % of the bare endpoint, at least 200 reports/s, p99 under 250 ms; overload, with the
limits as they ship, is answered with 429 and 503 only. Every 202 is counted in the database afterwards.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select

from zhenwang.store.opening import open_store
from zhenwang.store.report_schema import reports

LUA = Path(__file__).parent / "reporting" / "reports.lua"
BARE = ("uvicorn", "bench.reporting.bare:create_app", "--factory", "--port", "{port}", "--log-level", "warning",
        "--no-access-log", "--no-proxy-headers")  # fmt: skip
OURS = ("zhenwang", "serve", "intake")
OPEN = {
    "ZHENWANG_REPORTS_PER_CLIENT": "100000000 per second", "ZHENWANG_REPORTS_PER_SUBNET": "100000000 per second",
    "ZHENWANG_REPORTS_IN_ALL": "100000000 per second", "ZHENWANG_PROOF_WORK": "0",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Figures:
    """One run of wrk. Milliseconds; ``statuses`` counts answers by HTTP status; ``cpu`` is the server's per answer."""

    rate: float
    p50: float
    p99: float
    errors: int
    statuses: Mapping[int, int]
    cpu: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--clients", type=int, default=32, help="connections that send one report after the other")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--database", default="", help="SQLAlchemy URL of an empty database; empty = a new SQLite file")
    chosen = parser.parse_args()
    if not shutil.which("wrk"):
        sys.exit("this needs wrk: apt-get install wrk")
    with tempfile.TemporaryDirectory(prefix="zhenwang-intake-") as folder:
        _measure(Path(folder), chosen)


def _measure(folder: Path, chosen: argparse.Namespace) -> None:
    bare_env = {"BARE_DATABASE": str(folder / "bare.db")}
    var = {"ZHENWANG_VAR": str(folder / "var"), "ZHENWANG_DATABASE_URL": chosen.database}
    bare, ours = [], []
    for turn in range(chosen.rounds):
        with _serving(BARE, bare_env) as (port, pid):
            bare.append(_wrk(port, pid, chosen, turn))
        with _serving(OURS, var | OPEN) as (port, pid):
            ours.append(_wrk(port, pid, chosen, turn))
    for name, runs in (("bare INSERT", bare), ("intake", ours)):
        told = "  ".join(f"{what} {_middle(runs, what):6.2f} ms" for what in ("p50", "p99", "cpu"))
        print(f"{name:12} {_rates(runs)}  {told}")
    ratio = statistics.median(o.rate / b.rate for o, b in zip(ours, bare, strict=True))
    print(f"intake / bare: {ratio:.2f}  (goal 0.60)")
    _kept(folder, chosen, sum(run.statuses.get(202, 0) for run in ours))
    with _serving(OURS, var) as (port, pid):
        flood = _wrk(port, pid, chosen, chosen.rounds)
    print(f"with the limits that ship: {dict(sorted(flood.statuses.items()))}, p99 {flood.p99:.1f} ms")
    unexpected = {status for run in (*ours, flood) for status in run.statuses} - {202, 429, 503}
    if unexpected or any(run.errors for run in (*ours, flood)):
        sys.exit(f"answered with {unexpected or 'nothing'}: {[run.errors for run in (*ours, flood)]} connections broke")


def _kept(folder: Path, chosen: argparse.Namespace, accepted: int) -> None:
    url = chosen.database or f"sqlite:///{folder / 'var' / 'zhenwang.db'}"
    store = open_store(url, folder / "var" / "blobs")
    with store.read() as connection:
        kept = connection.execute(select(func.count()).select_from(reports)).scalar_one()
    store.close()
    # wrk stops in mid-air: what it sent last may be kept without its having read the answer.
    print(f"answered 202: {accepted}, rows: {kept}")
    if kept < accepted:
        sys.exit("an answer of 202 without a row")


def _wrk(port: int, pid: int, chosen: argparse.Namespace, turn: int) -> Figures:
    pinned = ["taskset", "-c", "1"] if shutil.which("taskset") and (os.cpu_count() or 1) > 1 else []
    asked = ["wrk", "-t1", f"-c{chosen.clients}", f"-d{chosen.seconds}s", "--timeout", "10s", "-s", str(LUA)]
    before = _cpu(pid)
    done = subprocess.run(
        [*pinned, *asked, f"http://127.0.0.1:{port}", "--", str(turn)], capture_output=True, text=True, check=True
    )
    line = next(line for line in done.stdout.splitlines() if line.startswith("FIGURES "))
    told = json.loads(line.removeprefix("FIGURES "))
    rate = told["requests"] / told["microseconds"] * 1e6
    statuses = {int(status): count for status, count in told["statuses"].items()}
    cpu = (_cpu(pid) - before) / max(1, told["requests"])
    return Figures(rate, told["p50"], told["p99"], told["errors"], statuses, cpu)


def _cpu(pid: int) -> float:
    """Milliseconds of processor time that a process has used (proc(5): utime and stime)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


@contextmanager
def _serving(command: Sequence[str], environment: Mapping[str, str]) -> Iterator[tuple[int, int]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    pinned = ["taskset", "-c", "0"] if shutil.which("taskset") and (os.cpu_count() or 1) > 1 else []
    told = [word.format(port=port) for word in command]
    server = subprocess.Popen(
        [*pinned, sys.executable, "-m", *told], env=os.environ | environment | {"ZHENWANG_INTAKE_PORT": str(port)}
    )
    try:
        _until_ready(port)
        _until_idle(server.pid)
        yield port, server.pid
    finally:
        server.terminate()
        server.wait(30)


def _until_ready(port: int) -> None:
    """Until a look-up is answered (the bare server knows none: 404), for the registry is read beside the reports."""
    for _ in range(900):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v1/official?host=www.gov.cn", timeout=5).close()
        except urllib.error.HTTPError as answer:
            if answer.code == 404:
                return
            time.sleep(0.1)
        except OSError:
            time.sleep(0.1)
        else:
            return
    sys.exit("the server did not start")


def _until_idle(pid: int) -> None:
    """Until a second takes less than 50 ms of the processor: the name engine is built after the first answer."""
    for _ in range(120):
        before = _cpu(pid)
        time.sleep(1)
        if _cpu(pid) - before < 50:
            return
    sys.exit("the server is never idle")


def _rates(runs: list[Figures]) -> str:
    return f"{statistics.median(run.rate for run in runs):7.0f}/s ({', '.join(f'{run.rate:.0f}' for run in runs)})"


def _middle(runs: list[Figures], name: str) -> float:
    return statistics.median(getattr(run, name) for run in runs)


if __name__ == "__main__":
    main()
