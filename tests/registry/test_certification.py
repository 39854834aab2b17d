from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path

import pytest

import detectors
import models
from models import scoring
from zhenwang.domain.look import Look
from zhenwang.domain.registry import Marks, OfficialSite, Registry
from zhenwang.domain.score import Band, Score
from zhenwang.matching.absent_registry import LeavingOut
from zhenwang.pages.page import read_page
from zhenwang.registry.certification import Line, Verdict, certify, hosts_of
from zhenwang.registry.certification_figures import above, area_of, parse_ceilings, shares, summarise
from zhenwang.registry.fingerprints import fingerprint

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
MODEL = scoring.parse_model((Path(models.__file__).parent / "weights.json").read_text(encoding="utf-8"))
SHARED = Marks(icp=("鄂ICP备05011090号-1",))


def site(name: str, host: str, *further: str, marks: Marks = SHARED, region_code: str = "420000") -> OfficialSite:
    return OfficialSite(host, name, (host, *further), marks=marks, region_code=region_code)


SITES = (
    site("湖北省人民政府", "www.hubei.gov.cn"),
    site("湖北省应急管理厅", "yjt.hubei.gov.cn"),
    site("黄石市人民政府", "www.huangshi.gov.cn", "huangshi.gov.cn"),
    site("黄沙市人民政府", "www.huangsha.gov.cn", region_code="341000"),
    site("舟山市定海区人民法院", "www.zsdhcourt.cn", marks=Marks()),
    site("舟山市普陀区人民法院", "www.zsptcourt.cn", marks=Marks()),
    site("纳税服务平台", "12366.chinatax.com", marks=Marks()),
    site("国家税务总局", "www.chinatax.com", marks=Marks()),
)
REGISTRY = Registry.of(SITES)


def judge(look: Look, registry: Registry) -> Score:
    """The line's own look to score, with the weights that are released."""
    return scoring.score(detectors.run(look, registry), registry.version, MODEL)


def verdicts(registry: Registry = REGISTRY) -> dict[tuple[str, Line], Verdict]:
    return {(verdict.host, verdict.line): verdict for verdict in certify(registry, judge, NOW)}


def test_every_host_is_judged_twice() -> None:
    found = list(certify(REGISTRY, judge, NOW))
    assert len(found) == 2 * hosts_of(REGISTRY) == 18
    assert {verdict.host for verdict in found} == {host for one in SITES for host in one.hosts}


def test_a_suffix_that_others_establish_and_a_part_that_others_hold_protect() -> None:
    found = verdicts()
    for host in ("www.huangshi.gov.cn", "yjt.hubei.gov.cn", "12366.chinatax.com"):
        assert not found[host, Line.AS_IT_STANDS].queued


def test_a_neighbour_one_letter_off_is_named_as_the_cause() -> None:
    verdict = verdicts()["www.zsdhcourt.cn", Line.AS_IT_STANDS]
    assert verdict.queued
    assert verdict.match is not None
    assert verdict.cause == "www.zsptcourt.cn"
    assert not verdict.kin
    assert verdict.band in (Band.CLEAR, Band.WATCH)


def test_as_if_anybody_could_buy_the_suffix_nothing_but_the_name_speaks() -> None:
    found = verdicts()
    office = found["yjt.hubei.gov.cn", Line.SUFFIX_FOR_SALE]
    assert office.shown_at == "yjt.hubei.com"
    assert (office.cause, office.kin) == ("www.hubei.gov.cn", True)
    city = found["www.huangshi.gov.cn", Line.SUFFIX_FOR_SALE]
    assert (city.shown_at, city.cause, city.kin) == ("www.huangshi.com", "www.huangsha.gov.cn", False)


def test_a_site_is_never_taken_for_itself() -> None:
    assert all(verdict.cause != verdict.site for verdict in certify(REGISTRY, judge, NOW))


def test_a_host_of_two_sites_is_judged_without_either() -> None:
    double = Registry.of([site("甲局", "a.gov.cn", "shared.cn"), site("乙局", "b.gov.cn", "shared.cn")])
    found = {verdict.host: verdict for verdict in certify(double, judge, NOW) if verdict.line is Line.AS_IT_STANDS}
    assert not found["shared.cn"].queued


def _with_page(html: str, host: str) -> Registry:
    body = html.encode()
    page, _ = read_page(body, "text/html; charset=utf-8")
    look = Look(
        host, f"https://{host}/", NOW, f"https://{host}/", 200, (("content-type", "text/html"),), body, page=page
    )
    return Registry.of(SITES, [fingerprint(host, look, lambda _: None, NOW)])


