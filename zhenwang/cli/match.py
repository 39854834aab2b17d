"""``zhenwang match``: which official site does a host name resemble?"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from zhenwang import runtime
from zhenwang.cli.output import err, fail, print_json_lines
from zhenwang.matching.command import Tally, match_lines
from zhenwang.matching.matcher import Matcher
from zhenwang.settings import Settings


def match(*, registry: Annotated[list[Path] | None, Parameter(negative=())] = None) -> None:
    """Match host names, one a line on standard input, and print one JSON object for each host put forward.

    Parameters
    ----------
    registry
        CSV file of official sites; needs only the columns `name` and `domain`. May be given several times.
        Without it the registry that ships with the program is used.
    """
    paths = registry or [Settings().seeds / "official_sites.csv"]
    missing = [str(path) for path in paths if not path.is_file()]
    if missing:
        fail(f"no such registry file: {', '.join(missing)}", 2)
    sites, bad = runtime.load_sites(paths)
    for row in bad:
        err.print(str(row), markup=False, style="yellow")
    if not sites:
        fail("the registry holds no site")
    tally = Tally()
    print_json_lines(match_lines(sys.stdin, Matcher.of(sites), tally))
    if tally.bad:
        err.print(f"{tally.bad} of {tally.read} lines are no host names: {'; '.join(tally.reasons)}", markup=False)
