import pytest

from zhenwang.text.pinyin import is_reading, readings


@pytest.mark.parametrize(
    ("character", "written"),
    [
        ("政", "zheng"),
        ("行", "hang"),
        ("行", "xing"),
        ("女", "nü"),
        ("女", "nv"),
        ("女", "nu:"),
        ("府", "fu3"),
        ("网", "wǎng"),
    ],
)
def test_the_readings_of_a_character_are_pinyin(character: str, written: str) -> None:
    assert is_reading(written, before=character)


def test_a_tone_mark_is_certain_on_any_character() -> None:
    assert is_reading("yīng", before="咏")
    assert is_reading("wǎng", before="\ufffd")


def test_a_bare_syllable_of_another_character_is_a_word() -> None:
    assert not is_reading("ai", before="能")
    assert is_reading("ai", before="能", repeated=True)


@pytest.mark.parametrize("written", ["gps", "café", "the", "zhongg", "wrǎng"])
def test_what_is_no_syllable_is_never_pinyin(written: str) -> None:
    assert not is_reading(written, before="政", repeated=True)


def test_only_han_characters_have_readings() -> None:
    assert readings("政") == {"zheng"}
    assert readings("a") == frozenset()
