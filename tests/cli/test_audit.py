"""``zhenwang audit``: what it finds when somebody who may do everything with the database did something."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.recorded import RecordedDay
from tests.store.made import NOW, a_ruling, an_actor, case_opened, in_review, ruled
from zhenwang import registry_in_use
from zhenwang.settings import Settings
from zhenwang.store import journal


@pytest.fixture
def worked(zhenwang: Run) -> Run:
    """An installation where two people confirmed a case, and somebody signed in."""
    with registry_in_use.opened_store(Settings()) as store:
        ruled(store, in_review(store, "a.example.com"), a_ruling("confirm", "bo"))
        case_opened(store, "b.example.com")
        with store.write() as connection:
            journal.append(connection, an_actor(), "signed_in", "ada", "password", {}, NOW)
    return zhenwang


def tamper(*statements: str) -> None:
    with registry_in_use.opened_store(Settings()) as store, store.write() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def test_a_sound_record_says_so_with_its_ends(worked: Run) -> None:
    code, said, wrong = worked("audit")
    assert (code, wrong) == (0, "")
    assert "history: 7 rows, ends in " in said
    assert "journal: 1 rows, ends in " in said
    assert "the record holds" in said


@pytest.mark.parametrize(
    ("statements", "kind", "place"),
    [
        (("DROP TRIGGER history_no_update", "UPDATE history SET reason = 'x' WHERE position = 3"), "edited", 3),
        (("DROP TRIGGER history_no_delete", "DELETE FROM history WHERE position = 3"), "deleted", 4),
        (("DROP TRIGGER journal_no_update", "UPDATE journal SET actor = 'eve'"), "edited", 1),
    ],
)
def test_E3_what_was_done_to_the_record_is_said(
    worked: Run, statements: tuple[str, ...], kind: str, place: int
) -> None:
    tamper(*statements)
    code, said, wrong = worked("audit", "--json")
    [found] = json.loads(said)["damage"]
    assert code == 1
    assert (found["kind"], found["position"]) == (kind, place)
    assert "the audit found faults" in wrong


def test_I10_a_case_that_was_moved_past_its_history_is_found(worked: Run) -> None:
    tamper("UPDATE cases SET state = 'confirmed' WHERE host = 'b.example.com'")
    code, said, _ = worked("audit")
    assert code == 1
    assert "stands in state confirmed, but its history leads to lead" in said


def test_W11_a_case_with_another_package_than_was_confirmed_is_found(worked: Run) -> None:
    tamper("UPDATE cases SET proposal = 'other' WHERE host = 'a.example.com'")
    code, said, _ = worked("audit")
    assert code == 1
    assert "another package than its history put to review" in said


def test_E4_an_older_copy_put_back_is_found_against_the_ends_kept_elsewhere(worked: Run, tmp_path: Path) -> None:
    kept, var = tmp_path / "elsewhere" / "heads.jsonl", Settings().var
    shutil.copytree(var, tmp_path / "backup")
    with registry_in_use.opened_store(Settings()) as store:
        case_opened(store, "c.example.com")
    assert worked("audit", "--head", str(kept))[0] == 0
    assert worked("audit", "--against", str(kept))[0] == 0
    shutil.rmtree(var)
    shutil.copytree(tmp_path / "backup", var)
    assert worked("audit")[0] == 0
    code, said, _ = worked("audit", "--against", str(kept), "--json")
    assert code == 1
    assert [found["kind"] for found in json.loads(said)["damage"]] == ["cut_off"]


def test_E4_an_older_copy_that_was_written_on_is_found(worked: Run, tmp_path: Path) -> None:
    kept, var = tmp_path / "heads.jsonl", Settings().var
    shutil.copytree(var, tmp_path / "backup")
    with registry_in_use.opened_store(Settings()) as store:
        case_opened(store, "c.example.com")
    worked("audit", "--head", str(kept))
    shutil.rmtree(var)
    shutil.copytree(tmp_path / "backup", var)
    with registry_in_use.opened_store(Settings()) as store:
        case_opened(store, "d.example.com")
        case_opened(store, "e.example.com")
    code, said, _ = worked("audit", "--against", str(kept))
    assert code == 1
    assert "written anew" in said


def test_ends_are_added_one_line_each_and_all_of_them_hold(worked: Run, tmp_path: Path) -> None:
    kept = tmp_path / "heads.jsonl"
    for host in ("c.example.com", "d.example.com"):
        with registry_in_use.opened_store(Settings()) as store:
            case_opened(store, host)
        assert worked("audit", "--head", str(kept))[0] == 0
    first, second = (json.loads(line) for line in kept.read_text(encoding="utf-8").splitlines())
    assert second["history"]["position"] == first["history"]["position"] + 1
    assert worked("audit", "--against", str(kept))[0] == 0
    first["history"]["digest"] = "f" * 64
    kept.write_text(json.dumps(first) + "\n" + json.dumps(second) + "\n", encoding="utf-8")
    assert worked("audit", "--against", str(kept))[0] == 1


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"history": {"position": "x"}}', "not json", "\x00"])
def test_a_file_that_holds_no_ends_is_said_so(worked: Run, tmp_path: Path, text: str) -> None:
    (tmp_path / "kept").write_text(text, encoding="utf-8")
    code, _, wrong = worked("audit", "--against", str(tmp_path / "kept"))
    assert code == 2
    assert "no file of heads" in wrong


def test_a_broken_record_is_not_kept_as_a_sound_one(worked: Run, tmp_path: Path) -> None:
    tamper("DROP TRIGGER history_no_update", "UPDATE history SET reason = 'x' WHERE position = 3")
    assert worked("audit", "--head", str(tmp_path / "heads.jsonl"))[0] == 1
    assert not (tmp_path / "heads.jsonl").exists()


def test_I1_conservation_is_printed_for_every_source_and_must_balance(
    zhenwang: Run, recorded_day: RecordedDay, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZHENWANG_VAR", str(recorded_day.settings.var))
    code, said, _ = zhenwang("audit", "--conserve")
    assert code == 0
    equations = [line for line in said.splitlines() if " accepted = " in line]
    assert {line.partition(":")[0] for line in equations} >= {"ct", "report", "intake"}
    for line in equations:
        left, _, right = line.partition(": ")[2].partition(" accepted = ")
        assert int(left) == sum(int(part.split()[0]) for part in right.split(" + ")), line


def test_I1_what_does_not_balance_is_said_without_being_asked(worked: Run) -> None:
    tamper("INSERT INTO tally (source, accepted, refused) VALUES ('ct', 5, 0)")
    code, said, _ = worked("audit")
    assert code == 1
    assert "ct: 5 accepted = 0 done" in said
