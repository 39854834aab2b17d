"""Makes ``seeds/recorded_day`` anew: official pages, replayed answers, certificate log, reports, list, expectations.

    python -m corpora.recorded_day [FOLDER]

The output depends on the texts under ``corpora/day`` only: no clock, no network, no random numbers without a seed.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import shutil
import sys
from pathlib import Path

from corpora.day_answers import answered
from corpora.day_cast import DAY, Member, bodies, cast, reports
from corpora.day_log import log_files
from corpora.day_pages import readme

FOLDER = Path(__file__).parent.parent / "seeds" / "recorded_day"
_LISTED_BESIDES = ("www.yueyang.gov.cn", "hengtongsoft.example", "BBS.DONGXIANG.EXAMPLE.")


def files() -> dict[str, bytes]:
    """Every file of the recorded day by its path in the folder."""
    recording, made = answered()
    made["answers.json"] = _json(recording)
    made |= {f"log/{path}": body for path, body in log_files().items()}
    made["reports.json"] = _json(report_rows())
    made["hosts.txt"] = _host_list().encode()
    made["expected.csv"] = _expectations().encode()
    made["README.md"] = readme({"day": DAY, "cast": cast(), "bodies": bodies().values()}).encode()
    return made


def write(folder: Path) -> int:
    """Write the day into a folder, replacing what a former run left there. Returns the number of files."""
    for part in ("pages", "official", "log"):
        if (folder / part).is_dir():
            shutil.rmtree(folder / part)
    made = files()
    for path, body in made.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(body)
    return len(made)


def report_rows() -> list[dict[str, object]]:
    """The inbox in the fields of ``domain.Report``. Receipts are fixed here; the intake draws them at random."""
    rows: list[dict[str, object]] = []
    for number, row in enumerate(reports(), 1):
        receipt = hashlib.sha256(f"recorded day, report {number}".encode()).hexdigest()[:32]
        told = {key: row[key] for key in ("urls", "claims", "reached_by", "note")}
        rows.append({"receipt": receipt, "received_at": row["at"]} | told)
    return rows


def _host_list() -> str:
    listed = [member for member in cast() if "list" in member.seen]
    lines = [
        "# 外省办公厅转来的可疑站点清单（2026-11-19 传真件录入），请协查",
        "# 其中有无问题尚未核实；一行一个",
        "",
        *(_as_written(member, place) for place, member in enumerate(listed)),
        *_LISTED_BESIDES,
    ]
    return "\n".join(lines) + "\n"


def _as_written(member: Member, place: int) -> str:
    return f"http://{member.shown}/" if place % 3 == 2 else member.shown


def _expectations() -> str:
    held = io.StringIO()
    rows = csv.writer(held, lineterminator="\n")
    rows.writerow(["host", "outcome", "band", "imitates", "limb", "why"])
    for member in cast():
        told = member.expected
        rows.writerow([member.host, told.outcome, told.band, told.imitates, told.limb, told.why])
    return held.getvalue()


def _json(content: object) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


if __name__ == "__main__":
    print(write(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER), "files")
