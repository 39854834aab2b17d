"""Numbers in a path are one site's own; the shape of a path is the content system's."""

from dataclasses import replace

import pytest

from detectors.official_paths import detect
from tests.detectors.conftest import NOW, QINGLIU, WATER
from zhenwang.domain.look import Link
from zhenwang.domain.registry import Registry
from zhenwang.domain.signal import Axis, Family
from zhenwang.registry.fingerprints import fingerprint

ELSEWHERE = "www.statesmanwelt.com"
ARTICLES = tuple(f"/art/2026/11/{n}/art_1312_{40_000 + 7 * n}.html" for n in range(1, 13))
COLUMNS = ("/zwgk/", "/zwgk/ldzc/", "/hdjl/", "/zwfw/", "/sjfb/", "/zjql/")


def linked(page, *paths):
    return replace(page, links=tuple(Link(path, "", "body") for path in paths))


@pytest.fixture(scope="module")
def known(official, look):
    held = fingerprint(QINGLIU.id, look(QINGLIU.id, linked(official, *ARTICLES, *COLUMNS)), lambda _: None, NOW)
    return Registry.of((QINGLIU, WATER), (held,))


@pytest.fixture
def signals(known, look, make_page):
    def of(*paths, host=ELSEWHERE, **parts):
        return list(detect(look(host, linked(make_page(text="x"), *paths), **parts), known))

    return of


@pytest.mark.parametrize(
    "mirrored",
    [
        lambda path: path,
        lambda path: "/" + path.strip("/").replace("/", "-"),
        lambda path: path.replace(".html", ".shtml"),
        lambda path: "/gate/big5/www.qingliu.gov.cn" + path,
        lambda path: "/ql" + path,
        lambda path: f"https://{ELSEWHERE}{path}",
    ],
    ids=["exact", "flattened", "renamed", "gateway", "folder", "absolute"],
)
def test_the_paths_of_its_articles_name_the_site(signals, mirrored):
    (signal,) = signals(*map(mirrored, ARTICLES))
    assert (signal.name, signal.axis, signal.family) == ("official_paths", Axis.CLAIM, Family.CONTENT)
    assert (signal.site, signal.value) == (QINGLIU.id, 1.0)
    assert "art" in signal.snippet


def test_a_few_of_them_are_worth_less_and_too_few_nothing(signals):
    assert 0.4 < signals(*ARTICLES[:6])[0].value < 0.9
    assert signals(*ARTICLES[:3]) == []


def test_one_long_path_with_its_own_number_is_worth_a_look(known, official, look, make_page):
    path = "/xxgk/xxgkml/qtzdgknr/202007/t20200729_2172251.shtml"
    held = fingerprint(QINGLIU.id, look(QINGLIU.id, linked(official, path)), lambda _: None, NOW)
    (signal,) = detect(look(ELSEWHERE, linked(make_page(text="x"), path)), Registry.of((QINGLIU,), (held,)))
    assert 0 < signal.value < 0.4


def test_the_same_shape_with_other_numbers_is_another_site_on_the_system(signals):
    assert signals(*(f"/art/2026/10/{n}/art_88_{9_000 + n}.html" for n in range(1, 20))) == []


def test_words_without_numbers_are_everybodys(signals):
    assert signals(*COLUMNS) == []


def test_links_to_the_official_host_are_links(signals):
    assert signals(*(f"https://{QINGLIU.id}{path}" for path in ARTICLES)) == []


def test_its_own_hosts_and_those_of_others_are_left_alone(signals):
    assert signals(*ARTICLES, host=QINGLIU.id) == signals(*ARTICLES, host=WATER.id) == []


def test_a_saved_page_that_states_another_base_is_read_by_it(known, look, make_page):
    page = replace(
        linked(make_page(text="x"), *(path.lstrip("/") for path in ARTICLES)),
        meta=(("base", "https://www.qingliu.gov.cn/"),),
    )
    assert [one.site for one in detect(look(ELSEWHERE, page, url=f"https://{ELSEWHERE}/a/b/c.html"), known)] == [
        QINGLIU.id
    ]


def test_a_proxy_with_the_official_host_as_a_folder_needs_no_baseline(signals):
    (signal,) = signals(*(f"/p/{WATER.id}/tzgg/{n}.html" for n in range(8)), "/about")
    assert (signal.site, signal.value) == (WATER.id, 1.0)
    assert signals(*(f"/go?url=https://{WATER.id}/tzgg/{n}.html" for n in range(8))) == []
