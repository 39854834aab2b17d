"""``zhenwang clocks``: what is late, at risk or due today, and for whom."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter
from rich.table import Column, Table

from zhenwang import registry_in_use, runtime
from zhenwang.cli.output import out, print_json
from zhenwang.domain.clock_rules import Clockwork
from zhenwang.rounds.clockwork import bad_rows, clockwork
from zhenwang.rounds.reminders import Reminder, Reminders, per_holder, remind, reminded
from zhenwang.settings import Settings

_Json = Annotated[bool, Parameter(name="--json", negative=())]


def clocks(*, escalate: Annotated[bool, Parameter(negative=())] = False, as_json: _Json = False) -> None:
    """What is late, at risk or due today, the most pressing first, with who is waited for.

    Parameters
    ----------
    escalate
        Report bodies that did not answer in time to who is above them, once each, as `zhenwang daily` does at its end.
    as_json
        Print it as JSON.
    """
    settings = Settings()
    pack, now = registry_in_use.load_pack(settings), runtime.now()
    with registry_in_use.opened_store(settings) as store:
        work = clockwork(pack, store)
        if escalate:
            found = reminded(store, work, registry_in_use.load(settings, store), now)
        else:
            found = remind(store, work, now)
    if as_json:
        print_json({"reminders": [_row(one, work) for one in found.found], "escalated": found.escalated,
                    "more": found.more, "bad_rows": [str(bad) for bad in bad_rows(pack)]})  # fmt: skip
        return
    _print(found, work)
    for bad in bad_rows(pack):
        out.print(str(bad), markup=False, style="yellow")


def _print(found: Reminders, work: Clockwork) -> None:
    for holder, group in per_holder(found.found).items():
        out.print(f"{holder} ({len(group)})", style="bold", markup=False)
        # A number that is cut off cannot be copied; the hosts fold instead.
        whole = (Column(name, no_wrap=True) for name in ("", "due", "clock"))
        case, folds = Column("case", no_wrap=True, min_width=16), (Column(n, overflow="fold") for n in ("host", "whom"))
        table = Table(*whole, case, *folds, box=None, pad_edge=False)
        for one in group:
            row = _row(one, work)
            table.add_row(
                one.urgency.value.replace("_", " "), f"{row['due']}{' 暂定' if one.clock.provisional else ''}",
                one.clock.rule.name_en, one.case.id, one.case.host.replace(".", "[.]"), one.name,
            )  # fmt: skip
        out.print(table)
    for number in found.escalated:
        out.print(f"{number}: the body did not answer and was reported to who is above it", markup=False)
    if not found.found:
        out.print("nothing is late, at risk or due today", markup=False)
    if found.more:
        out.print("there are more cases with deadlines than were gone through", markup=False)


def _row(one: Reminder, work: Clockwork) -> dict[str, object]:
    due = one.clock.due.astimezone(work.zone)
    return {
        "case": one.case.id,
        "host": one.case.host,
        "clock": one.clock.rule.key,
        "urgency": one.urgency.value,
        "due": str(due.date()) if one.clock.rule.counts_days else f"{due:%Y-%m-%d %H:%M}",
        "provisional": one.clock.provisional,
        "holder": one.holder,
        "waits_for": one.name,
    }
