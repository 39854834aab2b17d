"""A manifest stands for its evidence: any change of any file is found, and nothing outside is read."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenwang.domain.case import Case, State
from zhenwang.domain.look import Gap, Hop, Look, Picture
from zhenwang.domain.score import Band, Score
from zhenwang.evidence.manifest import build, files_of, verify

NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)
LOOK = Look(
    "a.example",
    "https://a.example/",
    NOW,
    "https://a.example/",
    200,
    (("content-type", "text/html"), ("x-odd", "\udcff")),
    "黄石市人民政府".encode(),
    (Hop("https://a.example/", 200, "192.0.2.1"),),
    (Picture("https://a.example/../../etc/passwd", "logo", b"\x89PNG"),),
    (Gap("timeout", "图片未能取得"),),
)
SCORE = Score(0.9, Band.CONFIRMABLE, "www.huangshi.gov.cn", "a", (), "m", "r")
CASE = Case(
    "ZW-20261120-0001", "a.example", LOOK.url, date(2026, 11, 20), State.ANALYSIS, SCORE.imitates, SCORE, (), NOW, "d"
)
FILES = {name: body for name, (_, body) in files_of(LOOK).items()}


def test_the_whole_evidence_is_whole() -> None:
    assert verify(build(CASE, LOOK, NOW).as_json(), FILES.get) == []


def test_the_same_look_gives_the_same_digest() -> None:
    assert build(CASE, LOOK, NOW).digest == build(CASE, LOOK, NOW).digest


def test_names_of_files_are_ours_whatever_the_page_calls_them() -> None:
    assert set(FILES) == {"page.body", "page.headers", "picture-01.bin"}


@given(name=st.sampled_from(sorted(FILES)), data=st.data())
def test_E1_one_flipped_bit_anywhere_is_found_and_named(name: str, data: st.DataObject) -> None:
    body = bytearray(FILES[name])
    place = data.draw(st.integers(0, len(body) * 8 - 1))
    body[place // 8] ^= 1 << place % 8
    (fault,) = verify(build(CASE, LOOK, NOW).as_json(), {**FILES, name: bytes(body)}.get)
    assert fault.startswith(name)


def test_E2_a_missing_or_truncated_file_is_found() -> None:
    manifest = build(CASE, LOOK, NOW).as_json()
    assert verify(manifest, {k: v for k, v in FILES.items() if k != "page.body"}.get) == ["page.body: missing"]
    assert "bytes" in verify(manifest, {**FILES, "page.body": FILES["page.body"][:-1]}.get)[0]


def test_E1_the_address_that_was_asked_for_stands_in_it_to_the_letter() -> None:
    asked, led = "https://a.example/p?token=8f3kQ29dkE3j4h5g6&phone=13700091234", "https://a.example/q?sid=1"
    look = replace(LOOK, url=asked, final_url=led, hops=(Hop(asked, 302, "192.0.2.1", led), Hop(led, 200, "192.0.2.1")))
    fixed = json.loads(build(CASE, look, NOW).as_json())
    assert [(one["url"], one["location"]) for one in fixed["requests"]] == [(asked, led), (led, "")]
    assert fixed["files"][0]["origin"] == led


def test_E12_both_digests_are_listed() -> None:
    for entry in json.loads(build(CASE, LOOK, NOW).as_json())["files"]:
        assert len(entry["sha256"]) == 64
        assert len(entry["sm3"]) in {0, 64}


@pytest.mark.parametrize(
    "manifest", [b"", b"[]", b"{}", b"[" * 100_000, b'{"format":"zhenwang-evidence/1","files":[3]}', b"x" * 5_000_000]
)
def test_what_is_no_manifest_is_a_sentence(manifest: bytes) -> None:
    (sentence,) = verify(manifest, FILES.get)
    assert "manifest" in sentence


def test_E2_a_manifest_of_nothing_or_of_one_file_twice_is_not_whole() -> None:
    content = json.loads(build(CASE, LOOK, NOW).as_json())
    assert verify(json.dumps(content | {"files": []}).encode(), FILES.get) == ["the manifest lists no files"]
    twice = json.dumps(content | {"files": content["files"] + content["files"][:1]}).encode()
    assert verify(twice, FILES.get) == [f"{content['files'][0]['name']}: listed twice"]
