"""XML of a workbook as events, under bounds: no document type, no depth, no endless tag."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sized
from xml.parsers import expat

from zhenwang.lists.tables import BadFileError

MAX_DEPTH = 64
MAX_ELEMENTS = 20_000_000
MAX_TAG = 1024 * 1024
MAX_NAMES = 10_000

Start = Callable[[str, Mapping[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]


def parse(pieces: Iterable[bytes], part: str, start: Start, end: End | None = None, text: Text | None = None) -> None:
    """Tell ``start``, ``end`` and ``text`` what the XML holds; tags come without their prefix.

    Raises ``BadFileError`` for XML that is not well-formed, not UTF-8 or that declares a document type: workbooks have
    none, and only a document type can define entities.
    """
    names: dict[str, str] = {}  # every different tag and attribute, which the parser keeps until it is done
    parser = expat.ParserCreate(encoding="utf-8", intern=names)
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = _counted(part, names, start, end)
    if text is not None:
        parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse_document_type
    fed = 0
    try:
        for piece in pieces:
            parser.Parse(piece, False)
            fed += len(piece)
            # An unfinished tag is scanned again with every piece.
            if fed - parser.CurrentByteIndex > MAX_TAG:
                raise BadFileError(f"the part '{part}' of the workbook holds a tag of more than {MAX_TAG:,} bytes")
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise BadFileError(f"the part '{part}' of the workbook is no well-formed XML: {error}") from error


def _counted(part: str, names: Sized, start: Start, end: End | None) -> tuple[Start, End]:
    depth = elements = 0

    def opened(tag: str, attributes: Mapping[str, str]) -> None:
        nonlocal depth, elements
        depth += 1
        elements += 1
        if depth > MAX_DEPTH or elements > MAX_ELEMENTS or len(names) > MAX_NAMES:
            raise BadFileError(f"the part '{part}' of the workbook holds too many elements: it was not read")
        start(tag.rpartition(":")[2], attributes)

    def closed(tag: str) -> None:
        nonlocal depth
        depth -= 1
        if end is not None:
            end(tag.rpartition(":")[2])

    return opened, closed


def _refuse_document_type(*_: object) -> None:
    raise BadFileError("the workbook declares a document type (DTD), which no workbook needs: it was not read")
