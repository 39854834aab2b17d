"""Names and marks on a page, read once for all detectors that ask for them."""

from __future__ import annotations

from dataclasses import replace

from detectors._once import once
from zhenwang.domain.look import Page
from zhenwang.domain.registry import Registry
from zhenwang.pages.marks import FoundMark, find_marks
from zhenwang.pages.names import FoundName, find_names

MAX_TITLE = 300
MAX_ZONE = 20_000
MAX_TEXT = 200_000
MAX_LINKS = 2_000
MAX_ADDRESS = 2_000


@once
def names_on(page: Page, registry: Registry) -> tuple[FoundName, ...]:
    """The registered names on a page, as ``zhenwang.pages.names`` finds them in its first 200,000 characters."""
    return find_names(_bounded(page), registry)


@once
def marks_on(page: Page, registry: Registry) -> tuple[FoundMark, ...]:
    """The marks on a page, as ``zhenwang.pages.marks`` finds them in its first 200,000 characters."""
    return find_marks(_bounded(page), registry.jurisdiction)


def _bounded(page: Page) -> Page:
    return replace(
        page,
        title=page.title[:MAX_TITLE],
        header=page.header[:MAX_ZONE],
        navigation=page.navigation[:MAX_ZONE],
        # Marks stand at the end of a page: of a footer and of the links the last are kept.
        footer=page.footer[-MAX_ZONE:],
        text=page.text[:MAX_TEXT],
        links=tuple(link for link in page.links[-MAX_LINKS:] if len(link.href) <= MAX_ADDRESS),
    )
