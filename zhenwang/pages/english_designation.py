"""The same question for names in Latin letters: Official website of the City of Ames, © 2026 Ministry of Education.

Lines are comparable text, lower case; a name's ``start`` and ``end`` are places in them.
"""

from __future__ import annotations

import re
from itertools import pairwise

_WINDOW = 60
_GREETING = re.compile(
    r"(?:welcome to|official (?:government )?(?:web ?site|site|portal|web page|home ?page) (?:of|for)"
    r"|you are (?:visiting|on)"
    r"|this is the(?: official)? (?:web ?site|site) of|(?:web ?site"
    r"|portal) of)(?: the)?[ :]{0,2}(?:official (?:web ?site|site|portal) of(?: the)? )?\Z"
)
_OWNED = re.compile(
    r"(?:copyright|©|\(c\))[ \d,.-]{0,24}(?:by )?(?:the )?\Z|(?:owned|maintained|managed|operated"
    r"|run) by:? (?:the )?\Z"
)
_SPONSOR = re.compile(
    r"(?:sponsor(?:ed)?|host(?:ed)?|organi[sz]er|presented|provided|administered)(?: by)?:? ?(?:the )?\Z"
)
_OWNED_AFTER = re.compile(r"[,.| ]{0,3}+all rights reserved|'?s? official (?:web ?site|site|portal)")
_BEFORE = re.compile(
    r"(?:home ?(?:page)?|welcome to|official (?:web ?site|site|portal)|government of|[ :|>-]|of|for|the){0,8}\Z"
)
_SITE = r"(?:official|government|online|web ?site|site|portal|home ?page|home|e-?services?|services|login|sign in|gov)"
_COUNTRY = r"(?:,? of (?:the )?(?:people's republic of china|china|prc|united states(?: of america)?))?"
_AFTER = re.compile(rf"(?:'s)?{_COUNTRY}(?:[ :|,>.!-]{{0,4}}+{_SITE}){{0,6}}[ .!|-]{{0,4}}+\Z")
_SITE_NAMED = re.compile(
    r"(?:'s)? ?[:|-]? ?(?:official |government |online )?(?:web ?site|portal|home ?page|online services|e-?services)"
)
# Words without which two or three words are no name of a public body on their own: Human Resources, Visitor Center.
_PUBLIC = re.compile(
    r"\b(?:city|county|town|township|village|borough|parish|state|commonwealth|ministry|department|government"
    r"|administration|agency"
    r"|commission|bureau|authority|court|council|district|federal|national|people's|republic|office of|treasury"
    r"|senate|congress|judicial|circuit|branch|division|emergency|environmental|utility|police|sheriff|customs)\b"
)
_SPOKEN_OF = re.compile(
    r"source:|according to|courtesy of|not affiliated|unofficial|fake|scam|phish|impersonat|beware|fraud|posing as"
    r"|links?:|learn more"
    r"|go to|visit(?! us)|report(?:ed)? by|credit:|quoted|via\b|with(?:out)? the\Z"
)
_SPOKEN_OF_AFTER = re.compile(r"[^.;]{0,12}(?:said|says|announced|warn|reported|spokes|scam|impersonat|has issued)")
_SEPARATOR = re.compile(r" [|–—»>:-]+ |[|»]")


def is_spoken_of(before: str, after: str) -> bool:
    return bool(_SPOKEN_OF.search(before) or _SPOKEN_OF_AFTER.match(after))


def is_greeting_or_owner(before: str, after: str) -> bool:
    return bool(_GREETING.search(before) or _OWNED.search(before) or _OWNED_AFTER.match(after))


def is_organiser(before: str) -> bool:
    return bool(_SPONSOR.search(before))


def is_site_name(line: str, start: int, end: int) -> bool:
    return is_whole_name(line, start, end) and bool(_SITE_NAMED.match(line, end) or _GREETING.search(line[:start]))


def is_whole_name(line: str, start: int, end: int) -> bool:
    if start > _WINDOW or len(line) - end > _WINDOW or not (_BEFORE.match(line[:start]) and _AFTER.match(line, end)):
        return False
    return bool(_PUBLIC.search(line, start, end) or _SITE_NAMED.match(line, end))


def is_titled(title: str, start: int, end: int) -> bool:
    """The title is the name, ends with it behind a separator, or begins with it where only a word like Home follows."""
    if is_whole_name(title, start, end):
        return True
    cuts = [(0, 0), *(found.span() for found in _SEPARATOR.finditer(title)), (len(title), len(title))]
    parts = [(one[1], other[0]) for one, other in pairwise(cuts)]
    place = next((number for number, (first, last) in enumerate(parts) if first <= start and end <= last), -1)
    if place < 0:
        return False
    first, last = parts[place]
    if not is_whole_name(title[first:last], start - first, end - first):
        return is_greeting_or_owner(title[max(first, start - _WINDOW) : start], title[end:last])
    others = [title[one:other].strip() for number, (one, other) in enumerate(parts) if number != place]
    return place == len(parts) - 1 or all(re.fullmatch(rf"(?:{_SITE}[ ]?)*", other) for other in others)
