"""Looks and pages as JSON values and back. Bodies and pictures are blobs: the record holds their digests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime

from zhenwang.domain.look import Field, Form, Gap, Hop, Image, Link, Look, Page, Picture, Script
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
        "pictures": [{"url": item.url, "role": item.role, "body": put(item.body)} for item in look.pictures],
        "gaps": [asdict(gap) for gap in look.gaps],
        "page": asdict(look.page) if look.page else None,
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
        pictures=tuple(Picture(item["url"], item["role"], get(item["body"])) for item in record["pictures"]),
        gaps=tuple(Gap(gap["kind"], gap["detail"]) for gap in record["gaps"]),
        page=_read_page(record["page"]) if record["page"] else None,
    )


def blob_digests(record: Json) -> list[str]:
    """Every blob that a look's record names."""
    return sorted({record["body"], *(picture["body"] for picture in record["pictures"])})


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
    )


def _read_form(record: Json) -> Form:
    fields = tuple(Field(item["name"], item["type"], item["label"]) for item in record["fields"])
    return Form(record["action"], record["method"], fields)


def _pairs(record: list[list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in record)
