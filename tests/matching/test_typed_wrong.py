from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from zhenwang.matching.drawn_alike import drawn_alike
from zhenwang.matching.look_alike_classes import LookAlikeClass
from zhenwang.matching.open_suffixes import scripts_of
from zhenwang.matching.registrable import encoded
from zhenwang.matching.skeleton import skeleton
from zhenwang.matching.typed_wrong import typed_wrong

K = LookAlikeClass
LABELS = st.from_regex(r"[a-z0-9]{1,12}", fullmatch=True)
ONE_EDIT = {K.TRANSPOSITION, K.OMISSION, K.REPETITION, K.VOWEL, K.BITSQUAT, K.KEYBOARD, K.SUBSTITUTION, K.INSERTION}


@given(LABELS)
def test_a_slip_is_one_edit(label: str) -> None:
    for made in typed_wrong(label):
        if made.kind in ONE_EDIT:
            assert OSA.distance(made.text, label) <= 1, made


@given(LABELS)
def test_every_one_edit_neighbour_in_letters_is_made(label: str) -> None:
    texts = {made.text for made in typed_wrong(label)}
    for i in range(len(label)):
        assert {label[:i] + label[i + 1 :], label[:i] + "q" + label[i + 1 :], label[:i] + "q" + label[i:]} <= texts | {
            label
        }


@given(LABELS)
def test_a_flipped_bit_is_one_bit(label: str) -> None:
    for made in typed_wrong(label):
        if made.kind is K.BITSQUAT:
            flipped = [ord(a) ^ ord(b) for a, b in zip(made.text, label, strict=True) if a != b]
            assert len(flipped) == 1
            assert flipped[0].bit_count() == 1


def test_ascii_that_looks_the_same_is_what_the_matcher_folds_together() -> None:
    made = {one.text for one in typed_wrong("modwellis") if one.kind is K.HOMOGLYPH}
    assert {"m0dwellis", "rnodwellis", "modvvellis", "modwe1lis", "modwe11is", "modwell1s", "modwelli5"} <= made
    assert sum(skeleton(text) == skeleton("modwellis") for text in made) >= 8


@given(LABELS)
def test_drawn_letters_are_of_one_script_and_can_be_encoded(label: str) -> None:
    for made in drawn_alike(label):
        assert len(scripts_of(made.text)) <= 1
        if len(made.text) > 1:
            assert made.text.isascii() or encoded(made.text).startswith("xn--")


def test_a_whole_label_is_drawn_in_cyrillic_or_not_at_all() -> None:
    assert "соре" in {made.text for made in drawn_alike("cope")}
    assert not any("cyrillic" in scripts_of(made.text) for made in drawn_alike("hubei"))


def test_what_no_registry_sells_has_no_form() -> None:
    assert encoded("hubei.gov-cn") == "hubei.gov-cn"
    assert [encoded(text) for text in ("-a", "a-", "ab--c", "", "a", "a..b", "x" * 64, "ab cd…")] == [""] * 8
