"""Former names (曾用名) from reforms that are matters of public record: ``reforms.csv`` says which, when, whose."""

from __future__ import annotations

from pathlib import Path

from corpora.official_rows import Row, read

REFORMS = Path(__file__).parent / "reforms.csv"


def add_former_names(rows: list[Row]) -> None:
    """A line names a body, or an office (``*生态环境厅``) that every province has under that name."""
    lines = list(read(REFORMS))
    for row in rows:
        for line in lines:
            if former := _former(row, line):
                row.former_names.append(former + (f"@{line['until']}" if line["until"] else ""))


def _former(row: Row, line: dict[str, str]) -> str:
    if not line["name"].startswith("*"):
        return line["former"] if row.name == line["name"] else ""
    office = line["name"].removeprefix("*")
    if row.level == "province" and row.name.endswith(office) and row.region_code[2:] == "0000":
        place = row.name.removesuffix(office)
        return place + line["former"].removeprefix("*") if place.endswith(("省", "自治区")) else ""
    return ""
