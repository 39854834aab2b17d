"""Cells of a registry list: each reader takes a cell's text and gives a value or says in one sentence what is wrong.

The printed forms are those of requirements 2.3: 网站标识码, ICP 备案号, 公安备案号 and CONAC id.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from urllib.parse import urlsplit

from zhenwang.domain.body import FormerName
from zhenwang.domain.hosts import Host, NotAHost, parse_host
from zhenwang.domain.site import Conflict

PROVINCES = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川蜀贵黔云滇藏陕陇甘青宁新"
CONFIDENCES = ("high", "medium", "low")

# What is sent but not seen: soft hyphen, zero-width and direction marks, byte order mark.
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")

_SITE_CODE = re.compile(r"(?:[0-9]{10}|bm[0-9]{8})\Z")
_ICP = re.compile(rf"[{PROVINCES}]ICP[备证](?:[0-9]{{8}}|[0-9]{{10}}|[0-9]{{6}})号(?:-[0-9]{{1,4}})?\Z")
_PSB = re.compile(rf"[{PROVINCES}]公网安备(?:[0-9]{{14}}|[0-9]{{13}})号\Z")
_CONAC = re.compile(r"[0-9A-F]{32}\Z")
_SEPARATOR = re.compile(r"[;；]")
_PORT = re.compile(r":[0-9]{1,5}\Z")
_PARTIAL_DATE = re.compile(r"[12][0-9]{3}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?\Z")
_CONFLICT_VALUE = re.compile(r"([^<>|]+)<([^<>|]*)>\Z")
_DASHES = str.maketrans({"－": "-", "–": "-", "—": "-", "‐": "-", "−": "-"})
_YES = frozenset({"", "yes", "y", "true", "1", "是"})
_NO = frozenset({"no", "n", "false", "0", "否"})


def split_values(cell: str) -> tuple[str, ...]:
    """The values of a cell that holds several, separated by ``;``, in order and without repetition."""
    return tuple(dict.fromkeys(value for part in _SEPARATOR.split(cell) if (value := part.strip())))


def read_host(text: str) -> Host | NotAHost:
    """The host of a cell that holds a host name or a URL."""
    name = text.strip()
    if "//" in name[:32]:
        try:
            name = urlsplit(name).hostname or ""
        except ValueError:
            return NotAHost(text, "a URL that cannot be read")
    return parse_host(_PORT.sub("", re.split(r"[/?#\\]", name, maxsplit=1)[0]))


def _mark(pattern: re.Pattern[str], shape: str, fold: Callable[[str], str]) -> Callable[[str], tuple[str, str]]:
    def read(text: str) -> tuple[str, str]:
        value = fold("".join(text.split()).translate(_DASHES))
        return (value, "") if pattern.match(value) else ("", f"not in the form {shape}")

    return read


MARK_READERS: dict[str, Callable[[str], tuple[str, str]]] = {
    "site_code": _mark(_SITE_CODE, "of ten digits, or bm and eight digits", str.lower),
    "icp": _mark(_ICP, "鄂ICP备05011090号-1", lambda text: text.replace("icp", "ICP")),
    "psb": _mark(_PSB, "鄂公网安备42010602000665号", lambda text: re.sub("[:：]", "", text)),
    "conac": _mark(_CONAC, "of 32 hexadecimal digits", str.upper),
}
"""Readers of one mark: ``(value, "")`` or ``("", what is wrong)``. Values come back as ``Marks`` keeps them."""


def read_flag(text: str) -> bool | None:
    """``yes`` and an empty cell are true; None for a word that is neither yes nor no."""
    word = text.strip().casefold()
    if word in _YES:
        return True
    return False if word in _NO else None


def read_former_name(text: str) -> tuple[FormerName, str]:
    """A former name written ``旧名@2018-11``; the day, month or year (ISO) may be missing. A bad one is left out."""
    name, _, until = text.partition("@")
    if not until or _PARTIAL_DATE.match(until.strip()):
        return FormerName(name.strip(), until.strip()), ""
    return FormerName(name.strip()), f"'{until[:80]}' is not a day, month or year (2018-11-30, 2018-11, 2018)"


def read_conflict(text: str) -> Conflict | None:
    """What two sources disagree on, written ``field=value<source>|value<source>``. None for another form."""
    field, _, rest = text.partition("=")
    found = [_CONFLICT_VALUE.match(part.strip()) for part in rest.split("|")]
    values = tuple((match[1].strip(), match[2].strip()) for match in found if match)
    return Conflict(field.strip(), values) if field.strip() and len(values) == len(found) > 1 else None


def read_date(text: str) -> date | None:
    """A day in ISO form. None for anything else."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None
