"""What of a look links: the same kit under other names does, what the imitated site itself shows does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.official_pages import HOST, NAME, home_page
from zhenwang.domain.baseline import Baseline
from zhenwang.domain.body import Contact
from zhenwang.domain.campaign import Fact, FactKind
from zhenwang.domain.candidate import Sighting
from zhenwang.domain.look import Form, Hop, Look, Page, Script
from zhenwang.domain.packed_page import pack
from zhenwang.domain.registry import Marks, OfficialSite, Registry
from zhenwang.pages.linking_facts import MOST, facts_of
from zhenwang.pages.page import read_body
from zhenwang.pages.traces import traces_of

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
CASE = "qingliu-gov.example.com"


def read(body: bytes, host: str = CASE, *, final: str = "", hops: tuple[Hop, ...] = ()) -> Look:
    came = read_body(body)
    url = f"https://{host}/"
    return Look(host, url, NOW, final or url, 200, (), body, hops, page=came.page, structure=came.structure)


def an_official_site(*, captured: bool = True) -> Registry:
    came = read_body(home_page())
    assert came.page is not None
    assert came.structure is not None
    traces = traces_of(came.page, came.structure, f"https://{HOST}/", bounded=True)
    baseline = Baseline(HOST, f"https://{HOST}/", NOW, "0" * 64, pack(came.page), traces, addresses=("198.51.100.1",))
    site = OfficialSite(
        HOST, NAME, (HOST,), marks=Marks(icp=("鄂ICP备05099999号-1",)), contact=Contact(("0728-8600000、8600001",))
    )
    return Registry.of([site], [baseline] if captured else [])


REGISTRY = an_official_site()
BARE = an_official_site(captured=False)


def kit(city: str, number: int = 0, more: str = "") -> bytes:
    """A page of a kit that asks for certificates, for any city."""
    rows = "".join(
        f'<div class="row{n}"><label class="name">{label}</label><input class="in" name="f{n}"><i class="t"></i></div>'
        for n, label in enumerate(("姓名", "身份证号码", "证书编号", "发证机关", "手机号码", "验证码"))
    )
    steps = "".join(f'<section class="step s-{kind}"><h3>{kind}</h3><p>说明</p></section>' for kind in "甲乙丙丁戊己")
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{city}人力资源证书查询</title>
<script src="https://hm.baidu.com/hm.js?ffffffffffffffffffffffffffffffff"></script></head>
<body><div class="top"><h1>{city}职业资格证书联网查询系统</h1></div><div class="main"><form action="/q">{rows}</form>
{steps}
<p class="w">凡在{city}参加统一鉴定考试并且成绩合格的人员，均可以在本系统核对证书的真伪和有效期限，共有{number}人。</p>
<p class="w">证书遗失需要补办的，请携带有效证件到窗口提交申请，工作人员核对存档资料以后出具证明材料。</p>
<p class="w">本系统数据每日更新，查询结果仅供参考，以纸质证书登记的内容为准，如有疑问请咨询在线客服。</p>
{more}</div><div class="foot">咨询电话：13912345678 微信号: zsbl_8866 鄂ICP备88888888号</div></body></html>""".encode()


def of(look: Look, registry: Registry = REGISTRY, imitates: str = HOST) -> dict[FactKind, set[str]]:
    found: dict[FactKind, set[str]] = {}
    for fact in facts_of(look, registry, imitates):
        found.setdefault(fact.kind, set()).add(fact.value)
    return found


def test_the_same_kit_for_two_cities_shares_template_text_account_and_numbers() -> None:
    one, other = of(read(kit("荆门市", 12))), of(read(kit("潜江市", 5077), "qianjiang-gov.example.net"))
    for kind in (FactKind.TEMPLATE, FactKind.TEXT, FactKind.ANALYTICS, FactKind.PHONE, FactKind.ACCOUNT, FactKind.MARK):
        assert one[kind] & other[kind], kind
    assert one[FactKind.PHONE] == {"13912345678"}
    assert one[FactKind.ANALYTICS] == {"hm=ffffffffffffffffffffffffffffffff"}
    assert one[FactKind.ACCOUNT] == {"wechat=zsbl_8866"}
    assert one[FactKind.MARK] == {"icp=鄂ICP备88888888号"}


def test_a_kit_that_grew_a_little_still_shares_its_template() -> None:
    grown = of(read(kit("荆门市", more="<div class='ad'><b>公告</b></div>")))
    assert grown[FactKind.TEMPLATE] & of(read(kit("荆门市")))[FactKind.TEMPLATE]


