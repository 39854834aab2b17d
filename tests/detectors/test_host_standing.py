"""What the registry knows about a host, and when a mismatch may be said."""

import inspect

import pytest

import detectors
from detectors.host_standing import CLAIMANTS, detect
from zhenwang.domain.signal import Axis


def only(signals):
    (signal,) = signals
    return signal


@pytest.mark.parametrize(
    ("host", "name", "value"),
    [
        ("www.qingliu.gov.cn", "official_host", 1.0),
        ("fgw.qingliu.gov.cn", "official_host", 0.8),
        ("www.qingliufy.cn", "neighbour_host", 1.0),
        ("www.unheardof.gov.cn", "unlisted_gov_host", 1.0),
        ("example.gov.uk", "unlisted_gov_host", 1.0),
    ],
)
def test_genuine_hosts_are_excused_whatever_they_show(registry, look, official, host, name, value):
    signal = only(detect(look(host, official), registry))
    assert (signal.name, signal.axis, signal.value) == (name, Axis.EXCULPATION, value)


def test_a_claim_on_a_host_in_nobodys_set_is_a_mismatch(registry, mirror):
    signal = only(detect(mirror, registry))
    assert (signal.name, signal.axis, signal.site) == ("not_in_registry", Axis.MISMATCH, "www.qingliu.gov.cn")
    assert "青柳市人民政府" in signal.because
    assert "www.qingliu.gov.cn" in signal.because


@pytest.mark.parametrize("zones", [{}, {"title": "青柳美食网", "text": "青柳市人民政府旁边的早餐店"}])
def test_without_a_claim_there_is_nothing_to_mismatch(registry, look, make_page, zones):
    assert list(detect(look("qingliu-gov.top", make_page(**zones)), registry)) == []
    assert list(detect(look("qingliu-gov.top"), registry)) == []


def test_text_alone_taken_from_the_official_page_is_a_claim_too(registry, look, make_page, official):
    nameless = make_page(title="欢迎光临", text=official.text)
    assert only(detect(look("x.top", nameless), registry)).name == "not_in_registry"


def test_a_redirect_to_the_official_site_shows_the_genuine_page(registry, look, official):
    redirected = look("qingliu-gov.top", official, final_url="https://www.qingliu.gov.cn/index.html")
    assert only(detect(redirected, registry)).name == "redirects_to_official"


def test_a_public_gateway_that_shows_the_official_site_is_no_mismatch(registry, look, official):
    shown = look("big5.xinhuanet.com", official, url="http://big5.xinhuanet.com/gate/big5/www.qingliu.gov.cn/")
    assert list(detect(shown, registry)) == []


def test_an_open_redirect_away_from_an_official_host_excuses_nobody(registry, look, official):
    away = look("www.qingliu.gov.cn", official, final_url="https://evil.top/qingliu/")
    assert only(detect(away, registry)).name == "not_in_registry"


@pytest.mark.parametrize(
    "url", ["https://192.0.2.7/", "https://[2001:db8::1]/", "https://[::1", "http://%00/", "nonsense"]
)
def test_addresses_and_broken_urls_are_hosts_in_nobodys_set(registry, look, official, url):
    assert only(detect(look("x.top", official, final_url=url), registry)).name == "not_in_registry"


# What a host name claims says nothing about a page; and a likeness names nobody who could be somebody else.
OF_NO_PAGE = {"embedded_host", "lookalike_host", "moved_label", "retired_host"}
OF_A_LIKENESS = {"emblem", "logo", "same_template"}


def test_whatever_claims_for_a_page_is_asked_for_a_mismatch():
    """A claim that nobody asks for here could never be put to a reviewer, for want of a mismatch."""
    claiming = {
        module.__name__.removeprefix("detectors.")
        for module in detectors.all_detectors()
        if "Axis.CLAIM," in inspect.getsource(module)
    }
    asked = {module.__name__.removeprefix("detectors.") for module in CLAIMANTS}
    assert claiming - OF_NO_PAGE - OF_A_LIKENESS == asked
