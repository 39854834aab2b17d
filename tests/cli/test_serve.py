"""What keeps the intake from starting is said in a sentence before it listens."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhenwang.access.sealing import SealError
from zhenwang.cli.faults import explain
from zhenwang.cli.serve import serve


@pytest.mark.parametrize(("text", "mode"), [("ab" * 32, 0o644), ("no key", 0o600)])
def test_R18_an_intake_that_cannot_seal_does_not_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, mode: int
) -> None:
    key = tmp_path / "reporter.key"
    key.write_text(text)
    key.chmod(mode)
    monkeypatch.setenv("ZHENWANG_VAR", str(tmp_path))
    monkeypatch.setattr("zhenwang.cli.serve.uvicorn.run", lambda *_, **__: pytest.fail("it listens"))
    with pytest.raises(SealError) as refused:
        serve("intake")
    sentence, code = explain(refused.value) or ("", 0)
    assert sentence.startswith(f"The reporters' key {key} ")
    assert code == 1
