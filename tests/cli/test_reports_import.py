"""``zhenwang reports import``: what it says, what it keeps, and with which exit code."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run
from tests.sources import mails_made
from zhenwang.settings import Settings
from zhenwang.store import quarantine, reports
from zhenwang.store.opening import open_store

HOST = "shebao.fake-hubei.example.com"


def test_a_trial_creates_no_store_and_no_key(zhenwang: Run, tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(mails_made.plain().as_bytes())
    code, said, _ = zhenwang("reports", "import", str(tmp_path / "a.eml"), "--dry-run")
    assert code == 0
    assert "nothing was kept" in said
    assert HOST.replace(".", "[.]") in said
    assert not (tmp_path / "var").exists()


def test_messages_are_kept_once_and_unreadable_ones_too(zhenwang: Run, tmp_path: Path) -> None:
    box = tmp_path / "box"
    box.mkdir()
    (box / "a.eml").write_bytes(mails_made.plain().as_bytes())
    (box / "b.eml").write_bytes(b"\x00\xff" * 40)
    for accepted, repeated in ((1, 0), (0, 1)):
        code, said, _ = zhenwang("reports", "import", str(box), "--json")
        told = json.loads(said)
        assert code == 1
        assert (told["accepted"], told["repeated"], told["unreadable"]) == (accepted, repeated, 1)
        assert told["problems"] == [{"place": "b.eml", "reason": "not a mail: it has no header that a mail has"}]
    settings = Settings(var=tmp_path / "var", database_url="")
    store = open_store(settings.store_url, settings.blobs)
    assert len(reports.of_host(store, HOST)) == 1
    assert [item.locator for item in quarantine.items(store)] == ["b.eml"]
    store.close()


def test_a_channel_may_be_named(zhenwang: Run, tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(mails_made.plain().as_bytes())
    assert zhenwang("reports", "import", str(tmp_path / "a.eml"), "--channel", "sms")[0] == 0
    settings = Settings(var=tmp_path / "var", database_url="")
    store = open_store(settings.store_url, settings.blobs)
    (report,) = reports.of_host(store, HOST)
    store.close()
    assert (report.channel, report.reached_by) == ("sms", "sms")


def test_a_path_that_is_not_there_is_a_misuse(zhenwang: Run, tmp_path: Path) -> None:
    code, _, said = zhenwang("reports", "import", str(tmp_path / "gone"))
    assert code == 2
    assert "no such file or folder" in said
