"""``zhenwang match``: which official site does a host name resemble?"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from zhenwang.cli.jurisdiction import registry_of
from zhenwang.cli.output import err, print_json_lines
from zhenwang.matching.absent_registry import matcher_of
from zhenwang.matching.command import Tally, match_lines
from zhenwang.settings import Settings


def match(*, registry: Annotated[list[Path] | None, Parameter(negative=())] = None, jurisdiction: str = "") -> None:
    """Match host names, one a line on standard input, and print one JSON object for each host put forward.

    Parameters
    ----------
    registry
        CSV file of official sites; needs only the columns `name` and `domain`. May be given several times.
        Without it the registry in use, or the list of the jurisdiction pack that is named.
    jurisdiction
        Jurisdiction pack: an id such as `us`, or a file ending in .toml. See docs/jurisdictions.md.
    """
    settings = Settings()
    matcher = matcher_of(registry_of(settings, registry or (), jurisdiction, pages=False))
    tally = Tally()
    print_json_lines(match_lines(sys.stdin, matcher, tally))
    if tally.bad:
        err.print(f"{tally.bad} of {tally.read} lines are no host names: {'; '.join(tally.reasons)}", markup=False)
