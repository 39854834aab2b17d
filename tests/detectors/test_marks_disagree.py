"""Marks of different bodies on one page are a weak mismatch: official pages disagree with themselves too."""

import pytest

from detectors.marks_disagree import detect
from zhenwang.domain.look import Link
from zhenwang.domain.signal import Axis, Family

ELSEWHERE = "www.hbzyw168.com"
JIUCUO = "http://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code={code}&url=http%3A%2F%2F{host}%2F"


def jiucuo(code: str, host: str) -> tuple[Link, ...]:
    return (Link(JIUCUO.format(code=code, host=host), "找错", "footer"),)


@pytest.mark.parametrize(
    ("footer", "links", "value"),
    [
        ("网站标识码：4299990001", jiucuo("4288880002", "slj.yunling.gov.cn"), 1.0),
        ("网站标识码：4299990001", jiucuo("4299990001", "slj.yunling.gov.cn"), 1.0),
        ("网站标识码：4299990001", jiucuo("4299990077", "www.qingliu.gov.cn"), 0.5),
    ],
)
def test_a_code_and_a_link_to_somebody_else(registry, look, make_page, footer, links, value):
    (signal,) = detect(look(ELSEWHERE, make_page(footer=footer, links=links)), registry)
    assert (signal.name, signal.axis, signal.family) == ("marks_disagree", Axis.MISMATCH, Family.IDENTIFIER)
    assert (signal.site, signal.value) == ("www.qingliu.gov.cn", value)


@pytest.mark.parametrize(
    ("footer", "links"),
    [
        ("网站标识码：4299990001", jiucuo("4299990001", "www.qingliu.gov.cn")),
        ("网站标识码：4299990001", ()),
        ("网站标识码：4277770001", jiucuo("4277770002", "a.example.cn")),
    ],
)
def test_marks_that_agree_or_claim_nobody(registry, look, make_page, footer, links):
    assert list(detect(look(ELSEWHERE, make_page(footer=footer, links=links)), registry)) == []


def test_an_official_page_may_disagree_with_itself(registry, look, make_page):
    seen = make_page(footer="网站标识码：4299990001", links=jiucuo("4288880002", "slj.yunling.gov.cn"))
    assert list(detect(look("www.qingliu.gov.cn", seen), registry)) == []
