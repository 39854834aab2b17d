"""Authorities: who acts against a counterfeit site, on what, and on which article. Text in, authorities out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from zoneinfo import ZoneInfo

from zhenwang.domain.csv_rows import BadRow, records, without_byte_order_mark
from zhenwang.domain.legal_basis import LegalBasis

COLUMNS = ("role", "region_code", "name", "name_en", "competence", "short_name", "basis", "duty")
LEAD, REPORT = "lead", "report"


@dataclass(frozen=True, slots=True)
class Authority:
    """One authority. ``competence`` are words for what it acts on, ``lead`` for the one that leads and ``report`` for
    the one that is told; ``basis`` is the key of the article that says so, ``duty`` what it does, in its language.
    """

    role: str
    region_code: str
    name: str
    name_en: str
    competence: tuple[str, ...]
    short_name: str
    basis: str
    duty: str

    @property
    def part(self) -> str:
        """``lead``, ``cooperate`` or ``report``."""
        return next((part for part in (LEAD, REPORT) if part in self.competence), "cooperate")


@dataclass(frozen=True, slots=True)
class Offices:
    """For whom a handoff is written: who acts, the articles by their keys, and the zone that letters are dated in."""

    authorities: tuple[Authority, ...] = ()
    articles: Mapping[str, LegalBasis] = field(default_factory=lambda: MappingProxyType({}))
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Asia/Shanghai"))
    limbs: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def limb(self, limb: str) -> str:
        """The article of a limb, ``a`` or ``b``, as a letter cites it; empty when the jurisdiction names none."""
        return self.citation(self.limbs.get(limb, ""))

    def citation(self, key: str) -> str:
        """As a letter cites the article; empty when its wording is not held."""
        return self.articles[key].citation if key in self.articles else ""


def read_authorities(lines: Iterable[str], file: str) -> tuple[tuple[Authority, ...], tuple[BadRow, ...]]:
    """The authorities of a CSV text, who leads first, and every row that could not be read. Never raises."""
    bad: list[BadRow] = []
    found: list[Authority] = []
    rows = records(without_byte_order_mark(lines))
    header = next(rows, None)
    if header is None or header.cells != COLUMNS:
        return (), (BadRow(file, 1, "", "", f"the header must read {','.join(COLUMNS)}"),)
    for row in rows:
        authority = _authority(row.cells)
        if row.reason or isinstance(authority, str):
            bad.append(BadRow(file, row.line, "", row.text, row.reason or str(authority)))
        else:
            found.append(authority)
    return tuple(sorted(found, key=lambda authority: authority.part != LEAD)), tuple(bad)


def _authority(cells: tuple[str, ...]) -> Authority | str:
    if len(cells) != len(COLUMNS):
        return f"{len(cells)} cells where {len(COLUMNS)} are needed"
    role, region_code, name, name_en, competence, short_name, basis, duty = cells
    if not (role and name):
        return "role and name must be filled in"
    words = tuple(word.strip() for word in competence.split(";") if word.strip())
    return Authority(role, region_code, name, name_en, words, short_name, basis, duty)
