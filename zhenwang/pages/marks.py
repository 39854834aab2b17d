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
from zhenwang.text.comparable import comparable_lines
from zhenwang.text.snippets import SNIPPET, Folded, around

MAX_MARKS = 200
META, SCRIPT = "meta", "script"

_LEFT, _RIGHT = 60, 120  # of a label, within which all of its number stands
_LINES = 2  # after its own on which the number of a label may stand
_DIGIT = re.compile(r"\d")
_NOT_A_LETTER = re.compile(r"[^a-z]+")
# The letters of a kind that is no kind of the jurisdiction's own: it comes and goes with the site code.
_OF_SITE_CODES = ("jiucuo", "site_domain")


@dataclass(frozen=True, slots=True)
class FoundMark:
    """A mark as it stands on a page.

    ``kind`` is ``site_code``, ``icp``, ``psb``, ``conac``, ``jiucuo_code`` (site code in a 找错 link or script),
    ``jiucuo_host`` (A-label host in its ``url=``), ``jiucuo_id`` (the id in a link of the older form),
    ``site_domain`` (A-label host in a SiteDomain tag), or one that the jurisdiction declares. ``value`` is normalised
    as in ``domain.Marks``; the number in a CONAC script path, which is not the id of its link, is given as ``CA`` and
    21 digits. ``zone`` is ``header``, ``navigation``, ``footer``, ``body``, ``meta``, ``script`` or ``hidden``.
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
        if ("site_code" if mark.kind.startswith(_OF_SITE_CODES) else mark.kind) not in expected:
            continue
        found.setdefault((mark.kind, mark.value), mark)
        if len(found) >= MAX_MARKS:
            break
    return tuple(found.values())


def _all(page: Page) -> Iterator[FoundMark]:
    seen: set[str] = set()
    for zone, text in ((FOOTER, page.footer), (HEADER, page.header), (NAVIGATION, page.navigation)):
        yield from _in_words(text, zone, seen)
    yield from _in_meta(page)
    for link in page.links:
        yield from _in_address(link.href, link.zone)
    for image in page.images:
        yield from _in_words(image.alt, image.zone, seen)
        yield from _in_address(image.src, image.zone)
    for script in page.scripts:
        yield from _in_script(script)
    yield from _in_words(page.text, BODY, seen)
    yield from _in_words(page.title, META, seen)


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


def _in_words(raw: str, zone: str, seen: set[str]) -> Iterator[FoundMark]:
    """Marks printed in a text; ``seen`` are the passages that were read before, in another zone."""
    passages = [passage for passage in dict.fromkeys(_passages(raw)) if passage not in seen]
    seen.update(passages)
    read = comparable_lines("\n".join(passage.replace("\n", " ") for passage in passages)) if passages else ()
    for passage, own in zip(passages, read, strict=True):
        folded = Folded(passage)
        for kind, value, found in _printed(folded.text):
            yield FoundMark(kind, value, folded.snippet(*found.span()), zone)
        # Pinyin and symbols between the characters hide a label from its pattern, but not from comparable text.
        for kind, value, found in _printed(own):
            yield FoundMark(kind, value, _whereabouts(passage, found[0]), zone)


def _passages(raw: str) -> Iterator[str]:
    """The parts of a text that may hold a printed mark: what stands about a label, with digits in it."""
    start = end = -1
    for label in patterns.PRINTED_NEAR.finditer(raw):
        if label.start() < end:
            continue
        left, right = _reach(raw, *label.span())
        if left > end and end >= 0:
            yield from _numbered(raw[start:end])
            start = left
        start, end = (left if start < 0 else start), right
    if end >= 0:
        yield from _numbered(raw[start:end])


def _reach(raw: str, first: int, last: int) -> tuple[int, int]:
    line = raw.rfind("\n", 0, first) + 1
    end = last
    for _ in range(_LINES + 1):
        end = raw.find("\n", end + 1)
        if end < 0:
            end = len(raw)
            break
    right = min(end, last + _RIGHT)
    # A number cut short would be another one.
    while right < min(len(raw), last + 2 * _RIGHT) and raw[right].isalnum():
        right += 1
    return max(line, first - _LEFT), right


def _numbered(passage: str) -> Iterator[str]:
    if _DIGIT.search(passage):
        yield passage


def _printed(text: str) -> Iterator[tuple[str, str, re.Match[str]]]:
    for found in patterns.SITE_CODE.finditer(text):
        yield "site_code", patterns.site_code_value(found[1]), found
    for found in patterns.ICP.finditer(text):
        yield "icp", patterns.icp_value(found), found
    for found in patterns.PSB.finditer(text):
        yield "psb", patterns.psb_value(found[1], found[2]), found


def _whereabouts(passage: str, printed: str) -> str:
    """The words around a mark that only comparable text shows: from its first character on."""
    start = max(passage.find(printed[:1]), 0)
    return around(passage, start, min(len(passage), start + SNIPPET))


def _in_meta(page: Page) -> Iterator[FoundMark]:
    for name, content in page.meta:
        called = _NOT_A_LETTER.sub("", name.lower())
        code = patterns.SITE_CODE_VALUE.match(content) if called in patterns.SITE_CODE_NAMES else None
        if code:
            yield FoundMark("site_code", patterns.site_code_value(code[1]), f"{name}: {code[1]}", META)
        elif called == "sitedomain" and (host := patterns.host_written(content)):
            yield FoundMark("site_domain", host, f"{name}: {content}"[:SNIPPET], META)
        else:
            yield from _in_words(content, META, set())


def _in_address(address: str, zone: str) -> Iterator[FoundMark]:
    """Marks in a link, an image address or a script: 找错, police record, CONAC id or script path."""
    if not patterns.ADDRESSED_NEAR.search(address):
        return
    for form in patterns.decoded(address):
        for found in patterns.RECORD_CODE.finditer(form):
            yield FoundMark("psb", patterns.psb_value("", found[1]), _cut(form, found), zone)
        for found in patterns.CONAC_LINK.finditer(form):
            yield FoundMark("conac", found[1].upper(), _cut(form, found), zone)
        for found in patterns.CONAC_SCRIPT.finditer(form):
            yield FoundMark("conac", found[5].upper(), _cut(form, found), zone)
        for found in patterns.JIUCUO_OLD.finditer(form):
            yield FoundMark("jiucuo_id", found[1].lower(), _cut(form, found), zone)
        for found in patterns.JIUCUO.finditer(form):
            yield from _in_jiucuo(found[0], zone)


def _in_jiucuo(query: str, zone: str) -> Iterator[FoundMark]:
    for code in patterns.SITE_CODE_KEY.finditer(query):
        yield FoundMark("jiucuo_code", patterns.site_code_value(code[1]), _cut(query, code), zone)
    for host in patterns.jiucuo_hosts(query):
        yield FoundMark("jiucuo_host", host, query[:SNIPPET], zone)


def _in_script(script: Script) -> Iterator[FoundMark]:
    attributes = dict(script.attributes)
    jiucuo = "jiucuo" in script.src.lower() or "jiucuo" in (attributes.get("id") or "").lower()
    for name, value in script.attributes:
        code = patterns.SITE_CODE_VALUE.match(value) if "code" in name else None
        if code and _NOT_A_LETTER.sub("", name.lower().removeprefix("data-")) in patterns.SITE_CODE_NAMES:
            kind = "jiucuo_code" if jiucuo else "site_code"
            yield FoundMark(kind, patterns.site_code_value(code[1]), f'{name}="{code[1]}"', SCRIPT)
    yield from _in_address(script.src, SCRIPT)
    if not script.text:
        return
    text = patterns.live_script(script.text)
    yield from _in_address(text, SCRIPT)
    for found in patterns.SITE_CODE_KEY.finditer(text):
        yield FoundMark("site_code", patterns.site_code_value(found[1]), _cut(text, found), SCRIPT)
    yield from _in_words(text, SCRIPT, set())


def _cut(text: str, found: re.Match[str]) -> str:
    return text[max(found.start() - 10, 0) : found.end()].strip()[-SNIPPET:]
