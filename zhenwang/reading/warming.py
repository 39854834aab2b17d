"""Everything that a reading needs is loaded before the first hostile byte: a confined process can open no file."""

from __future__ import annotations

import codecs
import io
from functools import cache

from PIL import Image

from zhenwang.pages.page import read_body
from zhenwang.pictures.appearance import appearance_of
from zhenwang.pictures.redrawn import redrawn
from zhenwang.text.prescan import CODECS

FIRST_PAGE = (
    '<!doctype html><title>甲</title><style>.a{display:none}</style><body><form><input name="a"></form>'
    '<a href="/a" style="color:#fff">乙</a><img src="a.png"><script>location.href="/"</script></body>'
)
_ROLES = ("logo", "icon", "image", "screenshot")
_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "ICO")


@cache
def warm_pages() -> None:
    """Load what reads pages: the parser, and the codecs, which Python loads when they are first named."""
    for charset in CODECS:
        codecs.getincrementaldecoder(charset)
    read_body(FIRST_PAGE.encode(), "text/html")


@cache
def warm_pictures() -> None:
    """Load what reads pictures, each format in each role."""
    Image.init()
    picture = Image.linear_gradient("L").convert("RGB")
    for kind in _FORMATS:
        drawn = io.BytesIO()
        picture.save(drawn, kind)
        for role in _ROLES:
            appearance_of(drawn.getvalue(), role)
        redrawn(drawn.getvalue())
