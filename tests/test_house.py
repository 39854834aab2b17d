"""The house keeps its rules, and the machine that checks them can fail."""

from __future__ import annotations

import importlib.metadata
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("flows", "detectors", "models", "zhenwang")
SHAPELESS = {"utils", "util", "helpers", "helper", "manager", "managers", "base", "common", "misc"}


def _lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=120)


def test_no_module_has_a_name_that_says_nothing() -> None:
    named = [path for package in PACKAGES for path in (ROOT / package).rglob("*") if path.stem in SHAPELESS]
    assert not named


def test_no_test_folder_shadows_a_package() -> None:
    assert not list((ROOT / "tests").rglob("__init__.py"))


def test_every_threat_to_the_console_has_a_test_that_carries_its_id() -> None:
    written = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    named = {threat for name in re.findall(r"def test((?:_[A-Z]\d+)+)_", written) for threat in name[1:].split("_")}
    assert {f"W{number}" for number in range(1, 19)} | {"R10"} <= named


def test_nobody_else_in_the_environment_owns_our_names() -> None:
    owners = importlib.metadata.packages_distributions()
    for name in ("flows", "detectors", "models", "seeds", "corpora"):
        assert set(owners.get(name, ())) <= {"zhenwang"}, f"{name} is also the name of {owners[name]}"


@pytest.fixture
def house(tmp_path: Path) -> Path:
    for package in PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__", "static"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


@pytest.mark.slow
def test_contracts_break_when_the_house_is_violated(house: Path) -> None:
    (house / "detectors" / "reaching_out.py").write_text("import httpx\n")
    (house / "flows" / "looking_up.py").write_text("import zhenwang.web.console\n")
    (house / "zhenwang" / "utils.py").write_text("")
    (house / "zhenwang" / "domain" / "remembering.py").write_text("import sqlalchemy\n")
    (house / "models" / "scheduling.py").write_text("import prefect\n")
    done = _lint(house)
    assert done.returncode != 0
    for broken in (
        "detectors.reaching_out -> httpx",
        "flows.looking_up -> zhenwang.web.console",
        "zhenwang.utils",
        "zhenwang.domain.remembering -> sqlalchemy",
        "models.scheduling -> prefect",
    ):
        assert broken in done.stdout, f"nobody noticed {broken}\n{done.stdout[-3000:]}"


@pytest.mark.slow
def test_contracts_hold_for_the_house_as_it_is(house: Path) -> None:
    done = _lint(house)
    assert done.returncode == 0, done.stdout[-3000:]
