"""Site codes (网站标识码): whose a code is, or what is wrong with it. Suspicion is said, never proven here.

Ten digits, or ``bm`` and eight for central bodies. No coding rule is published: that the first six digits are a
division code and the last four a serial number was read from samples, so a region that GB/T 2260 does not know is
noted and accepted (functional zones have their own).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from zhenwang.domain.body import BodyKind
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.registry.code_shapes import shape_fault
from zhenwang.registry.hostless import Bearer, Hostless
from zhenwang.registry.printed_marks import folded, letter_of, letters, read_mark

_PORTAL = re.compile(r".{1,60}(?:人民政府|行政公署)(?:门户网站)?\Z")
_WHO = {"icp": "ICP 备案号", "psb": "公安备案号的简称", "psb_digits": "公安备案号的编号"}
_WHO_EN = {"icp": "the ICP number", "psb": "the letter of the 公安备案 number", "psb_digits": "its digits"}


class Verdict(StrEnum):
    """What a code is. Only ``OWNED`` and ``UNKNOWN_BUT_PLAUSIBLE`` are fit to be shown by a real site."""

    OWNED = "owned"
    UNKNOWN_BUT_PLAUSIBLE = "unknown_but_plausible"
    MALFORMED = "malformed"  # not in the form of a site code
    PLACEHOLDER = "placeholder"  # in the form of one, made up for a demonstration
    COPIED = "copied"  # a real code, shown by somebody who does not hold it
    CONTRADICTED = "contradicted"  # its region is not that of the numbers beside it


@dataclass(frozen=True, slots=True)
class CodeJudgement:
    """A code in normal form and what is to be said of it, in Chinese and English. ``holders`` may rightly show it;
    ``bearers`` were seen with it on a host that nobody knows.
    """

    value: str
    verdict: Verdict
    reason: str
    reason_en: str
    holders: tuple[OfficialSite, ...] = ()
    bearers: tuple[Bearer, ...] = ()

    @property
    def kind(self) -> str:
        """``central`` (bm), ``local`` or, for what is no site code, empty."""
        if self.verdict is Verdict.MALFORMED:
            return ""
        return "central" if self.value.startswith("bm") else "local"


@dataclass(frozen=True, slots=True)
class _Shown:
    """A well-formed code and what stood beside it."""

    value: str
    host: str
    icp: str
    psb: str
    registry: Registry
    divisions: Mapping[str, str]
    holders: tuple[OfficialSite, ...]
    bearers: tuple[Bearer, ...]

    def judged(self, verdict: Verdict, reason: str, reason_en: str) -> CodeJudgement:
        return CodeJudgement(self.value, verdict, reason, reason_en, self.holders, self.bearers)


def judge_code(
    text: str,
    registry: Registry,
    divisions: Mapping[str, str],
    *,
    hostless: Hostless | None = None,
    host: str = "",
    icp: str = "",
    psb: str = "",
) -> CodeJudgement:
    """Judge a printed site code, with the A-label host that shows it and the numbers beside it where they are known.

    ``divisions`` are names by division code (``registry.divisions``), ``hostless`` what was seen on unknown hosts
    (``registry.hostless``). Any text may be asked; nothing is raised.
    """
    value = "".join(folded(text).split()).lower()
    if fault := shape_fault(value):
        return CodeJudgement("".join(folded(text).split()), Verdict.MALFORMED, *fault)
    bearers = hostless.of("site_code", value) if hostless else ()
    shown = _Shown(value, host, icp, psb, registry, divisions, registry.holders("site_code", value), bearers)
    rules = (_copied, _contradicted, _owned, _placeholder, _demonstration, _plausible)
    return next(judgement for rule in rules for judgement in rule(shown))


def _copied(shown: _Shown) -> Iterator[CodeJudgement]:
    if not shown.host or not shown.holders or _granted(shown):
        return
    name = shown.holders[0].name
    yield shown.judged(
        Verdict.COPIED,
        f"{shown.value} 属于“{name}”，而域名 {shown.host} 不在其名录中：系照抄他人标识码，或名录有缺。",
        f"{shown.value} belongs to {name}; {shown.host} is not its host: copied, or the list has a gap.",
    )


def _contradicted(shown: _Shown) -> Iterator[CodeJudgement]:
    own = letter_of(shown.value)
    named = letters(shown.icp, shown.psb)
    if not own or _granted(shown) or _are_holders_own(shown):
        return
    others = {what: letter for what, letter in named.items() if letter != own}
    if others:
        region = shown.divisions.get(shown.value[:6], own)
        zh = "，".join(f"{_WHO[what]}指“{letter}”" for what, letter in others.items())
        en = ", ".join(f"{_WHO_EN[what]} says {letter}" for what, letter in others.items())
        yield shown.judged(
            Verdict.CONTRADICTED,
            f"标识码地区为{region}（{own}），与同页其他编号不符：{zh}。",
            f"The code's region is {region} ({own}), but {en}: the numbers contradict each other.",
        )


def _owned(shown: _Shown) -> Iterator[CodeJudgement]:
    note, note_en = _outside(shown)
    told, names = "属于", [site.name for site in shown.holders]
    told_en = "It belongs to"
    if not names:
        told, names = "页脚所见，域名未知：", [bearer.name for bearer in shown.bearers]
        told_en = "Seen in the footer of a page whose host is not known:"
    if names:
        named = "、".join(names[:3])
        yield shown.judged(Verdict.OWNED, f"{told}“{named}”{note and f'，{note}'}。", f"{told_en} {named}{note_en}.")


def _placeholder(shown: _Shown) -> Iterator[CodeJudgement]:
    digits = shown.value.removeprefix("bm")
    if digits in "01234567890" or len(set(digits)) == 1:
        yield shown.judged(
            Verdict.PLACEHOLDER,
            f"{shown.value} 是占位数字，不是任何单位的标识码。",
            f"{shown.value} is a placeholder: the digits stand in a row, nobody has such a code.",
        )
    elif digits.endswith("0000"):
        yield shown.judged(
            Verdict.PLACEHOLDER,
            "末四位序号为 0000，是占位编号：序号从 0001 起。",
            "The serial number is 0000, a placeholder: serial numbers begin with 0001.",
        )


def _demonstration(shown: _Shown) -> Iterator[CodeJudgement]:
    if not shown.value.endswith("0001"):
        return
    for site in _portals(shown.registry).get(shown.value[:6], ()):
        real = next((code for code in site.marks.site_codes if code[:6] == shown.value[:6]), "")
        if real:
            yield shown.judged(
                Verdict.PLACEHOLDER,
                f"疑为演示用编号：序号 0001 无人登记，而“{site.name}”的标识码是 {real}。",
                f"Probably a demonstration value: nobody holds serial 0001, and {site.name} shows {real}.",
            )


def _plausible(shown: _Shown) -> Iterator[CodeJudgement]:
    note, note_en = _outside(shown)
    if shown.value.startswith("bm"):
        note, note_en = "中央单位编号", ": it would be a central body's"
    elif region := shown.divisions.get(shown.value[:6]):
        note, note_en = f"地区为{region}", f": its region is {region}"
    yield shown.judged(
        Verdict.UNKNOWN_BUT_PLAUSIBLE,
        f"名录中查无归属，格式无误（{note}）。",
        f"Nobody in the registry is known to hold it; its form is right{note_en}.",
    )


def _outside(shown: _Shown) -> tuple[str, str]:
    """The note on a region that the standard does not know; empty for one that it knows."""
    region = shown.value[:6]
    if shown.value.startswith("bm") or region in shown.divisions:
        return "", ""
    return (
        f"地区码 {region} 不在 GB/T 2260 内，功能区等有自编代码，不据此认定有误",
        f"; its region {region} is not in GB/T 2260, as with functional zones, which is no fault",
    )


def _granted(shown: _Shown) -> bool:
    return bool(shown.host) and any(shown.registry.grants(shown.host, site.id) for site in shown.holders)


def _are_holders_own(shown: _Shown) -> bool:
    """Whether the numbers beside the code are ones that a holder of the code shows as well."""
    known = [site.marks for site in shown.holders] + [bearer.marks for bearer in shown.bearers]
    marks = {mark for each in known for mark in each.all()}
    return bool(marks) and all(read_mark(text) in marks for text in (shown.icp, shown.psb) if text)


@lru_cache(maxsize=4)
def _portals(registry: Registry) -> Mapping[str, tuple[OfficialSite, ...]]:
    """Government portals by region code."""
    found: dict[str, list[OfficialSite]] = {}
    for site in registry.sites.values():
        if site.region_code and site.kind in {BodyKind.GOVERNMENT, BodyKind.UNKNOWN} and _PORTAL.match(site.name):
            found.setdefault(site.region_code, []).append(site)
    return {region: tuple(sites) for region, sites in found.items()}
