"""The command line as a stranger meets it: facts on standard output, one sentence when something is wrong."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from corpora.ct_certificates import Specimen
from corpora.ct_log import data_tile
from tests.recorded import RecordedDay
from zhenwang.cli import main
from zhenwang.store import cases

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(zhenwang: Run) -> Run:
    return zhenwang


@pytest.fixture
def of_the_day(run: Run, recorded_day: RecordedDay, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("ZHENWANG_VAR", str(recorded_day.settings.var))
    return run


def _tile(folder: Path) -> Path:
    from datetime import UTC, datetime

    start, end = datetime(2026, 11, 1, tzinfo=UTC), datetime(2027, 1, 30, tzinfo=UTC)
    path = folder / "000"
    path.write_bytes(data_tile([Specimen((f"h{n}.example",), "x509", start, end) for n in range(3)]))
    return path


def test_help_imports_no_command() -> None:
    heavy = ("prefect", "sklearn", "sqlalchemy", "fastapi", "httpx", "numpy")
    code = f"""
import sys
from zhenwang.cli import app, main
app(["--help"], result_action="return_value")
print([name for name in sys.modules if name.split(".")[0] in {heavy}])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.rstrip().endswith("[]")


def test_every_command_teaches_itself(run: Run) -> None:
    for words in (
        ["daily"],
        ["recheck"],
        ["case", "decide"],
        ["handoff"],
        ["ct", "read"],
        ["match"],
        ["judge"],
        ["serve"],
    ):
        code, said, _ = run(*words, "--help")
        assert code == 0
        assert len(said) > 200, words


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("registry", "show", "--help"), "zhenwang registry show 湖北省人社厅"),
        (("registry", "import", "-h"), "Exit code 0"),
        (("registry", "--help"), "Compare a list with the registry, and apply it."),
        (("--help",), "Start with"),
    ],
)
def test_the_help_of_a_command_is_its_whole_text_and_not_its_line_in_the_list(
    words: tuple[str, ...], told: str
) -> None:
    code = f"""
import sys
from zhenwang.cli import main
sys.argv = ["zhenwang", *{words!r}]
main()
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True)
    assert told in done.stdout


def test_ct_read_prints_entries_and_what_it_could_not_read(run: Run, tmp_path: Path) -> None:
    tile = _tile(tmp_path)
    code, said, counted = run("ct", "read", str(tile))
    rows = [json.loads(row) for row in said.splitlines()]
    assert code == 0
    assert [row["names"] for row in rows] == [["h0.example"], ["h1.example"], ["h2.example"]]
    assert set(rows[0]) == {"log", "index", "kind", "names", "issuer", "not_before", "not_after"}
    assert "3 entries read" in counted


def test_C11_a_truncated_tile_loses_nothing_that_can_be_read(run: Run, tmp_path: Path) -> None:
    tile = _tile(tmp_path)
    import gzip

    tile.write_bytes(gzip.decompress(tile.read_bytes())[:-40])
    _, said, counted = run("ct", "read", str(tile))
    rows = [json.loads(row) for row in said.splitlines()]
    assert [row["names"] for row in rows if "error" not in row][:2] == [["h0.example"], ["h1.example"]]
    assert any("error" in row for row in rows)
    assert "1 reported with a reason" in counted


def test_ct_read_of_nothing_is_a_failure(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    code, _, said = run("ct", "read", str(tmp_path / "empty"))
    assert code == 1
    assert "empty source is a failure" in said


def test_match_needs_only_names_and_domains(run: Run, tmp_path: Path) -> None:
    registry = tmp_path / "r.csv"
    registry.write_text("name,domain,colour\nInternal Revenue Service,www.irs.gov,blue\n")
    code, said, told = run("match", "--registry", str(registry), given=b"www-irs-gov.refund.example\nplain.example\n")
    (row,) = [json.loads(row) for row in said.splitlines()]
    assert code == 0
    assert (row["host"], row["site"]) == ("www-irs-gov.refund.example", "www.irs.gov")
    assert set(row) == {"host", "site", "rule", "span", "score"}
    assert told.count("colour") >= 1


def test_text_prints_the_comparable_form(run: Run) -> None:
    assert run("text", given="湖北省政府網(wǎng)站".encode())[1] == "湖北省政府网站\n"


def test_judge_says_whom_a_page_imitates(run: Run, recorded_day: RecordedDay) -> None:
    page = recorded_day.settings.recorded_day / "official" / "www.huangshi.gov.cn.html"
    code, said, _ = run("judge", "--url", "https://elsewhere.example/", "--html", str(page), "--json")
    found = json.loads(said)
    assert code == 0
    assert (found["band"], found["imitates"]) == ("confirmable", "www.huangshi.gov.cn")
    assert {"name", "axis", "family", "value", "site", "because", "snippet", "basis"} <= set(found["signals"][0])


def test_judge_batch_keeps_ids_and_survives_bad_lines(run: Run, tmp_path: Path) -> None:
    batch = tmp_path / "b.jsonl"
    batch.write_text(
        '{"id": 7, "url": "https://a.example/", "text": "你好"}\nnot json\n{"id": 8, "url": "//", "html": ""}\n'
    )
    code, said, _ = run("judge", "--batch", str(batch))
    rows = [json.loads(row) for row in said.splitlines()]
    assert code == 0
    assert [row["id"] for row in rows] == [7, None, 8]
    assert rows[0]["band"] == "clear"
    assert "error" in rows[1]
    assert "error" in rows[2]


@pytest.mark.parametrize(
    ("host", "standing"),
    [("www.hubei.gov.cn", "official"), ("https://www.qsq.gov.cn/x", "official"), ("plain.example", "unknown")],
)
def test_check_answers_from_the_registry(run: Run, host: str, standing: str) -> None:
    assert json.loads(run("check", host, "--json")[1])["standing"] == standing


def test_check_knows_a_case(of_the_day: Run) -> None:
    assert json.loads(of_the_day("check", "www.lansegs.example", "--json")[1])["standing"] == "case"


def test_registry_check_names_file_line_and_column(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("name,domain,site_code\n甲市人民政府,www.jia.gov.cn,12\n")
    code, said, _ = run("registry", "check", str(path))
    assert code == 1
    assert "mine.csv:2" in said
    assert "site_code" in said


def test_the_shipped_registry_has_no_bad_row(run: Run) -> None:
    assert run("registry", "check")[0] == 0


def test_cases_can_be_listed_shown_and_audited(of_the_day: Run, recorded_day: RecordedDay) -> None:
    rows = json.loads(of_the_day("case", "list", "--json")[1])
    assert len(rows) == len(cases.queue(recorded_day.stations.store, limit=1000))
    named = json.loads(of_the_day("case", "list", "--search", "黄石市人民政府", "--json")[1])
    assert "www.huangshi.gov.cn" in {row["imitates"] for row in named}
    assert len(named) < len(rows)
    code, said, _ = of_the_day("case", "show", rows[0]["id"])
    assert code == 0
    assert "+08:00" in said
    assert rows[0]["host"].replace(".", "[.]") in said
    assert of_the_day("audit")[0] == 0


def test_case_numbers_are_whole_in_a_narrow_terminal(of_the_day: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    said = of_the_day("case", "list")[1]
    for row in json.loads(of_the_day("case", "list", "--json")[1]):
        assert row["id"] in said


def test_an_unconfirmed_case_is_not_handed_off(of_the_day: Run, tmp_path: Path) -> None:
    case = json.loads(of_the_day("case", "list", "--json")[1])[0]["id"]
    code, _, said = of_the_day("handoff", case, "--to", str(tmp_path))
    assert code == 1
    assert "only a confirmed case" in said
    assert not list(tmp_path.glob("ZW-*"))


def test_a_case_that_is_not_there_is_said_so(run: Run) -> None:
    code, _, said = run("case", "show", "ZW-19990101-0001")
    assert code == 2
    assert "zhenwang case list" in said


def test_the_console_does_not_listen_beyond_this_machine_by_itself(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHENWANG_CONSOLE_HOST", "0.0.0.0")
    code, _, said = run("serve", "console")
    assert code == 2
    assert "--anywhere" in said


# --- what is wrong outside the program is one sentence ----------------------------------------------------------------


@pytest.fixture
def leave(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The whole command, with its way of leaving."""
    monkeypatch.setenv("ZHENWANG_VAR", str(tmp_path / "var"))

    def leave(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["zhenwang", *words])
        with pytest.raises(SystemExit) as left:
            main()
        said = capsys.readouterr()
        return int(left.value.code or 0), said.out, said.err

    return leave


