"""Pages of the innocent, read and judged whole: none can be put to a reviewer, and the band of each is recorded."""

from __future__ import annotations

from pathlib import Path

import pytest

import detectors
import models
from models.scoring import parse_model, score
from tests.detectors.innocent_markup import PLACES, Innocent, html
from tests.detectors.innocent_pages import speaking
from tests.detectors.innocent_sites import standing
from zhenwang.domain.look import Hop, Look
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.domain.score import Band
from zhenwang.pages.page import read_page
from zhenwang.registry.fingerprints import fingerprint
from zhenwang.registry_in_use import load_pack
from zhenwang.settings import Settings

MODEL = parse_model((Path(models.__file__).parent / "weights.json").read_text(encoding="utf-8"))
SERVER = "203.0.113.9"
QUIET = (Band.CLEAR, Band.WATCH, Band.REVIEW)


def official_html(page) -> str:
    body = "".join(f"<p>{line}</p>" for line in page.text.split("\n")[2:-1])
    body += f"<nav>{page.navigation}</nav>" + '<a href="https://www.qingliu-new.cn/">新版网站</a>'
    return html(page.title, body, page.footer, page.header)


@pytest.fixture(scope="module")
def served(official) -> str:
    return official_html(official)


@pytest.fixture(scope="module")
def known(registry, look, served) -> Registry:
    """The registry with the public services of the shipped pack, and a captured home page with its address."""
    seen = visited(look, "www.qingliu.gov.cn", served, hops=(Hop("https://www.qingliu.gov.cn/", 200, SERVER),))
    baseline = fingerprint("www.qingliu.gov.cn", seen, lambda _: None, seen.at)
    others = (
        OfficialSite(f"www.p{n}.gov.cn", f"{place}市人民政府", (f"www.p{n}.gov.cn",)) for n, place in enumerate(PLACES)
    )
    sites = (*registry.sites.values(), *others)
    return Registry.of(sites, (baseline,), jurisdiction=load_pack(Settings()).jurisdiction)


def visited(look, host: str, markup: str, **more) -> Look:
    page, _ = read_page(markup.encode())
    return look(host, page, body=markup.encode(), **more)


def judged(look: Look, registry: Registry):
    signals = detectors.run(look, registry)
    return score(signals, registry.version, MODEL), signals


def of(one: Innocent, look) -> Look:
    return visited(look, one.host, one.html, **({"url": one.url} if one.url else {}))


def all_of(served: str) -> list[Innocent]:
    return [*speaking(served), *standing(served)]


def test_there_are_enough_of_them(served):
    names = [one.name for one in all_of(served)]
    assert len(names) == len(set(names)) >= 70


def test_no_page_of_the_innocent_is_confirmable_and_each_has_its_band(known, look, served):
    came = {one.name: judged(of(one, look), known)[0].band for one in all_of(served)}
    assert Band.CONFIRMABLE not in came.values()
    for one in all_of(served):
        if one.band == "review":
            assert came[one.name] is Band.REVIEW, f"{one.name}: people are to see it"
        else:
            assert QUIET.index(came[one.name]) <= QUIET.index(Band(one.band)), f"{one.name} is {came[one.name]}"


def test_whoever_is_held_back_is_told_why(known, look, served):
    for one in all_of(served):
        result, signals = judged(of(one, look), known)
        if result.band is Band.REVIEW:
            assert result.held_back or result.probability < MODEL.bands.confirmable, one.name
            assert any(signal.axis == "exculpation" and signal.value for signal in signals), one.name


def test_every_excuse_stands_on_some_page(known, look, served):
    heard = {signal.name for one in all_of(served) for signal in judged(of(one, look), known)[1]}
    excuses = {name for name, weight in MODEL.weights.items() if weight.axis == "exculpation"}
    elsewhere = {"redirects_to_official", "exempted_host", "resolves_onto_official", "demonstration_page"}
    assert excuses - heard <= elsewhere
