"""Reading a look in this very process: for trusted pages and for tests, and what the child process runs inside."""

from __future__ import annotations

from dataclasses import replace

from zhenwang.domain.look import Look
from zhenwang.pages.page import read_page
from zhenwang.pages.structure import structure_of
from zhenwang.pictures.appearance import appearance_of


def read(look: Look) -> Look:
    """The look with its body and pictures read. Never raises; what could not be read is a gap."""
    if not look.body:
        return look
    content_type = look.header("content-type")
    page, gaps = read_page(look.body, content_type)
    pictures = tuple(replace(shown, appearance=appearance_of(shown.body, shown.role)) for shown in look.pictures)
    structure = structure_of(look.body, content_type) if page else None
    return replace(look, page=page, structure=structure, pictures=pictures, gaps=look.gaps + gaps)
