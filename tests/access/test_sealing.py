from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenwang.access.sealing import Seal, SealError, open_seal, opened_or_shut, sealed_with

RECEIPT = "ab" * 16
KEYS = (bytes(range(32)), bytes(range(32, 64)))


@given(st.text(max_size=400))
def test_what_is_sealed_is_opened_again_and_by_its_receipt_only(text: str) -> None:
    seal = Seal(KEYS)
    sealed = seal.seal(RECEIPT, text)
    assert seal.unseal(RECEIPT, sealed) == text
    assert seal.unseal("cd" * 16, sealed) == (None if text else "")


@given(st.text(max_size=200))
def test_bytes_that_are_no_sealed_text_open_to_nothing(text: str) -> None:
    assert Seal(KEYS).unseal(RECEIPT, text) == (None if text else "")


def test_a_changed_character_anywhere_opens_to_nothing() -> None:
    seal = Seal(KEYS)
    sealed = seal.seal(RECEIPT, "13812345678")
    for place, char in enumerate(sealed):
        changed = sealed[:place] + ("A" if char != "A" else "B") + sealed[place + 1 :]
        # The last character of base64 may carry bits that mean nothing.
        assert seal.unseal(RECEIPT, changed) in ((None,) if place < len(sealed) - 1 else (None, "13812345678"))


def test_the_same_words_are_sealed_differently_each_time() -> None:
    seal = Seal(KEYS)
    assert seal.seal(RECEIPT, "张三") != seal.seal(RECEIPT, "张三")
    assert "张三" not in seal.seal(RECEIPT, "张三")


def test_a_later_key_seals_and_the_earlier_one_still_opens() -> None:
    old, both = Seal(KEYS[:1]), Seal(KEYS)
    sealed = old.seal(RECEIPT, "张三")
    assert both.unseal(RECEIPT, sealed) == "张三"
    assert old.unseal(RECEIPT, both.seal(RECEIPT, "李四")) is None
    assert sealed_with(both.seal(RECEIPT, "李四")) == both.key_ids[-1] != sealed_with(sealed)
    assert old.reporter("138") == both.reporter("138")


def test_a_reporter_is_the_same_however_the_contact_is_written() -> None:
    seal = Seal(KEYS)
    assert seal.reporter("138-1234-5678") == seal.reporter(" １３８１２３４５６７８ ") != ""
    assert seal.reporter("13812345679") != seal.reporter("13812345678")
    assert seal.reporter("13812345678") != Seal(KEYS[1:]).reporter("13812345678")
    assert seal.reporter(" ") == ""


def test_words_are_known_again_by_who_holds_the_key_and_by_nobody_else() -> None:
    one = Seal(KEYS)
    assert one.fingerprint("我是张三") == one.fingerprint("我是张三") == Seal(KEYS[:1]).fingerprint("我是张三")
    others = one.fingerprint("我是张四"), one.reporter("我是张三"), Seal(KEYS[1:]).fingerprint("我是张三")
    assert len({one.fingerprint("我是张三"), *others}) == 4
    assert one.fingerprint("") == Seal().fingerprint("我是张三") == ""


def test_no_key_shows_in_what_is_printed_of_a_seal() -> None:
    assert KEYS[0].hex() not in repr(Seal(KEYS))
    assert repr(KEYS[0]) not in repr(Seal(KEYS))


def test_the_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "reporter.key"
    with ThreadPoolExecutor(8) as pool:
        seals = list(pool.map(lambda _: open_seal(path), range(16)))
    assert len({seal.key_ids for seal in seals}) == 1
    assert path.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in path.parent.iterdir()] == ["reporter.key"]
    assert open_seal(path).unseal(RECEIPT, seals[0].seal(RECEIPT, "张三")) == "张三"


@pytest.mark.skipif(os.name != "posix", reason="no such rights")
@pytest.mark.parametrize(
    ("mode", "taken"), [(0o600, True), (0o400, True), (0o440, True), (0o644, False), (0o620, False)]
)
def test_a_key_that_others_may_read_is_refused_in_one_sentence(tmp_path: Path, mode: int, taken: bool) -> None:
    path = tmp_path / "reporter.key"
    path.write_text("ab" * 32 + "\n")
    path.chmod(mode)
    if taken:
        assert open_seal(path).key_ids
        return
    with pytest.raises(SealError, match="chmod 600"):
        open_seal(path)


@pytest.mark.parametrize("text", ["", "\n", "ab", "zz" * 32, "ab" * 33, ("ab" * 32 + "\n") * 65, "\x00" * 64])
def test_a_file_that_holds_no_key_is_refused_and_left_alone(tmp_path: Path, text: str) -> None:
    path = tmp_path / "reporter.key"
    path.write_text(text)
    path.chmod(0o600)
    with pytest.raises(SealError, match="64 hexadecimal digits"):
        open_seal(path)
    assert path.read_text() == text


def test_a_shut_seal_opens_nothing_and_says_why(tmp_path: Path) -> None:
    (tmp_path / "reporter.key").mkdir()
    shut = opened_or_shut(tmp_path / "reporter.key")
    assert "cannot be read" in shut.why
    assert shut.unseal(RECEIPT, Seal(KEYS).seal(RECEIPT, "张三")) is None
    assert shut.reporter("138") == ""
    assert shut.seal(RECEIPT, "") == ""
    with pytest.raises(SealError, match="cannot be read"):
        shut.seal(RECEIPT, "张三")
