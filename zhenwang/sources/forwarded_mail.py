"""A forwarded mail as an item: its words, its parts in HTML, its pictures, and who passed it on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import Message
from email.utils import mktime_tz, parsedate_tz

from zhenwang.sources.forwarded_item import ForwardedItem, key_of, one_line
from zhenwang.sources.mail_folders import RawMessage
from zhenwang.sources.mail_parts import MailPart, header_text, mail_parts
from zhenwang.text.charset import decode

CHANNEL = "mail"
MAX_TEXT = 20_000
"""Characters of a mail's words; addresses are read in as many."""
MAX_PAGES = 8
MAX_ATTACHMENTS = 10
MAX_SENDER = 300
_OF_A_MAIL = ("From", "Subject", "Date", "Message-ID", "Received", "To", "Content-Type")


def mail_item(raw: RawMessage, channel: str = CHANNEL) -> ForwardedItem | str:
    """The message as an item, or a sentence that says why it is none. No page, picture or archive is opened."""
    if raw.problem:
        return raw.problem
    mail = mail_parts(raw.body)
    if not any(mail.headers.get(name) is not None for name in _OF_A_MAIL):
        return "not a mail: it has no header that a mail has"
    subjects = [subject for subject in (header_text(mail.headers, "Subject"), *mail.subjects) if subject]
    texts = [_text(part) for part in mail.leaves if _is_text(part)]
    pages = [(part.content_type, part.body) for part in mail.leaves if _is_page(part)]
    others = [part for part in mail.leaves if part.body and not _is_text(part) and not _is_page(part)]
    others.sort(key=lambda part: not _is_picture(part))
    limits = list(mail.limits)
    for kept, most, what in ((pages, MAX_PAGES, "parts in HTML"), (others, MAX_ATTACHMENTS, "attachments")):
        if len(kept) > most:
            limits.append(f"more than {most} {what}")
    return ForwardedItem(
        raw.place,
        key_of(channel, *_identity(mail.headers, raw.body)),
        channel,
        one_line(header_text(mail.headers, "From"), MAX_SENDER),
        _sent_at(mail.headers),
        "\n".join((*subjects, *texts))[:MAX_TEXT],
        pages=tuple(pages[:MAX_PAGES]),
        attachments=tuple(part.body for part in others[:MAX_ATTACHMENTS]),
        limits=tuple(limits),
    )


def _identity(headers: Message, raw: bytes) -> Iterator[bytes]:
    """What makes a mail this mail: its id and its body. Programs add headers whenever they touch a message."""
    yield header_text(headers, "Message-ID").encode("utf-8", "replace")
    body = raw.replace(b"\r\n", b"\n")
    yield body.partition(b"\n\n")[2].strip(b"\n")
    yield from (header_text(headers, name).encode("utf-8", "replace") for name in ("From", "Date", "Subject"))


def _is_text(part: MailPart) -> bool:
    return part.kind in ("text/plain", "text/enriched") and _ending(part) not in ("htm", "html")


def _is_page(part: MailPart) -> bool:
    return part.kind in ("text/html", "application/xhtml+xml") or _ending(part) in ("htm", "html")


def _is_picture(part: MailPart) -> bool:
    return part.kind.startswith("image/") or _ending(part) in ("png", "jpg", "jpeg", "gif", "webp", "bmp")


def _ending(part: MailPart) -> str:
    return part.file_name.lower().rpartition(".")[2]


def _text(part: MailPart) -> str:
    """The words of a part, in the charset that they are in and not the one that is claimed."""
    return decode(part.body[: MAX_TEXT * 4], part.content_type)[0].strip()[:MAX_TEXT]


def _sent_at(headers: Message) -> datetime | None:
    written = parsedate_tz(header_text(headers, "Date", 100))
    try:
        return datetime.fromtimestamp(mktime_tz(written), UTC) if written else None
    except (ValueError, OverflowError, OSError):
        return None
