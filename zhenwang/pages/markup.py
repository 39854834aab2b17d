"""Bounds on markup before a parser sees it.

Lexbor, like every HTML parser that follows the standard, walks its stack of open elements for each new one and compares
each attribute with those before it: 200,000 nested elements took it 217 s, a tag with half a million attributes 99 s.
So the number of start tags and of attributes in one tag is bounded on the characters, whatever context they stand in:
counting every ``<`` before a letter can be wrong only on the safe side.
"""

from __future__ import annotations

import re

MAX_BYTES = 4 * 1024 * 1024
MAX_TAGS = 18_000
_TAIL_TAGS = 4_000  # of a page that is cut, the end is kept too: the footer makes the claims
_MAX_ATTRIBUTES = 15_000  # in the longest tag that the characters allow
_MAX_COMPARISONS = 2 * 10**8  # between attributes of one tag, in the whole page
_MAX_SEPARATORS = 400_000  # in all tags together: each attribute takes some hundred bytes of memory
_MAX_QUOTED_ENDS = 2_000
_FEW = 10

_TAG = re.compile(r"<[a-zA-Z]")
_STRETCH = re.compile(r"<[a-zA-Z][^>]*")
_SEPARATOR = re.compile(r"[\s/\"']+")
_QUOTED_END = re.compile(r"=(?=\s*+(?:\"[^\">]*+>|'[^'>]*+>))")
RESUME = "\n--></script></style></title></textarea>\n"
"""What stands in for a part that was cut out: whatever the cut stood in is closed."""


def tame(text: str) -> tuple[str, bool]:
    """The markup cut to what a parser can take in about a second, and whether anything was cut away."""
    tags = [found.start() for found in _TAG.finditer(text)]
    limited = len(tags) > MAX_TAGS
    if limited:
        text = text[: tags[MAX_TAGS - _TAIL_TAGS]] + RESUME + text[tags[-_TAIL_TAGS] :]
    text, shortened = _shorten_tags(text)
    return text, limited or shortened


def _shorten_tags(text: str) -> tuple[str, bool]:
    if _is_small(text):
        return text, False
    # A tag ends at the first ">" outside quotes, so it has at most one stretch more than there are quoted ">".
    quoted = [found.start() for found in _QUOTED_END.finditer(text)]
    cut = len(quoted) > _MAX_QUOTED_ENDS
    if cut:
        text = text[: quoted[_MAX_QUOTED_ENDS]]
    stretches = _stretches(text)
    reach = min(len(quoted), _MAX_QUOTED_ENDS) + 1
    counts = sorted((count for _, _, count in stretches), reverse=True)
    if (
        sum(counts[:reach]) <= _MAX_ATTRIBUTES
        and sum(counts) <= _MAX_SEPARATORS
        and sum(count * count for count in counts) <= _MAX_COMPARISONS
    ):
        return text, cut
    allowed = max(_MAX_ATTRIBUTES // max(reach, 75), _FEW)
    if sum(min(count, allowed) for count in counts) > _MAX_SEPARATORS:
        allowed = _FEW
    parts, done = [], 0
    for start, end, count in stretches:
        if count > allowed:
            parts.append(text[done : _place_of_separator(text, start, end, allowed)])
            done = end
    return "".join(parts) + text[done:], True


def _is_small(text: str) -> bool:
    """Whether no bound can be met: each attribute takes two characters at least, and each tag ends at a ``>`` or later.

    True for almost every page, and ten times faster to say than how many attributes there are.
    """
    longest = sorted((len(stretch) // 2 for stretch in _STRETCH.findall(text)), reverse=True)
    return (
        len(_QUOTED_END.findall(text)) == 0
        and sum(longest[:1]) <= _MAX_ATTRIBUTES
        and sum(longest) <= _MAX_SEPARATORS
        and sum(size * size for size in longest) <= _MAX_COMPARISONS
    )


def _stretches(text: str) -> list[tuple[int, int, int]]:
    """From each possible start of a tag to the next ``>``: start, end and how many attributes may lie between."""
    found, place = [], 0
    while (tag := _TAG.search(text, place)) is not None:
        end = text.find(">", tag.start())
        end = len(text) if end < 0 else end
        found.append((tag.start(), end, sum(1 for _ in _SEPARATOR.finditer(text, tag.start(), end))))
        place = end
    return found


def _place_of_separator(text: str, start: int, end: int, number: int) -> int:
    for count, found in enumerate(_SEPARATOR.finditer(text, start, end), start=1):
        if count == number:
            return found.start()
    return end
