"""A page kept as a file is looked at like one from the network."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.official_pages import HOST, NAME, drawn, home_page
from zhenwang.collectors.saved_pages import MAX_LOGOS, host_named, saved_look, saved_pages
from zhenwang.pages.markup import MAX_BYTES

AT = datetime(2026, 11, 20, tzinfo=UTC)


def saved(folder: Path, name: str = f"{HOST}.html", body: bytes = b"") -> Path:
    path = folder / name
    path.write_bytes(body or home_page())
    return path


def test_a_saved_page_is_read_with_its_pictures(tmp_path: Path) -> None:
    path = saved(tmp_path)
    (tmp_path / f"{HOST}.png").write_bytes(drawn())
    (tmp_path / f"{HOST}.2.png").write_bytes(drawn(1))
    (tmp_path / f"{HOST}.ico").write_bytes(b"\0\0\1\0")
    (tmp_path / "www.other.gov.cn.png").write_bytes(drawn())
    look = saved_look(path, HOST, AT)
    assert look.page is not None
    assert look.page.title == f"{NAME}门户网站"
    assert (look.final_url, look.status, look.at, look.body) == (f"https://{HOST}/", 200, AT, home_page())
    assert [picture.role for picture in look.pictures] == ["logo", "logo", "icon"]


def test_the_address_that_a_browser_noted_is_the_pages_own(tmp_path: Path) -> None:
    noted = b"<!-- saved from url=(0038)https://www.qingliu.gov.cn/zwgk/a.html -->\n" + home_page()
    assert saved_look(saved(tmp_path, body=noted), HOST, AT).final_url == "https://www.qingliu.gov.cn/zwgk/a.html"


@pytest.mark.parametrize("name", [f"{HOST}.html", f"{HOST}__home.html", f"{HOST.upper()}.htm"])
def test_the_files_name_begins_with_the_host(name: str) -> None:
    assert host_named(Path(name)) == HOST


def test_pages_come_in_order_and_nothing_else_does(tmp_path: Path) -> None:
    for name in ("b.html", "a.HTM", "c.png", "d.html.txt"):
        saved(tmp_path, name)
    assert [path.name for path in saved_pages(tmp_path)] == ["a.HTM", "b.html"]


def test_P2_a_file_is_read_in_bounds_and_logos_are_counted(tmp_path: Path) -> None:
    path = saved(tmp_path, body=home_page() + b" " * (MAX_BYTES * 2))
    for number in range(20):
        (tmp_path / f"{HOST}.{number}.png").write_bytes(b"x")
    look = saved_look(path, HOST, AT)
    assert len(look.body) == MAX_BYTES + 1
    assert "parse_limited" in {gap.kind for gap in look.gaps}
    assert len(look.pictures) == MAX_LOGOS


def test_a_name_with_the_signs_of_a_pattern_finds_its_own_logos(tmp_path: Path) -> None:
    path = saved(tmp_path, "[a]*.html")
    (tmp_path / "[a]*.png").write_bytes(drawn())
    (tmp_path / "a.png").write_bytes(drawn())
    assert len(saved_look(path, HOST, AT).pictures) == 1


def test_what_cannot_be_read_is_a_gap(tmp_path: Path) -> None:
    folder = tmp_path / "www.a.gov.cn.html"
    folder.mkdir()
    for path in (folder, tmp_path / "gone.html"):
        look = saved_look(path, HOST, AT)
        assert (look.page, [gap.kind for gap in look.gaps]) == (None, ["file"])
