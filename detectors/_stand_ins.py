"""Whether a page's header and footer are parts of it, or the ends of its text standing in for parts it does not have.

The reader gives the first 300 characters as the header and the last 1,500 as the footer where none is marked as such
(``pages.zones``). What stands there is running text: a newspaper's first lines may print the marks of a fake.
"""

from __future__ import annotations

from zhenwang.domain.look import Page

_HEAD = 300
_FOOT = 1_000
"""Characters from which a footer at the end of the text is taken for its end: footers found are rarely as long."""


def head_stands_in(page: Page) -> bool:
    """Whether the header is where the text begins, up to 300 characters or to the footer found."""
    before = len(page.text) if foot_stands_in(page) else len(page.text) - len(page.footer)
    return page.header == page.text[: min(_HEAD, before)].rstrip()


def foot_stands_in(page: Page) -> bool:
    """Whether the footer is the end of the text, or as long as if it were."""
    return page.text.endswith(page.footer) and (page.footer == page.text or len(page.footer) >= _FOOT)
