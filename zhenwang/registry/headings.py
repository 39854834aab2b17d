"""Headings of registry lists: what a column holds, whoever made the list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from zhenwang.domain.csv_rows import Record

HEADINGS: Mapping[str, str] = {
    "name": "name", "site_name": "name", "网站名称": "name", "名称": "name",
    "domain": "domain", "host": "domain", "domain_name": "domain",
    "网站地址": "domain", "网站域名": "domain", "域名": "domain",
    "other_hosts": "other_hosts", "aliases": "aliases", "full_name": "aliases", "level": "level",
    "region_code": "region_code", "region": "region", "protected": "protected",
    "site_code": "site_code", "网站标识码": "site_code", "icp": "icp", "psb": "psb", "conac": "conac",
    "confidence": "confidence", "sources": "sources", "source_repo_or_url": "sources", "source_path": "sources",
    "note": "note", "备注": "note",
    # Columns of other lists, known and not needed.
    "url": "url", "country": "", "organiser": "", "主办单位": "", "status": "", "n_sources": "", "序号": "",
    "是否合格": "",
}  # fmt: skip
"""What a heading (any case, spaces as underscores) stands for; empty for a column that is known and not needed."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What each column of a file holds. ``fields[i]`` is the meaning of column i, ``None`` for an unknown heading."""

    headings: tuple[str, ...]
    fields: tuple[str | None, ...]

    @classmethod
    def of(cls, record: Record) -> Layout:
        headings = tuple(cell.removeprefix("\ufeff").strip().strip('"') for cell in record.cells)
        return cls(headings, tuple(HEADINGS.get(_plain(heading)) for heading in headings))

    @property
    def unknown(self) -> tuple[str, ...]:
        return tuple(h for h, field in zip(self.headings, self.fields, strict=True) if field is None and h)

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(needed for needed in ("name", "domain") if needed not in self.fields)

    def values(self, cells: tuple[str, ...], field: str) -> Iterator[tuple[str, str]]:
        """``(heading, cell)`` of every filled column that holds ``field``."""
        for heading, meaning, cell in zip(self.headings, self.fields, cells, strict=False):
            if meaning == field and cell:
                yield heading, cell

    def first(self, cells: tuple[str, ...], field: str) -> str:
        return next((cell for _, cell in self.values(cells, field)), "")

    def strays(self, cells: tuple[str, ...]) -> Iterator[str]:
        """Values of unknown columns as ``heading=value``: kept with the row, since nobody knows yet what they mean."""
        for heading, meaning, cell in zip(self.headings, self.fields, cells, strict=False):
            if meaning is None and cell:
                yield f"{heading}={cell}"


def _plain(heading: str) -> str:
    return "_".join(heading.casefold().split())
