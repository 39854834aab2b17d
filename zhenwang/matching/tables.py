"""The reviewed tables that ship beside these modules: tab-separated, ``#`` before what is no row."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources


def rows(file: str) -> Iterator[list[str]]:
    """The columns of every row of a table, in its order."""
    text = resources.files("zhenwang.matching").joinpath(file).read_text("utf-8")
    return (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
