"""Finds betting, pornography, quack medicine or shady loans written between official words, seen or hidden."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from detectors._advertising import ABOUT, HINT, SELLING, SUBJECT
from detectors._once import told_once
from detectors._sentences import sentences
from detectors._serving import clip, holder, is_restricted, serving_host
from zhenwang.domain.look import Look, Page
from zhenwang.domain.registry import Registry
from zhenwang.domain.signal import Axis, Family, Signal
from zhenwang.text.comparable import comparable, comparable_lines

MAX_LINKS = 2000
MAX_PART = 1000

_ENOUGH = 3
"""Different advertised words in the text that count when the title holds none."""
_ENOUGH_HIDDEN = 2
"""The same where only machines look: nobody hides an article about it."""
_SEGMENT = re.compile(r"\s?[-_|—–·,，、;；:：★☆【】\[\]]\s?|\s{2,}|(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])")
_TOLD_TO_MACHINES = ("keywords", "description", "og:title", "og:description", "twitter:title")


@told_once
def detect(look: Look, registry: Registry) -> Iterator[Signal]:
    """On a genuine host the same words mean that the host was broken into: another signal, another road."""
    if look.page is None:
        return
    value, where, snippet = _advertised(look.page)
    if not snippet:
        return
    site = holder(serving_host(look), registry)
    if site or is_restricted(serving_host(look), registry):
        name, whose = "injected_on_official_host", f"“{site.name}”的真实域名" if site else "受限注册的政府域名"
        because = f"{whose}上的页面{where}出现博彩、色情、医药或贷款类广告词，疑似被篡改。"
        whose_en = "a genuine host"
    else:
        name, whose_en = "injected_betting", "the page"
        because = f"页面{where}混入博彩、色情、医药或贷款类广告词。"
    yield Signal(
        name,
        Axis.HARM,
        Family.FUNCTION,
        value,
        because,
        f"Advertising for betting, pornography, quack medicine or shady loans stands on {whose_en}.",
        snippet=clip(snippet),
        site=site.id if site else "",
    )


def _advertised(page: Page) -> tuple[float, str, str]:
    """How surely, where, and the words; an empty snippet when nothing is advertised."""
    if _sells(page.title[:MAX_PART]):
        return 1.0, "标题", page.title
    told = [value[:MAX_PART] for name, value in page.meta if name.casefold() in _TOLD_TO_MACHINES]
    if machine := next((value for value in told if _sells(value)), ""):
        return 0.9, "关键词或描述中", machine
    found = _different(page.text)
    if len(found) >= _ENOUGH:
        return 0.8, "正文中", next(iter(found.values()))
    hidden = _different(page.hidden)
    if len(hidden) >= _ENOUGH_HIDDEN:
        return 0.9, "隐藏文字中", next(iter(hidden.values()))
    linked = _in_lines(link.text or "" for link in page.links[:MAX_LINKS])
    linked |= _in_lines(image.alt for image in page.images)
    if len(linked) >= _ENOUGH:
        return 0.8, "链接文字中", next(iter(linked.values()))
    return 0.0, "", ""


def _sells(text: str) -> bool:
    """Whether a title advertises. It may stand beside an authority's name, police included; so each part for itself."""
    if not text:
        return False
    whole = comparable(text)
    if SUBJECT.search(whole) and not ABOUT.search(whole):
        return True
    parts = [part for part in _SEGMENT.split(text) if part.strip()][:60]
    selling = {
        found[0]: part for part in parts if (found := SELLING.search(own := comparable(part))) and not ABOUT.search(own)
    }
    joined = SELLING.search(whole)
    return bool(selling) or (joined is not None and not ABOUT.search(whole))


def _different(text: str) -> dict[str, str]:
    """The advertised words of a text, each with the sentence it stands in; sentences about the matter are none."""
    return _collected(sentences(text, HINT))


def _in_lines(lines: Iterable[str]) -> dict[str, str]:
    exact = [line.replace("\n", " ")[:200] for line in lines if line and HINT.search(line)]
    return _collected(zip(exact, comparable_lines("\n".join(exact)) if exact else (), strict=True))


def _collected(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Advertised words with the exact form of the comparable words they stand in."""
    found: dict[str, str] = {}
    told = list(pairs)
    # Most pages advertise nothing: one search through all lines says so.
    whole = "\n".join(own for _, own in told)
    patterns = [pattern for pattern in (SELLING, SUBJECT) if pattern.search(whole)]
    for exact, own in told if patterns else ():
        if ABOUT.search(own):
            continue
        for pattern in patterns:
            for word in pattern.finditer(own):
                found.setdefault(word[0], exact)
    return found
