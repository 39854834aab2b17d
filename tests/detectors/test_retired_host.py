"""A host that was official once and serves somebody's pages again."""

from datetime import date
from pathlib import Path

import pytest

import detectors
import models
from detectors.retired_host import detect
from models.scoring import parse_model, score
from tests.detectors.conftest import COURT, QINGLIU, WATER
from zhenwang.domain.registry import Registry
from zhenwang.domain.score import Band
from zhenwang.domain.signal import Axis, Family
from zhenwang.domain.site import RetiredHost

MODEL = parse_model((Path(models.__file__).parent / "weights.json").read_text(encoding="utf-8"))
REGISTRY = Registry.of(
    (QINGLIU, WATER, COURT),
    retired=(
        RetiredHost("www.qingliu-gov.com", QINGLIU.id, "青柳市人民政府", date(2018, 11, 1)),
        RetiredHost("www.qinglaodong.com", "gone.gov.cn", "青柳市劳动局"),
        RetiredHost("old.newqingliu.gov.cn", QINGLIU.id, "青柳市人民政府"),
        RetiredHost("old.qingliu.gov.cn", QINGLIU.id, "青柳市人民政府"),
    ),
)


def judged(look):
    return score(detectors.run(look, REGISTRY), REGISTRY.version, MODEL)


def test_a_retired_host_with_pages_is_a_claim_of_the_site_it_belonged_to(look, make_page):
    (signal,) = detect(look("www.qingliu-gov.com", make_page(text="必赢体育")), REGISTRY)
    assert (signal.name, signal.axis, signal.family) == ("retired_host", Axis.CLAIM, Family.NAME)
    assert (signal.site, signal.snippet) == (QINGLIU.id, "www.qingliu-gov.com")
    assert "青柳市人民政府" in signal.because
    assert "2018年11月1日" in signal.because


def test_who_registers_the_name_has_it_without_www_too(look, make_page):
    (signal,) = detect(look("qingliu-gov.com", make_page(text="必赢体育")), REGISTRY)
    assert (signal.site, signal.snippet) == (QINGLIU.id, "qingliu-gov.com")
    assert list(detect(look("a.qingliu-gov.com", make_page(text="必赢体育")), REGISTRY)) == []


def test_a_body_that_is_in_no_registry_any_more_is_named_all_the_same(look, make_page):
    (signal,) = detect(look("www.qinglaodong.com", make_page()), REGISTRY)
    assert (signal.site, "青柳市劳动局" in signal.because) == ("", True)


@pytest.mark.parametrize(
    ("host", "final"),
    [
        ("www.qingliu-gov.com", "https://www.qingliu.gov.cn/"),  # art. 13: the old address leads to the new one
        ("old.qingliu.gov.cn", ""),  # still below the body's own domain
        ("www.qingliu.gov.cn", ""),
        ("somebody.example", ""),
    ],
)
def test_a_host_that_leads_to_a_genuine_site_is_no_claim(look, make_page, host, final):
    assert list(detect(look(host, make_page(text="x"), final_url=final), REGISTRY)) == []


def test_what_shows_nothing_claims_nothing(look):
    assert list(detect(look("www.qingliu-gov.com"), REGISTRY)) == []


def test_it_goes_to_people_and_is_never_confirmable_by_itself(look, make_page):
    seen = make_page(title="必赢体育", text="This domain is for sale")
    assert judged(look("www.qingliu-gov.com", seen)).band is Band.REVIEW
    assert judged(look("old.newqingliu.gov.cn", seen)).band is not Band.CONFIRMABLE


def test_a_clone_of_the_former_site_on_it_may_be_proposed(look, official):
    result = judged(look("www.qingliu-gov.com", official))
    assert (result.band, result.imitates) == (Band.CONFIRMABLE, QINGLIU.id)
