"""R2: the registry is made from named lists. What drifts is told: a source, a decision by hand, or the list itself."""

from __future__ import annotations

import csv
import hashlib
import re
from pathlib import Path

import pytest

from corpora import official_sites, source_lists
from corpora.source_lists import EXPECTED, SourceList, count, expected, unexpected

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "seeds"
NOT_FOR_THE_LIST = {"office_label_corrections.csv", EXPECTED.name}
AGAIN = "make the list again with `python -m corpora.official_sites FOLDER` and commit what it writes"


def lines(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


@pytest.fixture(scope="module")
def sources() -> list[dict[str, str]]:
    return lines(SEEDS / "sources.csv")


def test_R2_a_generated_list_and_a_decision_by_hand_are_what_the_last_making_saw(sources: list[dict[str, str]]) -> None:
    checked = [line for line in sources if line["role"] != "read"]
    assert len(checked) == 4 + len(source_lists.BY_HAND)
    for line in checked:
        path = ROOT / line["file"]
        why = {"made": "was edited by hand", "by_hand": "was decided anew since"}[line["role"]]
        assert hashlib.sha256(path.read_bytes()).hexdigest() == line["sha256"], f"{line['file']} {why}: {AGAIN}"
        assert len(lines(path)) == int(line["rows"])


def test_R2_every_expected_list_was_read_within_its_bounds(sources: list[dict[str, str]]) -> None:
    told = {(line["file"], line["origin"]): line for line in sources if line["role"] == "read"}
    assert told.keys() == {(one.file, one.origin) for one in expected()}
    for one in expected():
        line = told[one.file, one.origin]
        assert one.least <= int(line["rows"]) <= one.most, AGAIN
        assert (line["as_of"], line["least"], line["most"]) == (one.as_of, str(one.least), str(one.most)), AGAIN
        assert int(line["hosts"]) <= int(line["rows"])
        assert re.fullmatch(r"[0-9a-f]{64}", line["sha256"])
        assert re.fullmatch(r"20\d\d(-\d\d){0,2}", line["as_of"])


def test_R2_every_source_that_a_site_names_is_of_a_list_that_was_read(sources: list[dict[str, str]]) -> None:
    origins = tuple(line["origin"] for line in sources if line["role"] == "read")
    for site in lines(SEEDS / "official_sites.csv"):
        assert site["sources"].startswith(origins), site["domain"]


def test_no_decision_by_hand_is_forgotten() -> None:
    there = {path.name for path in (ROOT / "corpora").glob("*.csv")} - NOT_FOR_THE_LIST
    assert {path.name for path in source_lists.BY_HAND} == there


def test_the_readme_counts_the_rows_that_are_there() -> None:
    readme = (SEEDS / "README.md").read_text(encoding="utf-8")
    told = {
        name: int(rows.replace(",", "")) for name, rows in re.findall(r"^\| `(\w+\.csv)` \| ([\d,]+) \|", readme, re.M)
    }
    assert told.keys() >= {"official_sites.csv", "site_hosts.csv", "marks_without_host.csv", "sources.csv"}
    assert told == {name: len(lines(SEEDS / name)) for name in told}


LISTS = (
    SourceList("a.csv", "github:o/r@0123456 x.md", "2026", 2, 3),
    SourceList("a.csv", "github:o/r@0123456 y", "2026", 0, 9),
)


def listed(folder: Path, *origins: str) -> Path:
    rows = "".join(f"www.{n}.gov.cn,{origin},x.md\n" for n, origin in enumerate(origins))
    (folder / "a.csv").write_text("domain,source_repo_or_url,source_path\n" + rows, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("origins", "told"),
    [
        (("github:o/r@0123456789",) * 2, ""),
        (("github:o/r@0123456789",), "1 rows of 'github:o/r@0123456 x.md', expected 2 to 3"),
        (("github:o/r@0123456789",) * 4, "4 rows"),
        (("github:o/r@0123456789",) * 2 + ("github:o/r@9999999999",), "does not name"),
        (("github:o/r@0123456789",) * 2 + ("",), "does not name"),
    ],
)
def test_R2_a_list_that_shrank_grew_or_came_from_elsewhere_is_told(
    tmp_path: Path, origins: tuple[str, ...], told: str
) -> None:
    wrong = list(unexpected(count(listed(tmp_path, *origins), LISTS), LISTS))
    assert [told in sentence for sentence in wrong] == [True] * bool(told)


def test_a_list_that_is_missing_is_told_once(tmp_path: Path) -> None:
    assert list(unexpected(count(tmp_path, LISTS), LISTS)) == ["a.csv: not there"]


def test_R2_nothing_is_written_from_lists_that_are_not_as_expected(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    assert official_sites.main([str(tmp_path), "--out", str(out)]) == 1
    assert list(out.iterdir()) == []
    assert "cn_registry_merged.csv: not there" in capsys.readouterr().err
