"""``zhenwang evaluate``: the recorded day against its table of expectations, and the floors that only rise."""

from __future__ import annotations

import tempfile
from importlib import resources
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from models.evaluation import Figures, Found, below, measure, parse_expectations, parse_floors
from zhenwang import line, runtime
from zhenwang.cli.output import err, fail, out, print_json
from zhenwang.settings import Settings
from zhenwang.store import cases


def evaluate(
    *,
    gate: Annotated[bool, Parameter(negative=())] = False,
    as_json: Annotated[bool, Parameter(name="--json", negative=())] = False,
) -> None:
    """Measure detection on the recorded day, in a store of its own that is thrown away.

    The recorded day holds the line together; it is not a measure of how well unknown fakes are found.

    Parameters
    ----------
    gate
        Fail when a figure is below its floor in models/floors.json.
    as_json
        Print the figures as JSON.
    """
    with tempfile.TemporaryDirectory() as folder:
        figures = run(Settings(plan="recorded", var=Path(folder), database_url=""))
    floors = parse_floors(resources.files("models").joinpath("floors.json").read_text(encoding="utf-8"))
    if as_json:
        print_json({**figures.shares(), "expected_cases": figures.expected_cases, "differences": figures.differences})
    else:
        for name, share in figures.shares().items():
            out.print(f"{name:16} {share:.3f}   floor {floors.get(name, 0):.3f}", markup=False)
        for difference in figures.differences:
            out.print(difference, markup=False)
    fallen = below(figures, floors)
    if gate and fallen:
        for sentence in fallen:
            err.print(sentence, markup=False, style="red")
        fail("the quality gate is shut")


def run(settings: Settings) -> Figures:
    """The recorded day from log to cases in a fresh store, compared with its expectations."""
    day = runtime.RECORDED_DAY
    with runtime.stations(settings) as stations:
        for source in runtime.sources(settings, stations.store):
            line.discover(stations, source, day, runtime.now())
        outcomes = []
        while batch := list(line.work_batch(stations, day, "evaluate", settings.batch, runtime.now)):
            outcomes += [outcome for outcome in batch if outcome]
        opened = {case.host for case in cases.queue(stations.store, limit=10_000)}
    found = [
        Found(
            o.candidate.host.ascii, o.score.band.value, o.score.imitates, o.score.limb, o.candidate.host.ascii in opened
        )
        for o in outcomes
    ]
    expectations = parse_expectations((settings.recorded_day / "expected.csv").read_text(encoding="utf-8"))
    return measure(expectations, found)
