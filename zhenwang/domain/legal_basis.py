"""Legal basis: the articles that signals and letters rest on, quoted word for word. Text in, articles out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from zhenwang.domain.csv_rows import BadRow, records, without_byte_order_mark

COLUMNS = ("key", "document", "article", "text", "in_force", "source")
GROUND_COLUMNS = ("signal", "limb", "basis", "otherwise", "why")


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """One article. ``key`` is what ``Signal.basis`` refers to; ``text`` its exact words."""

    key: str
    document: str
    article: str
    text: str
    in_force: date
    source: str

    @property
    def citation(self) -> str:
        """As an official letter cites it: 《湖北省政府网站管理办法（鄂政办发〔2018〕10号）》第三十一条."""
        return f"《{self.document}》{self.article}"


@dataclass(frozen=True, slots=True)
class Ground:
    """Which article a signal rests on. ``limb`` and ``basis`` are for a body that the article protects; ``otherwise``
    is the article for one that it does not, such as a court or a hospital. Keys as in ``LegalBasis``.
    """

    signal: str
    limb: str
    basis: str
    otherwise: str


def read_grounds(lines: Iterable[str], file: str) -> tuple[Mapping[str, Ground], tuple[BadRow, ...]]:
    """The grounds of a CSV text under the names of their signals, and every row that could not be read."""
    bad: list[BadRow] = []
    found: dict[str, Ground] = {}
    rows = records(without_byte_order_mark(lines))
    header = next(rows, None)
    if header is None:
        return MappingProxyType(found), ()
    if header.cells != GROUND_COLUMNS:
        return MappingProxyType(found), (BadRow(file, 1, "", "", f"the header must read {','.join(GROUND_COLUMNS)}"),)
    for row in rows:
        if row.reason or len(row.cells) != len(GROUND_COLUMNS) or not (row.cells[0] and row.cells[2]):
            reason = row.reason or f"{len(GROUND_COLUMNS)} cells are needed, of which signal and basis are filled in"
            bad.append(BadRow(file, row.line, "", row.text, reason))
        elif row.cells[0] in found:
            bad.append(BadRow(file, row.line, "signal", row.text, f"'{row.cells[0]}' stands in the file twice"))
        else:
            found[row.cells[0]] = Ground(*row.cells[:4])
    return MappingProxyType(found), tuple(bad)


def read_legal_basis(lines: Iterable[str], file: str) -> tuple[Mapping[str, LegalBasis], tuple[BadRow, ...]]:
    """The articles of a CSV text under their keys, and every row that could not be read. Never raises."""
    bad: list[BadRow] = []
    found: dict[str, LegalBasis] = {}
    rows = records(without_byte_order_mark(lines))
    header = next(rows, None)
    if header is None or header.cells != COLUMNS:
        bad.append(BadRow(file, 1, "", "", f"the header must read {','.join(COLUMNS)}"))
        return MappingProxyType(found), tuple(bad)
    for row in rows:
        article = _article(row.cells)
        if row.reason or isinstance(article, str):
            bad.append(BadRow(file, row.line, "", row.text, row.reason or str(article)))
        elif article.key in found:
            bad.append(BadRow(file, row.line, "key", article.key, f"'{article.key}' stands in the file twice"))
        else:
            found[article.key] = article
    return MappingProxyType(found), tuple(bad)


def _article(cells: tuple[str, ...]) -> LegalBasis | str:
    if len(cells) != len(COLUMNS):
        return f"{len(cells)} cells where {len(COLUMNS)} are needed"
    key, document, article, text, in_force, source = cells
    if not (key and document and text):
        return "key, document and text must be filled in"
    try:
        return LegalBasis(key, document, article, text, date.fromisoformat(in_force), source)
    except ValueError:
        return f"'{in_force[:40]}' is not a date like 2018-03-19"
