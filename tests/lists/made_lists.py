"""Lists as offices send them, made in code: workbooks through openpyxl, and hostile archives by hand."""

import zipfile
from collections.abc import Iterable, Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

HEADINGS = ("序号", "网站标识码", "网站名称", "网站地址", "是否合格", "存在问题")


def saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def workbook(rows: Iterable[Sequence[object]], title: str = "Sheet") -> bytes:
    book = Workbook()
    fill(book.worksheets[0], rows)
    book.worksheets[0].title = title
    return saved(book)


def fill(sheet: Worksheet, rows: Iterable[Sequence[object]]) -> None:
    for row in rows:
        sheet.append(list(row))


def repacked(body: bytes, changes: dict[str, bytes | None], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A workbook with some parts replaced, added or (None) left out."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(body)) as old, zipfile.ZipFile(out, "w", compression) as new:
        for name in old.namelist():
            if name not in changes:
                new.writestr(name, old.read(name))
        for name, content in changes.items():
            if content is not None:
                new.writestr(name, content)
    return out.getvalue()


def part(body: bytes, name: str) -> bytes:
    with zipfile.ZipFile(BytesIO(body)) as archive:
        return archive.read(name)
