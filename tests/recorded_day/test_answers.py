"""The replay reads the recording, and every trick of the day is what it says."""

import gzip
import ipaddress
import json
import zlib
from pathlib import Path
from urllib.parse import urljoin

from corpora.day_answers import BOMB_MIB
from corpora.recorded_day import FOLDER
from zhenwang.collectors.addresses import DOCUMENTATION
from zhenwang.collectors.recording import read_recording

ANSWERS = {answer["url"]: answer for answer in json.loads((FOLDER / "answers.json").read_text("utf-8"))["answers"]}


def _body(url: str) -> bytes:
    return (FOLDER / ANSWERS[url]["file"]).read_bytes()


def _location(url: str) -> str:
    return urljoin(url, dict(ANSWERS[url]["headers"])["Location"])


def test_the_replay_reads_the_recording():
    recording = read_recording(FOLDER)
    assert len(recording.answers) == len(ANSWERS)
    assert recording.default is not None
    assert recording.default.status == 200


def test_every_file_is_named_and_every_named_file_exists():
    named = {answer["file"] for answer in ANSWERS.values() if "file" in answer}
    kept = {path.relative_to(FOLDER).as_posix() for path in FOLDER.glob("pages/*")}
    assert kept - named == {"pages/default.html"}
    assert all((FOLDER / name).is_file() for name in named)


def test_addresses_are_documentation_addresses():
    for answer in ANSWERS.values():
        address = ipaddress.ip_address(answer["address"])
        assert any(address in network for network in DOCUMENTATION), answer["url"]


def test_both_schemes_answer_alike():
    for url, answer in ANSWERS.items():
        if url.startswith("https:"):
            other = ANSWERS["http" + url.removeprefix("https")]
            assert (other["status"], other.get("file"), other["fault"]) == (
                answer["status"], answer.get("file"), answer["fault"],
            )  # fmt: skip


def test_F10_the_bomb_is_small_on_disk_and_large_decoded():
    packed = _body("https://zwgk-wuhan-gov.example/")
    assert len(packed) <= 100_000
    assert len(zlib.decompress(packed, 31)) == BOMB_MIB << 20 > 20 << 20


def test_F6_redirects_loop_and_never_end():
    start = "https://enshi-gov.example/"
    assert _location(_location(start)) == start
    url, seen = "https://jingmen-gov.example/", set()
    while url in ANSWERS:
        assert url not in seen
        seen.add(url)
        url = _location(url)
    assert len(seen) > 20


def test_F1_one_redirect_leads_to_the_metadata_address():
    assert _location("https://xianning-gov.test/").startswith("http://169.254.169.254/")


def test_F15_one_answer_is_a_download():
    headers = dict(ANSWERS["https://ezhou-gov.test/"]["headers"])
    assert headers["Content-Type"] == "application/octet-stream"
    assert "attachment" in headers["Content-Disposition"]


def test_the_gbk_page_is_gbk_and_says_so_only_in_the_page():
    body = _body("https://gb.cyxx.example/")
    assert "恩施土家族苗族自治州人民政府" in body.decode("gbk")
    assert b"charset=gb2312" in body
    assert "charset" not in dict(ANSWERS["https://gb.cyxx.example/"]["headers"])["Content-Type"]


def test_the_compressed_page_is_a_page():
    answer = ANSWERS["https://cdn2.fhyl.example/"]
    assert dict(answer["headers"])["Content-Encoding"] == "gzip"
    assert "4209000048" in gzip.decompress(_body("https://cdn2.fhyl.example/")).decode("utf-8")


def test_official_pages_have_the_size_of_real_ones_and_a_logo():
    pages = sorted(FOLDER.glob("official/*.html"))
    assert len(pages) >= 8
    for page in pages:
        assert 3_000 <= page.stat().st_size <= 15_000, page.name
        assert Path(page.parent, page.stem + ".png").is_file()
