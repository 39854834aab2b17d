"""Mails as people in Hubei might forward them; every name and address is made up."""

from __future__ import annotations

import base64
import io
from email.message import EmailMessage

import segno

WORDS = "【人社通知】您的社保补贴待领取，请点击http://shebao.fake-hubei.example.com/a?id=7 办理，今日有效。"


def plain(words: str = WORDS, number: int = 1, **headers: str) -> EmailMessage:
    """A mail of words, from a person."""
    mail = EmailMessage()
    told = {
        "From": "王大爷 <wang@mail.example>",
        "Subject": "转发：这是真的吗",
        "Message-ID": f"<{number}@mail.example>",
    }
    for name, value in (told | {name.replace("_", "-"): value for name, value in headers.items()}).items():
        mail[name] = value
    mail.set_content(words)
    return mail


def in_charset(words: str, charset: str, claimed: str) -> bytes:
    """A mail whose bytes are in one charset and that claims another, as old programs send them; its subject is raw."""
    head = f"From: a@mail.example\nSubject: {words[:8]}\nContent-Type: text/plain; charset={claimed}\n\n"
    return (head + words).encode(charset)


def in_html(markup: str) -> EmailMessage:
    mail = plain("请看网页版")
    mail.add_alternative(markup, subtype="html")
    return mail


def with_code(address: str) -> EmailMessage:
    """A mail with a picture of a QR code, and a file that is none."""
    picture = io.BytesIO()
    segno.make(address).save(picture, kind="png", scale=6)
    mail = plain("扫码领取，见图")
    mail.add_attachment(b"PK\x03\x04" + b"0" * 64, maintype="application", subtype="zip", filename="bomb.zip")
    mail.add_attachment(picture.getvalue(), maintype="image", subtype="png", filename="码.png")
    return mail


def forwarded(inside: bytes, depth: int = 1) -> bytes:
    """A mail in a mail in a mail, each as an attachment."""
    for level in range(depth):
        head = f"From: f{level}@mail.example\nSubject: Fw {level}\nContent-Type: message/rfc822\n\n"
        inside = head.encode() + inside
    return inside


def base64_with_garbage(words: str) -> bytes:
    coded = base64.b64encode(words.encode("gb18030")).decode()
    torn = "!!\r\n".join(coded[place : place + 7] for place in range(0, len(coded), 7))
    return (
        "From: a@mail.example\r\nContent-Type: text/plain; charset=gb2312\r\n"
        f"Content-Transfer-Encoding: base64\r\n\r\n{torn}"
    ).encode()


def mbox(*mails: bytes) -> bytes:
    return b"".join(b"From a@mail.example Fri Nov 20 08:00:00 2026\n" + mail.rstrip(b"\n") + b"\n\n" for mail in mails)
