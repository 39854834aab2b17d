"""How long a hand-off takes while the intake is flooded, as a ratio to how long it takes alone (threat R19).

usage: python -m bench.handoffs_beside_reports [--rulings 150] [--clients 32] [--database postgresql+psycopg://...]

The hand-offs are ruled in this process and the intake runs in its own, as in operation; both commit durably to one
database. wrk floods the intake, once with the limits that ship (most of it is answered 429), once with limits wide
open, so that every report is kept. A ratio near 1 means that people at work do not notice.
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from bench.intake import LUA, OPEN
from tests.store.made import a_ruling, in_review, ruled
from zhenwang.domain.case import Case
from zhenwang.store.opening import Store, open_store


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rulings", type=int, default=150)
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--database", default="", help="SQLAlchemy URL of an empty database; empty = a new SQLite file")
    chosen = parser.parse_args()
    if not shutil.which("wrk"):
        sys.exit("this needs wrk: apt-get install wrk")
    with tempfile.TemporaryDirectory(prefix="zhenwang-handoffs-") as folder:
        _measure(Path(folder), chosen)


def _measure(folder: Path, chosen: argparse.Namespace) -> None:
    store = open_store(chosen.database or f"sqlite:///{folder}/zhenwang.db", folder / "blobs")
    environment = {"ZHENWANG_VAR": str(folder), "ZHENWANG_DATABASE_URL": chosen.database}
    ways: tuple[tuple[str, Mapping[str, str] | None], ...] = (
        ("no flood", None), ("limits as shipped", {}), ("limits wide open", OPEN),
    )  # fmt: skip
    alone = 0.0
    for number, (name, limits) in enumerate(ways):
        cases = [_ready(store, f"fake{number}-{n}.example.com") for n in range(chosen.rulings)]
        with _flooded(None if limits is None else environment | limits, chosen.clients) as sent:
            times = sorted(_handed_off(store, case) for case in cases)
        middle, late = statistics.median(times), times[int(0.95 * len(times))]
        alone = alone or middle
        print(f"{name:18} p50 {middle:6.1f} ms  p95 {late:6.1f} ms  slowest {times[-1]:6.1f} ms  "
              f"ratio {middle / alone:.2f}  {sent[0] if sent else ''}")  # fmt: skip
    store.close()


def _ready(store: Store, host: str) -> Case:
    return ruled(store, in_review(store, host), a_ruling("confirm", "bo"), "coordinate", a_ruling("sign", "cui"))


def _handed_off(store: Store, case: Case) -> float:
    time.sleep(0.02)  # an officer is slower still; without a pause the rulings would be a flood of their own
    start = time.perf_counter()
    ruled(store, case, a_ruling("hand_off", authority="cac"))
    return (time.perf_counter() - start) * 1000


@contextmanager
def _flooded(environment: Mapping[str, str] | None, clients: int) -> Iterator[list[str]]:
    """What wrk says of its flood stands in the list afterwards."""
    told: list[str] = []
    if environment is None:
        yield told
        return
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "zhenwang", "serve", "intake"]
    surroundings = os.environ | environment | {"ZHENWANG_INTAKE_PORT": str(port)}
    with subprocess.Popen(command, env=surroundings) as server:
        try:
            _until_ready(port)
            asked = ["wrk", "-t1", f"-c{clients}", "-d600s", "--timeout", "10s", "-s", str(LUA)]
            asked.append(f"http://127.0.0.1:{port}")
            with subprocess.Popen([*asked, "--", "1"], stdout=subprocess.PIPE, text=True) as flood:
                time.sleep(1)
                yield told
                flood.send_signal(2)
                out, _ = flood.communicate(timeout=30)
            told.append(next((line for line in out.splitlines() if line.startswith("FIGURES ")), ""))
        finally:
            server.terminate()


def _until_ready(port: int) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    sys.exit("the intake did not start")


if __name__ == "__main__":
    main()
