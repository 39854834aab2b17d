"""The words of a page as they are said, put together the way a person reads them: by zone, in lines."""

from __future__ import annotations

import re

from zhenwang.pages.zones import HIDDEN
from zhenwang.text.characters import HAN

MAX_HIDDEN = 20_000
_FEW = 40  # pieces of text that are looked back at: the last words count, and looking back must not cost a page

_SPACES = re.compile(r"[ \t\r\n\f]+")
_BLANKS = re.compile(r"[ \t\r\f]+")
_BREAKS = re.compile(r" ?\n[ \n]*")
_UPRIGHT = re.compile(rf"^[{HAN}](?:\n[{HAN}]){{2,}}$", re.MULTILINE)
_OVERRIDDEN = re.compile(r"\u202e([^\u202c\n]*)\u202c?")
_BREAK = "\n"


class Words:
    """Pieces of text with their zones, in document order; line breaks belong to every zone."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._zones: list[str] = []
        self._hidden = 0
        self._turned: list[int] = []

    def __len__(self) -> int:
        return len(self._pieces)

    def say(self, text: str, zone: str, *, lines: bool = False) -> None:
        """``lines`` says that line breaks in the text are seen."""
        if zone == HIDDEN:
            if self._hidden >= MAX_HIDDEN or not text.strip():
                return
            text = text[:MAX_HIDDEN]
            self._hidden += len(text)
        text = _BLANKS.sub(" ", text) if lines else _SPACES.sub(" ", text)
        if text:
            # U+202E turns what follows it around: it is written backwards and read forwards (UAX #9).
            self._pieces.append(_OVERRIDDEN.sub(_reversed, text) if "\u202e" in text else text)
            self._zones.append(zone)

    def break_line(self) -> None:
        if self._pieces and self._pieces[-1] != _BREAK:
            self._pieces.append(_BREAK)
            self._zones.append("")

    def turn(self, *, on: bool) -> None:
        """What is said from ``on`` to off is read from its end to its beginning."""
        if on:
            self._turned.append(len(self._pieces))
        elif self._turned:
            start = self._turned.pop()
            self._pieces[start:] = [piece[::-1] for piece in reversed(self._pieces[start:])]
            self._zones[start:] = self._zones[start:][::-1]

    def text(self, zone: str = "") -> str:
        """All that is seen, or that of one zone; lines as blocks break them, upright writing on one line."""
        return _laid_out("".join(self._of(zone)))

    def hidden(self) -> str:
        """What stands in the markup and is not seen: the first 20,000 characters of it."""
        return self.text(HIDDEN)[:MAX_HIDDEN]

    def since(self, start: int, *, unseen: bool = False) -> str:
        """The last words said from a place on, in one line; ``unseen`` ones among them only if asked for."""
        start = max(start, len(self._pieces) - _FEW)
        said = zip(self._pieces[start:], self._zones[start:], strict=True)
        return _SPACES.sub(" ", "".join(piece for piece, zone in said if unseen or zone != HIDDEN)).strip()

    def _of(self, wanted: str) -> list[str]:
        said = zip(self._pieces, self._zones, strict=True)
        if not wanted:
            return [piece for piece, zone in said if zone != HIDDEN]
        return [piece for piece, zone in said if zone == wanted or not zone]


def _laid_out(text: str) -> str:
    text = _BREAKS.sub("\n", re.sub(r"[ \t]{2,}", " ", text)).strip()
    return _UPRIGHT.sub(lambda found: found[0].replace("\n", ""), text)


def _reversed(found: re.Match[str]) -> str:
    return found[1][::-1]
