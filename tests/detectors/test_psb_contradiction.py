"""陕 with 34 was never issued; whether it matters depends on what the page claims."""

import pytest

from detectors.psb_contradiction import detect
from zhenwang.domain.signal import Axis

CLAIM = "版权所有：青柳市人民政府 "


def test_a_province_that_contradicts_the_digits_on_a_page_with_a_claim(registry, look, make_page):
    (signal,) = detect(look("x.top", make_page(footer=CLAIM + "陕公网安备 34060002010001号")), registry)
    assert (signal.name, signal.axis, signal.site) == ("psb_contradicts_itself", Axis.MISMATCH, "www.qingliu.gov.cn")
    assert "青柳市人民政府" in signal.because


@pytest.mark.parametrize(
    "footer",
    [
        "陕公网安备 34060002010001号",
        CLAIM + "鄂公网安备42990002000001号",
        CLAIM + "冀公网安备：13030202002230号",
        CLAIM,
        "",
    ],
)
def test_without_a_claim_or_without_a_contradiction_there_is_nothing_to_say(registry, look, make_page, footer):
    assert list(detect(look("x.top", make_page(footer=footer)), registry)) == []
