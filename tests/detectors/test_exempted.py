"""An exemption speaks for the host that served the page, on its days only, and never hides what else was found."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

import detectors
from detectors.exempted import detect
from tests.detectors.conftest import MARKET, QINGLIU, WATER
from zhenwang import runtime
from zhenwang.domain.exemption import Exemption, ExemptionKind, ExemptionScope
from zhenwang.domain.registry import Registry
from zhenwang.domain.score import Band
from zhenwang.line import score

UNTIL = date(2026, 11, 22)
HELD = Exemption(
    "demo.vendor.com", ExemptionScope.DOMAIN, ExemptionKind.TEST_HOST, "厂商演示站", "王芳", date(2026, 1, 1), UNTIL
)
CODE = {"title": "首页", "footer": "网站标识码：4299990001"}


def registry_with(*exemptions: Exemption) -> Registry:
    return Registry.of((QINGLIU, WATER, MARKET), exemptions=exemptions)


def test_the_signal_says_why_by_whom_and_until_when(look, make_page):
    (signal,) = detect(look("a.demo.vendor.com", make_page(title="演示")), registry_with(HELD))
    assert (signal.name, signal.axis.value, signal.family.value) == ("exempted_host", "exculpation", "host")
    for told in ("厂商演示站", "王芳", "2026年11月22日", "a.demo.vendor.com", "demo.vendor.com"):
        assert told in signal.because
    (lasting,) = detect(look("demo.vendor.com", make_page()), registry_with(replace(HELD, until=None)))
    assert "长期有效" in lasting.because


@pytest.mark.parametrize(
    ("at", "speaks"),
    [
        (datetime(2026, 11, 22, 15, 59, tzinfo=UTC), True),  # 23:59 in Beijing
        (datetime(2026, 11, 22, 16, 0, tzinfo=UTC), False),
    ],
)
def test_it_is_over_at_midnight_where_the_offices_are(look, make_page, at, speaks):
    assert any(detect(look("demo.vendor.com", make_page(), at=at), registry_with(HELD))) is speaks


def test_a_redirect_away_from_an_exempt_host_excuses_nobody(look, make_page):
    away = look("demo.vendor.com", make_page(), final_url="https://evil.top/")
    assert list(detect(away, registry_with(HELD))) == []


def test_a_genuine_host_needs_none(look, official):
    own = replace(HELD, host=QINGLIU.id, scope=ExemptionScope.HOST)
    assert list(detect(look(QINGLIU.id, official), registry_with(own))) == []


def judged(seen, registry):
    return score(detectors.run(seen, registry), registry, runtime.load_model())


def test_a_hard_claim_on_an_exempt_host_reaches_people_and_is_not_confirmable(look, make_page):
    seen = look("demo.vendor.com", make_page(**CODE))
    exempt = judged(seen, registry_with(HELD))
    assert judged(seen, registry_with()).probability > exempt.probability
    assert (exempt.band, exempt.imitates) == (Band.REVIEW, QINGLIU.id)
    assert "exempted_host" in {part.signal for part in exempt.contributions}


def test_a_whole_copy_on_an_exempt_host_is_held_back_with_the_reason(registry, look, official):
    bare = replace(HELD, host="zs.vendor.com", scope=ExemptionScope.HOST)
    with_pages = Registry.of(registry.sites.values(), registry.baselines.values(), exemptions=[bare])
    seen = look("zs.vendor.com", replace(official))
    assert judged(seen, registry).band is Band.CONFIRMABLE
    held = judged(seen, with_pages)
    assert held.band is Band.REVIEW
    assert "豁免" in held.held_back
