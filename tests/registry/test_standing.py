"""An exemption is told with a host's standing, for its days, and never instead of what the host is."""

from datetime import date, timedelta

import pytest

from tests.registry.sites_made import DAY, a_site
from zhenwang.domain.exemption import Exemption, ExemptionKind, ExemptionScope
from zhenwang.domain.registry import Registry
from zhenwang.domain.site import RetiredHost
from zhenwang.registry.standing import standing

HOSTS = ("www.a.gov.cn", "court.a.gov.cn", "old.a.com", "x.a.gov.cn", "demo.vendor.com")
HELD = [
    Exemption(host, ExemptionScope.HOST, ExemptionKind.NEW_SITE, "待登记", "王芳", date(2026, 1, 1), DAY)
    for host in HOSTS
]
REGISTRY = Registry.of(
    [a_site("www.a.gov.cn"), a_site("court.a.gov.cn", protected=False)],
    retired=[RetiredHost("old.a.com", "www.a.gov.cn", "甲")],
    exemptions=HELD,
)


@pytest.mark.parametrize(
    ("host", "without", "word"),
    [
        ("www.a.gov.cn", "official", "official"),
        ("court.a.gov.cn", "neighbour", "neighbour"),
        ("old.a.com", "retired", "exempt"),
        ("x.a.gov.cn", "same_registrant", "exempt"),
        ("demo.vendor.com", "unknown", "exempt"),
    ],
)
def test_the_exemption_goes_before_what_nobody_lists(host: str, without: str, word: str) -> None:
    found = standing(REGISTRY, host, DAY)
    assert found.word == word
    assert found.exemption in HELD
    for plain in (standing(REGISTRY, host), standing(REGISTRY, host, DAY + timedelta(days=1))):
        assert (plain.word, plain.exemption) == (without, None)
        assert (plain.site, plain.retired) == (found.site, found.retired)
