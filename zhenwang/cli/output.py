"""How the command line speaks: facts on standard output, everything else on standard error."""

from __future__ import annotations

import io
import json
import os
import sys
import unicodedata
from collections.abc import Iterable, Mapping
from typing import NoReturn

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment


class Tamed(Console):
    """A console whose texts cannot steer the terminal: names in lists come from outside, and so do errors' quotations.

    Control characters, of C1 too, and those that are not seen or turn the direction of writing are told: ``⟦U+202E⟧``.
    """

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        for segment in super().render(renderable, options):
            yield segment if segment.control else Segment(tamed(segment.text), segment.style)


out = Tamed(highlight=False, soft_wrap=True)
err = Tamed(stderr=True, highlight=False, soft_wrap=True)


def tamed(text: str) -> str:
    """Blanks and line ends stay, and half characters, which the stream escapes."""
    if text.isprintable():
        return text
    return "".join(
        char
        if char.isprintable() or char in "\t\n" or unicodedata.category(char) in ("Zs", "Cs")
        else f"⟦U+{ord(char):04X}⟧"
        for char in text
    )


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
