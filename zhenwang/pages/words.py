"""The words of a page as they are said, put together the way a person reads them: by zone, in lines."""

from __future__ import annotations

import re
from collections import Counter

from zhenwang.pages.zones import BODY, BOTTOM, FOOTER, HIDDEN, settled
from zhenwang.text.characters import HAN

MAX_HIDDEN = 20_000
_FEW = 40  # pieces of text that are looked back at: the last words count, and looking back must not cost a page

_SPACES = re.compile(r"[ \t\r\n\f]+")
_BLANKS = re.compile(r"[ \t\r\f]+")
_BREAKS = re.compile(r" ?\n[ \n]*")
_APART = r"[ \u00a0\u3000\u200b]*\n[ \u00a0\u3000\u200b\n]*"
_BLANK = r"[ \u00a0\u3000\u200b]*"
_UPRIGHT = re.compile(rf"^{_BLANK}([{HAN}](?:{_APART}[{HAN}]){{2,}}){_BLANK}$", re.MULTILINE)
_BETWEEN = re.compile(rf"[^{HAN}]+")
_MOST_BREAKS = 6  # line breaks in a row that are told from fewer
_OVERRIDDEN = re.compile(r"\u202e([^\u202c\n]*)\u202c?")

Run = tuple[str, int]
Place = tuple[int, int]
"""How much was said until then: seen and unseen, and seen only."""


class _Said:
    """Pieces of text in document order, with the line breaks between them."""

    __slots__ = ("breaks", "pieces", "turns")

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.breaks = 0
        self.turns: list[int] = []

    def add(self, text: str, breaks: int) -> None:
        if self.breaks != breaks:
            self.pieces.append("\n" * min(breaks - self.breaks, _MOST_BREAKS))
            self.breaks = breaks
        self.pieces.append(text)

    def turn(self, *, on: bool) -> None:
        if on:
            self.turns.append(len(self.pieces))
        elif self.turns:
            start = self.turns.pop()
            self.pieces[start:] = [piece[::-1] for piece in reversed(self.pieces[start:])]

    def since(self, start: int) -> str:
        return _SPACES.sub(" ", "".join(self.pieces[max(start, len(self.pieces) - _FEW) :])).strip()


class Words:
    """What is said on a page. While ``lines`` is set, line breaks in the text are seen, as in ``<pre>``."""

    def __init__(self) -> None:
        self.lines = 0
        self._all, self._seen = _Said(), _Said()
        self._unseen = _Said()
        self._runs: list[Run] = []
        self._breaks = self._hidden = 0
        self._blank = True  # nothing but blanks since the last word or break

    def say(self, text: str, zone: str) -> None:
        if text.isspace() and not self.lines:
            if self._blank:
                return
            self._blank, text = True, " "
        elif text:
            self._blank = False
            text = self._plain(text)
        else:
            return
        self._all.add(text, self._breaks)
        if zone != HIDDEN:
            if not self._runs or self._runs[-1][0] != zone:
                self._runs.append((zone, len(self._seen.pieces)))
            self._seen.add(text, self._breaks)
        elif self._hidden < MAX_HIDDEN:
            self._hidden += len(text)
            self._unseen.add(text, self._breaks)

    def _plain(self, text: str) -> str:
        if self.lines:
            text = _BLANKS.sub(" ", text)
        elif not text.isprintable() or "  " in text:
            text = _SPACES.sub(" ", text)
        # What follows this character is written backwards and read forwards (UAX #9).
        return _OVERRIDDEN.sub(lambda found: found[1][::-1], text) if "\u202e" in text else text

    def break_line(self) -> None:
        self._breaks += 1
        self._blank = True

    def turn(self, *, on: bool) -> None:
        """What is said from ``on`` to off is read from its end to its beginning."""
        for said in (self._all, self._seen, self._unseen):
            said.turn(on=on)

    def text(self) -> str:
        """All that is seen; lines as blocks break them, upright writing on one line."""
        return _laid_out("".join(self._seen.pieces))

    def by_zone(self) -> tuple[dict[str, str], str]:
        """The same, zone by zone, each word in the zone it belongs to once the whole page is known; and which zone what
        was called bottom belongs to.
        """
        pieces = self._seen.pieces
        ends = [*(start for _, start in self._runs[1:]), len(pieces)][: len(self._runs)]
        texts = [(zone, "".join(pieces[start:end])) for (zone, start), end in zip(self._runs, ends, strict=True)]
        told: dict[str, list[str]] = {}
        bottom = BODY
        for zone, (called, text) in zip(
            settled([(zone, len(text.strip())) for zone, text in texts]), texts, strict=True
        ):
            told.setdefault(zone, []).append(text)
            bottom = zone if called == BOTTOM and zone == FOOTER else bottom
        return {zone: _laid_out("\n".join(texts)) for zone, texts in told.items()}, bottom

    def hidden(self) -> str:
        """What stands in the markup and is not seen: the first 20,000 characters of it."""
        return _laid_out("".join(self._unseen.pieces))[:MAX_HIDDEN]

    def place(self) -> Place:
        """Where the next words will stand."""
        return len(self._all.pieces), len(self._seen.pieces)

    def since(self, start: Place, *, unseen: bool = False) -> str:
        """The last words said from a place on, in one line; ``unseen`` ones among them only if asked for."""
        return self._all.since(start[0]) if unseen else self._seen.since(start[1])


def _laid_out(text: str) -> str:
    text = _UPRIGHT.sub(lambda found: _on_lines(found[1]), _BLANKS.sub(" ", text))
    return _BREAKS.sub("\n", text).strip()


def _on_lines(upright: str) -> str:
    """Characters set one a line, on one line; where more breaks stand than between most of them, a new line begins."""
    gaps = [gap.count("\n") for gap in _BETWEEN.findall(upright)]
    usual = Counter(gaps).most_common(1)[0][0]
    return _BETWEEN.sub(lambda gap: "\n" if gap[0].count("\n") > usual else "", upright)
