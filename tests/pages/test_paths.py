"""Paths within a site, and the shapes that content systems give them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenwang.domain.hosts import host_of
from zhenwang.domain.look import Page
from zhenwang.pages.paths import (
    absolute,
    base_of,
    commonest_shapes,
    hosts_in,
    located,
    own_numbers,
    own_paths,
    path_of,
    shape_of,
    slug_of,
    slugs,
)

SITE = "https://www.hubei.gov.cn/zwgk/"


@pytest.mark.parametrize(
    ("path", "shape"),
    [
        ("/col/col1234/", "/col/col{n}/"),
        ("/art/2020/3/5/art_1234_5678.html", "/art/{date}/art_{n}_{n}.html"),
        ("/nw41430/20200823/0001-41430_54611.html", "/nw{n}/{date}/{n}-{n}_{n}.html"),
        ("/xxgk/qtzdgknr/202007/t20200729_2172251.shtml", "/xxgk/qtzdgknr/{month}/t{date}_{n}.shtml"),
        ("/content/2024-05/15/content_6952956.htm", "/content/{date}/content_{n}.htm"),
        ("/info/1047/2414.htm?wbtreeid=1001", "/info/{n}/{n}.htm?wbtreeid={n}"),
        ("/zwgk/08E61FB166710F06E053012819AC1E62/", "/zwgk/{hex}/"),
        ("/gkml/2020/", "/gkml/{year}/"),
        ("/zwgk/ldzc/", "/zwgk/ldzc/"),
    ],
)
def test_dates_and_numbers_are_named(path: str, shape: str) -> None:
    assert shape_of(path) == shape


def test_own_paths_are_those_of_the_host_whatever_its_www() -> None:
    references = ("a.html", "/b/?id=1", "//hubei.gov.cn/c.html", "https://www.hubei.gov.cn/", "/index.html", "#top")
    others = ("https://rst.hubei.gov.cn/d.html", "javascript:void(0)", "mailto:a@b.cn", "http://[half", "", "\x00")
    found = [*own_paths(references, SITE), *own_paths(others[:5], SITE)]
    assert found == ["/zwgk/a.html", "/b/?id=1", "/c.html", "/zwgk/", "/zwgk/"]


@pytest.mark.parametrize("front", ["", "/", "/index.html", "/index.jsp", "/Default.aspx"])
def test_a_front_page_is_no_path(front: str) -> None:
    assert path_of(f"https://www.hubei.gov.cn{front}") == ""


def test_the_commonest_shapes_come_first_and_only_those_that_tell() -> None:
    paths = ["/a/1.html", "/b/", "/art/20201101/2.html", "/a/2.html", "/a/3.html"]
    assert commonest_shapes(paths, 5) == ("/a/{n}.html", "/art/{date}/{n}.html")
    assert commonest_shapes(paths, 1) == ("/a/{n}.html",)


@given(st.text(max_size=80), st.text(max_size=80))
def test_no_reference_raises(reference: str, query: str) -> None:
    for path in own_paths((reference, f"/x?{query}"), SITE):
        assert "{" in shape_of(path) or not any(character in "0123456789" for character in path)


@pytest.mark.parametrize(
    ("mirrored", "official"),
    [
        ("/nw41430-20200823-0001_41430_54611", "/nw41430/20200823/0001-41430_54611.html"),
        ("/gate/big5/www.hubei.gov.cn/zwgk/ldzc/", "/zwgk/ldzc/index.shtml"),
        ("/gate/big5/zwgk/ldzc.html", "/zwgk/ldzc/"),
        ("/proxy/https://www.hubei.gov.cn/art/2020/3/5/art_1_5678.html", "/art/2020/3/5/art_1_5678.html"),
        ("/xxgk_qtzdgknr_202007_t20200729_2172251.html", "/xxgk/qtzdgknr/202007/t20200729_2172251.shtml"),
    ],
)
def test_a_flattened_or_renamed_path_is_known_again(mirrored: str, official: str) -> None:
    assert slug_of(mirrored) == slug_of(official) != ""


def test_a_folder_put_before_all_paths_is_left_out() -> None:
    paths = [f"/hb/art/2020/3/{n}/art_1_{n}.html" for n in range(1, 9)]
    assert {slug_of(path.removeprefix("/hb")) for path in paths} <= slugs(paths).keys()
    assert "" not in slugs(["/", "/index.html"])


@pytest.mark.parametrize(
    ("path", "numbers"),
    [
        ("/xxgk/202007/t20200729_2172251.shtml", [7]),
        ("/art/2020/3/5/art_1234_5678.html", [4, 4]),
        ("/zwgk/08E61FB166710F06E053012819AC1E62/", [32]),
        ("/zwgk/ldzc/", []),
        ("/2024-05/15/", []),
    ],
)
def test_the_numbers_of_a_path_beside_its_date(path: str, numbers: list[int]) -> None:
    assert own_numbers(path) == numbers


def test_hosts_that_stand_as_folders() -> None:
    assert hosts_in("/gate/big5/www.hubei.gov.cn/zwgk/a.html") == ["www.hubei.gov.cn"]
    assert hosts_in("/zwgk/v1.2/t20200729_2172251.shtml") == []
    assert hosts_in("/zwgk/index.html") == []


REFERENCES = st.lists(
    st.sampled_from([*"/.?#:%a1-@\\[", "//", "http:", "HTTPS://", "a.cn", "..", "%41", "中", "\t", " ", "javascript:"]),
    max_size=9,
).map("".join)


@given(REFERENCES)
def test_a_reference_leads_where_urllib_says(reference: str) -> None:
    found = list(located([reference], SITE))
    there = absolute(reference, SITE)
    assert found == [(host_of(there), path_of(there)) if there else ("", "")]


@pytest.mark.parametrize(
    ("stated", "base"),
    [
        ("", SITE),
        ("/a/b/", "https://www.hubei.gov.cn/a/b/"),
        ("//other.top/x/", "https://other.top/x/"),
        ("javascript:1", SITE),
    ],
)
def test_references_start_where_the_page_says(stated: str, base: str) -> None:
    page = Page("utf-8", "", (("base", stated),), "", "", "", "")
    assert base_of(page, SITE) == base
