"""Personal numbers in free text, hidden: identity cards, mobile and landline numbers, bank cards, e-mail addresses.

What people write into a report is read by more people than it was told to. The service numbers of offices (400, 800,
110, 12345) are nobody's own and stay; so do site codes (10 digits) and filing numbers.
"""

from __future__ import annotations

import re
from functools import partial

_GAP = r"[\s\u200b-\u200d\ufeff.·-]?"
FULL_WIDTH = str.maketrans("０１２３４５６７８９Ｘｘ", "0123456789Xx")
# GB 11643: 18 characters, the last a digit or X.
_IDENTITY = re.compile(rf"(?<![0-9A-Za-z])(?P<number>[1-9](?:{_GAP}[0-9]){{16}}{_GAP}[0-9Xx])(?![0-9A-Za-z])")
# GB/T 14504: 15 to 19 digits, alone or in groups of four.
_CARD = re.compile(
    r"(?<![0-9])(?P<number>[3-6](?:[0-9]{14,18}|[0-9]{3}(?P<gap>[\s-])[0-9]{4}(?P=gap)[0-9]{4}(?:(?P=gap)[0-9]{1,4}){1,2}))(?![0-9])"
)
_MOBILE = re.compile(rf"(?<![0-9])(?:\+?86{_GAP})?(?P<number>1{_GAP}[3-9](?:{_GAP}[0-9]){{9}})(?![0-9])")
_LANDLINE = re.compile(r"(?<![0-9])(?P<number>[(（]?0[0-9]{2,3}[)）]?[-\s—]?[2-9][0-9]{6,7})(?![0-9])")
_KINDS = ((_IDENTITY, 4, 2), (_CARD, 0, 4), (_MOBILE, 3, 4), (_LANDLINE, 0, 3))
# What stands before the host of an address is no mail: http://www.gov.cn@evil.example/ deceives, and is to be seen.
_MAIL = re.compile(r"(://)?[\w.+-]{1,64}@(?=[\w-]{1,63}\.)")
STAR = "＊"


def hidden_numbers(text: str) -> str:
    """The text with the middle of each personal number as ``＊``: ``138＊＊＊＊5678``. Linear.

    The first digits tell what it was, the last ones let two people be sure that they speak of the same.
    """
    text = text.translate(FULL_WIDTH)
    for pattern, first, last in _KINDS:
        text = pattern.sub(partial(_starred, first=first, last=last), text)
    return _MAIL.sub(lambda found: found[0] if found[1] else found[0][:1] + STAR * 3 + "@", text)


def _starred(found: re.Match[str], first: int, last: int) -> str:
    digits = [char for char in found["number"] if char.isalnum()]
    starred = "".join(digits[:first]) + STAR * (len(digits) - first - last) + "".join(digits[-last:])
    return found[0][: found.start("number") - found.start()] + starred
