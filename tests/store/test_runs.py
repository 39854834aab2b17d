from datetime import timedelta

from tests.store.made import DAY, NOW
from zhenwang.store import runs
from zhenwang.store.opening import Store


def test_a_run_is_running_until_it_is_finished(store: Store) -> None:
    run = runs.begin(store, "daily", DAY, NOW)
    begun = runs.latest(store, "daily")
    assert begun is not None
    assert (begun.id, begun.state, begun.finished_at) == (run, "running", None)
    runs.finish(store, run, "failed", {"looked": 3}, NOW + timedelta(minutes=1), ["the list was empty"])
    done = runs.latest(store, "daily")
    assert done is not None
    assert done.failures == ("the list was empty",)
    assert (done.state, done.counts, done.finished_at) == ("failed", {"looked": 3}, NOW + timedelta(minutes=1))


def test_Q13_a_zombie_run_does_not_rewrite_its_ending(store: Store) -> None:
    run = runs.begin(store, "daily", DAY, NOW)
    runs.finish(store, run, "completed", {"looked": 3}, NOW)
    runs.finish(store, run, "crashed", {}, NOW)
    done = runs.latest(store, "daily")
    assert done is not None
    assert done.state == "completed"


def test_flows_have_their_own_runs_newest_first(store: Store) -> None:
    numbers = [runs.begin(store, flow, DAY, NOW) for flow in ("daily", "recheck", "daily")]
    assert [run.id for run in runs.recent(store, "daily")] == [numbers[2], numbers[0]]
    assert runs.latest(store, "none") is None
