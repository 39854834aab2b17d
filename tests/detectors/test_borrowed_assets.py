"""What a page fetches from an official host, and what everybody may fetch there."""

from dataclasses import replace

import pytest

from detectors.borrowed_assets import detect
from tests.detectors.conftest import NOW, QINGLIU, WATER
from zhenwang.domain.look import Image, Script, Structure
from zhenwang.domain.registry import Registry
from zhenwang.domain.signal import Axis, Family
from zhenwang.registry.fingerprints import fingerprint

ELSEWHERE = "www.statesmanwelt.com"
CODE = tuple(f"https://www.qingliu.gov.cn/{kind}/part{n}.{kind}?v={n}" for n in range(3) for kind in ("css", "js"))


@pytest.fixture
def signals(registry, look, make_page):
    def of(*assets, host=ELSEWHERE, images=(), scripts=(), known=registry):
        page = replace(make_page(text="x"), images=images, scripts=scripts)
        return list(detect(look(host, page, structure=Structure(assets=assets)), known))

    return of


def test_styles_and_scripts_from_an_official_host_name_it(signals):
    (signal,) = signals(*CODE, "/own.css", "https://cdn.example.com/jquery.js")
    assert (signal.name, signal.axis, signal.family) == ("borrowed_assets", Axis.CLAIM, Family.CONTENT)
    assert (signal.site, signal.value) == (QINGLIU.id, 1.0)
    assert signal.snippet.startswith("www.qingliu.gov.cn/js/part0.js")


def test_one_script_is_an_embedded_service(signals):
    assert signals(CODE[0], "/own.css") == []


@pytest.mark.parametrize(
    "shared",
    [
        "https://dcs.conac.cn/js/18/000/0000/60443906/CA180000000604439060001.js",
        "https://zfwzgl.www.gov.cn/exposure/jiucuo.js",
        "https://api.tianditu.gov.cn/api.js?v=4.0",
        "https://www.beian.gov.cn/img/ghs.css",
    ],
)
def test_services_for_everybody_are_nobodys(signals, shared):
    assert signals(*(shared.replace(".js", f"{n}.js") for n in range(9))) == []


def test_photographs_in_an_article_are_weak_and_a_header_is_more(signals):
    photographs = tuple(f"https://www.qingliu.gov.cn/W0202011{n}.jpg" for n in range(9))
    assert signals(*photographs[:3]) == []
    (weak,) = signals(*photographs)
    (header,) = signals(photographs[0], images=(Image(photographs[0], "青柳市人民政府", "header"),))
    assert weak.name == header.name == "hotlinked_pictures"
    assert weak.family is Family.LOOK
    assert weak.value < header.value == 1.0


def test_official_hosts_may_fetch_from_each_other(signals):
    assert signals(*CODE, host=QINGLIU.id) == signals(*CODE, host=WATER.id) == []


def test_a_copied_statistics_account_names_its_holder(signals, official, look):
    script = Script("https://hm.baidu.com/hm.js?0123456789abcdef0123456789abcdef", (), "")
    held = fingerprint(QINGLIU.id, look(QINGLIU.id, replace(official, scripts=(script,))), lambda _: None, NOW)
    known = Registry.of((QINGLIU, WATER), (held,))
    (signal,) = signals(scripts=(script,), known=known)
    assert (signal.name, signal.site) == ("copied_account", QINGLIU.id)
    assert signals(scripts=(Script("https://hm.baidu.com/hm.js?" + "f" * 32, (), ""),), known=known) == []
    # A platform's account, on three of its sites, is none of theirs.
    third = replace(QINGLIU, id="a.gov.cn", hosts=("a.gov.cn",))
    many = Registry.of((QINGLIU, WATER, third), [replace(held, site=one.id) for one in (QINGLIU, WATER, third)])
    assert signals(scripts=(script,), known=many) == []
