"""Which host a person asks about: typed, pasted, defanged, or somewhere in a message.

Whoever asks wants to know what a browser would open, so an address is read as browsers read it (WHATWG URL): what
stands before ``@`` is no host, ``/`` ends one. Where a text can be read in two ways, nobody is told that it is
official: the person is asked to send the address alone.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from urllib.parse import unquote

import idna

from zhenwang.domain.hosts import Host, parse_host
from zhenwang.domain.public_suffixes import rules
from zhenwang.registry.standing import address_of
from zhenwang.text.addresses import refang

MOST = 2_048
"""Characters of a question. What is longer is no address that anybody reads out."""
MOST_HOSTS = 5
MOST_PARTS = 120
"""Pieces with a dot in them that are read: each may cost an encoding of its own. No message has so many."""

_HAN = "\u3400-\u9fff"
_ENDS = " \t\r\n\u00a0\u3000\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_AROUND = re.compile(
    rf"\A[{_ENDS}<>《》【】「」『』“”‘’\"'（()）,，、;；!！。｡…]+|[{_ENDS}<>《》【】「」『』“”‘’\"'（()）,，、;；!！?？:：。｡…]+\Z"
)
# Characters that browsers keep, refuse or turn otherwise than they look: joiners, directions, a dot that is none.
_TRICK = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200c-\u200f\u202a-\u202e\u2061-\u2069\u30fb\\＼＠]|[／＃](?=[.．。｡])"
)
_SPACES = re.compile(r"\s+")
_SCHEME = re.compile(r"https?:/*|//", re.IGNORECASE)
_DOTTED = re.compile("[.。．｡·:%]")
_PORT = re.compile(r":\d{0,5}\Z")
_PARTING = re.compile(r"[，、；！？（）《》“”‘’【】「」『』：。｡…,;!\"'<>|()]+")
_GLUED_START = re.compile(rf"(?<=[{_HAN}:])(?=www\.|https?://)", re.IGNORECASE)
_AFTER_HAN = re.compile(rf"\A(?!https?:)[^/?#]*[{_HAN}]www\.", re.IGNORECASE)
"""访问www.example.cn: nobody takes the words before for a part of the name."""
_GLUED_END = re.compile(rf"(\.[a-z]{{2,24}}(?::\d{{1,5}})?(?:/[!-~]*)?)(?=[{_HAN}])", re.IGNORECASE)
_LEFT = re.compile(rf"[@%]|://|\.[a-z0-9{_HAN}-]|\A[.:/-]|[.-]\Z|\A[a-z]+:", re.IGNORECASE)
_NUMBER = re.compile(rf"[¥￥{_HAN}]*\d{{1,9}}\.\d{{1,2}}[{_HAN}]+")
"""11.23前, 4860.00元: a day or an amount of a message. No top level begins with a digit (RFC 3696, 2)."""
_FOR_EXAMPLES = frozenset({"example", "test", "invalid"})  # RFC 6761: nobody holds them, and documents use them


@dataclass(frozen=True, slots=True)
class AskedHost:
    """``ascii`` is an A-label host, or the text of an IP address; ``host`` is None for an address. ``behind_at``: an
    ``@`` stood before it, and no scheme.
    """

    ascii: str
    unicode: str
    host: Host | None = None
    behind_at: bool = False


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why a question names no one host: ``empty``, ``too_long``, ``disguised`` (characters that hide what it is),
    ``no_address``, ``mail`` (an ``@`` without ``http://``: a mail address, or a trick; ``hosts`` is what stands behind
    it), ``several`` (``hosts`` are the first five) or ``unclear``.
    """

    why: str
    hosts: tuple[str, ...] = ()


def asked_host(text: str) -> AskedHost | Unreadable:
    """The one host that a text asks about. Never raises."""
    if len(text) > MOST:
        return Unreadable("too_long")
    plain = _AROUND.sub("", text)
    if not plain:
        return Unreadable("empty")
    if _TRICK.search(plain):
        return Unreadable("disguised")
    chunks = [refang(chunk) for chunk in _SPACES.split(_joined(plain))]
    found: dict[str, AskedHost] = {}
    doubtful = False
    parts = tuple(islice(_parts(chunks), MOST_PARTS + 1))
    if len(parts) > MOST_PARTS:
        return Unreadable("too_long")
    if addressed := tuple(part.ascii for part in parts if isinstance(part, AskedHost) and part.behind_at):
        return Unreadable("mail", addressed[:MOST_HOSTS])
    for part in parts:
        if isinstance(part, AskedHost):
            found.setdefault(part.ascii, part)
        else:
            doubtful = True
    if len(found) > 1:
        return Unreadable("several", tuple(found)[:MOST_HOSTS])
    if doubtful:
        return Unreadable("unclear")
    return next(iter(found.values()), Unreadable("no_address"))


def _joined(text: str) -> str:
    """Defanging leaves spaces around its dots (``www [.] a [.] cn``), which part nothing."""
    return re.sub(r"\s?([\[({【]\s?(?:\.|dot|点)\s?[\])}】])\s?", r"\1", text, flags=re.IGNORECASE)


def _parts(chunks: list[str]) -> Iterator[AskedHost | str]:
    """Hosts, and what is left of the text that could belong to one; plain words are passed over."""
    for chunk in chunks:
        whole = None if _AFTER_HAN.search(chunk) else _read(chunk)
        if whole:
            yield whole
            continue
        apart = _GLUED_END.sub(r"\1 ", _GLUED_START.sub(" ", _PARTING.sub(" ", chunk)))
        for piece in apart.split():
            host = _read(piece)
            if host or (_LEFT.search(piece) and not _NUMBER.fullmatch(piece)):
                yield host or piece


def _read(piece: str) -> AskedHost | None:
    """One address with nothing beside it, as a browser would read it."""
    if not _DOTTED.search(piece):
        return None
    scheme = _SCHEME.match(piece)
    rest = piece[scheme.end() :].lstrip("/") if scheme else piece
    authority = re.split(r"[/?#]", rest, maxsplit=1)[0]
    _, at, place = authority.rpartition("@")
    behind_at = bool(at) and not scheme
    if address := address_of(place) or address_of(_PORT.sub("", place)):
        return AskedHost(address, address, None, behind_at)
    host = parse_host(_decoded(_PORT.sub("", place)))
    if not isinstance(host, Host) or place.startswith("*") or host.labels[-1] not in top_levels():
        return None
    return AskedHost(host.ascii, host.unicode, host, behind_at)


def _decoded(name: str) -> str:
    """Browsers undo percent signs in a host too; what is then no text is no host."""
    return unquote(name, errors="replace") if "%" in name else name


@functools.cache
def top_levels() -> frozenset[str]:
    """The top levels of the public suffix list, as A-labels, and those of examples: in 查询.cn查询 there is none."""
    return _FOR_EXAMPLES | {_encoded(rule.rpartition(".")[2].lstrip("!")) for rule in rules()}


def _encoded(label: str) -> str:
    return label if label.isascii() else idna.encode(label, uts46=True).decode("ascii")
