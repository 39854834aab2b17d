"""Where two makings of a seed list differ, row by row and cell by cell, for a person to read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

from corpora.official_rows import read

KEYS: Mapping[str, tuple[str, ...]] = {
    "official_sites.csv": ("domain",),
    "site_hosts.csv": ("host",),
    "marks_without_host.csv": ("name", "region_code", "site_code"),
    "division_codes.csv": ("code",),
    "sources.csv": ("role", "file", "origin"),
}
"""The lists that are made, with the columns that tell their rows apart."""
SHOWN = 20
_CELL = 60

Line = dict[str, str]


def differences(committed: Path, made: Path, names: Sequence[str] = tuple(KEYS)) -> Iterator[str]:
    """Sentences about every list whose bytes differ: how many rows, and the first of them. Nothing drifted: none."""
    for name in names:
        before, after = committed / name, made / name
        if not before.is_file():
            yield f"{name}: not there, though the generator makes it"
        elif before.read_bytes() != after.read_bytes():
            yield from _of_list(name, _by_key(before, KEYS[name]), _by_key(after, KEYS[name]))


def _by_key(path: Path, key: Sequence[str]) -> dict[str, Line]:
    found: dict[str, Line] = {}
    for line in read(path):
        plain = " ".join(filter(None, (line.get(column, "") for column in key)))
        found[plain if plain not in found else f"{plain} (line {len(found) + 2})"] = line
    return found


def _of_list(name: str, before: dict[str, Line], after: dict[str, Line]) -> Iterator[str]:
    gone = [key for key in before if key not in after]
    new = [key for key in after if key not in before]
    changed = [key for key in after if key in before and after[key] != before[key]]
    yield f"{name}: {len(new)} rows more, {len(gone)} rows gone, {len(changed)} rows changed by making it again"
    told = chain(
        (f"  + {key}" for key in new),
        (f"  - {key}" for key in gone),
        (f"  ~ {key}: {_cells(before[key], after[key])}" for key in changed),
    )
    yield from (sentence for sentence, _ in zip(told, range(SHOWN), strict=False))
    if (left := len(new) + len(gone) + len(changed) - SHOWN) > 0:
        yield f"  … and {left} more"
    if not (new or gone or changed):
        yield "  the rows are the same; their order or spelling in the file is not"


def _cells(before: Line, after: Line) -> str:
    columns = [column for column in {**before, **after} if before.get(column) != after.get(column)]
    return "; ".join(f"{name} {_short(before.get(name))} → {_short(after.get(name))}" for name in columns)


def _short(cell: str | None) -> str:
    text = cell or ""
    return repr(text if len(text) <= _CELL else text[: _CELL - 1] + "…")
