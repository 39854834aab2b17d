"""Public documents: laws, regulations and notices with a document number. They are meant to be reposted (文号).

Whoever reposts a regulation copies nobody's site, and two offices that adopt the same one are no copies of each other.
So such passages are taken out of a page before pages are compared, of the official page and of the suspect alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

MAX_BETWEEN = 12
"""Lines between two articles of one document: paragraphs, items, tables."""

_NUMERAL = "一二三四五六七八九十百零〇两\\d"
# 国办发〔2017〕47号, 鄂政发(2024)3号, 国务院令第711号, 2024年第5号公告: of comparable text, brackets of any kind.
_NUMBER = re.compile(
    r"[〔\[(【](?:19|20)\d\d年?[〕\])】]第?\d{1,5}号|令\(?第?\d{1,4}号|第\d{1,4}号令|(?:19|20)\d\d年第\d{1,4}号"
)
_ARTICLE = re.compile(rf"第[{_NUMERAL}]{{1,7}}[章节条編编款]|附则\Z|总则\Z")
_ANY_ARTICLE = re.compile(rf"第[{_NUMERAL}]{{1,7}}[章条]")
_ITEM = re.compile(rf"\(?[{_NUMERAL}]{{1,3}}[)、.]|[—-]{{1,2}}")
_ADDRESSEES = re.compile(r"(?:各|有关|全[省市县区]).{2,200}:\Z")
_SIGNED = re.compile(r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日\Z|[〇零一二三四五六七八九]{4}年.{2,8}日\Z")
_PROSE = 25  # comparable characters from which a line is running text and no heading or link
_LEAST_ARTICLES = 3
_LONGEST = 400  # lines of one notice
_FOREWORD = 6
_AFTERWARDS = 8  # lines that may follow the heading of a last article
_FRAME = re.compile("主办|承办|版权|备案|标识码|联系电话|网站地图|copyright")
_IN_LINE = re.compile(rf"(?:\\A|(?<=[。;: ]))第[{_NUMERAL}]{{1,7}}条")


def without_documents(lines: Sequence[str]) -> list[str]:
    """Comparable lines without the passages that are public documents, and without lines that only cite one.

    Articles of a law with what stands between them; a notice from its number or addressees to its date.
    """
    whole = "\n".join(lines)
    if not (_NUMBER.search(whole) or _ANY_ARTICLE.search(whole)):
        return list(lines)
    cited = [bool(_NUMBER.search(line)) for line in lines]
    taken = set[int]()
    for start, stop in (*_laws(lines), *_notices(lines, cited)):
        taken.update(range(start, stop))
    left = (line for place, line in enumerate(lines) if place not in taken)
    return [shorter for line in left if (shorter := _without_articles(line)) and not _NUMBER.search(shorter)]


def _without_articles(line: str) -> str:
    """A line in which a whole law stands, without its articles."""
    articles = [found.start() for found in _IN_LINE.finditer(line)]
    if len(articles) < _LEAST_ARTICLES:
        return line
    return line[: articles[0]] + line[line.find("。", articles[-1]) + 1 or len(line) :]


def _laws(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Runs of articles, each no more than a few lines from the next, with the paragraphs that follow the last."""
    articles = [place for place, line in enumerate(lines) if _ARTICLE.match(line)]
    first = 0
    for place, article in enumerate(articles):
        following = articles[place + 1] if place + 1 < len(articles) else None
        if following is not None and following - article <= MAX_BETWEEN:
            continue
        if place + 1 - first >= _LEAST_ARTICLES:
            yield articles[first], _prose_ends(lines, article + 1)
        first = place + 1


def _notices(lines: Sequence[str], cited: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """From a line of addressees behind a number or a heading to the date it is signed with, if it has one."""
    end = 0
    for place, line in enumerate(lines):
        if place < end or not _ADDRESSEES.match(line[:220]):
            continue
        end = _signed(lines, place + 1) or _prose_ends(lines, place + 1)
        if any(cited[max(place - _FOREWORD, 0) : end]):
            yield place, end


def _signed(lines: Sequence[str], start: int) -> int:
    stop = min(start + _LONGEST, len(lines))
    return next((place + 1 for place in range(start, stop) if _SIGNED.search(lines[place][-24:])), 0)


def _prose_ends(lines: Sequence[str], start: int) -> int:
    """The first line from ``start`` on that is neither running text nor a numbered item."""
    stop = min(start + _AFTERWARDS, len(lines))
    for place in range(start, stop):
        line = lines[place]
        if line and not _ITEM.match(line) and (len(line) < _PROSE or _FRAME.search(line)):
            return place
    return stop
