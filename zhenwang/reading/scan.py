"""A page that no parser survives, read without one: its title, its words and its links, in one pass over the bytes."""

from __future__ import annotations

import html
import re
import string

from zhenwang.domain.look import Gap, Link, Page
from zhenwang.pages.markup import RESUME
from zhenwang.pages.page import PageRead
from zhenwang.text.charset import decode

BEGINNING, ENDING = 192 * 1024, 64 * 1024
_MAX_LINKS, _MAX_URL, _MAX_TITLE = 500, 500, 1_000
_STAND_IN_HEADER, _STAND_IN_FOOTER = 300, 1_500

_TITLE = re.compile(r"<title\b[^>]{0,200}>([^<]{0,2000})", re.IGNORECASE)
_HREF = re.compile(r"\bhref\s{0,9}=\s{0,9}[\"']?([^\"'\s>]{1,500})", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,2000}>?")
_RAW = re.compile(r"<!--|<(script|style|template|title)\b")
_LOWER = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)
_BLANK = re.compile(r"[^\S\n]+")
_BREAK = re.compile(r" ?\n[ \n]*")


def beginning_and_end(body: bytes) -> bytes:
    """At most 256 KiB: names and titles stand at the beginning of a page, its marks at the end."""
    if len(body) <= BEGINNING + ENDING:
        return body
    return body[:BEGINNING] + RESUME.encode("ascii") + body[-ENDING:]


def scan(body: bytes, content_type: str = "") -> PageRead:
    """Title, words and links of the beginning and the end of a page, in zones by place alone. Never raises."""
    text, charset = decode(beginning_and_end(body), content_type)
    title = _TITLE.search(text)
    shown = _BREAK.sub("\n", _BLANK.sub(" ", html.unescape(_TAG.sub("\n", _without_raw(text))))).strip()
    page = Page(
        charset=charset,
        title=_BLANK.sub(" ", html.unescape(title[1]).replace("\n", " ")).strip()[:_MAX_TITLE] if title else "",
        meta=(),
        header=shown[:_STAND_IN_HEADER].rstrip(),
        navigation="",
        footer=shown[-_STAND_IN_FOOTER:].lstrip(),
        text=shown,
        links=tuple(Link(html.unescape(found[1])[:_MAX_URL], "", "body") for found in _links(text)),
    )
    return PageRead(page, None, (Gap("parse_limited", "Only the title, words and links of the page were read."),))


def _links(text: str) -> list[re.Match[str]]:
    return [found for found, _ in zip(_HREF.finditer(text), range(_MAX_LINKS), strict=False)]


def _without_raw(text: str) -> str:
    """What no browser shows as words is left out: scripts, styles, templates, comments, and the title."""
    lowered = text.translate(_LOWER)  # str.lower() makes two characters of some
    kept: list[str] = []
    place = 0
    while found := _RAW.search(lowered, place):
        kept.append(text[place : found.start()])
        end = lowered.find(f"</{found[1]}" if found[1] else "--", found.end())
        end = lowered.find(">", end) if end >= 0 else -1
        if end < 0:
            return "\n".join(kept)
        place = end + 1
    kept.append(text[place:])
    return "\n".join(kept)
