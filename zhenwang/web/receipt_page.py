"""The receipt: a number to copy by hand, a QR code of its own address, and what became of the report."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

import segno
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from zhenwang.settings import Settings
from zhenwang.store import receipts
from zhenwang.web.intake_api import status_of, store_of
from zhenwang.web.rendering import language_of, plain_page
from zhenwang.web.reply_words import told_of
from zhenwang.web.words import words

_WITHIN = re.compile(r"/receipt/([0-9a-f]{32})(?![0-9a-f])")
_MISREAD = str.maketrans("oil", "011")
"""Letters that are no hexadecimal digits and look like one: what a hand-written number is often misread as."""
_QUIET = 4
"""Modules of white around a QR code (ISO/IEC 18004, 9.1)."""
_MAX_TYPED = 300

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code to draw: ``side`` modules with its white border, ``path`` the dark ones as SVG path data."""

    side: int
    path: str


def read_number(typed: str) -> str:
    """A receipt number as people type it: spaces, dashes, capitals, full-width digits and ``o`` for ``0`` are forgiven,
    and so is the whole address of the receipt's page. Anything else comes back as it was, without its spaces.
    """
    plain = unicodedata.normalize("NFKC", typed[:_MAX_TYPED]).lower()
    if within := _WITHIN.search(plain):
        return within[1]
    return re.sub(r"[\W_]+", "", plain).translate(_MISREAD)


def groups(number: str) -> tuple[str, ...]:
    """A number in groups of four."""
    return tuple(number[start : start + 4] for start in range(0, len(number), 4))


def code_of(address: str) -> Code:
    """The QR code of an address, error correction M: it still reads with a crease through it."""
    made = segno.make_qr(address, error="m", boost_error=False)
    runs = [
        f"M{found.start()} {row}h{len(found[0])}v1h-{len(found[0])}z"
        for row, modules in enumerate(made.matrix_iter(border=_QUIET))
        for found in re.finditer("1+", "".join(map(str, modules)))
    ]
    return Code(int(made.symbol_size(border=_QUIET)[0]), "".join(runs))


def page_address(request: Request, number: str) -> str:
    """Where the receipt stands: under the intake's public address when it is set, else where this request came to."""
    settings: Settings = request.app.state.settings
    return f"{(settings.intake_url or str(request.base_url)).rstrip('/')}/receipt/{number}"


@router.get("/receipt", response_class=HTMLResponse)
def ask(request: Request, number: str = "") -> Response:
    found = read_number(number)
    if status_of(store_of(request), found):
        return RedirectResponse(f"/receipt/{found}?lang={language_of(request)}", 303)
    return _asked(request, number, found)


@router.get("/receipt/{number}", response_class=HTMLResponse)
def receipt(request: Request, number: str, sent: str = "") -> Response:
    found = read_number(number)
    standing = status_of(store_of(request), found)
    told = receipts.told(store_of(request), found) if standing else None
    if standing is None or told is None:
        return _asked(request, number, found)
    t, address = words(language_of(request)), page_address(request, found)
    replies = [(told_of(t, reply), reply.at) for reply in told.replies]
    return plain_page(
        request, "intake_receipt.html.j2", groups=groups(found), number=found, standing=standing, told=told,
        replies=replies, sent=bool(sent), address=address, code=code_of(address),
    )  # fmt: skip


def _asked(request: Request, typed: str, read: str) -> HTMLResponse:
    """The page that asks for a number; with what was typed and why it was not found, when something was."""
    wrong = bool(read)
    count = len(read) if wrong and len(read) != 32 else 0
    return plain_page(
        request, "intake_ask.html.j2", 404 if wrong else 200, typed=typed[:_MAX_TYPED], wrong=wrong, count=count
    )
