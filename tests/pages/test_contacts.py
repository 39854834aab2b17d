"""Contacts in the forms that pages print them, in one normal form; and numbers that are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenwang.domain.look import Page
from zhenwang.pages import contacts as limits
from zhenwang.pages.area_codes import province_of_area
from zhenwang.pages.contacts import find_contacts, street_of
from zhenwang.pages.page import read_page


def page(text: str, header: str = "", footer: str = "") -> Page:
    return Page("utf-8", "", (), header, "", footer, "\n".join(filter(None, (header, text, footer))))


def told(text: str) -> list[tuple[str, str]]:
    return [(found.kind, found.value) for found in find_contacts(page(text))]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("联系电话：0713-8600000", "landline", "0713-8600000"),
        ("電話：０７１３－８６０００００", "landline", "0713-8600000"),
        ("(0595)22355670", "landline", "0595-22355670"),
        ("+86 27 87654321", "landline", "027-87654321"),
        ("电话:010 65234567转802", "landline", "010-65234567"),
        ("手机 139 1234 5678", "mobile", "13912345678"),
        ("400-820-8820", "service", "4008208820"),
        ("客服QQ：123456789", "qq", "123456789"),
        ("ＱＱ群(55667788)", "qq", "55667788"),
        ("微信号：zhengshu_2024", "wechat", "zhengshu_2024"),
        ("咨询请加VX：abc12345", "wechat", "abc12345"),
        ("E-mail: A.b@qingliu.gov.cn", "email", "a.b@qingliu.gov.cn"),
        ("邮　编：438999", "postcode", "438999"),
        ("索引号：011043364/2020-12345", "index_number", "011043364/2020-12345"),
        ("办公地址：青柳市柳岸大道18号 邮编：438999", "address", "青柳市柳岸大道18号"),
        ("telegram: @zhengshu88", "telegram", "zhengshu88"),
    ],
)
def test_each_kind_has_one_normal_form(text: str, kind: str, value: str) -> None:
    assert (kind, value) in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "鄂公网安备42990002000001号",
        "粤ICP备2021064213号",
        "网站标识码：4299990001",
        "服务热线12345，举报12377，报警110",
        "2026-11-22 08:00:00",
        "身份证号 132127196905101732",
        "您是本站第 13912345678901 位访客",
        "微信公众号：青柳发布",
        "版本 1.0.13912345678.2",
        "QQ：登录",
    ],
)
def test_other_numbers_and_everybodys_hotlines_are_no_contacts(text: str) -> None:
    assert told(text) == []


def test_links_are_read_too() -> None:
    body = "<p>x</p><a href='tel:027-87654321'>t</a><a href='mailto:a@b.cn'>m</a><a href='http://wpa.qq.com/msgrd?v=3&uin=998877'>q</a>"
    seen, _ = read_page(body.encode())
    assert seen is not None
    assert [(one.kind, one.value) for one in find_contacts(seen)] == [
        ("landline", "027-87654321"),
        ("email", "a@b.cn"),
        ("qq", "998877"),
    ]


def test_the_zone_is_told_and_a_sentence_is_no_foot() -> None:
    shown = page("记者致电027-87654321", "热线：0713-8600000", "地址：柳岸大道18号\n如有异议，请致电0713-8611111。")
    assert {one.value: one.zone for one in find_contacts(shown)} == {
        "027-87654321": "body",
        "0713-8600000": "header",
        "柳岸大道18号": "footer",
        "0713-8611111": "body",
    }


def test_of_a_foot_that_only_stands_in_for_one_the_last_lines_count() -> None:
    lines = ["电话：0713-8600000", *(f"{n}楼 顶" for n in range(9))]
    assert [one.zone for one in find_contacts(page("", footer="\n".join(lines)))] == ["body"]


def test_the_snippet_is_the_pages_own_words() -> None:
    (found,) = find_contacts(page("聯繫電話：0713-8600000（工作日）"))
    assert found.snippet == "聯繫電話：0713-8600000（工作日）"
    assert found.line == 0


@pytest.mark.parametrize(
    ("address", "street"),
    [
        ("湖北省青柳市柳岸大道18号柳岸大厦", "柳岸大道18号"),
        ("青柳市城东区人民路北段7号", "人民路北段7号"),
        ("青柳市行政中心", ""),
    ],
)
def test_the_street_of_an_address(address: str, street: str) -> None:
    assert street_of(address) == street


@pytest.mark.parametrize(
    ("area", "province"), [("0713", "42"), ("027", "42"), ("010", "11"), ("0595", "35"), ("0000", "")]
)
def test_an_area_code_names_its_province(area: str, province: str) -> None:
    assert province_of_area(area) == province


@given(st.text(alphabet="0123456789-() 电话QQ微信:@.cn地址路号\n第a", max_size=200))
def test_P2_no_text_raises_and_each_contact_is_told_once(text: str) -> None:
    found = told(text)
    assert len(found) == len(set(found)) <= limits.MAX_CONTACTS


def test_P2_a_page_of_nothing_but_numbers_is_bounded() -> None:
    text = "\n".join(f"电话：0713-{8_000_000 + n}" for n in range(20_000))
    assert len(find_contacts(page(text))) == limits.MAX_CONTACTS