@pytest.mark.parametrize(
    ("name", "value", "code", "said"),
    [
        ("CONSOLE_PORT", "99999999", 2, "ZHENWANG_CONSOLE_PORT is '99999999': input should be less than"),
        ("PLAN", "nope", 2, "ZHENWANG_PLAN"),
        ("CT", "/not/json", 2, "written as JSON"),
        ("VAR", "/dev/null/var", 1, "/dev/null/var: Not a directory"),
        ("SEEDS", "/nowhere", 2, "names official_sites.csv, which is neither beside it"),
        ("JURISDICTION", "atlantis", 2, "no such jurisdiction: 'atlantis'; there are cn-hubei, us"),
        ("DATABASE_URL", "nonsense", 1, "not a database URL"),
        ("DATABASE_URL", "nosuch://host/name", 1, "a database this program cannot use"),
        ("DATABASE_URL", "sqlite:////dev/null/x.db", 1, "cannot be"),
    ],
)
def test_S4_a_wrong_setting_is_one_sentence(
    leave: Run, monkeypatch: pytest.MonkeyPatch, name: str, value: str, code: int, said: str
) -> None:
    monkeypatch.setenv(f"ZHENWANG_{name}", value)
    came, out, err = leave("daily")
    assert (came, out) == (code, "")
    assert said in err
    assert err.count("\n") == 1


