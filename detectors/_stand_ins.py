"""Whether a page's header and footer are parts of it, or the ends of its text standing in for parts it does not have.

The reader gives the first 300 characters as the header and the last 1,500 as the footer where none is marked as such
(``pages.zones``). What stands there is running text: a newspaper's first lines may print the marks of a fake.
"""

from __future__ import annotations

import re
from itertools import dropwhile, takewhile

from zhenwang.domain.look import Page

_HEAD = 300
_FOOT = 1_000
"""Characters from which a footer at the end of the text is taken for its end: footers found are rarely as long."""

_TAIL = 1_500
_LINE = 200
_FOOTING = re.compile(
    r"主[办辦]|承[办辦]|版[权權]|地址|电话|電話|邮编|邮箱|传真|备案|備案|标识码|標識碼|ICP|公网安|公網安|联系|維護|维护|技术支持|网站地图|免责|关于我们|©|copyright"
    r"|all rights|powered by",
    re.IGNORECASE,
)


def head_stands_in(page: Page) -> bool:
    """Whether the header is where the text begins, up to 300 characters or to the footer found."""
    before = len(page.text) if foot_stands_in(page) else len(page.text) - len(page.footer)
    return page.header == page.text[: min(_HEAD, before)].rstrip()


def foot_stands_in(page: Page) -> bool:
    """Whether the footer is the end of the text, or as long as if it were."""
    return page.text.endswith(page.footer) and (page.footer == page.text or len(page.footer) >= _FOOT)


def foot_of(page: Page) -> str:
    """The footer; where none is marked, the lowest lines of the text that read like one, without a gap between them.

    So the number of the paper that closes a page is its foot, and the numbers of the fake that it prints above are not.
    """
    if not foot_stands_in(page):
        return page.footer
    lowest = page.text[-_TAIL:].split("\n")[::-1]
    foot = takewhile(_is_footing, dropwhile(lambda line: not _is_footing(line), lowest))
    return "\n".join(tuple(foot)[::-1])


def _is_footing(line: str) -> bool:
    return len(line) < _LINE and "。" not in line and bool(_FOOTING.search(line))
