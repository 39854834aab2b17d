from __future__ import annotations

import pytest

from zhenwang.domain.people import person_key, same_person


@pytest.mark.parametrize(
    "name", ["王 芳", "王　芳", " 王芳", "王\u200b芳", "王\u00ad芳\n", "\u3164王芳", "王\ufe0f芳", "王\u2060芳\u2800"]
)
def test_W11_what_leaves_no_ink_makes_nobody_another_person(name: str) -> None:
    assert same_person(name, "王芳")


def test_W11_width_and_capitals_make_nobody_another_person() -> None:
    assert same_person("Ｗａｎｇ Fang", "wangFANG")
    assert not same_person("王芳", "王方")


@pytest.mark.parametrize("name", ["", " ", "\u200b", "\u3164", "\u2800\ufe0f"])
def test_a_name_without_ink_names_nobody(name: str) -> None:
    assert person_key(name) == ""
