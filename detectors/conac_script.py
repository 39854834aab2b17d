"""Finds a CONAC mark that contradicts itself or the body it stands for: path and number, colour and kind of body."""

from __future__ import annotations

from collections.abc import Iterator

from detectors._claimant import claimant
from detectors._serving import clip
from zhenwang.domain.body import BodyKind
from zhenwang.domain.look import Look
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.domain.signal import Axis, Family, Signal
from zhenwang.pages.conac import conac_colours, conac_scripts

# Departments are left out: some are institutions with administrative duties, whose mark may be either.
_RED = frozenset({
    BodyKind.GOVERNMENT, BodyKind.COURT, BodyKind.PROCURATORATE, BodyKind.CONGRESS, BodyKind.PARTY,
    BodyKind.SUPERVISION, BodyKind.CONSULTATIVE,
})  # fmt: skip
_BLUE = frozenset({BodyKind.INSTITUTION, BodyKind.MEDIA})


def detect(look: Look, registry: Registry) -> Iterator[Signal]:
    """Weak, for official pages carry slips too; and nothing at all where the page claims nobody."""
    if look.page is None:
        return
    scripts, colours = conac_scripts(look.page), conac_colours(look.page)
    wrong = next((script.address for script in scripts if not script.agrees), "")
    if not (wrong or colours) or (site := claimant(look, registry)) is None:
        return
    if wrong:
        yield _signal(
            1.0,
            f"页面的党政机关网站标识脚本路径与其编号不一致，像是拼凑而成（页面自称“{site.name}”）。",
            f"The path of the CONAC script disagrees with its own number; the page claims to be {site.name}.",
            wrong,
            site,
        )
    elif said := _of_colour(colours, site.kind):
        yield _signal(
            said[0], f"页面自称“{site.name}”，但{said[1]}。", f"{site.name} is claimed, but {said[2]}.", said[3], site
        )


def _of_colour(colours: frozenset[str], kind: BodyKind) -> tuple[float, str, str, str] | None:
    if "blue" in colours and "red" not in colours and kind in _RED:
        return 0.6, "所挂标识为事业单位标识（蓝色）", "the mark is that of an institution (blue)", "conac.cn/image/blue"
    if "red" in colours and "blue" not in colours and kind in _BLUE:
        return (
            0.6,
            "所挂标识为党政机关标识（红色）",
            "the mark is that of a party or state body (red)",
            "conac.cn/image/red",
        )
    if "red_error" in colours:
        return 0.3, "所挂标识为异常状态（red_error）", "the mark is in its error state", "conac.cn/image/red_error"
    return None


def _signal(value: float, because: str, because_en: str, snippet: str, site: OfficialSite) -> Signal:
    return Signal(
        "conac_contradicts_itself",
        Axis.MISMATCH,
        Family.IDENTIFIER,
        value,
        because,
        because_en,
        snippet=clip(snippet),
        site=site.id,
    )
