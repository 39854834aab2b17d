"""Baselines in the store: every capture is kept, the newest that is not held is used."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from zhenwang.domain.baseline import Baseline, Icon, Traces
from zhenwang.domain.look import Page
from zhenwang.domain.packed_page import pack
from zhenwang.domain.sketch import Sketch
from zhenwang.store import baselines
from zhenwang.store.opening import Store

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
TRACES = Traces(
    text=Sketch(bytes(range(24)), 900),
    structure=Sketch(b"\xff" * 8, 1),
    simhash=2**64 - 1,
    patterns=("/col/col{n}/", '"held":true'),
    asset_hosts=("hm.baidu.com",),
    ids=("webid=31",),
    marks=(("site_code", "4299990001"),),
)


def made(site: str = "www.qingliu.gov.cn", days: int = 0, **more: object) -> Baseline:
    page = pack(Page("utf-8", "青柳\ud800", (), "", "", "", ""))
    digest = hashlib.sha256(b"body").hexdigest()
    kept = Baseline(site, f"https://{site}/", NOW + timedelta(days=days), digest, page, TRACES)
    return replace(kept, **more)


def test_a_baseline_comes_out_as_it_went_in(store: Store) -> None:
    whole = made(logos=(0, 2**64 - 1), icon=Icon("0" * 64, 2**63), addresses=("192.0.2.7", "2001:db8::7"))
    assert baselines.keep(store, whole, b"body", NOW)
    assert baselines.of_site(store, whole.site) == [whole]
    assert store.blobs.get(whole.digest) == b"body"
    assert baselines.latest(store)[0].page.title == "青柳\ud800"


def test_looks_come_out_as_they_went_in_and_older_records_have_none(store: Store) -> None:
    whole = made(looks=(b"\0\xff" * 24, b""))
    baselines.keep(store, whole, b"body", NOW)
    assert baselines.latest(store)[0].looks == whole.looks
    record = baselines._record(whole)
    del record["looks"]
    with store.write() as connection:
        connection.execute(baselines.baselines.update().values(record=record))
    assert baselines.latest(store)[0].looks == ()


def test_traces_that_an_older_capture_does_not_have_are_empty(store: Store) -> None:
    whole = made(traces=Traces(text=Sketch(b"\1" * 8, 1), masked=Sketch(b"\2" * 8, 9), contacts=(("qq", "123456"),)))
    baselines.keep(store, whole, b"body", NOW)
    assert baselines.latest(store)[0].traces == whole.traces
    record = baselines._record(whole)
    for name in ("masked", "slugs", "contacts"):
        del record["traces"][name]
    with store.write() as connection:
        connection.execute(baselines.baselines.update().values(record=record))
    assert baselines.latest(store)[0].traces == Traces(text=whole.traces.text)


def test_the_newest_of_each_site_is_in_use_and_the_others_are_history(store: Store) -> None:
    for days in (0, 7, 3):
        baselines.keep(store, made(days=days), b"body", NOW)
    baselines.keep(store, made("slj.yunling.gov.cn"), b"body", NOW)
    assert [(held.site, held.captured_at.day) for held in baselines.latest(store)] == [
        ("slj.yunling.gov.cn", 22),
        ("www.qingliu.gov.cn", 29),
    ]
    assert [held.captured_at.day for held in baselines.of_site(store, "www.qingliu.gov.cn")] == [29, 25, 22]
    assert baselines.of_site(store, "www.gone.gov.cn") == []


def test_what_is_held_is_kept_and_not_used(store: Store) -> None:
    baselines.keep(store, made(), b"body", NOW)
    baselines.keep(store, made(days=7, held=True), b"body", NOW)
    baselines.keep(store, made("only.held.gov.cn", held=True), b"body", NOW)
    assert [(held.site, held.held) for held in baselines.latest(store)] == [("www.qingliu.gov.cn", False)]
    assert [held.held for held in baselines.of_site(store, "www.qingliu.gov.cn")] == [True, False]
    assert baselines.last_captures(store)["www.qingliu.gov.cn"] == NOW + timedelta(days=7)


def test_the_same_capture_is_kept_once(store: Store) -> None:
    assert baselines.keep(store, made(), b"body", NOW)
    assert not baselines.keep(store, made(held=True), b"body", NOW)
    assert baselines.keep(store, made(url="https://www.qingliu.gov.cn/index.html"), b"body", NOW)
    assert [held.held for held in baselines.of_site(store, "www.qingliu.gov.cn")] == [False, False]
    assert len(baselines.latest(store)) == 1


def test_another_body_than_the_fingerprinted_one_is_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="is not the one"):
        baselines.keep(store, made(), b"other", NOW)
    assert baselines.latest(store) == []


def test_the_pictures_of_the_newest_capture_in_use_are_kept_beside_it(store: Store) -> None:
    first, second, held = made(), made(days=7), made(days=14, held=True)
    baselines.keep(store, first, b"body", NOW, [b"old logo"])
    baselines.keep(store, second, b"body", NOW, [b"logo", b"logo", b"", *[bytes([n]) * 9 for n in range(20)]])
    baselines.keep(store, held, b"body", NOW, [b"strange"])
    shown = baselines.pictures_of(store, first.site)
    assert shown[0] == b"logo"
    assert len(shown) == len(set(shown)) <= baselines.MOST_PICTURES
    assert b"strange" not in shown
    assert baselines.pictures_of(store, "www.nowhere.gov.cn") == ()


def test_a_picture_that_was_lost_is_left_out(store: Store) -> None:
    baselines.keep(store, made(), b"body", NOW, [b"logo", b"icon"])
    lost = store.blobs.put(b"logo")
    (store.blobs.root / lost[:2] / lost).unlink()
    assert baselines.pictures_of(store, made().site) == (b"icon",)
