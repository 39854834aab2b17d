"""What citizens bring to the public pages: forms read back from a page, screenshots, and pictures of QR codes."""

from __future__ import annotations

import io
import re

import segno
from PIL import Image, ImageDraw
from selectolax.lexbor import LexborHTMLParser as HTMLParser

ADDRESS = "http://www.qingliu-gov.example/cx?id=7"
HOST = "www.qingliu-gov.example"


def a_code(text: str = ADDRESS) -> bytes:
    """A PNG of a QR code."""
    written = io.BytesIO()
    segno.make_qr(text, error="m").save(written, kind="png", scale=6, border=4)
    return written.getvalue()


def a_screenshot(width: int = 320, height: int = 200) -> bytes:
    """A PNG without any code."""
    drawn = Image.new("RGB", (width, height), "white")
    ImageDraw.Draw(drawn).rectangle((20, 20, width - 20, 60), fill="red")
    written = io.BytesIO()
    drawn.save(written, "PNG")
    return written.getvalue()


def typed(page: str) -> dict[str, str]:
    """What the report form of a page holds, by name, as a browser would send it."""
    form = HTMLParser(page).css_first("form#report")
    found: dict[str, str] = {}
    for node in form.css("input,textarea,select"):
        name, kind = node.attributes.get("name") or "", node.attributes.get("type")
        if node.tag == "select":
            chosen = node.css_first("option[selected]")
            found[name] = (chosen.attributes.get("value") or "") if chosen else ""
        elif node.tag == "textarea":
            found[name] = node.text().removeprefix("\n")
        elif kind != "file":
            found[name] = node.attributes.get("value") or ""
    return found


def number_in(location: str) -> str:
    """The receipt that an answer leads to."""
    found = re.match(r"/receipt/([0-9a-f]{32})\?", location)
    assert found, location
    return found[1]