def test_a_bug_of_our_own_is_not_dressed_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_words: list[str]) -> None:
        raise ValueError("ours")

    monkeypatch.setattr("zhenwang.cli.app", broken)
    with pytest.raises(ValueError, match="ours"):
        main()


def test_stopping_by_hand_is_no_crash(leave: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(_words: list[str]) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("zhenwang.cli.app", stopped)
    code, _, err = leave("daily")
    assert code == 130
    assert "goes on from there" in err


def test_a_missing_source_is_said_before_the_day_starts(leave: Run, tmp_path: Path) -> None:
    code, _, err = leave("daily", "--ct", str(tmp_path / "none"))
    assert code == 2
    assert "no such file or folder" in err
    assert not (tmp_path / "var").exists()


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    batch = tmp_path / "0"
    batch.write_text('{"leaf_index": 1, "leaf_input": "AA=="}\n' * 5000)
    command = f"{sys.executable} -m zhenwang ct read {batch} | head -1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""


@pytest.mark.parametrize(
    "name", ["../secret", "/etc/hostname", "a\0b", "x" * 5000, "", ".", "link", "sub/../inside", "\ud800", 7]
)
def test_E9_verify_reads_plain_files_of_the_folder_only(leave: Run, tmp_path: Path, name: object) -> None:
    folder = tmp_path / "ZW-1" / "evidence"
    folder.mkdir(parents=True)
    for place in (tmp_path / "ZW-1" / "secret", folder / "inside"):
        place.write_bytes(b"s")
    (folder / "link").symlink_to(tmp_path / "ZW-1" / "secret")
    digest = "043a718774c572bd8a25adbeb1bfcd5c0256ae11cecf9f9c3f925d0e52beaf89"
    entry = {"name": name, "size": 1, "sha256": digest}
    (folder / "manifest.json").write_text(json.dumps({"format": "zhenwang-evidence/1", "files": [entry]}))
    code, said, _ = leave("evidence", "verify", str(folder.parent), "--json")
    assert code == 1
    assert "missing" in json.loads(said)["faults"][0]


def test_a_fact_without_a_value_is_not_dropped(of_the_day: Run, recorded_day: RecordedDay) -> None:
    case = cases.queue(recorded_day.stations.store)[0]
    words = ("case", "decide", case.id, "exclude", "--account", "wangfang", "--reason", "转载", "--fact", "repost")
    code, _, err = of_the_day(*words)
    assert code == 2
    assert "name=value" in err


def test_an_authority_that_nobody_knows_is_not_handed_anything(of_the_day: Run, recorded_day: RecordedDay) -> None:
    case = cases.queue(recorded_day.stations.store)[0].id
    given = ("--account", "nobody", "--reason", "x", "--fact", "authority=cac ")
    code, _, error = of_the_day("case", "decide", case, "hand_off", *given)
    assert code == 2
    assert "no authority 'cac' in this jurisdiction" in error


def test_a_plan_of_no_files_is_no_quiet_day(leave: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHENWANG_PLAN", "files")
    code, _, err = leave("daily", "--json")
    assert code == 1
    assert "source 'ct' gave nothing at all" in err
