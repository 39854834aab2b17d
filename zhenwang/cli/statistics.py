"""``zhenwang statistics`` and ``zhenwang sample``: the figures, and the quarterly sample, from the command line."""

from __future__ import annotations

import secrets
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from rich.table import Column, Table

from zhenwang import registry_in_use, runtime
from zhenwang.cli.output import fail, out, print_json
from zhenwang.cli.signing_in import signed_in
from zhenwang.domain.sampling import frame, is_quarter, is_scope, may_draw
from zhenwang.domain.workflow import Refused
from zhenwang.settings import Settings
from zhenwang.store import figures, samples, statistics
from zhenwang.store.samples import Sample
from zhenwang.store.statistics import Answer, Question, Span
from zhenwang.store.statistics_schema import MILESTONES

_Json = Annotated[bool, Parameter(name="--json", negative=())]


def show(*, year: int | None = None, region: str = "", as_json: _Json = False) -> None:
    """Show a year's figures: how many cases passed which milestone, and how long they took.

    Parameters
    ----------
    year
        The year in which a milestone was first passed; all years when left out.
    region
        Only bodies below this division code, as 42 or 4201.
    as_json
        Print every figure as JSON.
    """
    if not is_scope(region):
        fail("a region is a division code of two, four or six digits, as 4201", 2)
    with registry_in_use.opened_store(Settings()) as store:
        while figures.refresh(store):
            pass
        answer = statistics.ask(store, Question(year, region))
    print_json(asdict(answer)) if as_json else _print(answer)


def rebuild() -> None:
    """Count the whole history anew. The figures are derived: this changes none of them, unless something was wrong."""
    with registry_in_use.opened_store(Settings()) as store:
        figures.rebuild(store)
        out.print(f"{statistics.ask(store, Question()).total('opened')} cases counted", markup=False)


def draw_sample(
    *,
    quarter: str,
    account: str,
    region: str = "",
    more: int = 0,
    reason: str = "",
    password_file: Path | None = None,
    as_json: _Json = False,
) -> None:
    """Draw a quarter's sample of running official sites and freeze it: 30 %, rounded up, and never drawn twice.

    Parameters
    ----------
    quarter
        As 2026-Q4.
    account
        Who draws: the login that the person has in the console. The password is asked for.
    region
        Division code of two, four or six digits to draw from, as 4201; every site when left out.
    more
        Draw so many further sites, as a supplement to the sample that stands.
    reason
        Why there is a supplement.
    password_file
        A file with the password in its first line, where nobody can be asked.
    as_json
        Print the sample as JSON.
    """
    if not is_quarter(quarter):
        fail("a quarter reads 2026-Q4", 2)
    if not is_scope(region):
        fail("a region is a division code of two, four or six digits, as 4201", 2)
    settings = Settings()
    with registry_in_use.opened_store(settings) as store:
        actor = signed_in(store, account, password_file)
        if not may_draw(actor, region):
            fail(f"{actor.name} may not draw samples of {region or 'everything'}")
        registry = registry_in_use.load(settings, store)
        units = frame(registry.sites.values(), region)
        asked = samples.Request(quarter, region, units, registry.version, more, reason)
        drawn = samples.freeze(store, asked, actor, secrets.token_hex(16), runtime.now())
    if isinstance(drawn, Refused):
        fail(drawn.reason)
    _tell(drawn, as_json=as_json)


def show_sample(number: int, /, *, as_json: _Json = False) -> None:
    """Show a frozen sample, drawn again from its seed to check that it is what the seed gives.

    Parameters
    ----------
    number
        The sample's number, as its page and `sample draw` say it.
    as_json
        Print the sample as JSON.
    """
    with registry_in_use.opened_store(Settings()) as store:
        found = samples.get(store, number)
    if found is None:
        fail(f"there is no sample {number}")
    _tell(found, as_json=as_json)


def _tell(sample: Sample, *, as_json: bool) -> None:
    holds = samples.holds(sample)
    if as_json:
        print_json({**asdict(sample), "share": sample.share, "holds": holds})
    else:
        head = f"sample {sample.number}  {sample.quarter}  {sample.scope or 'everything'}"
        out.print(f"{head}  {sample.drawn.size} of {sample.drawn.total} ({sample.share} %)", style="bold", markup=False)
        out.print(f"  seed {sample.seed}  record {sample.digest}", markup=False)
        table = Table("stratum", Column("site", overflow="fold"), "name", box=None)
        for unit in sample.drawn.units:
            table.add_row(unit.stratum, unit.id, unit.name)
        out.print(table)
    if not holds:
        fail(f"sample {sample.number} is not what its seed gives: keep the database as it is, and report it")


def _print(answer: Answer) -> None:
    table = Table("", *MILESTONES, box=None)
    for year in sorted({year for counts in answer.yearly.values() for year in counts}):
        table.add_row(str(year), *(str(answer.yearly.get(name, {}).get(year, 0)) for name in MILESTONES))
    out.print(table)
    for what, span in (("opening to confirmed", answer.to_confirm), ("opening to down", answer.to_down)):
        if span:
            out.print(f"{what}: {_hours(span)}, {span.count} cases", markup=False)
    for state, span in answer.stages.items():
        out.print(f"  {state}: {_hours(span)}, {span.count} times", markup=False)


def _hours(span: Span) -> str:
    return f"median {span.median / 60:.1f} h, mean {span.mean / 60:.1f} h"
