"""Looks and pages as JSON values and back. Bodies and pictures are blobs: the record holds their digests."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime

from zhenwang.domain.appearance import Appearance
from zhenwang.domain.look import Field, Form, Gap, Hop, Image, Link, Look, Page, Picture, Script, Structure
from zhenwang.domain.sketch import Sketch
from zhenwang.store.records import Json


def look_record(look: Look, put: Callable[[bytes], str]) -> Json:
    """The look as a JSON value; ``put`` keeps bytes and returns their digest."""
    return {
        "host": look.host,
        "url": look.url,
        "at": look.at.isoformat(),
        "final_url": look.final_url,
        "status": look.status,
        "headers": look.headers,
        "body": put(look.body),
        "hops": [asdict(hop) for hop in look.hops],
        "pictures": [_picture_record(item, put) for item in look.pictures],
        "gaps": [asdict(gap) for gap in look.gaps],
        "page": asdict(look.page) if look.page else None,
        "structure": structure_record(look.structure) if look.structure else None,
    }


def read_look(record: Json, get: Callable[[str], bytes]) -> Look:
    """``get`` returns the bytes of a digest."""
    return Look(
        host=record["host"],
        url=record["url"],
        at=datetime.fromisoformat(record["at"]),
        final_url=record["final_url"],
        status=record["status"],
        headers=_pairs(record["headers"]),
        body=get(record["body"]),
        hops=tuple(Hop(hop["url"], hop["status"], hop["address"], hop["location"]) for hop in record["hops"]),
        pictures=tuple(_read_picture(item, get) for item in record["pictures"]),
        gaps=tuple(Gap(gap["kind"], gap["detail"]) for gap in record["gaps"]),
        page=_read_page(record["page"]) if record["page"] else None,
        structure=_read_structure(record.get("structure")),
    )


def blob_digests(record: Json) -> list[str]:
    """Every blob that a look's record names."""
    return sorted({record["body"], *(picture["body"] for picture in record["pictures"])})


def _picture_record(picture: Picture, put: Callable[[bytes], str]) -> Json:
    appearance = asdict(picture.appearance) if picture.appearance else None
    return {"url": picture.url, "role": picture.role, "body": put(picture.body), "appearance": appearance}


def _read_picture(record: Json, get: Callable[[str], bytes]) -> Picture:
    held = record.get("appearance")
    return Picture(record["url"], record["role"], get(record["body"]), read_appearance(held) if held else None)


def read_appearance(record: Json) -> Appearance:
    """Undoes ``dataclasses.asdict``."""
    hashes = tuple((name, bits) for name, bits in record["hashes"])
    colours, codes = tuple(record["colours"]), tuple(record["codes"])
    return Appearance(record["width"], record["height"], hashes, colours, codes)


def structure_record(structure: Structure) -> Json:
    """The structure as a JSON value; hashes in base64."""
    packed = b64encode(structure.paths.packed).decode("ascii")
    return {"paths": packed, "size": structure.paths.size, "assets": list(structure.assets)}


def _read_structure(record: Json | None) -> Structure | None:
    if record is None:
        return None
    return Structure(Sketch(b64decode(record["paths"]), record["size"]), tuple(record["assets"]))


def _read_page(record: Json) -> Page:
    return Page(
        charset=record["charset"],
        title=record["title"],
        meta=_pairs(record["meta"]),
        header=record["header"],
        navigation=record["navigation"],
        footer=record["footer"],
        text=record["text"],
        links=tuple(Link(item["href"], item["text"], item["zone"]) for item in record["links"]),
        images=tuple(Image(item["src"], item["alt"], item["zone"]) for item in record["images"]),
        scripts=tuple(Script(item["src"], _pairs(item["attributes"]), item["text"]) for item in record["scripts"]),
        forms=tuple(_read_form(item) for item in record["forms"]),
        hidden=record.get("hidden", ""),
    )


def _read_form(record: Json) -> Form:
    fields = tuple(Field(item["name"], item["type"], item["label"], item.get("hints", "")) for item in record["fields"])
    return Form(record["action"], record["method"], fields)


def _pairs(record: list[list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in record)
