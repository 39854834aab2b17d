"""The committed day is what its sources make."""

import gzip
import io
import json
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from corpora.recorded_day import FOLDER, write


@pytest.fixture(scope="module")
def anew(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("recorded_day")
    write(folder)
    return folder


def _files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def _same(committed: bytes, made: bytes, name: str) -> bool:
    """By content, not packing: another zlib packs the same otherwise, another Pillow may round an edge otherwise."""
    if committed == made:
        return True
    if name.endswith(".png"):
        first, second = (Image.open(io.BytesIO(body)).convert("RGB") for body in (committed, made))
        drawn_alike = max(ImageStat.Stat(ImageChops.difference(first, second)).mean) < 1
        return first.size == second.size and drawn_alike
    if committed[:2] == made[:2] == b"\x1f\x8b":
        return gzip.decompress(committed) == gzip.decompress(made)
    return False


def test_the_committed_folder_holds_what_the_sources_make(anew):
    assert _files(FOLDER) == _files(anew)
    changed = [
        name
        for name in sorted(_files(anew))
        if not _same((FOLDER / name).read_bytes(), (anew / name).read_bytes(), name)
    ]
    assert changed == [], "run `make corpora` and look at the difference"


def test_a_second_run_changes_nothing_and_leaves_no_stale_page(anew):
    stale = anew / "pages" / "left-over.html"
    stale.write_text("old", encoding="utf-8")
    before = {name: (anew / name).read_bytes() for name in _files(anew) if name != "pages/left-over.html"}
    write(anew)
    assert {name: (anew / name).read_bytes() for name in _files(anew)} == before


def test_a_differing_page_would_be_noticed():
    assert not _same(b"<html>a", b"<html>b", "pages/x.html")
    assert not _same(gzip.compress(b"a"), gzip.compress(b"b"), "log/tile/data/000")
    assert _same(gzip.compress(b"a", 1, mtime=1), gzip.compress(b"a", 9, mtime=0), "log/tile/data/000")


def test_the_answers_are_readable_json_with_chinese_kept(anew):
    text = (anew / "reports.json").read_text("utf-8")
    assert "黄石" in text
    assert isinstance(json.loads(text), list)
