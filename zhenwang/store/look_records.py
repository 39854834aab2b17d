"""Looks and pages as JSON values and back. Bodies and pictures are blobs: the record holds their digests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime

from zhenwang.domain.look import Gap, Hop, Look, Picture
from zhenwang.domain.page_records import (
    appearance_record,
    page_record,
    recorded_appearance,
    recorded_page,
    recorded_structure,
    structure_record,
)
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
        "page": page_record(look.page) if look.page else None,
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
        page=recorded_page(record["page"]) if record["page"] else None,
        structure=recorded_structure(held) if (held := record.get("structure")) else None,
    )


def blob_digests(record: Json) -> list[str]:
    """Every blob that a look's record names."""
    return sorted({record["body"], *(picture["body"] for picture in record["pictures"])})


def _picture_record(picture: Picture, put: Callable[[bytes], str]) -> Json:
    appearance = appearance_record(picture.appearance) if picture.appearance else None
    return {"url": picture.url, "role": picture.role, "body": put(picture.body), "appearance": appearance}


def _read_picture(record: Json, get: Callable[[str], bytes]) -> Picture:
    held = record.get("appearance")
    return Picture(record["url"], record["role"], get(record["body"]), recorded_appearance(held) if held else None)


def _pairs(record: list[list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in record)
