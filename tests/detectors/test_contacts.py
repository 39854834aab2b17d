"""Whose telephone stands on a page: the office's own left in, or somebody else's beside it."""

from dataclasses import replace

import pytest

import detectors
from detectors import foreign_contact, official_contact
from tests.detectors.conftest import EAST, MARKET, NOW, QINGLIU, WATER
from zhenwang.domain.body import Contact
from zhenwang.domain.registry import Registry
from zhenwang.domain.signal import Axis, Family
from zhenwang.registry.fingerprints import fingerprint

ELSEWHERE = "www.x1.top"
FOOT = "地址：青柳市柳岸大道18号 电话：0713-8600000 邮编：438999"
HOME = replace(
    QINGLIU, region_code="421100", contact=Contact(phones=("0713-8600000",), address="湖北省青柳市柳岸大道18号")
)
OTHERS = tuple(
    replace(one, contact=Contact(phones=(f"0710-311222{n}",))) for n, one in enumerate((WATER, MARKET, EAST))
)


@pytest.fixture(scope="module")
def known():
    return Registry.of((HOME, *OTHERS))


@pytest.fixture
def ask(known, look, make_page):
    def of(detector, host=ELSEWHERE, registry=known, **parts):
        return list(detector.detect(look(host, make_page(**parts)), registry))

    return of


def test_the_contact_block_of_an_office_in_the_foot_of_another_host(ask):
    (signal,) = ask(official_contact, footer=FOOT)
    assert (signal.name, signal.axis, signal.family) == ("official_contact", Axis.CLAIM, Family.NAME)
    assert (signal.site, signal.value) == (HOME.id, 1.0)


def test_a_single_telephone_is_worth_less(ask):
    assert ask(official_contact, footer="电话：0713-8600000")[0].value < 1.0


def test_a_baseline_knows_contacts_that_no_list_has(ask, look, official):
    held = fingerprint(QINGLIU.id, look(QINGLIU.id, official), lambda _: None, NOW)
    (signal,) = ask(official_contact, registry=Registry.of((QINGLIU,), (held,)), footer=FOOT)
    assert signal.site == QINGLIU.id


@pytest.mark.parametrize(
    "parts",
    [
        {"text": "本报讯 如有疑问，请拨打0713-8600000。\n" + "其他新闻\n" * 9},
        {"footer": "如有异议，请向市政府反映，联系电话：0713-8600000。"},
        {"footer": "监督电话：0713-8600000"},
        {"footer": "邮编：438999"},
        {"footer": "地址：临江县柳岸大道18号"},
        {"footer": "\n".join((FOOT, *(one.contact.phones[0] for one in OTHERS)))},
        {"footer": "服务热线：12345"},
    ],
    ids=["article", "sentence", "complaints", "postcode", "another town", "directory", "hotline"],
)
def test_what_tells_of_an_office_is_not_the_office(ask, parts):
    assert ask(official_contact, **parts) == []


@pytest.mark.parametrize("host", [HOME.id, WATER.id])
def test_genuine_hosts_are_left_alone(ask, host):
    assert (
        ask(official_contact, host=host, footer=FOOT)
        == ask(foreign_contact, host=host, footer=FOOT + " QQ：123456")
        == []
    )


@pytest.mark.parametrize(
    "foreign",
    ["咨询QQ：123456789", "手机：13912345678", "微信：zhengshu88", "热线 400-820-8820", "电话：0755-88990011"],
)
def test_somebody_elses_number_beside_the_offices_own(ask, foreign):
    (signal,) = ask(foreign_contact, footer=f"{FOOT}\n{foreign}")
    assert (signal.name, signal.axis, signal.family) == ("foreign_contact", Axis.MISMATCH, Family.CONTEXT)
    assert signal.site == HOME.id


@pytest.mark.parametrize("own", ["传真：0713-8600001", "总机：027-87654321", ""])
def test_a_telephone_of_the_same_province_may_be_the_offices(ask, own):
    assert ask(foreign_contact, footer=f"{FOOT}\n{own}") == []


def test_beside_the_name_alone_it_is_weaker_and_needs_the_page_to_call_itself_so(ask):
    (signal,) = ask(foreign_contact, title="青柳市人民政府官网", text="青柳市人民政府\n客服QQ：123456789")
    assert (signal.name, signal.site) == ("contact_elsewhere", HOME.id)
    assert ask(foreign_contact, title="证书查询", text="青柳市人民政府\n客服QQ：123456789") == []


def test_a_private_number_in_the_news_of_a_page_is_nobodys_contact(ask):
    text = "\n".join(
        ("青柳市人民政府", *("要闻" for _ in range(9)), "失物招领请致电13912345678", *("要闻" for _ in range(9)))
    )
    assert ask(foreign_contact, title="青柳市人民政府官网", text=text) == []


def test_every_mismatch_is_said_of_a_site_that_was_claimed(known, look, make_page):
    page = make_page(title="青柳市人民政府官网", footer=f"{FOOT}\nQQ：123456789")
    signals = detectors.run(look(ELSEWHERE, page), known)
    claims = {signal.site for signal in signals if signal.axis is Axis.CLAIM}
    assert {signal.site for signal in signals if signal.axis is Axis.MISMATCH} <= claims


def test_M4_a_heap_of_numbers_before_it_does_not_hide_the_foot(ask):
    heap = "\n".join(f"电话：0755-{2_000_000 + n}" for n in range(900))
    assert [one.site for one in ask(official_contact, text=f"{heap}\n{FOOT}", footer=FOOT)] == [HOME.id]
