"""What the guarded client hands its transport with a request, so that check and connection rest on one reading."""

from __future__ import annotations

from dataclasses import dataclass

import httpx

from zhenwang.collectors.faults import refused_url
from zhenwang.collectors.limits import Deadline, Limits
from zhenwang.collectors.urls import Target, parse_url


@dataclass(frozen=True, slots=True)
class Errand:
    """Where a request goes, as it was parsed, and what the answer may cost. Travels as the extension ``errand``."""

    target: Target
    deadline: Deadline
    limits: Limits


def errand_of(request: httpx.Request) -> Errand:
    """The errand of a request. A request made elsewhere gets a strict reading of its URL and the usual limits."""
    errand = request.extensions.get("errand")
    if isinstance(errand, Errand):
        return errand
    target = parse_url(str(request.url))
    if not isinstance(target, Target):
        raise refused_url(target.reason)
    limits = Limits()
    return Errand(target, Deadline.after(limits.deadline), limits)
