"""Administrative divisions (GB/T 2260) as a gazetteer: code and full region of a place that a list names shortly."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from corpora.official_rows import read, write_cells
from corpora.short_forms import short_place

_PLACEHOLDERS = frozenset({"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"})
_SHORT_PROVINCES = {
    "内蒙古": "150000", "广西": "450000", "西藏": "540000", "宁夏": "640000", "新疆": "650000",
}  # fmt: skip
_ENDINGS = ("市", "地区", "盟", "省")
_NICKNAMES = {"锡盟": "152500", "恩施自治州": "422800", "克州": "653000"}
MUNICIPALITIES = ("110000", "120000", "310000", "500000")
FURTHER = Path(__file__).parent / "further_divisions.csv"
COLUMNS = ("code", "name", "level", "parent_code", "full_name", "sources")


@dataclass(frozen=True, slots=True)
class Divisions:
    """Codes by place. ``names`` holds each code's own name; placeholders such as 市辖区 are no places."""

    names: dict[str, str]
    parents: dict[str, str]
    levels: dict[str, str]
    _places: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, lines: Iterable[dict[str, str]]) -> Divisions:
        names, parents, levels = {}, {}, {}
        places = dict(_NICKNAMES)
        for line in lines:
            code, name, level, parent = line["code"], line["name"], line["level"], line["parent_code"]
            if code == parent:  # a city without districts: 东莞, 中山, 儋州
                level, parent = "prefecture", code[:2] + "0000"
            names[code], parents[code], levels[code] = name, parent, level
            if level != "county" and name not in _PLACEHOLDERS:
                for form in _forms(name):
                    places.setdefault(form, code)
        places.update({short: code for short, code in _SHORT_PROVINCES.items() if code in names})
        return cls(names, parents, levels, places)

    def path(self, code: str) -> tuple[str, ...]:
        """省, 市, 县 down to the code: 湖北省, 黄石市, 大冶市. Empty for a code that is not in the table."""
        name = self.names.get(code, "")
        above = self.path(self.parents[code]) if self.parents.get(code) else ()
        return above if name in _PLACEHOLDERS else (*above, *((name,) if name else ()))

    def code_of(self, place: str) -> str:
        """The code of a province or prefecture by its full or short name; empty when it is none."""
        return self._places.get(place, "")

    def leading(self, text: str) -> tuple[str, str]:
        """Code of the province or prefecture that a text begins with, and the words it is named by there."""
        for length in range(min(len(text), 15), 1, -1):
            if code := self._places.get(text[:length]):
                return code, text[:length]
        return "", ""

    def children(self, code: str) -> tuple[str, ...]:
        """Counties directly or through a placeholder below a code."""
        stem = code.rstrip("0").ljust(2, "0")
        return tuple(child for child in self.names if child.startswith(stem) and self.levels[child] == "county")


def _forms(name: str) -> Iterable[str]:
    yield name
    if (short := short_place(name)) != name:
        yield short
        yield short.removesuffix("州")
    for ending in _ENDINGS:
        if name.endswith(ending) and len(name) > len(ending) + 1:
            yield name.removesuffix(ending)


def write_divisions(lines: Iterable[dict[str, str]], path: Path) -> None:
    """The table without the machine-made pinyin."""
    cells = (
        (line["code"], line["name"], line["level"], line["parent_code"], line["full_name"], _source(line))
        for line in sorted(lines, key=lambda line: line["code"])
    )
    write_cells(path, COLUMNS, cells)


def read_divisions(path: Path) -> list[dict[str, str]]:
    """The table, and the codes that other lists know and it does not: new ones, and two from before a reform."""
    table = list(read(path))
    known = {line["code"] for line in table}
    return table + [line for line in read(FURTHER) if line["code"] not in known]


def _source(line: dict[str, str]) -> str:
    repository, _, rest = line["source_repo_or_url"].partition("@")
    commit, _, where = rest.partition(" ")
    return f"{repository}@{commit[:7]} {where}".partition("; pinyin")[0].replace("(2023 NBS table", "(2023 NBS table)")
