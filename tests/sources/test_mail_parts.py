"""Mails taken apart, however they were put together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sources import mails_made
from zhenwang.sources.forwarded_item import ForwardedItem
from zhenwang.sources.forwarded_mail import mail_item
from zhenwang.sources.mail_folders import RawMessage
from zhenwang.sources.mail_parts import MAX_DEPTH, MAX_PARTS, header_text, mail_parts


def item(raw: bytes) -> ForwardedItem:
    found = mail_item(RawMessage("1", raw))
    assert isinstance(found, ForwardedItem)
    return found


@pytest.mark.parametrize(
    ("charset", "claimed"),
    [("utf-8", "us-ascii"), ("gb18030", "us-ascii"), ("gb18030", "utf-8"), ("gb18030", "x-nonsense"), ("utf-8", "gbk")],
)
def test_words_are_read_in_the_charset_they_are_in(charset: str, claimed: str) -> None:
    found = item(mails_made.in_charset(mails_made.WORDS * 3, charset, claimed))
    assert "请点击http://shebao.fake-hubei.example.com/a?id=7 办理" in found.text


def test_headers_with_encoded_words_and_with_raw_bytes_are_read() -> None:
    encoded = b"From: =?gb18030?B?zfU=?= <w@mail.example>\nSubject: =?utf-8?Q?=E8=BD=AC?= =?broken\n\nx"
    assert header_text(mail_parts(encoded).headers, "From") == "王 <w@mail.example>"
    raw = "From: 王 <w@mail.example>\n\nx".encode("gb18030")
    assert "w@mail.example" in header_text(mail_parts(raw).headers, "From")


def test_base64_with_garbage_is_read_as_far_as_it_goes() -> None:
    assert "shebao.fake-hubei.example.com" in item(mails_made.base64_with_garbage(mails_made.WORDS)).text


def test_a_mail_in_a_mail_is_read_with_its_subject_and_sent_by_who_forwarded_it() -> None:
    found = item(mails_made.forwarded(mails_made.plain().as_bytes(), 3))
    assert "转发：这是真的吗" in found.text
    assert "shebao.fake-hubei.example.com" in found.text
    assert found.sender == "f2@mail.example"


def test_mails_in_mails_without_end_are_read_to_a_depth() -> None:
    found = item(mails_made.forwarded(mails_made.plain().as_bytes(), MAX_DEPTH + 5))
    assert found.limits == (f"parts more than {MAX_DEPTH} deep",)


def test_ten_thousand_parts_are_not_read() -> None:
    head = b"From: a@mail.example\nContent-Type: multipart/mixed; boundary=b\n\n"
    parts = mail_parts(head + b"--b\n\nx\n" * 10_000)
    assert len(parts.leaves) < MAX_PARTS
    assert parts.limits == (f"more than {MAX_PARTS} parts",)


def test_a_part_that_is_never_closed_and_a_boundary_that_never_comes() -> None:
    head = b'From: a@mail.example\nContent-Type: multipart/mixed; boundary="b"\n\n'
    assert "http://x.example/" in item(head + b"--b\n\nhttp://x.example/").text
    assert mail_parts(head + b"http://x.example/").leaves == ()


def test_an_attached_mail_under_another_type_is_opened_too() -> None:
    mail = mails_made.plain("见附件")
    inner = mails_made.plain("http://inner.example.com/").as_bytes()
    mail.add_attachment(inner, maintype="application", subtype="octet-stream", filename="转发.eml")
    assert "http://inner.example.com/" in item(mail.as_bytes()).text


def test_archives_and_documents_stay_shut() -> None:
    found = item(mails_made.with_code("http://qr.example.com/").as_bytes())
    assert [body[:4] for body in found.attachments] == [b"\x89PNG", b"PK\x03\x04"]


def test_a_mail_is_the_same_mail_wherever_it_lies() -> None:
    mail = mails_made.plain().as_bytes()
    touched = b"Status: RO\nX-UID: 7\n" + mail.replace(b"\n", b"\r\n")
    assert item(mail).key == item(touched).key
    assert item(mail).key != item(mails_made.plain(number=2).as_bytes()).key


def test_what_is_no_mail_is_told() -> None:
    assert isinstance(mail_item(RawMessage("1", b"\x00\xff" * 50)), str)
    assert mail_item(RawMessage("1", b"", "too large")) == "too large"


_HEADERS = st.sampled_from(
    [b"From: a@b.c\n", b"Content-Type: multipart/mixed; boundary=b\n", b"Content-Type: text/html; charset=gbk\n",
     b"Content-Transfer-Encoding: base64\n", b"Content-Transfer-Encoding: quoted-printable\n", b"Date: Fri, 99 x\n",
     b"Content-Type: message/rfc822\n", b"Subject: =?gbk?B?///?=\n", b"\n", b"--b\n", b"--b--\n",
     b"Date: 1 Jan 99999\n"]
)  # fmt: skip


@given(st.binary(max_size=400) | st.lists(_HEADERS | st.binary(max_size=30), max_size=20).map(b"".join))
def test_no_bytes_make_it_raise(raw: bytes) -> None:
    assert isinstance(mail_item(RawMessage("1", raw)), ForwardedItem | str)
    assert isinstance(mail_item(RawMessage("1", b"From: a@b.c\n" + raw)), ForwardedItem | str)