def test_a_page_is_judged_too_and_says_whom_it_was_taken_for() -> None:
    html = "<title>湖北省人民政府</title><h1>湖北省人民政府门户网站</h1><footer>主办单位：湖北省人民政府</footer>"
    found = verdicts(_with_page(html, "www.huangsha.gov.cn"))
    sold = found["www.huangsha.gov.cn", Line.SUFFIX_FOR_SALE]
    assert sold.with_page
    assert sold.band is Band.REVIEW
    assert sold.cause == "www.hubei.gov.cn"
    listed = found["www.huangsha.gov.cn", Line.AS_IT_STANDS]
    assert listed.with_page
    assert not listed.confirmed  # nobody else can register under gov.cn


@pytest.mark.parametrize("absent", SITES, ids=lambda one: one.id)
def test_the_registry_without_a_site_answers_as_if_built_without_it(absent: OfficialSite) -> None:
    built = Registry.of(other for other in SITES if other is not absent)
    view = LeavingOut.of(REGISTRY).without(frozenset({absent.id}))
    assert dict(view.sites) == dict(built.sites)
    for host in [host for one in SITES for host in (*one.hosts, f"new.{one.id}", f"{one.id}.top")]:
        assert (view.owner(host), view.registrant(host)) == (built.owner(host), built.registrant(host))
    for kind, value in {mark for one in SITES for mark in one.marks.all()}:
        assert view.holders(kind, value) == built.holders(kind, value)
    assert view.subject_holders("鄂ICP备05011090号-7") == built.subject_holders("鄂ICP备05011090号-7")


def test_leaving_out_knows_every_part_of_a_registry() -> None:
    known = {"sites", "baselines", "retired", "exemptions", "version", "jurisdiction"}
    known |= {"_by_host", "_by_registrable", "_by_mark", "_by_subject"}
    assert {part.name for part in fields(Registry)} == known, "LeavingOut.without must leave sites out of this too"


def _summary(found: Sequence[Verdict] | None = None) -> dict[str, float]:
    return shares(summarise(found if found is not None else list(certify(REGISTRY, judge, NOW)), REGISTRY))


def test_figures_count_all_labels_and_the_short_ones_apart() -> None:
    figures = summarise(certify(REGISTRY, judge, NOW), REGISTRY)
    listed = figures[Line.AS_IT_STANDS]
    assert listed.all.judged == listed.short.judged + listed.long.judged == 9
    assert (listed.short.judged, listed.short.queued) == (2, 0)  # hubei; huangshi has eight letters
    assert (listed.long.queued, listed.all.share) == (2, 2 / 9)
    assert {blamed.site: blamed.hosts for blamed in listed.blamed} == {"www.zsptcourt.cn": 1, "www.zsdhcourt.cn": 1}
    assert sum(tally.judged for tally in listed.by_area.values()) == 9
    assert listed.by_area["34"].judged == 1


def test_shares_of_nothing_are_nought() -> None:
    assert set(_summary([]).values()) == {0.0}


def test_a_ceiling_holds_or_says_what_rose() -> None:
    found = _summary()
    assert above(found, found) == []
    assert above(found, {"wrongly_queued": 0.1}) == ["wrongly_queued is 0.2222, its ceiling is 0.1000"]
    assert above(found, {"typo": 1.0}) == ["typo has a ceiling, but nobody measures it"]


def test_the_released_ceilings_name_figures_that_are_measured() -> None:
    ceilings = parse_ceilings((Path(models.__file__).parent / "floors.json").read_text(encoding="utf-8"))
    assert ceilings.keys() == _summary().keys()
    assert ceilings["wrongly_confirmed"] == 0
    assert ceilings["wrongly_queued"] < 0.066  # the best published figure


@pytest.mark.parametrize(
    ("region_code", "region", "level", "area"),
    [("420281", "湖北省/黄石市", "", "42"), ("", "Detroit, MI", "City", "MI"), ("", "湖北省/黄石市", "", "湖北省"),
     ("", "", "Federal", "Federal"), ("", "", "", "-")],
)  # fmt: skip
def test_an_area_is_what_is_known_of_it(region_code: str, region: str, level: str, area: str) -> None:
    assert area_of(OfficialSite("a.gov", "A", ("a.gov",), region_code=region_code, region=region, level=level)) == area
