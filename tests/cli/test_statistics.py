"""``zhenwang statistics`` and ``zhenwang sample`` as a shell runs them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from zhenwang.domain.sampling import place, sample_size

SENTENCE = "四匹马 battery staple"
DRAW = ("sample", "draw", "--quarter", "2026-Q4", "--account", "chief", "--password-file")


@pytest.fixture
def secret(tmp_path: Path, zhenwang: Run) -> str:
    """An installation with one administrator, whose password stands in this file."""
    path = tmp_path / "password.txt"
    path.write_text(SENTENCE + "\n", encoding="utf-8")
    said = zhenwang("account", "add", "chief", "--name", "张三", "--role", "admin", "--password-file", str(path))
    assert said[0] == 0, said
    return str(path)


def test_a_sample_is_drawn_once_and_shown(zhenwang: Run, secret: str) -> None:
    code, said, wrong = zhenwang(*DRAW, secret, "--region", "42", "--json")
    assert (code, wrong) == (0, "")
    drawn = json.loads(said)
    assert drawn["drawn"]["size"] == sample_size(drawn["drawn"]["total"]) > 0
    assert drawn["holds"]
    first = min((unit for unit in drawn["population"]
                 if unit["stratum"] == drawn["drawn"]["units"][0]["stratum"]),
                key=lambda unit: place(drawn["seed"], unit["id"]))  # fmt: skip
    assert first == drawn["drawn"]["units"][0]
    code, _, wrong = zhenwang(*DRAW, secret, "--region", "42")
    assert code == 1
    assert "stands" in wrong
    assert json.loads(zhenwang("sample", "show", "1", "--json")[1])["digest"] == drawn["digest"]
    assert "seed" in zhenwang("sample", "show", "1")[1]
    assert zhenwang("sample", "show", "9")[0] == 1


@pytest.mark.parametrize(
    ("further", "told"),
    [
        (("--region", "420"), "division code"),
        (("--region", "4９"), "division code"),
        (("--more", "3", "--reason", "x"), "no first sample"),
    ],
)
def test_what_cannot_be_drawn_is_said_in_a_sentence(
    zhenwang: Run, secret: str, further: tuple[str, ...], told: str
) -> None:
    code, said, wrong = zhenwang(*DRAW, secret, *further)
    assert code != 0
    assert said == ""
    assert told in wrong
    assert "Traceback" not in wrong


def test_a_quarter_has_one_spelling(zhenwang: Run, secret: str) -> None:
    code, _, wrong = zhenwang("sample", "draw", "--quarter", "2026Q4", "--account", "chief", "--password-file", secret)
    assert (code, "2026-Q4" in wrong) == (2, True)


def test_nobody_draws_without_the_role(zhenwang: Run, secret: str, tmp_path: Path) -> None:
    path = tmp_path / "second.txt"
    path.write_text("另一个 quite long sentence\n", encoding="utf-8")
    zhenwang("account", "add", "fang", "--name", "王芳", "--role", "analyst", "--password-file", str(path))
    code, _, wrong = zhenwang(
        "sample", "draw", "--quarter", "2026-Q4", "--account", "fang", "--password-file", str(path)
    )
    assert code == 1
    assert "may not draw" in wrong


def test_the_figures_of_an_empty_store_are_nothing(zhenwang: Run) -> None:
    told = json.loads(zhenwang("statistics", "show", "--year", "2026", "--json")[1])
    assert (told["by"], told["to_confirm"]) == ({}, None)
    assert zhenwang("statistics", "show")[0] == 0
    assert "0 cases counted" in zhenwang("statistics", "rebuild")[1]
    assert zhenwang("statistics", "show", "--region", "x")[0] == 2
