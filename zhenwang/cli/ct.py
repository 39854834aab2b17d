"""``zhenwang ct``: certificate-log files as JSON lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from zhenwang.cli.output import err, fail, print_json_lines
from zhenwang.sources.ct_files import Entry, as_json, read_paths


@dataclass(slots=True)
class _Counted:
    """Entries on their way to the output, counted as they pass."""

    read: int = 0
    reported: int = 0

    def pass_on(self, paths: list[Path]) -> Iterator[dict[str, object]]:
        for item in read_paths(paths):
            self.read += isinstance(item, Entry)
            self.reported += not isinstance(item, Entry)
            yield as_json(item)


def read(paths: Annotated[list[Path], Parameter(required=True)], /) -> None:
    """Read certificate-log files and print one JSON object an entry.

    Data tiles and names tiles (static-ct, gzip or not) and get-entries JSON (RFC 6962); folders are walked. An entry
    that cannot be read is printed too, with `error` and the names that could be read from it.

    Parameters
    ----------
    paths
        Files or folders.
    """
    missing = [str(path) for path in paths if not path.exists()]
    if missing:
        fail(f"no such file or folder: {', '.join(missing)}", 2)
    counted = _Counted()
    print_json_lines(counted.pass_on(paths))
    err.print(f"{counted.read} entries read, {counted.reported} reported with a reason")
    if not counted.read:
        fail("no entry was read: an empty source is a failure, not a quiet day")
