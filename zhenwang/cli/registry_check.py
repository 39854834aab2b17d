"""``zhenwang registry check``: which official sites depart from the rules for official sites?"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from zhenwang import runtime
from zhenwang.cli.output import fail, out, print_json
from zhenwang.settings import Settings

_Json = Annotated[bool, Parameter(name="--json", negative=())]


def check_(path: Path | None = None, /, *, as_json: _Json = False) -> None:
    """Check a registry file and name every bad row by file, line and column.

    Parameters
    ----------
    path
        A CSV file; the shipped registry when left out.
    as_json
        Print the problems as JSON.
    """
    file = path or Settings().seeds / "official_sites.csv"
    if not file.is_file():
        fail(f"no such registry file: {file}", 2)
    sites, bad = runtime.load_sites([file])
    if as_json:
        print_json({"file": str(file), "sites": len(sites), "problems": [asdict(row) for row in bad]})
    else:
        for row in bad:
            out.print(str(row), markup=False)
        out.print(f"{file.name}: {len(sites)} sites, {len(bad)} problems", markup=False)
    if bad:
        raise SystemExit(1)