def test_another_page_shares_neither_template_nor_text() -> None:
    one, other = of(read(kit("荆门市"))), of(read(home_page("云岭市水利局")), BARE, "")
    assert not one[FactKind.TEMPLATE] & other[FactKind.TEMPLATE]
    assert not one[FactKind.TEXT] & other.get(FactKind.TEXT, set())


def test_a_plain_copy_of_the_official_page_links_nobody_by_what_it_copied() -> None:
    copied = of(read(home_page()))
    assert FactKind.TEMPLATE not in copied
    assert FactKind.TEXT not in copied
    assert FactKind.ANALYTICS not in copied
    assert of(read(home_page()), BARE)[FactKind.ANALYTICS] == {"hm=0123456789abcdef0123456789abcdef"}
    assert FactKind.TEMPLATE in of(read(home_page()), BARE)


def test_what_a_copy_adds_of_its_own_links() -> None:
    added = of(read(home_page(more="<p>客服电话：13912345678 鄂ICP备05099999号-1 0728-8600000</p>")))
    assert added[FactKind.PHONE] == {"13912345678"}
    assert FactKind.MARK not in added


def test_the_address_is_the_suspects_own_and_not_that_of_the_site_it_jumps_to() -> None:
    hops = (
        Hop(f"http://{CASE}/", 302, "203.0.113.9", f"https://www.{CASE}/"),
        Hop(f"https://www.{CASE}/", 302, "2001:db8:1:2:3::4", f"https://{HOST}/"),
        Hop(f"https://{HOST}/", 200, "198.51.100.7"),
    )
    found = of(read(home_page(), final=f"https://{HOST}/", hops=hops))
    assert found == {FactKind.ADDRESS: {"203.0.113.9", "2001:db8:1:2::/64"}}


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "0.0.0.0", "::1", "", "no address", "198.51.100.1", "::ffff:127.0.0.1"]
)
def test_an_address_that_is_everybodys_or_the_official_sites_links_nobody(address: str) -> None:
    silent = Look(CASE, f"https://{CASE}/", NOW, hops=(Hop(f"https://{CASE}/", 200, address),))
    assert of(silent) == {}


def test_hosts_in_one_certificate_share_it() -> None:
    seen = Sighting(CASE, "ct", "log#17", NOW)
    told = Sighting(CASE, "report", "receipt", NOW)
    assert facts_of(Look(CASE, f"https://{CASE}/", NOW), REGISTRY, "", [seen, told]) == {
        Fact(FactKind.CERTIFICATE, "log#17")
    }


def test_where_people_and_what_they_fill_in_are_taken_links() -> None:
    look = read(kit("荆门市"))
    assert look.page is not None
    forms = tuple(
        Form(action, "post", ())
        for action in (
            "https://take.evil.example/x",
            f"https://{HOST}/s",
            "/own",
            f"https://api.{CASE}/",
            "https://no host/",
            "http://203.0.113.5/take",
            "https://wj.qq.com/s",
        )
    )
    assert of(replace(look, page=replace(look.page, forms=forms)))[FactKind.TARGET] == {
        "take.evil.example",
        "203.0.113.5",
    }


def test_further_counters_are_told() -> None:
    texts = ('LA.init({id:"KxYz12345678",ck:"KxYz12345678"})', "//js.users.51.la/2112345.js", "'GTM-ABC1234'")
    page = Page("utf-8", "", (), "", "", "", "", scripts=tuple(Script("", (), text) for text in texts))
    look = Look(CASE, f"https://{CASE}/", NOW, page=page)
    assert of(look)[FactKind.ANALYTICS] == {"51la=KxYz12345678", "51la=2112345", "gtm=GTM-ABC1234"}


def test_a_list_of_telephones_is_no_contact() -> None:
    many = "".join(f"<p>第{n}科 139{n:08d}</p>" for n in range(60))
    found = of(read(kit("荆门市", more=many)))
    assert "13900000007" not in found.get(FactKind.PHONE, set())
    assert len(found.get(FactKind.PHONE, set())) <= MOST


def test_the_same_look_gives_the_same_facts() -> None:
    assert facts_of(read(kit("荆门市")), REGISTRY, HOST) == facts_of(read(kit("荆门市")), REGISTRY, HOST)


@given(st.text(max_size=300), st.text(max_size=80), st.text(max_size=60))
def test_no_page_breaks_it_and_every_value_is_bounded(text: str, url: str, address: str) -> None:
    page = Page("utf-8", text, (), "", "", text, text, scripts=(Script(url, (), text),), forms=(Form(url, "", ()),))
    look = Look(CASE, f"https://{CASE}/", NOW, url, hops=(Hop(url, 200, address),), page=page)
    for fact in facts_of(look, REGISTRY, text, [Sighting(text, "ct", url, NOW)]):
        assert 0 < len(fact.value) <= 120
