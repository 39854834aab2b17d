"""The queue: which cases wait for people, the most urgent first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from zhenwang import runtime
from zhenwang.domain.case import Case, State
from zhenwang.domain.score import Band
from zhenwang.domain.signal import Axis
from zhenwang.domain.workflow import EXPORTABLE
from zhenwang.registry.search import named
from zhenwang.store import cases, quarantine, runs
from zhenwang.store.runs import Run
from zhenwang.web.house import House, house_of
from zhenwang.web.rendering import age, language_of, page
from zhenwang.web.severity import severity, strongest, urgency

LIMIT = 200
SETTLED = (State.NOT_FAKE, State.OFFICIAL_ISSUE, State.RESOLVE_ONTO, State.REFERRED)
TABS: Mapping[str, tuple[State, ...]] = MappingProxyType({
    "open": tuple(s for s in State if s not in EXPORTABLE and s not in SETTLED and s is not State.WATCH),
    "review": (State.REVIEW,),
    "watch": (State.WATCH,),
    "confirmed": tuple(state for state in State if state in EXPORTABLE),
    "settled": SETTLED,
    "all": tuple(State),
})  # fmt: skip
_AXES = (Axis.CLAIM, Axis.MISMATCH, Axis.HARM)

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Row:
    """One case in the queue. ``labels`` are the names of the signals on each axis, the strongest first."""

    case: Case
    imitates: str
    sentence: str
    severity: str
    labels: Mapping[str, tuple[str, ...]]
    in_favour: int
    age: str


@router.get("/", response_class=HTMLResponse)
def queue(request: Request, tab: str = "open", state: str = "", band: str = "", text: str = "") -> HTMLResponse:
    """Unknown values of a filter are as good as none."""
    house, now = house_of(request), runtime.now()
    tab = tab if tab in TABS else "open"
    chosen = {"state": state if state in set(State) else "", "band": band if band in set(Band) else "", "text": text}
    found = cases.queue(
        house.store,
        (State(state),) if chosen["state"] else TABS[tab],
        Band(band) if chosen["band"] else None,
        text[:200],
        LIMIT,
        [site.id for site in named(house.registry, text[:200])],
    )
    rows = [row(case, house, language_of(request), now) for case in sorted(found, key=urgency)]
    return page(
        request,
        "queue.html.j2",
        rows=rows,
        limit=LIMIT,
        tab=tab,
        tabs=tuple(TABS),
        states=tuple(State),
        bands=tuple(Band),
        chosen=chosen,
        run=last_run(house),
        quarantined=quarantine.count(house.store),
    )


def row(case: Case, house: House, language: str, now: datetime) -> Row:
    imitated = house.registry.site(case.imitates)
    told = strongest(case, Axis.CLAIM) or strongest(case, Axis.HARM)
    sentence = (told.because if language == "zh" else told.because_en) if told else ""
    return Row(
        case,
        imitated.name if imitated else case.imitates,
        sentence,
        severity(case),
        {axis.value: _labels(case, axis) for axis in _AXES},
        sum(signal.axis is Axis.EXCULPATION for signal in case.signals),
        age(language, now - case.opened_at),
    )


def last_run(house: House) -> Run | None:
    return runs.latest(house.store, "daily")


def _labels(case: Case, axis: Axis) -> tuple[str, ...]:
    moved = {item.signal: abs(item.log_odds) for item in case.score.contributions}
    names = dict.fromkeys(signal.name for signal in case.signals if signal.axis is axis)
    return tuple(sorted(names, key=lambda name: -moved.get(name, 0.0)))
