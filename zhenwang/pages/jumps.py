"""Jumps: where a page takes its visitors by itself, and whom it asks first. Scripts are read, never executed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from zhenwang.domain.look import Page, Script
from zhenwang.pages.unfolding import unfolded

MAX_JUMPS = 50
MAX_OF_SCRIPT = 10
MAX_READ = 150_000
MAX_BEFORE = 4_096
MAX_NESTED = 20

_MENTIONS = re.compile(
    r"location|navigate|_self|_top|_parent|refresh|eval|fromCharCode|atob|unescape|\\x[0-9a-f]{2}", re.IGNORECASE
)
_AIM = r"\s{0,9}(?:[\"'`]([^\"'`\n]{1,1000})|([A-Za-z_$][\w$.]{0,60}))"
_GO = re.compile(
    rf"(?:location(?:\s{{0,3}}\.\s{{0,3}}href)?\s{{0,9}}=(?!=){_AIM}"
    rf"|location\s{{0,3}}\.\s{{0,3}}(?:replace|assign)\s{{0,9}}\({_AIM}"
    rf"|\bnavigate\s{{0,9}}\({_AIM}"
    rf"|\bopen\s{{0,9}}\({_AIM}[\"'`]?\s{{0,9}},\s{{0,9}}[\"']_(?:self|top|parent))"
)
_ALIAS = re.compile(
    r"(?<![\w$.])([A-Za-z_$][\w$]{0,40})\s{0,9}=\s{0,9}(?:window\.|document\.|self\.|top\.)?location\s{0,9}[;,\n]"
)
_WRITTEN_REFRESH = re.compile(r"http-equiv.{0,10}refresh.{0,60}?url=([^\"'<>\s\\]{1,1000})", re.IGNORECASE)
_REFRESH = re.compile(
    r"^\s{0,9}[\d.]{0,9}\s{0,9}[;,]?\s{0,9}(?:url\s{0,9}=)?\s{0,9}[\"']?([^\"'\s]{4,1000})", re.IGNORECASE
)
_ENGINES = re.compile(
    r"baidu|sogou|\bso\.com|haosou|360\.cn|google|bing\.|sm\.cn|yisou|toutiao|yahoo|shenma", re.IGNORECASE
)
_SPIDER = re.compile(r"spider|bot\b|crawler|slurp", re.IGNORECASE)
_PHONE = re.compile(r"iphone|android|mobile", re.IGNORECASE)
_ARGUMENTS = r"\s{0,3}\([^()]{0,200}\)\s{0,9}(?:=>\s{0,9})?$"
_NAMED_FUNCTION = re.compile(
    rf"(?:function\s{{1,3}}([\w$]{{1,60}})|([\w$]{{1,60}})\s{{0,3}}[=:]\s{{0,3}}function){_ARGUMENTS}"
)
_ON_CLICK = re.compile(
    r"(?:(?:on)?(?:click|submit|change|tap|key\w{0,8}|mouse\w{0,8}|touch\w{0,8})[\"']?\s{0,3}[=:(,].{0,60}?)"
    rf"(?:function)?{_ARGUMENTS}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Jump:
    """One way off the page. ``target`` as it stands, empty when the script computes it.

    ``asks`` is what is tested first: ``search`` (comes from a search engine), ``spider`` (is one), ``phone``, or
    empty. ``disguised``: the script was written so that it cannot be read. ``snippet`` are its own words.
    """

    target: str
    asks: str
    disguised: bool
    snippet: str


def jumps(page: Page) -> tuple[Jump, ...]:
    """The jumps of a page's inline scripts and refreshes, at most 50; what waits for a click is none."""
    return tuple(islice(_all_jumps(page), MAX_JUMPS))


def _all_jumps(page: Page) -> Iterator[Jump]:
    for name, content in page.meta:
        if name.casefold() == "refresh" and (found := _REFRESH.match(content)):
            yield Jump(found[1], "", False, content)
    room = MAX_READ
    for script in page.scripts:
        if room > 0 and script.text and _runs_alone(script) and _MENTIONS.search(script.text):
            room -= len(script.text)
            yield from _of_script(script.text)


