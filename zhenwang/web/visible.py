"""Makes visible what a hostile text would hide: characters that are sent but not seen become U+XXXX marks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import groupby, pairwise

from zhenwang.domain.hosts import Host, parse_host
from zhenwang.handoff.dossier import defang, defanged
from zhenwang.matching.rule_words import Place
from zhenwang.text.characters import HAN
from zhenwang.text.personal import hidden
from zhenwang.text.unseen import code, marked, unseen
from zhenwang.web.disguise import Disguise, disguises

__all__ = ["Piece", "ShownHost", "marked", "pieces", "quoted", "shown_address", "shown_host", "stretches"]

_KEPT = 1024
"""Hosts that are kept as they are shown: those of a few pages."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text. ``kind`` is empty for plain text, ``code`` for a U+XXXX mark, ``hit`` for a highlight.

    ``name`` is what Unicode calls a marked character.
    """

    text: str
    kind: str = ""
    name: str = field(default="", compare=False)


def pieces(text: str) -> list[Piece]:
    """The text with its unseen characters as marks of their own; a run of the same one is counted, not repeated."""
    found: list[Piece] = []
    end = 0
    for run in unseen().finditer(text):
        found += [Piece(text[end : run.start()])] if run.start() > end else []
        found += [_code(char, sum(1 for _ in same)) for char, same in groupby(run[0])]
        end = run.end()
    return [*found, Piece(text[end:])] if end < len(text) else found


@dataclass(frozen=True, slots=True)
class ShownHost:
    """A host for people. ``registrable`` is what somebody registered: the part to look at.

    ``ascii`` is the form on the wire, set only where it differs from what is shown; ``disguises``: what the name hides.
    """

    before: tuple[Piece, ...]
    registrable: tuple[Piece, ...]
    ascii: str = ""
    disguises: tuple[Disguise, ...] = ()


@lru_cache(maxsize=_KEPT)
def shown_host(name: str, dot: str = "[.]") -> ShownHost:
    """``dot`` defangs; an official name keeps its own. A name that is not a host is shown whole, with its marks."""
    host = parse_host(name)
    if not isinstance(host, Host):
        return ShownHost((), _letters(name, dot), "", disguises(name, is_host=False))
    labels = host.unicode.split(".")
    kept = host.registrable.count(".") + 1
    before = ".".join(labels[:-kept]) + "." if labels[:-kept] else ""
    ascii_form = host.ascii.replace(".", dot) if host.unicode != host.ascii or "xn--" in host.ascii else ""
    hidden = disguises(host.unicode) if ascii_form else ()
    return ShownHost(_letters(before, dot), _letters(".".join(labels[-kept:]), dot), ascii_form, hidden)


@dataclass(frozen=True, slots=True)
class ShownAddress:
    """An address for people, defanged; what its host hides stands in ``ascii`` and ``disguises``."""

    pieces: tuple[Piece, ...]
    ascii: str = ""
    disguises: tuple[Disguise, ...] = ()


def shown_address(url: str, *, whole: bool = False) -> ShownAddress:
    """``hxxps[:]//www[.]x[.]example/``, without what is somebody's own unless ``whole`` (``text.personal``).
    Whatever is not an address of the web is shown with its marks.
    """
    url = url if whole else hidden(url)
    scheme, separator, rest = url.partition("://")
    if not separator or scheme.lower() not in ("http", "https"):
        return ShownAddress(tuple(pieces(defang(url.replace("[.]", ".")))))
    authority = re.split(r"[/?#\\]", rest, maxsplit=1)[0]
    name = authority.rpartition("@")[2].partition(":")[0]
    host = shown_host(name)
    head = f"{scheme.lower().replace('http', 'hxxp')}[:]//"
    after = defanged(rest[len(authority) :])
    return ShownAddress((Piece(head), *_letters(authority, "[.]"), *pieces(after)), host.ascii, host.disguises)


def quoted(text: str) -> list[Piece]:
    """Hostile prose: no address in it can be clicked or copied as one, and what it hides is marked."""
    return pieces(defanged(text))


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a host. ``kind`` is empty, ``hit`` for what gave it away, ``also`` for what else counted."""

    pieces: tuple[Piece, ...]
    registrable: bool
    kind: str = ""


def stretches(host: Host, marks: Iterable[tuple[Place, str]], dot: str = "[.]") -> tuple[Stretch, ...]:
    """A host for people, cut where marks (offsets in its U-labels, with their kind) and its registrable part begin."""
    name, marked_places = host.unicode, tuple(marks)
    kept = host.registrable.count(".") + 1
    registrable = len(name) - len(".".join(name.split(".")[-kept:]))
    cuts = {0, registrable, len(name), *(cut for place, _ in marked_places for cut in place)}
    return tuple(
        Stretch(
            _letters(name[start:end], dot),
            start >= registrable,
            next((kind for (first, last), kind in marked_places if first <= start and end <= last), ""),
        )
        for start, end in pairwise(sorted(cuts))
    )


def _letters(name: str, dot: str) -> tuple[Piece, ...]:
    """ASCII and Han are what they look like; any other letter carries its code point."""
    found: list[Piece] = []
    for char in name[:500]:
        if char.isascii() and char.isprintable():
            found.append(Piece(dot if char == "." else char))
        elif _han().match(char):
            found.append(Piece(char))
        else:
            found += [] if unseen().match(char) else [Piece(char)]
            found.append(_code(char))
    return tuple(_joined(found))


def _joined(found: list[Piece]) -> list[Piece]:
    runs = groupby(found, key=lambda piece: piece.kind)
    return [
        joined
        for kind, run in runs
        for joined in (list(run) if kind else [Piece("".join(piece.text for piece in run))])
    ]


def _code(char: str, count: int = 1) -> Piece:
    return Piece(code(char, count), "code", unicodedata.name(char, ""))


@cache
def _han() -> re.Pattern[str]:
    return re.compile(f"[{HAN}]")
