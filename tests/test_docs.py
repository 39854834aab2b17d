"""The docs say what is true: every command, option, make target and file they name exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from cyclopts import App

from zhenwang.cli import app
from zhenwang.domain.workflow_drawing import as_mermaid, guards_table, roles_table, steps_table
from zhenwang.settings import Settings
from zhenwang.web.words import words

ROOT = Path(__file__).parent.parent
DOCS = sorted(
    path for path in ROOT.rglob("*.md") if not {".venv", "node_modules", "var"} & set(path.relative_to(ROOT).parts)
)
# A command stands at the start of a line of a code block, or of a code span.
COMMAND = re.compile(r"(?:^|`|\| )(?:\.venv/bin/)?zhenwang ((?:[a-z][a-z-]* ?)+)([^`\n|]*)", re.MULTILINE)
TARGET = re.compile(r"(?:^|`)make ([a-z]+)", re.MULTILINE)
SETTING = re.compile(r"\bZHENWANG_([A-Z_]+)")
LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _resolve(words: list[str]) -> App | None:
    """The deepest command that the words name; None when the first word names none."""
    found: App = app
    for depth, word in enumerate(words):
        try:
            deeper = found[word]
        except KeyError:
            return found if depth else None
        found = deeper
    return found


def _unknown_commands(text: str) -> list[str]:
    return [m[0].strip("`| \n") for m in COMMAND.finditer(text) if not _names_a_command(m[1].split(), m[2])]


def _names_a_command(words: list[str], rest: str) -> bool:
    command = _resolve(words)
    if command is None:
        return False
    if command.default_command is None and len(words) > 1:
        return False  # a group whose next word names nothing in it
    options = re.findall(r"(?<!\S)--([a-z-]+)", rest)
    known = (
        {name for argument in command.assemble_argument_collection() for name in argument.names} if options else set()
    )
    return all(f"--{option}" in known | {"--help", "--version"} for option in options)


@pytest.mark.parametrize("path", DOCS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_command_that_is_named_exists(path: Path) -> None:
    assert not _unknown_commands(_text(path))


def test_a_command_that_does_not_exist_is_noticed() -> None:
    assert _unknown_commands("Then run `zhenwang conjure` and wait.") == ["zhenwang conjure"]
    assert _unknown_commands("`zhenwang case vanish ZW-1`") == ["zhenwang case vanish ZW-1"]
    assert _unknown_commands("`zhenwang daily --sideways`") == ["zhenwang daily --sideways"]
    assert not _unknown_commands("`zhenwang daily --day 2026-11-20` and `zhenwang case show ZW-20261120-0001`")


@pytest.mark.parametrize("path", DOCS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_make_target_that_is_named_exists(path: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", _text(ROOT / "Makefile"), re.MULTILINE))
    assert set(TARGET.findall(_text(path))) <= targets


@pytest.mark.parametrize("path", DOCS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_setting_that_is_named_exists(path: Path) -> None:
    fields = {name.upper() for name in Settings.model_fields} | {"TEST_POSTGRES"}
    named = {name for name in SETTING.findall(_text(path)) if not name.endswith("_")}
    assert named <= fields


def test_operations_names_every_setting() -> None:
    named = set(SETTING.findall(_text(ROOT / "docs" / "operations.md")))
    assert {name.upper() for name in Settings.model_fields} <= named


def test_operations_and_readme_name_every_command_together() -> None:
    read = "".join(_text(ROOT / name) for name in ("README.md", "docs/operations.md", "docs/access.md"))
    commands = [found for name in app if not name.startswith("-") for found in _leaves(app[name], name)]
    assert len(commands) > 30
    assert not [name for name in commands if f"zhenwang {name}" not in read]


def _leaves(command: App, name: str) -> list[str]:
    inner = [word for word in command if not word.startswith("-")]
    return [leaf for word in inner for leaf in _leaves(command[word], f"{name} {word}")] or [name]


@pytest.mark.parametrize("path", DOCS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_file_that_is_linked_exists(path: Path) -> None:
    assert not [target for target in LINK.findall(_text(path)) if not (path.parent / target).exists()]


def test_the_states_and_steps_of_a_case_are_drawn_from_the_table() -> None:
    text, zh = _text(ROOT / "docs" / "workflow.md"), words("zh")
    for drawn in (f"```mermaid\n{as_mermaid()}\n```", steps_table(zh), guards_table(), roles_table(zh)):
        assert f"\n{drawn}\n" in text
