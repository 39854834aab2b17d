"""Reading a look in this very process: for trusted pages and for tests, and what the child process runs inside."""

from __future__ import annotations

from dataclasses import replace

from zhenwang.domain.look import Look
from zhenwang.pages.page import read_body
from zhenwang.pictures.appearance import appearance_of
from zhenwang.reading.embedded import with_embedded


def read(look: Look) -> Look:
    """The look with its body and pictures read. Never raises; what could not be read is a gap."""
    if not look.body:
        return look
    look = with_embedded(look)
    came = read_body(look.body, look.header("content-type"))
    pictures = tuple(replace(shown, appearance=appearance_of(shown.body, shown.role)) for shown in look.pictures)
    return replace(look, page=came.page, structure=came.structure, pictures=pictures, gaps=look.gaps + came.gaps)
