"""What leaves a case page as a file: the suspect's pictures, drawn anew by us, and the handoff of a confirmed case."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Sequence

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, Response
from PIL import Image

from zhenwang import line, runtime
from zhenwang.domain.access import MACHINE, Permission
from zhenwang.domain.case import Case
from zhenwang.handoff import as_html, as_json
from zhenwang.handoff.dossier import Dossier
from zhenwang.store import journal
from zhenwang.web.case_pictures import compared, official_pictures
from zhenwang.web.case_view import look_of
from zhenwang.web.house import house_of, visitor_of
from zhenwang.web.permissions import case_seen_by, needs
from zhenwang.web.rendering import language_of, page
from zhenwang.web.words import words

FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP")
MAX_BYTES = 4_000_000
MAX_PIXELS = 4_000_000
SHOWN = 480
"""Pixels of the longer side; it is shown to be recognised, not to be examined."""

# What Pillow's decoders are known to raise on hostile bytes.
_UNREADABLE = (
    OSError, SyntaxError, ValueError, TypeError, LookupError, AttributeError, EOFError, ArithmeticError, RuntimeError,
    MemoryError, AssertionError, struct.error, zlib.error, Image.DecompressionBombError,
)  # fmt: skip
_ALONE = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; "
    "base-uri 'none'; form-action 'none'"
)

router = APIRouter()


@router.get("/cases/{case_id}/pictures/{number}.png", dependencies=[needs(Permission.READ_CASES)])
def picture(request: Request, case_id: str, number: int) -> Response:
    """Picture ``number`` (from 1) of the look, as our own PNG; 404 when it is no picture we read."""
    return as_png(_pictures(request, case_seen_by(request, case_id)), number)


@router.get("/cases/{case_id}/official/{number}.png", dependencies=[needs(Permission.READ_CASES)])
def official_picture(request: Request, case_id: str, number: int) -> Response:
    """Picture ``number`` of the imitated body's own page, drawn anew like the suspect's."""
    return as_png(_official(request, case_seen_by(request, case_id)), number)


@router.get("/cases/{case_id}/differences/{number}-{official}.png", dependencies=[needs(Permission.READ_CASES)])
def difference_picture(request: Request, case_id: str, number: int, official: int) -> Response:
    """Where picture ``number`` of the look differs from picture ``official`` of the official page, in red."""
    case = case_seen_by(request, case_id)
    ours, theirs = _pictures(request, case), _official(request, case)
    if not (1 <= number <= len(ours) and 1 <= official <= len(theirs)):
        raise HTTPException(404)
    found = compared(theirs[official - 1], ours[number - 1])
    if found is None:
        raise HTTPException(404)
    return _png(found.png)


def _pictures(request: Request, case: Case) -> tuple[bytes, ...]:
    look = look_of(house_of(request), case)
    return tuple(picture.body for picture in look.pictures) if look else ()


def _official(request: Request, case: Case) -> tuple[bytes, ...]:
    house = house_of(request)
    return official_pictures(house, house.registry.site(case.ruled.get("imitates", "") or case.imitates))


def as_png(bodies: Sequence[bytes], number: int) -> Response:
    """One of some pictures as served (counted from 1), drawn anew; 404 when there is none that we read."""
    body = redrawn(bodies[number - 1]) if 1 <= number <= len(bodies) else None
    if body is None:
        raise HTTPException(404)
    return _png(body)


def _png(body: bytes) -> Response:
    return Response(body, media_type="image/png", headers={"Content-Security-Policy": "sandbox; default-src 'none'"})


def redrawn(body: bytes) -> bytes | None:
    """The first frame as a new PNG without metadata; None when it cannot be read or is too large.

    The size is judged from the header, before any pixel is decoded.
    """
    if not 0 < len(body) <= MAX_BYTES:
        return None
    try:
        with Image.open(io.BytesIO(body), formats=FORMATS) as opened:
            if opened.width * opened.height > MAX_PIXELS or min(opened.size) < 1:
                return None
            drawn = opened.convert("RGBA")
        drawn.thumbnail((SHOWN, SHOWN))
        clean = Image.frombytes("RGBA", drawn.size, drawn.tobytes())
    except _UNREADABLE:
        return None
    written = io.BytesIO()
    clean.save(written, "PNG")
    return written.getvalue()


@router.get("/cases/{case_id}/handoff.json", dependencies=[needs(Permission.READ_HANDOFFS)])
def handoff_json(request: Request, case_id: str) -> Response:
    """The machine form, as a download; 409 before two people confirmed the case."""
    gathered = _dossier(request, case_id, "json")
    if isinstance(gathered, Response):
        return gathered
    name = f'attachment; filename="{gathered.case.id}.json"'
    return Response(as_json.render(gathered), media_type="application/json", headers={"Content-Disposition": name})


@router.get("/cases/{case_id}/handoff.html", dependencies=[needs(Permission.READ_HANDOFFS)])
def handoff_html(request: Request, case_id: str) -> Response:
    """The page to print, in a sandbox of its own; 409 before two people confirmed the case."""
    gathered = _dossier(request, case_id, "html")
    if isinstance(gathered, Response):
        return gathered
    return HTMLResponse(as_html.render(gathered), headers={"Content-Security-Policy": _ALONE})


def _dossier(request: Request, case_id: str, form: str) -> Dossier | HTMLResponse:
    """What leaves the house; who took it is written down before it does."""
    house, t = house_of(request), words(language_of(request))
    case = case_seen_by(request, case_id)
    gathered = line.hand_off(house.store, house.registry, case, runtime.now(), house.pack.offices())
    if isinstance(gathered, Dossier):
        facts = {"case": case.id, "proposal": case.proposal, "form": form}
        with house.store.write() as connection:
            actor = visitor_of(request).actor or MACHINE
            journal.append(connection, actor, "export", "handoff", "", facts, gathered.exported_at)
        return gathered
    why = t["handoff_not_yet"].format(id=case.id, state=t[f"state_{case.state.value}"])
    return page(request, "error.html.j2", 409, text=why, number="")
