"""Finds marks on one page that belong to different bodies: two site codes, or a code and another's 找错 link."""

from __future__ import annotations

from collections.abc import Iterator

from detectors._claimant import claimant
from detectors._claims import marks_on
from detectors._serving import clip
from detectors._shown_marks import holders_of
from zhenwang.domain.look import Look, Page
from zhenwang.domain.registry import Registry
from zhenwang.domain.signal import Axis, Family, Signal
from zhenwang.pages.marks import FoundMark

_NAMING = ("site_code", "jiucuo_code", "jiucuo_host", "site_domain", "conac")
_CODES = ("site_code", "jiucuo_code")


def detect(look: Look, registry: Registry) -> Iterator[Signal]:
    """Weak, for official pages disagree with themselves too; and nothing where the page claims nobody."""
    pair = disagreeing(look.page, registry) if look.page else None
    if pair is None or (site := claimant(look, registry)) is None:
        return
    one, other, owned = pair
    whose = "分属不同单位" if owned else "互不相同"
    yield Signal(
        "marks_disagree",
        Axis.MISMATCH,
        Family.IDENTIFIER,
        1.0 if owned else 0.5,
        f"页面以“{site.name}”的身份出现，但页面上的标识{clip(one.value, 60)}与{clip(other.value, 60)}{whose}。",
        f"The page appears as {site.name}, but its marks {clip(one.value, 60)} and {clip(other.value, 60)} "
        f"{'belong to different bodies' if owned else 'differ'}.",
        snippet=clip(one.snippet),
        site=site.id,
    )


def disagreeing(page: Page, registry: Registry) -> tuple[FoundMark, FoundMark, bool] | None:
    """Two marks that no one site may show together, and whether both owners are known; None where they agree."""
    marks = [mark for mark in marks_on(page, registry) if mark.kind in _NAMING][:20]
    first: FoundMark | None = None
    sites: set[str] = set()
    for mark in marks:
        owners = {site.id for site in holders_of(mark, registry)}
        if owners and first and not owners & sites:
            return first, mark, True
        if owners and first is None:
            first, sites = mark, owners
    codes = list({mark.value: mark for mark in marks if mark.kind in _CODES}.values())
    # Two codes of one owner are two of its sites; a portal shows both.
    if len(codes) > 1 and not all(holders_of(mark, registry) for mark in codes[:2]):
        return codes[0], codes[1], False
    return None
