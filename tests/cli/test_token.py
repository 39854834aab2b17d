"""``zhenwang token``: issue, list, revoke."""

from __future__ import annotations

import json
import sys

import pytest

from tests.cli.conftest import Run
from zhenwang import registry_in_use, runtime
from zhenwang.cli import main
from zhenwang.settings import Settings
from zhenwang.store import intake_tokens


def test_a_token_is_printed_once_and_alone(zhenwang: Run) -> None:
    code, said, wrong = zhenwang("token", "issue", "武汉12345")
    assert code == 0
    token = said.strip()
    assert "only time" in wrong
    assert token not in wrong
    with registry_in_use.opened_store(Settings()) as store:
        assert intake_tokens.holder(store, token, runtime.now()) == "武汉12345"
    listed = zhenwang("token", "list", "--json")[1]
    assert token not in listed
    (row,) = json.loads(listed)
    assert (row["name"], row["revoked_at"]) == ("武汉12345", None)
    assert row["used_at"]


def test_a_name_has_one_token_until_it_is_revoked(zhenwang: Run) -> None:
    assert "token issue" in zhenwang("token", "list")[2]
    zhenwang("token", "issue", "12377")
    code, _, wrong = zhenwang("token", "issue", "12377")
    assert code == 2
    assert "--again" in wrong
    assert zhenwang("token", "issue", "12377", "--again")[0] == 0
    assert "never used" in zhenwang("token", "list")[1]
    assert zhenwang("token", "revoke", "12377") == (0, "the token of 12377 opens nothing any more\n", "")
    assert "revoked" in zhenwang("token", "list")[1]
    assert zhenwang("token", "revoke", "12377")[0] == 2
    assert zhenwang("token", "issue", "<b>")[0] == 2


def test_the_help_teaches_a_transfer(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["zhenwang", "token", "issue", "--help"])
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 0
    said = capsys.readouterr().out
    for taught in ("/api/v1/bulk", "Authorization: Bearer", "docs/api.md", "once"):
        assert taught in said
