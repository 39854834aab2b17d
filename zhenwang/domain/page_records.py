"""What was read of a page as JSON values and back: one form for the store, for packed pages and between processes.

The reading functions trust nothing: whatever is not the record of such a thing is a ValueError. Fields that came later
may be missing, so that older records still read.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, TypeVar

from zhenwang.domain.appearance import Appearance
from zhenwang.domain.look import Field, Form, Image, Link, Page, Script, Structure
from zhenwang.domain.sketch import Sketch

Json = dict[str, Any]
_Read = TypeVar("_Read")
_BITS_64 = 1 << 64


def page_record(page: Page) -> Json:
    """The page as a JSON value."""
    return {
        "charset": page.charset,
        "title": page.title,
        "meta": page.meta,
        "header": page.header,
        "navigation": page.navigation,
        "footer": page.footer,
        "text": page.text,
        "links": [{"href": link.href, "text": link.text, "zone": link.zone} for link in page.links],
        "images": [{"src": image.src, "alt": image.alt, "zone": image.zone} for image in page.images],
        "scripts": [{"src": one.src, "attributes": one.attributes, "text": one.text} for one in page.scripts],
        "forms": [asdict(form) for form in page.forms],
        "hidden": page.hidden,
    }


def recorded_page(record: object) -> Page:
    """The page of a record; ValueError when it is none."""
    return _checked(_page, record, "page")


def structure_record(structure: Structure) -> Json:
    """The structure as a JSON value; hashes in base64."""
    packed = b64encode(structure.paths.packed).decode("ascii")
    return {"paths": packed, "size": structure.paths.size, "assets": list(structure.assets)}


def recorded_structure(record: object) -> Structure:
    """The structure of a record; ValueError when it is none."""
    return _checked(_structure, record, "structure")


def appearance_record(appearance: Appearance) -> Json:
    """The appearance as a JSON value."""
    return asdict(appearance)


def recorded_appearance(record: object) -> Appearance:
    """The appearance of a record; ValueError when it is none."""
    return _checked(_appearance, record, "appearance")


def _checked(read: Callable[[Any], _Read], record: object, what: str) -> _Read:
    try:
        return read(record)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"not the record of a {what}: {type(error).__name__}: {str(error)[:80]}") from error


def _page(record: Json) -> Page:
    return Page(
        charset=_text(record["charset"]),
        title=_text(record["title"]),
        meta=_pairs(record["meta"]),
        header=_text(record["header"]),
        navigation=_text(record["navigation"]),
        footer=_text(record["footer"]),
        text=_text(record["text"]),
        links=tuple(Link(_text(one["href"]), _text(one["text"]), _text(one["zone"])) for one in record["links"]),
        images=tuple(Image(_text(one["src"]), _text(one["alt"]), _text(one["zone"])) for one in record["images"]),
        scripts=tuple(
            Script(_text(one["src"]), _pairs(one["attributes"]), _text(one["text"])) for one in record["scripts"]
        ),
        forms=tuple(_form(one) for one in record["forms"]),
        hidden=_text(record.get("hidden", "")),
    )


def _form(record: Json) -> Form:
    fields = tuple(
        Field(_text(one["name"]), _text(one["type"]), _text(one["label"]), _text(one.get("hints", "")))
        for one in record["fields"]
    )
    return Form(_text(record["action"]), _text(record["method"]), fields)


def _structure(record: Json) -> Structure:
    packed = b64decode(_text(record["paths"]), validate=True)
    if len(packed) % 8 or len(packed) // 8 > _number(record["size"], _BITS_64):
        raise ValueError("these are no hashes")
    return Structure(Sketch(packed, record["size"]), tuple(_text(one) for one in record["assets"]))


def _appearance(record: Json) -> Appearance:
    return Appearance(
        width=_number(record["width"], 1 << 31),
        height=_number(record["height"], 1 << 31),
        hashes=tuple((_text(name), _number(bits, _BITS_64)) for name, bits in record["hashes"]),
        colours=tuple(_number(one, 1 << 31) for one in record["colours"]),
        codes=tuple(_text(one) for one in record["codes"]),
    )


def _pairs(record: Any) -> tuple[tuple[str, str], ...]:
    return tuple((_text(name), _text(value)) for name, value in record)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("a text is missing")
    return value


def _number(value: object, below: int) -> int:
    if not isinstance(value, int) or not 0 <= value < below:
        raise ValueError("a number is missing or out of bounds")
    return value
