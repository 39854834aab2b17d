from __future__ import annotations

import re
from collections import Counter
from importlib import resources

import pytest

from zhenwang.matching.country_names import countries_by_name, country_codes

ROWS = [
    line.split("\t")
    for line in resources.files("zhenwang.matching").joinpath("country_names.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("japan", "jp"),
        ("nihon", "jp"),
        ("japanese", "jp"),
        ("deutschland", "de"),
        ("uae", "ae"),
        ("usa", "us"),
        ("turkiye", "tr"),
        ("turkey", "tr"),
        ("ksa", "sa"),
        ("ozbekiston", "uz"),
        ("pilipinas", "ph"),
        ("chadian", "td"),
    ],
)
def test_a_word_stands_for_its_country(word: str, code: str) -> None:
    assert countries_by_name()[word] == code


@pytest.mark.parametrize("word", ["georgia", "jersey", "chad", "jordan", "guinea", "congo", "island", "com", "jp"])
def test_an_ambiguous_word_stands_for_none(word: str) -> None:
    assert word not in countries_by_name()


def test_every_word_is_one_token_of_three_letters_or_more() -> None:
    assert [word for word in countries_by_name() if not re.fullmatch("[a-z]{3,}", word)] == []
    assert {word for word in countries_by_name() if len(word) == 3} == {"uae", "usa", "ksa", "prc"}


def test_no_word_or_code_stands_in_two_rows() -> None:
    words = Counter(word for _, _, *names in ROWS for word in " ".join(names).split())
    assert [word for word, times in words.items() if times > 1] == []
    assert [code for code, times in Counter(code for code, *_ in ROWS).items() if times > 1] == []
    assert [code for code, times in Counter(alpha3 for _, alpha3, *_ in ROWS).items() if times > 1] == []


def test_codes_are_all_countries_and_the_well_known_territories() -> None:
    assert {"cn", "hk", "mo", "tw", "je", "ge", "td", "jo", "xk", "gb", "us"} <= country_codes()
    assert len(country_codes()) >= 240
    assert all(re.fullmatch("[a-z]{2}", code) for code in country_codes())
    assert all(re.fullmatch("[a-z]{3}", alpha3) for _, alpha3, *_ in ROWS)
    assert set(countries_by_name().values()) <= country_codes()
