"""``zhenwang text``: the comparable form of a text."""

from __future__ import annotations

import sys

from zhenwang.text.comparable import comparable


def text() -> None:
    """Read text on standard input and print its comparable form.

    Traditional characters become simplified, inline pinyin and symbol noise go, widths and case are folded.
    """
    print(comparable(sys.stdin.buffer.read().decode("utf-8", "replace")))
