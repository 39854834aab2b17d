"""The weekly flow: official sites are seen again. What a round does is in ``zhenwang.rounds.weekly``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import cast

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.logging import get_run_logger
from prefect.states import Completed, Failed
from prefect.utilities.annotations import quote

from zhenwang import runtime
from zhenwang.rounds import weekly
from zhenwang.rounds.weekly import Seen, Target, Watch
from zhenwang.settings import Plan, Settings


@task(task_run_name="official-{number}", retries=2, retry_delay_seconds=[5, 60], cache_policy=NO_CACHE)
def look_batch(number: int, watch: Watch, targets: Sequence[Target]) -> tuple[Seen, ...]:
    """One batch of official sites and retired hosts. ``number`` only names the task."""
    get_run_logger().info("batch %s: %s hosts from %s on", number, len(targets), getattr(targets[0], "id", "retired"))
    return tuple(weekly.look_at(watch, target, runtime.now) for target in targets)


@flow(name="baseline", flow_run_name="baseline-{region}")
def baseline(
    region: str = "", limit: int = 1000, older_than: int = 6, pause: float = 1.0, plan: Plan | None = None
) -> State:
    """Look again at the official sites of a region, compare, keep, and queue what departs from the rules.

    Sites whose region code begins with ``region``, ``limit`` at most, whose last capture is ``older_than`` days old;
    ``pause`` seconds between two requests to the same holder's servers. ``plan`` defaults to settings.
    """
    settings = Settings() if plan is None else Settings(plan=plan)
    on = runtime.today(settings)
    with (
        weekly.opened(settings, pause) as watch,
        runtime.booked_run(watch.store, "baseline", on) as end,
    ):
        targets = weekly.targets(watch, runtime.now(), region, limit, older_than)
        done = weekly.conclude(watch, list(_look_all(watch, targets, settings.batch)), runtime.now())
        end(done, done.remarks)
    create_markdown_artifact(done.as_markdown(), key=f"baseline-{on}", description=f"baseline {on}: official sites")
    if done.failures:
        return Failed(message="; ".join(done.failures))
    return Completed(message=done.in_one_line())


def _look_all(watch: Watch, targets: Sequence[Target], most: int) -> Iterator[Seen]:
    waiting, number = iter(targets), 0
    while batch := tuple(islice(waiting, most)):
        number += 1
        # quote: Prefect would else walk into every argument, and the registry has thousands of sites.
        yield from look_batch(number, cast("Watch", quote(watch)), cast("tuple[Target, ...]", quote(batch)))
