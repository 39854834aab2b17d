from dataclasses import replace
from datetime import UTC, datetime

from zhenwang.domain.appearance import Appearance
from zhenwang.domain.look import Link, Look, Page, Picture, Script
from zhenwang.pages.leads import MOST, leads

PAGE = Page("utf-8", "", (), "", "", "", "")
LOOK = Look("x.top", "https://x.top/", datetime(2026, 11, 22, tzinfo=UTC), page=PAGE)


def _shown(*codes: str) -> tuple[Picture, ...]:
    return (Picture("/q.png", "image", b"", Appearance(9, 9, codes=codes)),)


def test_jumps_codes_and_downloads_lead_somewhere() -> None:
    page = replace(
        PAGE,
        scripts=(Script("", (), 'location.href="https://a.evil.top/in?x=1"'),),
        links=(Link("https://down.evil.top/gov.apk", "下载", "body"), Link("https://b.evil.top/", "链接", "body")),
    )
    found = leads(replace(LOOK, page=page, pictures=_shown("https://c.evil.top/q")))
    assert [(lead.host.ascii, lead.kind, lead.url) for lead in found] == [
        ("a.evil.top", "redirect", "https://a.evil.top/in?x=1"),
        ("c.evil.top", "code", "https://c.evil.top/q"),
        ("down.evil.top", "download", ""),
    ]
    assert found[0].snippet == "https://a.evil.top/in?x=1"


def test_a_download_is_looked_for_where_the_page_says_its_references_start() -> None:
    page = replace(PAGE, meta=(("base", "//down.evil.top/"),), links=(Link("gov.apk", "下载", "body"),))
    (lead,) = leads(replace(LOOK, page=page))
    assert (lead.host.ascii, lead.kind, lead.snippet) == ("down.evil.top", "download", "gov.apk")


def test_own_hosts_shared_services_and_addresses_are_none() -> None:
    codes = (
        "https://m.x.top/",
        "https://qr.alipay.com/x",
        "http://weixin.qq.com/r/x",
        "http://1.2.3.4/",
        "wxp://x",
        "t.cn/x",
    )
    assert leads(replace(LOOK, pictures=_shown(*codes))) == ()


def test_where_a_visit_arrived_is_a_lead_and_five_are_enough() -> None:
    many = _shown(*(f"https://n{n}.evil{n}.top/" for n in range(20)))
    found = leads(replace(LOOK, final_url="https://there.top/", pictures=many))
    assert (len(found), found[0].host.ascii) == (MOST, "there.top")
