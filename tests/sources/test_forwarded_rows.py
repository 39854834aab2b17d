"""Tables of forwarded messages, as offices save them."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenwang.sources import mail_folders
from zhenwang.sources.forwarded_item import ForwardedItem
from zhenwang.sources.forwarded_mail import mail_item
from zhenwang.sources.forwarded_rows import row_items
from zhenwang.sources.mail_folders import KEPT, RawMessage, raw_messages, row_files

WORDS = "【社保】请点http://sms.example.com/q 办理"


def items(folder: Path, text: str, charset: str = "utf-8") -> list[ForwardedItem | tuple[str, str, bytes]]:
    file = folder / "短信.csv"
    file.write_bytes(text.encode(charset))
    return list(row_items(file, "sms"))


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_headings_of_offices_in_the_encodings_of_their_programs(tmp_path: Path, charset: str, delimiter: str) -> None:
    rows = (
        ("短信内容", "来电号码（必填）", "时间", "冒充单位", "科室"),
        (WORDS, "13800138000", "2026年11月20日 08:30", "社保局", "二科"),
    )
    (found,) = items(tmp_path, "\r\n".join(delimiter.join(row) for row in rows), charset)
    assert isinstance(found, ForwardedItem)
    assert found.text == f"{WORDS}\n二科"
    assert (found.sender, found.claims, found.channel) == ("13800138000", "社保局", "sms")
    assert found.sent_at
    assert found.sent_at.isoformat() == "2026-11-20T08:30:00+08:00"
    assert found.place == "短信.csv:2"


def test_english_headings_and_addresses_of_their_own(tmp_path: Path) -> None:
    (found,) = items(tmp_path, "Date,From,URL,Text\n2026/11/20,a@b.example,hxxp://x[.]example/,hello\n")
    assert isinstance(found, ForwardedItem)
    assert (found.fields, found.text, found.sender) == (("hxxp://x[.]example/",), "hello", "a@b.example")


def test_without_headings_every_cell_is_words(tmp_path: Path) -> None:
    found = items(tmp_path, f"{WORDS},王\nwww.other.example,\n")
    assert [item.text for item in found if isinstance(item, ForwardedItem)] == [f"{WORDS}\n王", "www.other.example"]


def test_the_same_row_has_the_same_key(tmp_path: Path) -> None:
    first, second, third = items(tmp_path, f"内容\n{WORDS}\n{WORDS}\n{WORDS}。\n")
    assert isinstance(first, ForwardedItem)
    assert isinstance(second, ForwardedItem)
    assert isinstance(third, ForwardedItem)
    assert first.key == second.key != third.key


def test_a_row_that_is_broken_costs_itself(tmp_path: Path) -> None:
    found = items(tmp_path, '内容,时间\n"open,1\n' + WORDS + ",2\n" + "x" * 70_000 + "\n")
    assert [type(item) for item in found] == [tuple, ForwardedItem, tuple]


def test_a_date_is_believed_when_it_can_be_true() -> None:
    now = datetime.fromisoformat("2026-11-23T10:00:00+08:00")
    for ago, believed in ((timedelta(hours=3), True), (timedelta(days=40), False), (timedelta(days=-1), False)):
        item = ForwardedItem("1", "k", "sms", sent_at=now - ago)
        assert (item.received_at(now) == now - ago) is believed


def test_a_folder_is_read_without_moving_anything(tmp_path: Path) -> None:
    for name in ("new", "cur", "tmp"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "1").write_bytes(b"From: a@b.c\n\n" + name.encode())
    before = sorted(tmp_path.rglob("*"))
    assert [raw.body[-3:] for raw in raw_messages(tmp_path)] == [b"new", b"cur"]
    assert sorted(tmp_path.rglob("*")) == before


def _with_a_large_one(folder: Path, megabytes: int) -> list[RawMessage]:
    box = folder / "in.mbox"
    with box.open("wb") as file:
        file.write(b"From a\nFrom: a@b.c\n\nfirst\n\nFrom b\nFrom: b@b.c\n\n")
        for _ in range(megabytes):
            file.write(b"x" * ((1 << 20) - 1) + b"\n")
        file.write(b"\nFrom c\nFrom: c@b.c\n\nthird\nFrom here it goes on\n")
    return list(raw_messages(box))


def test_a_message_too_large_costs_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail_folders, "MAX_BYTES", 1 << 20)
    first, large, third = _with_a_large_one(tmp_path, 2)
    assert first == RawMessage("in.mbox:1", b"From: a@b.c\n\nfirst\n\n")
    assert "more than" in large.problem
    assert len(large.body) <= KEPT
    assert third.body.endswith(b"From here it goes on\n")


@pytest.mark.soak
def test_a_mail_of_100_megabytes_costs_itself(tmp_path: Path) -> None:
    first, large, third = _with_a_large_one(tmp_path, 100)
    assert (first.problem, third.problem) == ("", "")
    assert len(large.body) <= KEPT


def test_a_folder_of_files_gives_mails_and_tables(tmp_path: Path) -> None:
    for name in ("b.eml", "a.csv", "c.pdf", ".hidden.eml"):
        (tmp_path / name).write_bytes(b"From: a@b.c\n\nx")
    assert [raw.place for raw in raw_messages(tmp_path)] == ["b.eml"]
    assert row_files(tmp_path) == (tmp_path / "a.csv",)


def test_outlooks_own_files_are_told(tmp_path: Path) -> None:
    (tmp_path / "x.msg").write_bytes(b"\xd0\xcf\x11\xe0" + b"x" * 100)
    (found,) = raw_messages(tmp_path)
    assert ".eml" in found.problem


def test_what_is_not_there_is_an_error_of_the_path(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        list(raw_messages(tmp_path / "gone"))


@given(st.binary(max_size=300) | st.text(alphabet='内容,;\t"\r\nFrom a.cn:', max_size=80).map(str.encode))
def test_no_bytes_of_a_file_make_it_raise(raw: bytes) -> None:
    with TemporaryDirectory() as folder:
        for name in ("x.csv", "x.mbox"):
            (Path(folder) / name).write_bytes(raw)
        rows = list(row_items(Path(folder) / "x.csv", "sms"))
        assert all(isinstance(row, ForwardedItem | tuple) for row in rows)
        (Path(folder) / "y.mbox").write_bytes(b"From a\n" + raw)
        assert all(isinstance(mail_item(message), ForwardedItem | str) for message in raw_messages(Path(folder)))
