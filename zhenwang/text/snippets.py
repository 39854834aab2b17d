"""Finding again, in the page's own characters, what was found in a normalised form of them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from zhenwang.text.characters import invisible

SNIPPET = 80
_BLANK = re.compile(r"\s+")


class Folded:
    """A text in NFKC without invisible characters, that still knows where each character came from."""

    __slots__ = ("_origin", "raw", "text")

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self._origin: list[int] | None = None
        if unicodedata.is_normalized("NFKC", raw) and not invisible().search(raw):
            self.text = raw
            return
        # Character by character: only combining sequences come out otherwise than in one go, and no mark holds any.
        pieces = list(map(_folded, raw))
        self._origin = [place for place, piece in enumerate(pieces) for _ in piece]
        self.text = "".join(pieces)

    def snippet(self, start: int, end: int) -> str:
        """The page's own words around ``text[start:end]``, at most 80 characters on one line."""
        if self._origin is not None:
            start, end = self._place(start), self._place(end - 1) + 1
        return around(self.raw, start, end)

    def _place(self, place: int) -> int:
        return self._origin[place] if self._origin and place < len(self._origin) else len(self.raw)


@lru_cache(maxsize=8192)
def _folded(char: str) -> str:
    return unicodedata.normalize("NFKC", invisible().sub("", char))


def around(raw: str, start: int, end: int) -> str:
    """``raw[start:end]`` with what stands about it on its line, white space folded, at most 80 characters."""
    room = max(SNIPPET - (end - start), 0) // 2
    left = max(raw.rfind("\n", 0, start) + 1, start - room)
    line_end = raw.find("\n", end)
    right = min(len(raw) if line_end < 0 else line_end, end + room)
    return _BLANK.sub(" ", raw[left:right]).strip()[:SNIPPET]
