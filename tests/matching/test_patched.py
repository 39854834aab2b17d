from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenwang.matching.patched import Editing, Patched, PatchedSet, take

KEYS = st.sampled_from("abcdef")


@given(st.dictionaries(KEYS, st.integers()), st.dictionaries(KEYS, st.integers()), st.sets(KEYS), st.sets(KEYS))
def test_a_patched_mapping_is_the_mapping_with_its_changes(
    whole: dict[str, int], changed: dict[str, int], gone: set[str], asked: set[str]
) -> None:
    plain = {key: value for key, value in {**whole, **changed}.items() if key not in gone}
    patched = Patched(whole, changed, gone)
    assert dict(patched) == plain
    assert len(patched) == len(plain)
    assert asked & patched.keys() == asked & plain.keys()
    assert all(patched.get(key) == plain.get(key) and (key in patched) == (key in plain) for key in "abcdefg")


@given(st.sets(KEYS), st.sets(KEYS), st.sets(KEYS))
def test_a_patched_set_is_the_set_with_its_changes(whole: set[str], come: set[str], gone: set[str]) -> None:
    patched = PatchedSet(whole, come, gone)
    assert set(patched) == (whole - gone) | come
    assert len(patched) == len((whole - gone) | come)


def test_what_is_gone_is_not_found() -> None:
    with pytest.raises(KeyError):
        Patched({"a": 1}, gone={"a"})["a"]


def test_a_key_under_which_nothing_is_left_goes() -> None:
    editing = Editing({"a": ("x", "y"), "b": ("x",)})
    take(editing, "a", {"x"})
    take(editing, "b", {"x"})
    assert dict(editing.done()) == {"a": ("y",)}


def test_without_changes_nothing_is_wrapped() -> None:
    whole = {"a": ("x",)}
    assert Editing(whole).done() is whole
