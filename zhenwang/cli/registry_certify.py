"""``zhenwang registry certify``: which genuine sites would be queued or confirmed if nobody had listed them?"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from importlib import resources
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from zhenwang import line, runtime
from zhenwang.cli.jurisdiction import registry_of
from zhenwang.cli.output import err, fail, out, print_json
from zhenwang.domain.look import Look
from zhenwang.domain.registry import Registry
from zhenwang.domain.score import Score
from zhenwang.registry.certification import Line, Verdict, certify, hosts_of
from zhenwang.registry.certification_figures import (
    Certification,
    Tally,
    above,
    as_json,
    parse_ceilings,
    shares,
    summarise,
)
from zhenwang.settings import Settings

_Json = Annotated[bool, Parameter(name="--json", negative=())]
_WORDS = {
    Line.AS_IT_STANDS: "as it stands: the site is not listed, everything else is as it is",
    Line.SUFFIX_FOR_SALE: "as if anybody could buy its suffix: com in its place",
}


def certify_(
    *,
    registry: Annotated[list[Path] | None, Parameter(negative=())] = None,
    jurisdiction: str = "",
    details: int = 0,
    gate: Annotated[bool, Parameter(negative=())] = False,
    json: _Json = False,
) -> None:
    """Judge every official host as if its site were not listed, and count who would wrongly come before people.

    Each host is judged twice, by its name and, where a baseline is kept, with its page: as it stands, and as if
    anybody could buy its suffix. "Queued" counts everything that its name puts forward for a look, though a name alone
    opens no case. What the figures mean: docs/registry.md, Certification.

    Parameters
    ----------
    registry
        CSV file of official sites; needs only the columns `name` and `domain`. May be given several times.
        Without it the registry in use is certified, with its baselines.
    jurisdiction
        Jurisdiction pack: an id such as `us`, or a file. See docs/jurisdictions.md.
    details
        Print so many wrongly queued hosts of each line, with the neighbour that each was taken for.
    gate
        Fail when a figure is above its ceiling in models/floors.json.
    json
        Print the figures as JSON.
    """
    settings = Settings()
    known = registry_of(settings, registry or (), jurisdiction)
    if not known.sites:
        fail("the registry holds no site")
    started = time.perf_counter()
    verdicts = list(_watched(known))
    seconds = time.perf_counter() - started
    figures = summarise(verdicts, known)
    queued = [verdict for verdict in verdicts if verdict.queued]
    shown = [one for asked in Line for one in [v for v in queued if v.line is asked][:details]]
    if json:
        rows = [_row(verdict) for verdict in shown]
        print_json({"registry": known.version, "seconds": round(seconds, 1), **as_json(figures), "details": rows})
    else:
        _print(figures, known, seconds)
        for verdict in shown:
            out.print("  ".join(str(value) for value in _row(verdict).values()), markup=False)
    if gate:
        _hold(shares(figures))


def _hold(found: Mapping[str, float]) -> None:
    ceilings = parse_ceilings(resources.files("models").joinpath("floors.json").read_text(encoding="utf-8"))
    risen = above(found, ceilings)
    for sentence in risen:
        err.print(sentence, markup=False, style="red")
    if risen:
        fail("certification does not hold: genuine sites would come before people more often than before")


def _watched(registry: Registry) -> Iterator[Verdict]:
    model = runtime.load_model()

    def judge(look: Look, known: Registry) -> Score:
        return line.score(line.detect(look, known), known, model)

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as progress:
        task = progress.add_task("judging official hosts", total=2 * hosts_of(registry))
        for verdict in certify(registry, judge, runtime.now()):
            progress.advance(task)
            yield verdict


def _row(verdict: Verdict) -> dict[str, object]:
    match = verdict.match
    return {
        "line": verdict.line.value,
        "host": verdict.host,
        "shown_at": verdict.shown_at,
        "taken_for": verdict.cause,
        "kin": verdict.kin,
        "rule": match.rule if match else "",
        "span": match.span if match else "",
        "score": match.score if match else 0.0,
        "band": verdict.band.value,
    }


def _print(figures: dict[Line, Certification], registry: Registry, seconds: float) -> None:
    hosts = figures[Line.AS_IT_STANDS].all.judged
    pages = figures[Line.AS_IT_STANDS].all.with_page
    out.print(f"{len(registry.sites):,} sites, {hosts:,} hosts, {pages} with a page; {seconds:.0f} s", markup=False)
    for asked, found in figures.items():
        out.print(f"\n{_WORDS[asked]}", style="bold", markup=False)
        out.print(f"  {'':14}{'hosts':>8}{'queued':>8}{'share':>9}{'loud':>7}{'kin':>7}{'review':>8}{'confirmed':>11}")
        for name, tally in (("all labels", found.all), ("under 8", found.short), ("8 and more", found.long)):
            out.print(_tally(name, tally), markup=False)
        for name, tally in found.by_kind.items():
            if tally.queued:
                out.print(_tally(f"· {name[:11]}", tally), markup=False)
        for blamed in found.blamed:
            who = f"{blamed.site} {blamed.name}" if blamed.site else "a government word"
            out.print(f"  {blamed.hosts:>4} taken for {who}: {', '.join(blamed.examples)}", markup=False)


def _tally(name: str, tally: Tally) -> str:
    counts = f"{tally.loud:>7}{tally.by_kin:>7}{tally.reviewed:>8}{tally.confirmed:>11}"
    return f"  {name:14}{tally.judged:>8,}{tally.queued:>8,}{tally.share:>9.2%}{counts}"
