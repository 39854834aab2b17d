"""Which official site a page claims to be, for what is only worth saying of a page that claims one."""

from __future__ import annotations

from itertools import chain

from detectors import altered_name, claimed_name, footer_marks
from detectors._serving import holder, is_restricted, serving_host
from zhenwang.domain.look import Look
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.domain.signal import Axis


def claimant(look: Look, registry: Registry) -> OfficialSite | None:
    """The first site that name or marks claim on a host that nobody knows to be genuine; None without a claim."""
    host = serving_host(look)
    if look.page is None or holder(host, registry) or is_restricted(host, registry):
        return None
    said = chain.from_iterable(one.detect(look, registry) for one in (claimed_name, footer_marks, altered_name))
    claim = next((signal for signal in said if signal.axis is Axis.CLAIM and signal.site), None)
    return registry.sites[claim.site] if claim else None
