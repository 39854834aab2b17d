from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenwang.web.disguise import disguises, scripts_of


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("hubеi-gov.example", ["mixed", "alike"]),
        ("раура.example", ["alike"]),
        ("hübei.example", ["alike"]),
        ("xn--zzzz--.example", ["fake"]),
        ("a\u202eb.example", ["unseen"]),
        ("москва.рф", []),
        ("咸宁市人民政府.政务", []),
        ("湖北gov.example", []),
        ("とうきょう都.example", []),
        ("www.hubei.gov.cn", []),
    ],
)
def test_W4_what_a_name_hides_is_named(name: str, kinds: list[str]) -> None:
    assert [one.kind for one in disguises(name)] == kinds


def test_W4_a_mixed_label_names_its_scripts_and_what_it_is_taken_for() -> None:
    mixed, alike = disguises("hubеi.gov.cn.evil.example")
    assert mixed.scripts == ("latin", "cyrillic")
    assert alike.looks == "hubei"


def test_W4_a_name_that_is_no_host_says_so_and_what_it_is_taken_for() -> None:
    none, alike = disguises("gov.cn／x", is_host=False)
    assert (none.kind, alike.kind, alike.looks) == ("no_host", "alike", "cn/x")


def test_marks_take_the_script_of_their_letter() -> None:
    assert scripts_of("e\u0301") == ("latin",)


@given(st.text())
def test_any_text_has_an_answer(name: str) -> None:
    assert all(one.kind in ("mixed", "alike", "unseen", "fake", "no_host") for one in disguises(name, is_host=False))
