"""How a page is built: whose it looks like, or that it looks like many offices'."""

import hashlib
from dataclasses import replace

import pytest

from detectors.same_template import detect
from tests.detectors.conftest import NOW, QINGLIU, WATER
from tests.official_pages import HOST, drawn, home_page
from zhenwang.domain.baseline import Icon
from zhenwang.domain.look import Link, Look, Picture
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.domain.signal import Axis, Family
from zhenwang.reading.in_process import read
from zhenwang.registry.fingerprints import fingerprint

ELSEWHERE = "www.statesmanwelt.com"


def seen(body: bytes, host: str = ELSEWHERE, **parts) -> Look:
    return read(Look(host, f"https://{host}/", NOW, f"https://{host}/", 200, (), body, **parts))


HELD = fingerprint(HOST, seen(home_page(), HOST), lambda _: None, NOW)
KNOWN = Registry.of((QINGLIU, WATER), (HELD,))


def names(look: Look, registry: Registry = KNOWN) -> dict[str, str]:
    found = list(detect(look, registry))
    assert all((one.axis, one.family) == (Axis.CLAIM, Family.LOOK) for one in found)
    return {one.name: one.site for one in found}


def test_another_text_in_the_same_markup_is_built_alike() -> None:
    other = home_page("某某查询中心", news=tuple(f"证书查询第{n}号通知已发布" for n in range(6)))
    assert names(seen(other)) == {"same_template": HOST}


def test_a_template_of_many_offices_says_an_office_and_not_which() -> None:
    sites = [QINGLIU, *(OfficialSite(f"a{n}.gov.cn", f"第{n}市人民政府", (f"a{n}.gov.cn",)) for n in range(4))]
    known = Registry.of(sites, [replace(HELD, site=site.id) for site in sites])
    assert names(seen(home_page("某某查询中心")), known) == {"same_template": ""}


def test_another_page_and_genuine_hosts_are_not() -> None:
    shop = b"<html><body>" + b"".join(b"<section class=s%d><h3><a>shop</a></h3></section>" % n for n in range(40))
    assert names(seen(shop)) == {}
    assert names(seen(home_page(), HOST)) == names(seen(home_page(), WATER.id)) == {}


def test_the_very_icon_of_a_site() -> None:
    icon = drawn()
    known = Registry.of((QINGLIU,), (replace(HELD, icon=Icon(hashlib.sha256(icon).hexdigest())),))
    look = seen(b"<p>x</p>", pictures=(Picture("/favicon.ico", "icon", icon),))
    assert names(look, known) == {"copied_icon": HOST}
    assert names(replace(look, pictures=(Picture("/favicon.ico", "icon", drawn(1)),)), known) == {}


@pytest.mark.parametrize(("official", "others", "found"), [(20, 2, True), (20, 20, False), (4, 0, False)])
def test_a_navigation_that_leads_to_one_office_needs_no_baseline(
    look, make_page, registry, official, others, found
) -> None:
    links = [Link(f"https://{WATER.id}/c{n}/", "", "navigation") for n in range(official)]
    links += [Link(f"https://www.a{n}.com/x/", "", "navigation") for n in range(others)]
    signals = detect(look(ELSEWHERE, make_page(text="x", links=tuple(links))), registry)
    assert [one.site for one in signals if one.name == "official_navigation"] == [WATER.id] * found


def test_a_list_of_links_in_the_text_is_no_navigation(look, make_page, registry) -> None:
    links = tuple(Link(f"https://{WATER.id}/c{n}/", "", "body") for n in range(30))
    assert list(detect(look(ELSEWHERE, make_page(text="x", links=links)), registry)) == []


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (f"<iframe src='https://{WATER.id}/'></iframe>", True),
        ("<iframe src='https://www.example.com/'></iframe>", False),
        (f"<p>{'天气预报和本地生活' * 20}</p><iframe src='https://{WATER.id}/w'></iframe>", False),
        (f"<p>友情链接</p><a href='https://{WATER.id}/'>云岭市水利局</a>", False),
    ],
)
def test_a_page_that_is_a_frame_around_an_official_one(body: str, found: bool) -> None:
    assert names(seen(f"<html><body>{body}</body></html>".encode())) == (
        {"official_navigation": WATER.id} if found else {}
    )
