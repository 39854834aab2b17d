"""How the command line speaks: facts on standard output, everything else on standard error."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Iterable, Mapping
from typing import NoReturn

from rich.console import Console

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


def survive_any_text() -> None:
    """Let both streams escape what they cannot write: names from outside hold half characters, terminals vary."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # in JSON this is the right escape, too


def fail(sentence: str, code: int = 1) -> NoReturn:
    """Say in one sentence what is wrong and leave. Code 2 is a misuse of the command, 1 everything else."""
    err.print(f"zhenwang: {sentence}", markup=False, style="red")
    raise SystemExit(code)


def print_json(content: object) -> None:
    """One JSON value, indented, Chinese readable."""
    print(json.dumps(content, ensure_ascii=False, indent=2, default=str))


def print_json_lines(rows: Iterable[Mapping[str, object]]) -> None:
    """One JSON object a line, as they come; a reader that goes away early is no error."""
    try:
        for row in rows:
            sys.stdout.write(json.dumps(row, ensure_ascii=False, default=str) + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        nobody_reads()


def nobody_reads() -> NoReturn:
    """Leave quietly: whoever read standard output, as ``head`` does, has seen enough."""
    # What is still buffered would break the pipe once more on the way out.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    raise SystemExit(0)
