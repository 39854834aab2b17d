"""The mark of party, government and public institutions (CONAC) on a page: its script, the colour of its picture.

A script address names its own number a second time: ``/js/14/000/0000/40445163/CA140000000404451630001.js``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from zhenwang.domain.look import Page
from zhenwang.pages.mark_patterns import CONAC_IMAGE, decoded, live_script

_LOOSELY = re.compile(r"conac\.cn/js/([0-9/]{1,60})/CA(\d{1,40})\.js", re.IGNORECASE)
_SERIAL = 4
_MOST = 10


@dataclass(frozen=True, slots=True)
class ConacScript:
    """``agrees`` says whether the path holds the digits of its own number, less the four of its serial."""

    address: str
    agrees: bool


def conac_scripts(page: Page) -> tuple[ConacScript, ...]:
    """The script addresses of the mark on a page, each once, at most ten; comments are not read."""
    found = {one[0]: one for text in _addresses(page) for one in _LOOSELY.finditer(text)}
    return tuple(ConacScript(address, _agrees(*one.groups())) for address, one in list(found.items())[:_MOST])


def conac_colours(page: Page) -> frozenset[str]:
    """``red`` for party and government bodies, ``blue`` for institutions, ``red_error`` for a mark that is refused."""
    return frozenset(one[1].lower() for text in _addresses(page) for one in CONAC_IMAGE.finditer(text))


def _addresses(page: Page) -> Iterator[str]:
    for script in page.scripts:
        for text in (script.src, script.text):
            if "conac" in text.lower():
                yield decoded(live_script(text) if text is script.text else text)[-1]
    for image in page.images:
        if "conac" in image.src.lower():
            yield image.src


def _agrees(path: str, number: str) -> bool:
    return len(number) > _SERIAL and path.replace("/", "") == number[:-_SERIAL]
