"""Hosts for trying things out, and those that only look like it."""

from dataclasses import replace

import pytest

from detectors import demonstration_host, known_service
from zhenwang.domain.registry import Registry
from zhenwang.domain.service import Service, ServiceKind
from zhenwang.registry_in_use import load_pack
from zhenwang.settings import Settings

SERVICES = {
    "hanweb.com": Service("hanweb.com", ServiceKind.VENDOR, "大汉", "Hanweb"),
    "moban.cn": Service("moban.cn", ServiceKind.TEMPLATES, "模板网", "Moban"),
    "cnhubei.com": Service("cnhubei.com", ServiceKind.MEDIA, "荆楚网", "Cnhubei"),
    "baike.baidu.com": Service("baike.baidu.com", ServiceKind.REFERENCE, "百度百科", "Baidu Baike"),
}


@pytest.fixture(scope="module")
def known(registry) -> Registry:
    pack = replace(load_pack(Settings()).jurisdiction, services=SERVICES)
    return Registry.of(registry.sites.values(), jurisdiction=pack)


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("student.github.io", ""),
        ("a.b.gitee.io", ""),
        ("x.vercel.app", ""),
        ("demo.vendor.com", ""),
        ("gov-demo2.vendor.com.cn", ""),
        ("test01.vendor.cn", ""),
        ("case.hanweb.com", ""),
        ("www.moban.cn", ""),
        ("198.51.100.7", "http://198.51.100.7:8080/"),
        ("192.168.1.8", "http://192.168.1.8/"),
        ("oa.local", "http://oa.local/"),
        ("abc.natappfree.cc", ""),
        ("www.sucai.com", "https://www.sucai.com/demo/2231/index.html"),
        ("www.cms-x.cn", "https://www.cms-x.cn/moban2/gov/"),
    ],
)
def test_a_host_for_trying_things_out(known, look, make_page, host, url):
    (signal,) = demonstration_host.detect(look(host, make_page(), **({"url": url} if url else {})), known)
    assert (signal.name, signal.family) == ("demonstration_host", "host")
    assert 0.5 < signal.value <= 1


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("github.io", ""),
        ("github.io.evil.top", ""),
        ("notgithub.io", ""),
        ("democracy.com", ""),
        ("demo.com", ""),
        ("demo.com.cn", ""),
        ("www.test-gov.top", ""),
        ("contest.vendor.com", ""),
        ("www.qingliu.gov.cn", ""),
        ("demo.qingliu.gov.cn", ""),
        ("198.51.100.7", "http://198.51.100.7/"),
        ("198.51.100.7", "https://198.51.100.7:443/"),
        ("www.vendor.com", "https://www.vendor.com:8443/"),
        ("www.cnhubei.com", ""),
        ("www.x.top", "https://www.x.top/demo"),
        ("www.x.top", "https://www.x.top/democracy/index.html"),
        ("", "http://[::1"),
        ("x.top", "http://x.top:99999/"),
    ],
)
def test_other_hosts(known, look, make_page, host, url):
    seen = look(host, make_page(), **({"url": url} if url else {}))
    assert list(demonstration_host.detect(seen, known)) == []


def test_a_page_that_was_not_seen_is_not_excused(known, look):
    assert list(demonstration_host.detect(look("demo.vendor.com"), known)) == []


@pytest.mark.parametrize(
    ("host", "value"), [("baike.baidu.com", 1.0), ("m.baike.baidu.com", 1.0), ("jb.cnhubei.com", 0.5)]
)
def test_a_public_service_is_known_by_its_host(known, look, make_page, host, value):
    (signal,) = known_service.detect(look(host, make_page()), known)
    assert (signal.name, signal.value) == ("known_service_host", value)


@pytest.mark.parametrize(
    "host", ["baidu.com", "cnhubei.com.evil.top", "xcnhubei.com", "case.hanweb.com", "www.moban.cn"]
)
def test_nobody_else_is(known, registry, look, make_page, host):
    assert list(known_service.detect(look(host, make_page()), known)) == []
    assert list(known_service.detect(look("jb.cnhubei.com", make_page()), registry)) == [], "no pack, no services"
