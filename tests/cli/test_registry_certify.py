"""``zhenwang registry certify`` and ``--jurisdiction``, on lists with nothing but names and hosts."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]
PACK = """
id = "us-test"
names = {{ zh = "测试", en = "Test" }}
registries = {registries}
protected_suffixes = {suffixes}
languages = ["en"]
marks = []
authorities = ""
legal_basis = ""
calendar = ""
timezone = "America/New_York"
region_codes = ""
"""


@pytest.fixture
def run(zhenwang: Run) -> Run:
    return zhenwang


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    path = tmp_path / "us.csv"
    cities = "".join(f"City of {name},{name}city.gov\n" for name in ("austin", "dallas", "houston", "waco", "laredo"))
    path.write_text(f"name,domain\nInternal Revenue Service,www.irs.gov\n{cities}Austin Courts,austincitys.org\n")
    return path


def pack(folder: Path, registries: str = "[]", suffixes: str = "[]") -> str:
    path = folder / "own.toml"
    path.write_text(PACK.format(registries=registries, suffixes=suffixes), encoding="utf-8")
    return str(path)


def test_figures_are_said_for_machines_and_for_people(run: Run, listed: Path) -> None:
    code, said, _ = run(
        "registry", "certify", "--registry", str(listed), "--jurisdiction", "us", "--json", "--details", "9"
    )
    assert code == 0
    figures = json.loads(said)
    assert figures["as_it_stands"]["all"]["judged"] == figures["suffix_for_sale"]["all"]["judged"] == 7
    assert figures["as_it_stands"]["all"]["confirmed"] == 0
    queued = {(row["line"], row["host"]): row["taken_for"] for row in figures["details"]}
    assert queued["as_it_stands", "austincitys.org"] == "austincity.gov"
    assert queued["suffix_for_sale", "austincity.gov"] == "austincitys.org"
    assert ("as_it_stands", "austincity.gov") not in queued
    code, said, _ = run("registry", "certify", "--registry", str(listed), "--details", "1")
    assert code == 0
    assert "taken for austincity.gov" in said


def test_the_gate_shuts_when_a_ceiling_does_not_hold(run: Run, listed: Path) -> None:
    code, _, complaint = run("registry", "certify", "--registry", str(listed), "--gate")
    assert code == 1
    assert "wrongly_queued is 0.1429, its ceiling is" in complaint
    assert "certification does not hold" in complaint


def test_the_gate_is_open_when_nobody_is_queued(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "one.csv"
    path.write_text("name,domain\nInternal Revenue Service,www.irs.gov\n")
    assert run("registry", "certify", "--registry", str(path), "--gate")[0] == 0


def test_one_pack_file_makes_match_and_check_work_elsewhere(run: Run, listed: Path, tmp_path: Path) -> None:
    own = pack(tmp_path, registries='["us.csv"]')
    code, said, _ = run("match", "--jurisdiction", own, given=b"irs-gov.top\nwww.irs.gov\nexample.com\n")
    assert code == 0
    assert [json.loads(line)["site"] for line in said.splitlines()] == ["www.irs.gov"]
    code, said, _ = run("check", "www.irs.gov", "--jurisdiction", own, "--json")
    assert (code, json.loads(said)["standing"]) == (0, "official")
    code, said, _ = run("registry", "check", "--jurisdiction", own)
    assert (code, said.split(":")[0]) == (0, "us.csv")


def test_a_pack_may_name_a_suffix_that_nothing_else_shows(run: Run, listed: Path, tmp_path: Path) -> None:
    host = "austincitys.gemeenten.nl\n"
    assert run("match", "--registry", str(listed), "--jurisdiction", pack(tmp_path), given=host.encode())[1]
    named = pack(tmp_path, suffixes='["gemeenten.nl"]')
    assert not run("match", "--registry", str(listed), "--jurisdiction", named, given=host.encode())[1]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("atlantis", "no such jurisdiction: 'atlantis'; there are cn-hubei, us"),
        ("missing.toml", "no such jurisdiction"),
        ("us", "the pack us names current-full.csv, which is neither beside it"),
    ],
)
def test_what_is_wrong_with_a_jurisdiction_is_one_sentence(run: Run, given: str, said: str) -> None:
    code, _, complaint = run("match", "--jurisdiction", given, given=b"a.top\n")
    assert code == 2
    assert said in complaint


def test_a_bad_pack_is_named_with_all_that_is_wrong(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "bad.toml"
    path.write_text("id = 1\n")
    code, _, complaint = run("registry", "certify", "--jurisdiction", str(path))
    assert code == 2
    assert "bad.toml: `authorities` is missing; `calendar` is missing" in complaint
