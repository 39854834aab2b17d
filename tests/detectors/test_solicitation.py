"""Fees, members, recruits, refunds for victims."""

import pytest

from detectors.solicitation import detect


@pytest.mark.parametrize(
    "text",
    [
        "入会费500元，缴纳后成为理事单位",
        "制证费380元",
        "內部名額直招，包分配，諮詢報名",
        "专业代理维权追款",
        "被骗资金追回登记",
    ],
)
def test_people_are_taken_in(registry, look, make_page, text):
    (signal,) = detect(look("x.top", make_page(text=text)), registry)
    assert (signal.name, signal.snippet) == ("solicits_people", text)


@pytest.mark.parametrize(
    "text",
    [
        "报名费按规定标准收取，每人50元",
        "招聘公告：事业单位公开招聘工作人员，编制内12名，报名请登录",
        "取消报名费等行政事业性收费",
        "12315消费者投诉维权",
        "会员单位名单",
        "警惕以缴纳报名费500元为名的诈骗",
    ],
)
def test_rules_vacancies_and_real_bureaus(registry, look, make_page, text):
    assert list(detect(look("x.top", make_page(text=text)), registry)) == []
