from __future__ import annotations

import threading

import pytest

from zhenwang.access.passwords import LONGEST, USUAL, Cost, Passwords, Weak, weakness

QUICK = Passwords(Cost(1, 8, 1))


def test_a_password_is_kept_as_argon2id_and_known_again() -> None:
    kept = QUICK.kept("四匹马 battery staple")
    assert kept.startswith("$argon2id$v=19$m=8,t=1,p=1$")
    assert QUICK.match("四匹马 battery staple", kept)
    assert not QUICK.match("四匹马 battery staple ", kept)
    assert QUICK.kept("x") != QUICK.kept("x")


def test_the_usual_cost_is_what_rfc_9106_recommends() -> None:
    assert Passwords(USUAL).kept("x").startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_no_account_matches_nothing_at_the_same_cost() -> None:
    assert not QUICK.match("", "")
    assert not QUICK.match("nobody has this password", "")


@pytest.mark.parametrize("kept", ["x", "$argon2id$", "$2b$12$abc", "$argon2id$v=19$m=8,t=1,p=1$AA$AA"])
def test_what_is_no_hash_matches_nothing(kept: str) -> None:
    assert not QUICK.match("x", kept)


def test_full_width_letters_are_the_same_letters() -> None:
    assert QUICK.match("ｐａｓｓ　ｗｏｒｄ", QUICK.kept("pass word"))


def test_half_a_character_is_a_character() -> None:
    assert QUICK.match("\ud800x", QUICK.kept("\ud800x"))


def test_more_than_the_longest_is_never_right() -> None:
    kept = QUICK.kept("a" * LONGEST)
    assert QUICK.match("a" * LONGEST, kept)
    assert not QUICK.match("a" * LONGEST + "b", kept)
    assert not QUICK.match("a" * 1_000_000, kept)


def test_many_at_once_wait_for_their_turn() -> None:
    kept, right = QUICK.kept("right"), []
    threads = [threading.Thread(target=lambda: right.append(QUICK.match("right", kept))) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert right == [True] * 20


@pytest.mark.parametrize(
    ("password", "weak"),
    [
        ("", Weak.SHORT), ("a" * 11, Weak.SHORT), ("a" * 12, Weak.SIMPLE), ("abcabcabcabc", Weak.SIMPLE),
        ("qwertyuiop12", None), ("qwertyuiopas", Weak.SIMPLE), ("123456789012", Weak.SIMPLE),
        ("zyxwvutsrqponm", Weak.SIMPLE), ("wangfang-2026!", Weak.NAMED), ("my name is 王芳芳 yes", Weak.NAMED),
        ("x" * 257, Weak.LONG), ("correct horse battery", None), ("一二三四五六七八九十甲乙", None),
    ],
)  # fmt: skip
def test_what_is_easy_to_guess_is_not_taken(password: str, weak: Weak | None) -> None:
    assert weakness(password, "wangfang", "王芳芳") is weak
