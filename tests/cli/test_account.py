"""``zhenwang account`` and the accounts of the demonstration."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.cli.conftest import Run
from zhenwang import registry_in_use, runtime
from zhenwang.cli.demonstration import PEOPLE, make_demonstration_accounts
from zhenwang.cli.signing_in import signed_in
from zhenwang.domain.access import Role
from zhenwang.settings import Settings
from zhenwang.store import accounts
from zhenwang.store.access_schema import journal

SENTENCE = "四匹马 battery staple"


@pytest.fixture
def secret(tmp_path: Path) -> str:
    path = tmp_path / "password.txt"
    path.write_text(SENTENCE + "\nsecond line\n", encoding="utf-8")
    return str(path)


@pytest.fixture
def chief(zhenwang: Run, secret: str) -> Run:
    """An installation with one administrator."""
    code, said, wrong = zhenwang(
        "account", "add", "chief", "--name", "张三", "--role", "admin", "--password-file", secret
    )
    assert (code, said, wrong) == (0, "chief (张三) may sign in now\n", "")
    return zhenwang


def test_the_first_administrator_is_made_at_the_command_line(chief: Run) -> None:
    code, said, _ = chief("account", "list", "--json")
    assert code == 0
    (row,) = json.loads(said)
    assert (row["login"], row["name"], row["password"]) == ("chief", "张三", True)
    assert row["roles"] == [{"role": "admin", "region": "", "system": ""}]
    assert SENTENCE not in said


def test_roles_come_and_go_with_their_scope(chief: Run, secret: str) -> None:
    assert chief("account", "add", "wang", "--name", "王芳", "--password-file", secret)[0] == 0
    assert chief("account", "grant", "wang", "analyst", "--region", "4201")[1] == "wang is analyst in 4201\n"
    code, _, wrong = chief("account", "withdraw", "wang", "analyst")
    assert code == 2
    assert "analyst in 4201" in wrong
    assert chief("account", "withdraw", "wang", "analyst", "--region", "4201")[0] == 0
    assert "王芳  no role" in chief("account", "list")[1]


def test_a_second_account_of_one_person_is_asked_for_by_the_first(chief: Run, secret: str) -> None:
    words = ("account", "add", "chief2", "--name", "张 三", "--password-file", secret)
    code, _, wrong = chief(*words)
    assert code == 2
    assert "add the office to the name" in wrong
    assert chief("account", "add", "chief2", "--person", "chief", "--password-file", secret)[0] == 0
    one, other = json.loads(chief("account", "list", "--json")[1])
    assert one["person"] == other["person"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("grant", "chief", "analyst"), "exclude each other"),
        (("disable", "chief"), "the last administrator"),
        (("withdraw", "chief", "admin"), "the last administrator"),
        (("grant", "nobody", "analyst"), "zhenwang account list"),
        (("grant", "chief", "sponsor"), "a link"),
    ],
)
def test_what_is_not_done_is_said_in_one_sentence(chief: Run, words: tuple[str, ...], told: str) -> None:
    code, _, wrong = chief("account", *words)
    assert code == 2
    assert told in wrong
    assert len(wrong.splitlines()) == 1


@pytest.mark.parametrize(
    ("given", "told"), [("short", "12 characters"), ("aaaaaaaaaaaaaa", "guess"), ("z" * 300, "256")]
)
def test_a_weak_password_is_refused(zhenwang: Run, tmp_path: Path, given: str, told: str) -> None:
    path = tmp_path / "weak.txt"
    path.write_text(given, encoding="utf-8")
    code, _, wrong = zhenwang("account", "add", "wang", "--name", "王芳", "--password-file", str(path))
    assert code == 2
    assert told in wrong
    assert json.loads(zhenwang("account", "list", "--json")[1]) == []


def test_without_a_terminal_the_password_comes_from_a_file(zhenwang: Run) -> None:
    code, _, wrong = zhenwang("account", "add", "wang", "--name", "王芳")
    assert code == 2
    assert "--password-file" in wrong


def test_a_ruling_at_the_command_line_is_an_accounts(chief: Run, secret: str, tmp_path: Path) -> None:
    with registry_in_use.opened_store(Settings(var=tmp_path / "var")) as store:
        actor = signed_in(store, "CHIEF", Path(secret))
        assert (actor.name, actor.account, actor.grants[0].role) == ("张三", "chief", Role.ADMIN)
        wrong = tmp_path / "wrong.txt"
        wrong.write_text("not the password", encoding="utf-8")
        for login in ("chief", "nobody", "<x>"):
            with pytest.raises(SystemExit):
                signed_in(store, login, wrong)
        accounts.set_password(store, "chief", "", actor, "", runtime.now())
        with pytest.raises(SystemExit):
            signed_in(store, "chief", Path(secret))
        with store.read() as connection:
            told = list(connection.execute(select(journal.c.action).order_by(journal.c.position)).scalars())
    assert told[-6:] == ["signed_in", *["sign_in_refused"] * 3, "password_set", "sign_in_refused"]


def test_demonstration_accounts_are_made_once_and_for_the_recorded_day_only(tmp_path: Path) -> None:
    for plan in ("files", "live"):
        assert make_demonstration_accounts(Settings(var=tmp_path / "real", plan=plan)) is None
    settings = Settings(var=tmp_path / "var")
    made = make_demonstration_accounts(settings)
    assert made == tmp_path / "var" / "demo-accounts.txt"
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    rows = [line.split("\t") for line in made.read_text(encoding="utf-8").splitlines()[1:]]
    assert [(login, name) for login, _, name in rows] == [(login, name) for login, name, _ in PEOPLE]
    assert len({password for _, password, _ in rows}) == 3
    assert make_demonstration_accounts(settings) is None
    file = tmp_path / "analyst.txt"
    file.write_text(rows[0][1], encoding="utf-8")
    with registry_in_use.opened_store(settings) as store:
        assert signed_in(store, "analyst", file).name == "演示分析员"
        assert len({account.person for account in accounts.everybody(store)}) == 3
