"""The command line, called in this process."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from zhenwang.cli import app

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def zhenwang(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Calls the program with words and with bytes on standard input; gives its exit code, output and complaints."""
    monkeypatch.setenv("ZHENWANG_VAR", str(tmp_path / "var"))

    def run(*words: str, given: bytes = b"") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given), "utf-8", errors="surrogateescape"))
        code = 0
        try:
            app(list(words), result_action="return_value")
        except SystemExit as left:
            code = int(left.code or 0)
        said = capsys.readouterr()
        return code, said.out, said.err

    return run
