"""Finds the pictures that only organs of state may show: emblems, the mark of party and state organs, 找错."""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter

from detectors._pictures import likenesses
from detectors._serving import clip, holder, is_restricted, serving_host
from zhenwang.domain.look import Look
from zhenwang.domain.mark_look import LookKind
from zhenwang.domain.registry import Registry
from zhenwang.domain.signal import Axis, Family, Signal

_STRENGTH = {
    LookKind.ORGAN_MARK: 1.0,
    LookKind.ERROR_REPORT: 1.0,
    LookKind.EMBLEM: 0.8,
    LookKind.CONSULTATIVE: 0.6,
    LookKind.PARTY: 0.4,  # on every page about party building, of whatever company
}
"""How strongly a picture says "an organ". The police shield says nothing: every recorded site shows it."""


def detect(look: Look, registry: Registry) -> Iterator[Signal]:
    """One finding at most. It says that the page passes for an organ's and never which one's: law firms show the
    emblem too.
    """
    host = serving_host(look)
    if holder(host, registry) or is_restricted(host, registry):
        return
    seen = ((one.look, one.url) for one in likenesses(look, registry) if one.look)
    found = [(_STRENGTH[mark.kind], mark, url) for mark, url in seen if mark.kind in _STRENGTH]
    if not found:
        return
    # The nearest come first, and ``max`` keeps the first of the strongest.
    strength, mark, url = max(found, key=itemgetter(0))
    yield Signal(
        "official_emblem",
        Axis.CLAIM,
        Family.LOOK,
        strength,
        f"页面展示{mark.name}，使人以为是党政机关的网站；仅凭图案不能说明冒用的是哪个单位。",
        f"The page shows {mark.name_en} and so passes for an organ's site; the picture does not say whose.",
        snippet=clip(url),
    )
