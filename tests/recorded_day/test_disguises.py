"""What the copies look like, and that the logos can be told apart."""

import io
import itertools
import re

import imagehash
import pytest
from PIL import Image

from corpora.day_cast import bodies
from corpora.day_disguises import BRAND, disguise
from corpora.day_logos import banner, scales
from corpora.day_pages import official_page

HOST = "www.huangshi.gov.cn"
NAME = "黄石市人民政府"


@pytest.fixture(scope="module")
def official() -> str:
    return official_page(bodies()[HOST])


def _copy(name: str, html: str) -> str:
    return disguise(name, html, HOST).decode("utf-8")


def test_toned_is_traditional_with_pinyin_behind_some_characters(official):
    copy = _copy("toned", official)
    assert NAME not in copy
    assert len(re.findall(r"[㐀-鿿]\([a-zǎàáāěèéēǐìíīǒòóōǔùúūǚǜǘü]+\)", copy)) > 50
    assert "黃石" in re.sub(r"\([^)]*\)", "", copy)


def test_toneless_repeats_each_reading(official):
    repeated = re.findall(r"[㐀-鿿]((\([a-z]+\))\2+)", _copy("toneless", official))
    assert len(repeated) > 50


def test_pinyin_goes_into_text_only(official):
    for name in ("toned", "toneless"):
        assert re.findall(r"<style>.*?</style>", _copy(name, official)) == re.findall(r"<style>.*?</style>", official)
        assert not any("(" in tag for tag in re.findall(r'<a href="[^"]*"', _copy(name, official)))


def test_betting_changes_what_search_engines_read_and_keeps_the_header(official):
    copy = _copy("betting", official)
    assert BRAND in re.search(r"<title>(.*?)</title>", copy)[1]
    assert f"<h1>{NAME}</h1>" in copy


def test_swapped_leaves_no_place_name(official):
    copy = _copy("swapped", official)
    assert "黄石" not in copy
    assert "huangshi" not in copy
    assert "磁湖北岸生态步道" in copy


def test_proxied_leaves_official_addresses_behind(official):
    assert _copy("proxied", official).count(f"https://{HOST}/") > 20


def test_gateway_keeps_everything_below_its_path(official):
    copy = _copy("gateway", official)
    assert not re.search(r'(href|src|action)="/(?!gate/)', copy)


def test_gbk_can_be_read_back(official):
    assert NAME in disguise("gbk", official, HOST).decode("gbk")


def test_logos_can_be_told_apart_by_a_perceptual_hash():
    drawn = [banner(host, body.facts["theme"]) for host, body in bodies().items()] + [scales()]
    hashes = [imagehash.phash(Image.open(io.BytesIO(body)).convert("RGB")) for body in drawn]
    assert min(first - second for first, second in itertools.combinations(hashes, 2)) >= 14
