"""What people write, as it may be shown: without personal numbers, and without what opens an account (threat R14).

A link that a person was sent may sign that person in, or carry telephone and identity numbers. Of an address the host,
the path and the names of the fields stay, so that it can be recognised; the address itself is kept and looked at as it
is.
"""

from __future__ import annotations

import re
from itertools import pairwise
from urllib.parse import unquote_plus

from zhenwang.text.personal_numbers import FULL_WIDTH, STAR, hidden_numbers

STARS = STAR * 3
_MAX_VALUE = 2_000
_END = r"\s\"'<>，。；、！？）】」』"
_FIELD = re.compile(rf"(?<=[?&;#])([A-Za-z0-9_.%\[\]-]{{1,64}})=([^&;#{_END}]{{1,{_MAX_VALUE}}})")
_SEGMENT = re.compile(rf"(?<=/)[^/?#&=;:@{_END}]{{11,{_MAX_VALUE}}}(?=[/?#;{_END}]|\Z)")
# Nothing that may begin a value stands in one, and nothing is given back: every character is looked at once.
_BARE_QUERY = re.compile(rf"(?<=[?#])[^=&;/?#{_END}]{{8,{_MAX_VALUE}}}+(?=[?#{_END}]|\Z)")
_PASSWORD = re.compile(r"(?<=://)([^\s/?#@:]{0,100}):[^\s/?#@]{1,200}@")
# RFC 7519: three parts in base64url, of which the first two are JSON objects, so that they begin with {".
_JWT = re.compile(r"\beyJ[A-Za-z0-9_-]{5,8000}\.[A-Za-z0-9_-]{4,8000}(?:\.[A-Za-z0-9_-]{0,8000})?")
_SECRET = re.compile(
    r"token|sess|^s?sid$|auth|ticket|secret|^k(?:ey)?$|api_?key|sign$|signature|^sig$|passw|pwd|^pass$|credential|nonce|otp"
    r"|open_?id|union_?id|^u_?id$|user|account|login|phone|mobile|^tel|^sjh|^dh$|contact|e?mail|id_?card|^id_?no|sfz|zjh|cert_?no"
    r"|bank|card_?no|^xm$|real_?name|^u?name$|addr|wechat|weixin|^wx|^qq$|plate|^cph",
    re.IGNORECASE,
)
"""Names of fields whose value is somebody's own whatever it looks like."""
_RANDOM = 16
_CHANGES = 4


def hidden(text: str) -> str:
    """An address, or a text, with stars for what is somebody's own: ``138＊＊＊＊5678``, ``?token=＊＊＊``.

    A value goes when the name of its field says so, when it looks drawn by lot, or when it holds a personal number,
    also behind percent signs. Of what stands before the host only a password goes: the rest deceives, and is evidence.
    Linear.
    """
    text = _JWT.sub(f"eyJ{STARS}", text)
    if "/" not in text and "?" not in text and "#" not in text:
        return hidden_numbers(text)
    text = _PASSWORD.sub(rf"\1:{STARS}@", text)
    text = _FIELD.sub(_field, text)
    text = _BARE_QUERY.sub(_lone, text)
    return hidden_numbers(_SEGMENT.sub(_lone, text))


def hides(text: str) -> bool:
    """Whether there is anything to hide."""
    return hidden(text) != text.translate(FULL_WIDTH)


def _field(found: re.Match[str]) -> str:
    name, value = found[1], found[2]
    return f"{name}={STARS}" if _SECRET.search(name) or _private(value) else found[0]


def _lone(found: re.Match[str]) -> str:
    return STARS if _private(found[0]) else found[0]


def _private(value: str) -> bool:
    plain = unquote_plus(value) if "%" in value else value
    return (plain != value and hidden_numbers(plain) != plain) or _by_lot(plain)


def _by_lot(value: str) -> bool:
    """Whether a value looks drawn by lot: long, of letters and digits that change places again and again, as no word
    and no running number does.
    """
    if len(value) < _RANDOM or not value.isascii():
        return False
    kinds = [char.isdigit() for char in value if char.isalnum()]
    changes = sum(before != after for before, after in pairwise(kinds))
    return changes >= _CHANGES and len(kinds) >= 0.8 * len(value) and sum(kinds) >= 3
