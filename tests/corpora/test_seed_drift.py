"""What making a list again would change is said in rows and cells, not in bytes."""

from __future__ import annotations

from pathlib import Path

from corpora.seed_drift import differences

HEAD = "host,site,role,valid_from,valid_to,sources,note\n"
ONE, TWO = "a.gov.cn,www.gov.cn,alias,,,list,\n", "b.gov.cn,www.gov.cn,alias,,,list,\n"


def told(tmp_path: Path, before: str, after: str) -> list[str]:
    for name, text in (("before", before), ("after", after)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "site_hosts.csv").write_text(HEAD + text, encoding="utf-8")
    return list(differences(tmp_path / "before", tmp_path / "after", ["site_hosts.csv"]))


def test_the_same_list_is_no_difference(tmp_path: Path) -> None:
    assert told(tmp_path, ONE + TWO, ONE + TWO) == []


def test_R2_rows_more_gone_and_changed_are_named_with_their_cells(tmp_path: Path) -> None:
    changed = TWO.replace("alias", "gateway")
    summary, *rows = told(tmp_path, ONE + TWO, changed + ONE.replace("a.gov", "c.gov"))
    assert summary == "site_hosts.csv: 1 rows more, 1 rows gone, 1 rows changed by making it again"
    assert rows == ["  + c.gov.cn", "  - a.gov.cn", "  ~ b.gov.cn: role 'alias' → 'gateway'"]


def test_another_order_is_a_difference_too(tmp_path: Path) -> None:
    assert "order" in told(tmp_path, ONE + TWO, TWO + ONE)[-1]


def test_a_long_difference_is_cut_and_a_missing_list_is_told(tmp_path: Path) -> None:
    many = "".join(ONE.replace("a.gov", f"a{n}.gov") for n in range(50))
    assert told(tmp_path, "", many)[-1] == "  … and 30 more"
    (tmp_path / "before" / "site_hosts.csv").unlink()
    assert "not there" in next(differences(tmp_path / "before", tmp_path / "after", ["site_hosts.csv"]))
