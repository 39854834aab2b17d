"""From the bytes of an answer to a page in zones.

Everything is bounded: 4 MiB of markup, and a count for each kind of element. What was cut is told as a gap.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborHTMLParser

from zhenwang.domain.look import Gap, Page, Structure
from zhenwang.pages.markup import MAX_BYTES, tame
from zhenwang.pages.reader import PageReader
from zhenwang.pages.seen import Seen
from zhenwang.pages.sheets import Sheets
from zhenwang.pages.structure import StructureBuilder
from zhenwang.pages.tree import walk
from zhenwang.pages.zones import BOTTOM, FOOTER, HEADER, NAVIGATION, header_and_footer
from zhenwang.text.charset import decode

_MAGIC = (
    b"%PDF", b"PK\x03\x04", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"RIFF", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf", b"MZ",
    b"\x7fELF", b"BM", b"\x00\x00\x01\x00", b"\xd0\xcf\x11\xe0", b"OggS", b"ID3", b"wOFF", b"wOF2", b"\x28\xb5\x2f\xfd",
)  # fmt: skip
_NOT_TEXT = re.compile(
    r"(?:image/(?!svg)|audio/|video/|font/|application/(?:pdf|zip|gzip|vnd|msword|octet|x-(?!html)))", re.I
)
_DATA = re.compile(r"(?:application/(?:json|javascript|ld\+json)|text/(?:css|javascript|csv))", re.I)
_MARKUP = re.compile(rb"<(?:!doctype|html|head|body|title|meta|div|script|table|p|a|h1|form|iframe|frameset)\b", re.I)
_BROKEN_SHARE = 0.01
_HIDDEN_PAGE = 100  # characters that make a page out of which all is hidden


@dataclass(frozen=True, slots=True)
class PageRead:
    """What was read of an answer's body. Without a page, ``gaps`` says why."""

    page: Page | None
    structure: Structure | None
    gaps: tuple[Gap, ...] = ()


def read_page(body: bytes, content_type: str = "") -> tuple[Page | None, tuple[Gap, ...]]:
    """The page in an answer's decoded body, and what could not be seen of it. Never raises. As ``read_body``."""
    came = read_body(body, content_type)
    return came.page, came.gaps


def read_body(body: bytes, content_type: str = "") -> PageRead:
    """The page in an answer's decoded body, how it is built, and what could not be seen of it. Never raises.

    No page with gap ``empty`` or ``not_a_page`` when there is no page. Gap ``parse_limited`` says that the page was too
    large and was read in part, ``bad_encoding`` that more than one character in a hundred could not be read.
    """
    if not body.strip():
        return PageRead(None, None, (Gap("empty", "The answer has no content."),))
    reason = _no_page(body, content_type)
    if reason:
        return PageRead(None, None, (Gap("not_a_page", reason),))
    text, charset = decode(body[:MAX_BYTES], content_type)
    markup, cut = tame(text)
    reader, builder, whole = _walked(LexborHTMLParser(markup))
    limits = [f"larger than {MAX_BYTES} bytes"] if len(body) > MAX_BYTES else []
    limits += ["more markup than a page holds"] if cut or not whole else []
    limits += sorted(reader.limits())
    gaps = [Gap("parse_limited", f"The page was read in part: {', '.join(limits)}.")] if limits else []
    if text.count("\ufffd") > max(3, len(text) * _BROKEN_SHARE):
        gaps.append(Gap("bad_encoding", f"Part of the page could not be read as {charset}."))
    return PageRead(_page(reader, charset), builder.structure(), tuple(gaps))


def _walked(tree: LexborHTMLParser) -> tuple[PageReader, StructureBuilder, bool]:
    sheets = Sheets(_inside(tree, "style"), lambda: _inside(tree, "script"))
    reader, builder = PageReader(), StructureBuilder()
    whole = walk(tree, Seen(sheets), reader, builder)
    if reader.scripts and not reader.words.text() and len(reader.words.hidden()) >= _HIDDEN_PAGE:
        # Nobody makes a page of which nothing is seen: its script brings it in.
        reader = PageReader()
        walk(tree, Seen(sheets, judging=False), reader)
    reader.take_backgrounds(sheets.pictures)
    return reader, builder, whole


def _inside(tree: LexborHTMLParser, tag: str) -> str:
    return "\n".join(node.text() for node in tree.css(tag))


def _no_page(body: bytes, content_type: str) -> str:
    content_type = content_type.strip()[:60]
    head = body[:1024]
    if head.lstrip().startswith(_MAGIC):
        return "The answer is a file, not a page."
    if _MARKUP.search(body[:4096]):
        return ""
    if _NOT_TEXT.match(content_type) or _DATA.match(content_type):
        return f"The answer is of type {content_type}, not a page."
    unprintable = sum(byte < 9 or 13 < byte < 27 for byte in head)
    # UTF-16 is half NULs and still text, and begins with a mark or keeps to every second place.
    if unprintable * 10 > len(head) and not decode(head)[1].startswith("utf-16"):
        return "The answer is binary data, not a page."
    return ""


def _page(reader: PageReader, charset: str) -> Page:
    text, (zones, bottom) = reader.words.text(), reader.words.by_zone()
    header, footer = header_and_footer(zones.get(HEADER, ""), zones.get(FOOTER, ""), text)
    return Page(
        charset=charset,
        title=reader.title,
        meta=tuple(reader.meta),
        header=header,
        navigation=zones.get(NAVIGATION, ""),
        footer=footer,
        text=text,
        links=tuple(replace(link, zone=bottom) if link.zone == BOTTOM else link for link in reader.links),
        images=tuple(replace(image, zone=bottom) if image.zone == BOTTOM else image for image in reader.images),
        scripts=tuple(reader.scripts),
        forms=reader.forms.forms(),
        hidden=reader.words.hidden(),
    )
