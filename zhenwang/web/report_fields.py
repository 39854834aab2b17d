"""What a browser sent with the report form: bounded, each field once, and the picture's bytes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from fastapi import Request
from starlette.datastructures import UploadFile

from zhenwang.web.intake_models import MAX_PICTURE
from zhenwang.web.proof import TRAP

TYPED = ("text", "claims", "reached_by", "note", "contact")
"""What a person writes: shown again whenever the form is."""
_OTHERS = ("key", "only", "altcha", "question", "answer", TRAP)
_MAX_PART = 256 * 1024
"""Bytes of a written field: more than we take, so that a text that is too long can be shown again and shortened."""
_SIGNATURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"BM")


@dataclass(frozen=True, slots=True)
class Sent:
    """``fields`` has every name of ``TYPED`` and the form's own, empty where nothing came. ``picture`` is empty when
    none came, when it is too large (``oversize``) and when its first bytes are those of no picture (``no_picture``).
    """

    fields: Mapping[str, str] = field(default_factory=lambda: dict.fromkeys((*TYPED, *_OTHERS), ""))
    picture: bytes = b""
    oversize: bool = False
    no_picture: bool = False

    @property
    def key(self) -> str:
        """What makes the form repeatable; empty when it is none of ours."""
        given = self.fields["key"]
        return given if given.isascii() and 16 <= len(given) <= 80 else ""

    @property
    def content(self) -> str:
        """A digest of what a person wrote and chose: the same for the same report, another for any other."""
        told = json.dumps([self.fields[name] for name in TYPED]).encode()
        return hashlib.sha256(hashlib.sha256(told).digest() + hashlib.sha256(self.picture).digest()).hexdigest()

    @property
    def had_picture(self) -> bool:
        return bool(self.picture) or self.oversize or self.no_picture


async def read_sent(request: Request) -> Sent:
    """The form as sent. HTTPException 400 when it is no form, or has more parts than ours."""
    async with request.form(max_files=1, max_fields=20, max_part_size=_MAX_PART) as form:
        given = {name: form.get(name, "") for name in (*TYPED, *_OTHERS)}
        upload = form.get("picture")
        body = await upload.read(MAX_PICTURE + 1) if isinstance(upload, UploadFile) else b""
    fields = {name: value.replace("\r\n", "\n") if isinstance(value, str) else "" for name, value in given.items()}
    if len(body) > MAX_PICTURE:
        return Sent(fields, oversize=True)
    return Sent(fields, body) if not body or _looks_like_a_picture(body) else Sent(fields, no_picture=True)


def _looks_like_a_picture(body: bytes) -> bool:
    # Only to say at once that a document was chosen; whether it can be read is found out in the confined child.
    return body.startswith(_SIGNATURES) or (body[:4] == b"RIFF" and body[8:12] == b"WEBP")
