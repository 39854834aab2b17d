"""The marks that a page shows: site code, ICP and police numbers, CONAC mark, 找错 link; not whose they are.

A page that shows the mark of a registered body makes a claim to be that body, whatever else it says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from zhenwang.domain.jurisdiction import Jurisdiction
from zhenwang.domain.look import Page, Script
from zhenwang.domain.registry import MARK_KINDS
from zhenwang.pages import mark_patterns as patterns
from zhenwang.pages.zones import BODY, FOOTER, HEADER, NAVIGATION
from zhenwang.text.comparable import comparable
from zhenwang.text.snippets import SNIPPET, Folded, around

MAX_MARKS = 200
META, SCRIPT = "meta", "script"
_LABEL_CHARACTER = re.compile("[备備证證码碼网網]")


@dataclass(frozen=True, slots=True)
class FoundMark:
    """A mark as it stands on a page.

    ``kind`` is ``site_code``, ``icp``, ``psb``, ``conac``, ``jiucuo_code`` (site code in a 找错 link or script),
    ``jiucuo_host`` (A-label host in its ``url=``), or one that the jurisdiction declares. ``value`` is normalised as in
    ``domain.Marks``; the number in a CONAC script path, which is not the id of its link, is given as ``CA`` and 21
    digits. ``zone`` is ``header``, ``navigation``, ``footer``, ``body``, ``meta``, ``script`` or ``hidden``.
    ``snippet`` are the page's own words.
    """

    kind: str
    value: str
    snippet: str
    zone: str


def find_marks(page: Page, jurisdiction: Jurisdiction | None = None) -> tuple[FoundMark, ...]:
    """Every mark once per kind and value, at the most telling place: footer, header, meta, links, scripts, rest.

    Of a jurisdiction the kinds that it has, its own ones in words only; without one every kind of ``MARK_KINDS``.
    """
    expected = {known.kind for known in jurisdiction.marks} if jurisdiction else set(MARK_KINDS)
    found: dict[tuple[str, str], FoundMark] = {}
    for mark in chain(_all(page) if expected.intersection(MARK_KINDS) else (), _declared(page, jurisdiction)):
        if ("site_code" if mark.kind.startswith("jiucuo") else mark.kind) not in expected:
            continue
        found.setdefault((mark.kind, mark.value), mark)
        if len(found) >= MAX_MARKS:
            break
    return tuple(found.values())


def _all(page: Page) -> Iterator[FoundMark]:
    for zone, text in ((FOOTER, page.footer), (HEADER, page.header), (NAVIGATION, page.navigation)):
        yield from _in_words(text, zone)
    yield from _in_meta(page)
    for link in page.links:
        yield from _in_address(link.href, link.zone)
    for image in page.images:
        yield from _in_words(image.alt, image.zone)
        yield from _in_address(image.src, image.zone)
    for script in page.scripts:
        yield from _in_script(script)
    yield from _in_words(page.text, BODY)
    yield from _in_words(page.title, META)


def _declared(page: Page, jurisdiction: Jurisdiction | None) -> Iterator[FoundMark]:
    own = [known for known in jurisdiction.marks if known.kind not in MARK_KINDS] if jurisdiction else []
    if not own:
        return
    zones = (FOOTER, page.footer), (HEADER, page.header), (NAVIGATION, page.navigation), (BODY, page.text)
    for zone, folded in ((zone, Folded(text)) for zone, text in zones if text):
        for known in own:
            for found in re.finditer(rf"(?<![^\W_])(?:{known.pattern})(?![^\W_])", folded.text):
                value = "".join(found[0].split())
                if value:
                    yield FoundMark(known.kind, value, folded.snippet(*found.span()), zone)


def _in_words(raw: str, zone: str) -> Iterator[FoundMark]:
    if not raw:
        return
    folded = Folded(raw)
    for kind, value, found in _printed(folded.text):
        yield FoundMark(kind, value, folded.snippet(*found.span()), zone)
    # Pinyin and symbols between the characters hide a label from its pattern, but not from comparable text.
    for line in raw.split("\n"):
        if _LABEL_CHARACTER.search(line):
            for kind, value, _ in _printed(comparable(line)):
                yield FoundMark(kind, value, around(line, 0, min(len(line), SNIPPET)), zone)


def _printed(text: str) -> Iterator[tuple[str, str, re.Match[str]]]:
    for found in patterns.SITE_CODE.finditer(text):
        yield "site_code", found[1].lower(), found
    for found in patterns.ICP.finditer(text):
        yield "icp", patterns.icp_value(found), found
    for found in patterns.PSB.finditer(text):
        yield "psb", patterns.psb_value(found[1], found[2]), found


def _in_meta(page: Page) -> Iterator[FoundMark]:
    for name, content in page.meta:
        code = patterns.SITE_CODE_VALUE.match(content) if name.lower() in ("siteidcode", "sitecode") else None
        if code:
            yield FoundMark("site_code", code[1].lower(), f"{name}: {code[1]}", META)
        else:
            yield from _in_words(content, META)


def _in_address(address: str, zone: str) -> Iterator[FoundMark]:
    """Marks in a link or an image address: 找错, police record, CONAC id or script path."""
    for found in patterns.RECORD_CODE.finditer(address):
        yield FoundMark("psb", patterns.psb_value("", found[1]), _cut(address, found), zone)
    for pattern in (patterns.CONAC_LINK, patterns.CONAC_SCRIPT):
        for found in pattern.finditer(address):
            yield FoundMark("conac", found[1].upper(), _cut(address, found), zone)
    for found in patterns.JIUCUO.finditer(address):
        query = found[0]
        for code in patterns.SITE_CODE_KEY.finditer(query):
            yield FoundMark("jiucuo_code", code[1].lower(), _cut(query, code), zone)
        for host in patterns.jiucuo_hosts(query):
            yield FoundMark("jiucuo_host", host, query[:80], zone)


def _in_script(script: Script) -> Iterator[FoundMark]:
    attributes = dict(script.attributes)
    jiucuo = "jiucuo" in script.src.lower() or "jiucuo" in (attributes.get("id") or "").lower()
    code = patterns.SITE_CODE_VALUE.match(attributes.get("sitecode") or "")
    if code:
        kind = "jiucuo_code" if jiucuo else "site_code"
        yield FoundMark(kind, code[1].lower(), f'sitecode="{code[1]}"', SCRIPT)
    yield from _in_address(script.src, SCRIPT)
    if not script.text:
        return
    yield from _in_address(script.text, SCRIPT)
    for found in patterns.SITE_CODE_KEY.finditer(script.text):
        yield FoundMark("site_code", found[1].lower(), _cut(script.text, found), SCRIPT)


def _cut(text: str, found: re.Match[str]) -> str:
    return text[max(found.start() - 10, 0) : found.end()].strip()[-80:]
