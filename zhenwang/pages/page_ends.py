"""Whether the ends of a page are its own: a real header and footer, or running text that stands in for them.

Where a page marks no header or footer, ``zones`` gives the first and last characters of its text instead. A forum post
that quotes somebody's footer, a table of records, a warning that prints the words of a fake may then stand in a zone
that is named footer; what follows them before the page's own last line tells them apart.
"""

from __future__ import annotations

import re
from functools import cached_property

from zhenwang.domain.look import Page

_LEAST_HEADER, _LEAST_FOOTER = 280, 1_000
_SHORT = 6
_RECORD = re.compile(r"[IＩ]CP|公网安|公網安|©|copyright|版权所有|版權所有|all rights", re.IGNORECASE)
_OF_A_FOOTER = re.compile(
    r"主办|主辦|承办|承辦|协办|主管|版权|版權|备案|備案|备\d|ICP|公网|公網|标识码|標識碼|电话|電話|地址|邮编|郵編"
    r"|邮箱|传真|联系|聯繫"
    r"|技术支持|技術支持|运维|维护|网站地图|關於|关于|隐私|声明|浏览|分辨率|访问量|访客|copyright|©|https?:|www\."
    r"|all rights|友情链接",
    re.IGNORECASE,
)


class PageEnds:
    """Asked of one page. Texts are the page's own characters."""

    def __init__(self, page: Page) -> None:
        self._page = page

    @cached_property
    def header_stands_in(self) -> bool:
        header, text = self._page.header, self._page.text
        short = len(header) + len(self._page.footer) >= len(text) - 2
        return text.startswith(header) and (len(header) >= _LEAST_HEADER or short)

    @cached_property
    def footer_stands_in(self) -> bool:
        footer, text = self._page.footer, self._page.text
        return text.endswith(footer) and (len(footer) >= _LEAST_FOOTER or footer == text)

    def before_anothers_end(self, words: str) -> bool:
        """Whether the page goes on behind the line of ``words`` and ends with a record or copyright line of its own."""
        lines = self._lines
        wanted = words.strip()
        place = next((number for number, line in enumerate(lines) if wanted and wanted in line), -1)
        if place < 0 or self._last_record <= place:
            return False
        between = lines[place + 1 : self._last_record]
        return any(len(line) > _SHORT and not _OF_A_FOOTER.search(line) for line in between)

    @cached_property
    def _lines(self) -> list[str]:
        text = self._page.text
        return [line.strip() for line in text.split("\n")]

    @cached_property
    def _last_record(self) -> int:
        return next(
            (number for number in range(len(self._lines) - 1, -1, -1) if _RECORD.search(self._lines[number])), -1
        )
