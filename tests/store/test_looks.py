from dataclasses import replace
from datetime import timedelta

import pytest

from tests.store.made import DAY, NOW, a_look, a_ruling, a_score, a_signal, a_silent_look, case_opened, look_kept, ruled
from zhenwang.domain.look import Picture
from zhenwang.domain.score import Band
from zhenwang.store import looks
from zhenwang.store.faults import BlobDamagedError
from zhenwang.store.opening import Store

NEXT = DAY + timedelta(days=1)


def test_a_look_comes_back_with_what_was_made_of_it(store: Store) -> None:
    seen = a_look(text="标题\x00")
    digest = looks.save(store, seen, [a_signal()], a_score(), DAY, NOW)
    kept = looks.get(store, digest)
    assert (kept.look, kept.signals, kept.score, kept.day) == (seen, (a_signal(),), a_score(), DAY)


def test_pictures_are_kept(store: Store) -> None:
    seen = replace(a_look(), pictures=(Picture("https://x/logo.png", "logo", b"\x89PNG"),))
    assert looks.get(store, looks.save(store, seen, [], a_score(), DAY, NOW)).look == seen


def test_the_first_look_of_a_day_stays(store: Store) -> None:
    first = look_kept(store, "a.example.com", text="first")
    assert look_kept(store, "a.example.com", text="second") == first
    assert looks.get(store, first).look.body == b"first"
    assert look_kept(store, "a.example.com", NEXT, text="second") != first


def test_the_latest_look_is_the_newest_day(store: Store) -> None:
    look_kept(store, "a.example.com", NEXT, text="new")
    look_kept(store, "a.example.com", text="old")
    latest = looks.latest(store, "a.example.com")
    assert latest is not None
    assert latest.look.body == b"new"
    assert looks.latest(store, "b.example.com") is None


@pytest.mark.parametrize("digest", ["0" * 64, "", "x\x00"])
def test_an_unknown_digest_is_said(store: Store, digest: str) -> None:
    with pytest.raises(LookupError, match="no look"):
        looks.get(store, digest)


def test_Q19_a_look_whose_page_is_gone_is_named(store: Store) -> None:
    digest = look_kept(store, "a.example.com")
    (store.blobs.root / digest[:2] / digest).unlink()
    with pytest.raises(BlobDamagedError, match=digest):
        looks.get(store, digest)


def test_to_recheck_are_silent_watched_and_live_hosts_but_not_settled_ones(store: Store) -> None:
    looks.save(store, a_silent_look("silent.example.com"), [], a_score(Band.CLEAR), DAY, NOW)
    look_kept(store, "watch.example.com", score=a_score(Band.WATCH))
    look_kept(store, "clear.example.com", score=a_score(Band.CLEAR))
    case_opened(store, "live.example.com")
    excluded = case_opened(store, "excluded.example.com")
    ruled(store, excluded, "triage", a_ruling("exclude", exclusion="neighbour"))
    assert looks.to_recheck(store, NEXT) == ["live.example.com", "silent.example.com", "watch.example.com"]
    assert looks.to_recheck(store, DAY) == []
    assert looks.to_recheck(store, NEXT, limit=1) == ["live.example.com"]


def test_a_host_seen_again_and_clear_is_not_rechecked(store: Store) -> None:
    looks.save(store, a_silent_look("a.example.com"), [], a_score(Band.CLEAR), DAY, NOW)
    look_kept(store, "a.example.com", NEXT, score=a_score(Band.CLEAR))
    assert looks.to_recheck(store, NEXT + timedelta(days=1)) == []


def test_a_host_silent_for_a_month_is_let_go(store: Store) -> None:
    looks.save(store, a_silent_look("a.example.com"), [], a_score(Band.CLEAR), DAY, NOW)
    assert looks.to_recheck(store, DAY + timedelta(days=30)) == ["a.example.com"]
    assert looks.to_recheck(store, DAY + timedelta(days=31)) == []