def _runs_alone(script: Script) -> bool:
    handler = dict(script.attributes).get("handler")
    return handler is None or handler in ("onload", "onpageshow", "onerror")


def _of_script(text: str) -> Iterator[Jump]:
    plain = _without_aliases(unfolded(text))
    for found in islice(_GO.finditer(plain), MAX_OF_SCRIPT):
        literal, variable = _aim(found)
        if _waits(plain, found.start()):
            continue
        target = literal or _value_of(variable, plain)
        shown = target if target and target in text else _line(text, found.start() if plain == text else 0)
        yield Jump(target, _asked(plain), bool(target) and _hidden(target, text), shown)
    for found in islice(_WRITTEN_REFRESH.finditer(plain), MAX_OF_SCRIPT):
        yield Jump(found[1], _asked(plain), _hidden(found[1], text), found[0] if found[0] in text else _line(text, 0))


def _aim(found: re.Match[str]) -> tuple[str, str]:
    groups = found.groups()
    return next(filter(None, groups[::2]), ""), next(filter(None, groups[1::2]), "")


def _hidden(target: str, text: str) -> bool:
    # Pieces put together are no disguise while the host still stands there to be read.
    return target[:40] not in text and target.partition("//")[2].partition("/")[0] not in text


def _value_of(name: str, plain: str) -> str:
    """The address that a variable is given in the same script, if it is written there as one."""
    if not name:
        return ""
    given = re.search(rf"(?<![\w$.]){re.escape(name)}\s{{0,9}}=\s{{0,9}}[\"']([^\"'\n]{{1,1000}})[\"']", plain)
    return given[1] if given else ""


def _asked(plain: str) -> str:
    if "referrer" in plain and _ENGINES.search(plain):
        return "search"
    if "userAgent" in plain and _SPIDER.search(plain):
        return "spider"
    return "phone" if "userAgent" in plain and _PHONE.search(plain) else ""


def _waits(plain: str, place: int) -> bool:
    """Whether the place lies in a function that waits for a click, or has a name that nothing in the script calls."""
    depth = around = 0
    for index in range(place - 1, max(-1, place - MAX_BEFORE), -1):
        if plain[index] == "}":
            depth += 1
        elif plain[index] == "{" and depth:
            depth -= 1
        elif plain[index] == "{":
            around += 1
            if around > MAX_NESTED:
                return False
            if _is_handler(plain[max(0, index - 300) : index], plain):
                return True
    return False


def _is_handler(head: str, plain: str) -> bool:
    if _ON_CLICK.search(head):
        return True
    named = _NAMED_FUNCTION.search(head)
    name = next(filter(None, named.groups()), "") if named else ""
    return bool(name) and not _called(name, plain)


def _without_aliases(plain: str) -> str:
    """The script with other names for ``location`` replaced by it."""
    for found in islice(_ALIAS.finditer(plain), 5):
        plain = re.sub(
            rf"(?<![\w$.]){re.escape(found[1])}\s{{0,3}}\.(?=\s{{0,3}}(?:href|replace|assign))", "location.", plain
        )
    return plain


def _called(name: str, plain: str) -> bool:
    escaped = re.escape(name)
    calls = len(re.findall(rf"(?<![\w$]){escaped}\s{{0,3}}\(", plain))
    declared = len(re.findall(rf"function\s{{1,3}}{escaped}\s{{0,3}}\(", plain))
    return calls > declared or bool(
        re.search(rf"(?:\(|on(?:load|ready)\s{{0,3}}=)\s{{0,3}}[\"']?{escaped}\b(?!\s{{0,3}}:)", plain)
    )


def _line(text: str, place: int) -> str:
    """The script's own words around a place, at most 120 of its characters."""
    start = max(text.rfind("\n", 0, place) + 1, place - 60)
    return text[start : start + 120].strip()
