"""What a reporter's earlier reports came to. Private and slow: it changes who is looked at first, and nothing else.

Nobody sees it, no page, interface or export holds it, and no score knows of it. It cannot be gained by repeating what
is known already, nor by being many: a reporter gains or loses one step a day at most, and what reports add to a host's
place in the day has a bound (threats R10, R11).
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

PRIOR = 8
"""Outcomes that everybody is taken to have had before the first, half of them right."""
MOST = 20
"""Outcomes of a kind that count: nobody becomes more certain, or worse, than that."""
MOST_ADDED = 0.05
"""What reports add to a rank between 0 and 1 at most, however many and whoever's."""
_ENOUGH = 1_000
"""Reports beyond which further ones add nothing."""


@dataclass(frozen=True, slots=True)
class Trust:
    """Hosts that a reporter named before anybody ruled on them: confirmed as fakes, and ruled to be none."""

    right: int = 0
    wrong: int = 0

    @property
    def share(self) -> float:
        """How far to believe, in 0..1; 0.5 for whoever is unknown."""
        return (PRIOR / 2 + self.right) / (PRIOR + self.right + self.wrong)


@dataclass(frozen=True, slots=True)
class Weighed:
    """A reporter's trust as it stands, and the day of its latest change."""

    trust: Trust
    changed_on: date


def weigh(held: Weighed | None, outcomes: Trust, day: date) -> Weighed | None:
    """One step from what is held towards what the outcomes say; None when nothing is to be changed.

    Both counts may move by one, once a day. The outcomes are counted anew each time, so a ruling that is taken back
    takes its step back too, and asking again on the same day changes nothing.
    """
    if held is not None and held.changed_on >= day:
        return None
    before = held.trust if held else Trust()
    after = Trust(_nearer(before.right, outcomes.right), _nearer(before.wrong, outcomes.wrong))
    return None if after == before else Weighed(after, day)


def ahead(reports: int, trusts: Iterable[Trust]) -> float:
    """What a reported host's rank gains, in 0..``MOST_ADDED``: half for how many reported it (logarithmically, up to
    1,000), half for the most trusted of them. ``trusts`` are of the reporters that are known; others count as unknown.
    """
    many = min(1.0, math.log1p(max(0, reports)) / math.log1p(_ENOUGH))
    best = max((trust.share for trust in trusts), default=Trust().share)
    return MOST_ADDED * (many + best) / 2


def _nearer(held: int, wanted: int) -> int:
    wanted = min(MOST, wanted)
    return held + (wanted > held) - (wanted < held)
