"""Finds web addresses in what people write: defanged, in Chinese punctuation, or only a bare host."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice

from zhenwang.domain.hosts import Host, parse_host

MAX_TEXT = 20_000
MAX_FOUND = 50
"""Addresses of one text, and of one report: each is a row in several tables, and a host to look at."""
_MAX_TRIED = 400
"""What looks like an address in one text and is read as one; reading a name in Han takes a third of a millisecond."""
MAX_URL = 2_048

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_DOT_WORD = r"(?:\.|dot|点)"
_DEFANGED_DOT = re.compile(
    rf"\s?(?:\[\s?{_DOT_WORD}\s?\]|\(\s?{_DOT_WORD}\s?\)|\{{\s?\.\s?\}}|【\s?{_DOT_WORD}\s?】)\s?", re.IGNORECASE
)
_DEFANGED_SCHEME = re.compile(r"(?<![a-z0-9])h(?:xx|\*\*|tt)p(s?)(?:\[:\]|[:：])//", re.IGNORECASE)
_HAN_DOT = re.compile(r"(?<=[a-z0-9])[。｡·](?=[a-z0-9/])", re.IGNORECASE)
_HAN = "\u3400-\u9fff"
_ASCII_NAME = r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.){1,20}(?:xn--[a-z0-9-]{1,59}|[a-z]{2,24})"
_NO_MORE_NAME = rf"(?![a-z0-9_-]|\.[a-z0-9{_HAN}]|[{_HAN}]+\.)"
_REST = r"(?::\d{1,5})?(?:[/?#][!#$%&'()*+,./:;=?@\[\]_~a-z0-9-]*)?"
_USER = r"(?:[^\s/@]{1,200}@)?"

# Chinese running text has no spaces: in 访问www.example.com the host starts at www. Han labels are read where a word of
# its own, or a scheme, says where the name starts.
_URL = re.compile(rf"https?://{_USER}{_ASCII_NAME}{_NO_MORE_NAME}{_REST}", re.IGNORECASE)
_HAN_URL = re.compile(rf"https?://{_USER}[a-z0-9_.{_HAN}-]{{1,253}}{_REST}", re.IGNORECASE)
_BARE = re.compile(rf"(?<![a-z0-9_.@/-]){_ASCII_NAME}{_NO_MORE_NAME}(?!@){_REST}", re.IGNORECASE)
_HAN_BARE = re.compile(
    rf"(?<![^\s:,，：、（(])[a-z0-9_.{_HAN}-]{{1,253}}\.(?:[{_HAN}]{{2,8}}|[a-z]{{2,24}}){_REST}(?![^\s,，。、）)])",
    re.I,
)
# A path may be in Han characters; a sentence mark in it is where the sender went on writing.
_ALONE = re.compile(r"https?://[^\s，。；！？]{1,2000}", re.IGNORECASE)
_WORD = re.compile(r"\w")
_NUMBERED = re.compile(rf"(?:https?://)?(?:\d{{1,3}}(?:\.\d{{1,3}}){{3}}|\[[0-9a-f:.]{{2,45}}\]){_REST}", re.IGNORECASE)
_FILES = frozenset(
    ("html", "htm", "shtml", "php", "asp", "aspx", "jsp", "jpg", "jpeg", "png", "gif", "pdf", "doc", "docx", "xls",
     "xlsx", "txt", "apk", "exe", "rar")
)  # fmt: skip
_FULL_WIDTH = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1B), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_FULL_WIDTH |= {ord(wide): ord(narrow) for wide, narrow in zip("．／－＿＝＆％＠＃：", "./-_=&%@#:", strict=True)}


@dataclass(frozen=True, slots=True)
class Address:
    """A web address: ``url`` in working form, ``host`` what it points at."""

    url: str
    host: Host


def extract_urls(text: str) -> tuple[Address, ...]:
    """Every web address in a text, each once: those with a scheme first, then bare hosts, in the order of the text.

    Reads ``hxxps://``, ``[.]``, full-width letters, ``。`` for the dot, and bare hosts (``www.example.com/x``, taken as
    http). Only the first 20,000 characters and 50 addresses are read. Mail addresses and file names are left alone.
    """
    plain = refang(text[:MAX_TEXT])
    found: dict[str, Address] = {}
    covered: list[tuple[int, int]] = []
    looking = chain.from_iterable(pattern.finditer(plain) for pattern in (_URL, _HAN_URL, _BARE, _HAN_BARE))
    uncovered = (
        match for match in looking if not any(match.start() < stop and first < match.end() for first, stop in covered)
    )
    for match in islice(uncovered, _MAX_TRIED):
        if address := read_address(match[0]):
            covered.append(match.span())
            found.setdefault(address.url, address)
        if len(covered) == MAX_FOUND:
            break
    return tuple(found.values())


def addresses_named(fields: Iterable[str], note: str = "") -> tuple[Address, ...]:
    """The addresses of a report, each once: those in its address fields or, where none can be read, in its note. The
    first ``MAX_FOUND`` of them.
    """
    found: dict[str, Address] = {}
    for written in fields:
        found |= {address.url: address for address in read_field(written) if address.url not in found}
        if len(found) >= MAX_FOUND:
            break
    return tuple(found.values())[:MAX_FOUND] or extract_urls(note)


def hosts_named(fields: Iterable[str], note: str = "") -> tuple[str, ...]:
    """The hosts (A-labels) of ``addresses_named``, each once; spellings of one host are one (threat R17)."""
    return tuple(dict.fromkeys(address.host.ascii for address in addresses_named(fields, note)))


@lru_cache(maxsize=512)
def read_field(written: str) -> tuple[Address, ...]:
    """An address field as one address when it holds nothing else, so that a path in Han characters stays whole.

    Remembered for a moment: what a report names is read when it is checked and again when it is kept.
    """
    plain = refang(written.strip())
    if _ALONE.fullmatch(plain) and plain.count("://") == 1:
        address = read_address(plain)
        if address:
            return (address,)
    return extract_urls(written)


def apart(written: str) -> tuple[tuple[str, ...], str]:
    """An address field as what names sites, and what else it says: the field as written and nothing, when it is one
    address alone (also of numbers: it names no host, and a person reads it); otherwise its addresses in working form,
    and the whole field. People write their names there too.
    """
    found, plain = read_field(written), refang(written)
    if not found and _NUMBERED.fullmatch(plain.strip()):
        return (written,), ""
    if len(found) == 1:
        url = found[0].url
        before, _, after = plain.partition(url if url in plain else url.removeprefix("http://"))
        if not _WORD.search(before + after):
            return (written,), ""
    return tuple(address.url for address in found), written


def read_address(text: str) -> Address | None:
    """One address that is already in working form, or None when it names no host (an IP address names none)."""
    url = text.strip().rstrip(".,;:!?)]}>'\"")[:MAX_URL]
    bare = "://" not in url
    if bare:
        url = f"http://{url}"
    authority = re.split(r"[/\\?#]", url.split("://", 1)[1], maxsplit=1)[0]
    name = re.sub(r":\d{1,5}\Z", "", authority.rpartition("@")[2])
    host = parse_host(name)
    if not isinstance(host, Host) or (bare and host.labels[-1] in _FILES):
        return None
    return Address(url, host)


def refang(text: str) -> str:
    """A text with its addresses in working form: full-width to ASCII, invisible characters out, defanging undone."""
    plain = _INVISIBLE.sub("", text).translate(_FULL_WIDTH)
    plain = _DEFANGED_DOT.sub(".", plain)
    plain = _HAN_DOT.sub(".", plain)
    return _DEFANGED_SCHEME.sub(lambda match: f"http{match[1].lower()}://", plain)
