"""The page farm: invented pages of impostors and of the innocent, and the figures the judge must reach on them.

What fails on the practice half is named. Of the exam only the figures are shown: whoever tunes to its pages has no
exam left. Every page of both halves is judged; ``ZHENWANG_FARM_SHARE=5`` takes one in five, for a quick look.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from importlib import resources
from itertools import islice

import pytest

from models.scoring import Model
from tests.farm.farm import HALVES, pages, registry_of_farm
from tests.farm.figures import Figures, Judged, judge, measure, telling
from tests.farm.regulations import Rivals, rivals
from tests.farm.templates import BY_HALF
from tests.farm.truth import FarmPage
from zhenwang import runtime
from zhenwang.domain.registry import Registry
from zhenwang.domain.score import Band

SHOWN = 25


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    return registry_of_farm(tmp_path_factory.mktemp("farm"))


@pytest.fixture(scope="module")
def model() -> Model:
    return runtime.load_model()


@pytest.fixture(scope="module")
def farm(registry: Registry) -> dict[str, list[FarmPage]]:
    share = int(os.environ.get("ZHENWANG_FARM_SHARE", "1"))
    return {half: list(islice(pages(registry, half), 0, None, share)) for half in HALVES}


@pytest.fixture(scope="module")
def judged(farm: dict[str, list[FarmPage]], registry: Registry, model: Model) -> dict[str, list[Judged]]:
    return {half: [judge(page, registry, model) for page in made] for half, made in farm.items()}


@pytest.fixture(scope="module")
def figures(judged: dict[str, list[Judged]]) -> dict[str, Figures]:
    return {half: measure(seen) for half, seen in judged.items()}


def _floors(half: str) -> dict[str, float]:
    """What must be reached; of the innocent, what must not be passed."""
    text = resources.files("models").joinpath("floors.json").read_text(encoding="utf-8")
    return {name: float(floor) for name, floor in json.loads(text)["page_farm"][half].items()}


def _told(figures: Figures, half: str, *kinds: str) -> str:
    named = telling(figures, *kinds)
    return "\n".join(named[:SHOWN]) if half == "practice" else f"{len(named)} pages of the exam, which are not shown"


@pytest.mark.parametrize("half", HALVES)
@pytest.mark.parametrize("figure", ["claim_recall", "right_body", "hard_claim_precision"])
def test_figures_stand_above_their_floors(figures: dict[str, Figures], half: str, figure: str) -> None:
    told = _told(
        figures[half], half, *(("untrue",) if figure == "hard_claim_precision" else ("no claim", "other body"))
    )
    assert figures[half].shares[figure] >= _floors(half)[figure], told


@pytest.mark.parametrize("half", HALVES)
def test_no_innocent_page_is_put_forward_as_a_counterfeit(figures: dict[str, Figures], half: str) -> None:
    assert figures[half].confirmable_innocent <= _floors(half)["confirmable_innocent"], _told(
        figures[half], half, "confirmable"
    )


@pytest.mark.parametrize("half", HALVES)
def test_few_innocent_pages_cost_an_analyst_a_minute(figures: dict[str, Figures], half: str) -> None:
    assert figures[half].shares["innocent_in_review"] <= _floors(half)["innocent_in_review"]


def _of_class(judged: dict[str, list[Judged]], *names: str) -> Iterator[Judged]:
    return (one for half in HALVES for one in judged[half] if one.page.group in names)


@pytest.mark.parametrize(
    "classes",
    [
        ("newspaper_quotes_fake", "newspaper_quotes_list", "newspaper_footer_quote"),
        ("law_database",),
        ("official_wrong_marks", "neighbour_wrong_marks"),
    ],
    ids=["newspapers that quote a fake", "a law database with 500 regulations", "official sites with wrong codes"],
)
def test_stays_out_of_the_confirmable_band(judged: dict[str, list[Judged]], classes: tuple[str, ...]) -> None:
    seen = list(_of_class(judged, *classes))
    assert seen or "ZHENWANG_FARM_SHARE" in os.environ
    put_forward = [one.page for one in seen if one.score.band is Band.CONFIRMABLE]
    # The exam's pages are not named.
    assert not put_forward, [page.id if page.half == "practice" else page.half for page in put_forward]


@pytest.fixture(scope="module")
def two_counties(registry: Registry) -> Rivals:
    return rivals(registry)


def test_two_counties_with_the_same_regulation_are_told_apart_by_their_claims(
    two_counties: Rivals, registry: Registry, model: Model
) -> None:
    for page in two_counties.claiming:
        one = judge(page, registry, model)
        assert one.score.imitates in page.truth.sites, page.id


def test_a_regulation_that_nobody_claims_imitates_nobody(
    two_counties: Rivals, registry: Registry, model: Model
) -> None:
    for page in two_counties.reposted:
        one = judge(page, registry, model)
        assert one.score.band is not Band.CONFIRMABLE, page.id
        assert not one.identifiers, page.id


def test_the_farm_is_as_large_as_it_says(farm: dict[str, list[FarmPage]]) -> None:
    if "ZHENWANG_FARM_SHARE" in os.environ:
        pytest.skip("a part of the farm was asked for")
    every = [page for made in farm.values() for page in made]
    assert len({page.id for page in every}) == len(every)
    assert sum(bool(page.truth.sites) for page in every) >= 720
    assert sum(not page.truth.sites for page in every) >= 200
    assert sum(map(len, BY_HALF.values())) >= 60
    assert not set(BY_HALF["practice"]) & set(BY_HALF["exam"])


def test_the_farm_is_the_same_each_time(farm: dict[str, list[FarmPage]], registry: Registry) -> None:
    again = list(islice(pages(registry, "practice"), 40))
    assert again == list(islice(pages(registry, "practice"), 40))
    assert again[0] == farm["practice"][0]


def test_every_fake_stands_on_a_host_that_is_nobodys(farm: dict[str, list[FarmPage]], registry: Registry) -> None:
    for made in farm.values():
        assert not [page.host for page in made if page.truth.sites and registry.owner(page.host)]
