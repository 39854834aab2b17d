"""What narrows the queue: a few keys with known values, so that an address, a saved filter and a form say the same."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from types import MappingProxyType

from zhenwang.domain.case import State
from zhenwang.domain.queue_order import SEVERITIES
from zhenwang.domain.score import Band
from zhenwang.domain.workflow import EXPORTABLE

SETTLED = (State.NOT_FAKE, State.OFFICIAL_ISSUE, State.RESOLVE_ONTO, State.REFERRED)
IN_WORK = tuple(s for s in State if s not in EXPORTABLE and s not in SETTLED and s is not State.WATCH)
TABS: Mapping[str, tuple[State, ...]] = MappingProxyType({
    "open": IN_WORK,
    "mine": IN_WORK,
    "review": (State.REVIEW,),
    "watch": (State.WATCH,),
    "suppressed": tuple(State),
    "confirmed": tuple(state for state in State if state in EXPORTABLE),
    "settled": SETTLED,
    "all": tuple(State),
})  # fmt: skip
"""The states of each tab. ``mine`` are those in work that I hold, ``suppressed`` those put aside until a day."""
AWAKE = frozenset({"open", "mine", "review", "watch"})
"""Tabs that a suppressed case leaves until its day has come."""

MAX_TEXT = 200
CHOICES: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "tab": tuple(TABS),
    "state": tuple(state.value for state in State),
    "band": tuple(band.value for band in Band),
    "severity": SEVERITIES,
    "holder": ("mine", "nobody", "somebody"),
    "deadline": ("late", "today"),
    "source": ("report", "monitoring"),
})  # fmt: skip
_REGION = re.compile(r"[0-9]{2,12}", re.ASCII)
_BODY = re.compile(r"[a-z0-9._-]{1,253}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which cases somebody wants to see; an empty field narrows nothing.

    ``region`` are the leading digits of a division code, ``body`` the id of the imitated site. ``holder``,
    ``deadline`` and ``source`` are one of ``CHOICES``; ``text`` is sought in host, number and the body's names.
    """

    tab: str = "open"
    state: str = ""
    band: str = ""
    severity: str = ""
    region: str = ""
    body: str = ""
    holder: str = ""
    deadline: str = ""
    source: str = ""
    text: str = ""

    @property
    def states(self) -> tuple[State, ...]:
        """The states it means: the one that is chosen, else the tab's."""
        return (State(self.state),) if self.state else TABS[self.tab]

    @property
    def narrowed(self) -> bool:
        """Whether anything besides the tab narrows it."""
        return any(value for key, value in asdict(self).items() if key != "tab")

    def as_query(self) -> dict[str, str]:
        """The keys that say something, as an address carries them and a saved filter is kept."""
        return {key: value for key, value in asdict(self).items() if value}


def read_wanted(given: Mapping[str, str]) -> Wanted:
    """What an address or a form asks for. Unknown keys are left aside, unknown values are as good as none."""
    chosen = {key: given.get(key, "") for key, known in CHOICES.items() if given.get(key, "") in known}
    region, body = given.get("region", ""), given.get("body", "").strip().lower()
    return Wanted(
        **({"tab": "open"} | chosen),
        region=region if _REGION.fullmatch(region) else "",
        body=body if _BODY.fullmatch(body) else "",
        text=given.get("text", "").strip()[:MAX_TEXT],
    )
