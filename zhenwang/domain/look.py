"""Looks: one guarded, bounded visit to a candidate's page, and what could be read of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from zhenwang.domain.appearance import Appearance
from zhenwang.domain.sketch import Sketch


@dataclass(frozen=True, slots=True)
class Gap:
    """What could not be seen, and why. "Could not look" is never "looked and clean".

    ``kind`` is a stable word (``dns``, ``refused_address``, ``timeout``, ``too_large``, ``redirect_loop``,
    ``bad_http``, ``bad_encoding``, ``tls``, ``parse_limited``, ``parser_crashed`` ...); ``detail`` one sentence for
    people.
    """

    kind: str
    detail: str


@dataclass(frozen=True, slots=True)
class Hop:
    """One request of a visit: where it went, what came back. ``address`` is the IP that was judged and connected to."""

    url: str
    status: int
    address: str
    location: str | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """An image of the page. ``role`` is ``logo``, ``icon``, ``image`` or ``screenshot``; ``body`` the bytes as served.

    ``appearance`` is what it looks like once it has been read, None before that and for what is no picture.
    """

    url: str
    role: str
    body: bytes
    appearance: Appearance | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """``zone`` is ``header``, ``navigation``, ``body``, ``footer``, ``hidden`` where nobody sees it, or ``redirect``:
    an address that the page goes to by itself, by refresh or script, without words.
    """

    href: str
    text: str
    zone: str


@dataclass(frozen=True, slots=True)
class Image:
    src: str
    alt: str
    zone: str


@dataclass(frozen=True, slots=True)
class Script:
    src: str
    attributes: tuple[tuple[str, str], ...]
    text: str


@dataclass(frozen=True, slots=True)
class Field:
    """One input of a form: its name, type, and the words that stand beside it for the person filling it in.

    ``hints`` is what the markup says of what belongs in it: ``autocomplete=cc-number maxlength=19``, the options of a
    list, the address a button sends to.
    """

    name: str
    type: str
    label: str
    hints: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    action: str
    method: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A page as its zones, in the page's own characters (not normalised; ``zhenwang.text`` makes them comparable).

    ``text`` is all visible text in document order; ``header``, ``navigation`` and ``footer`` are parts of it.
    ``hidden`` is what stands in the markup and a browser does not show; it is part of no other text.
    """

    charset: str
    title: str
    meta: tuple[tuple[str, str], ...]
    header: str
    navigation: str
    footer: str
    text: str
    links: tuple[Link, ...] = ()
    images: tuple[Image, ...] = ()
    scripts: tuple[Script, ...] = ()
    forms: tuple[Form, ...] = ()
    hidden: str = ""

    def meta_value(self, name: str) -> str:
        """First ``<meta name=...>`` content under that name (any case), or an empty string."""
        wanted = name.casefold()
        return next((value for key, value in self.meta if key.casefold() == wanted), "")


@dataclass(frozen=True, slots=True)
class Structure:
    """How a page is built, whatever words stand in it. ``paths`` are hashes of the paths of its markup tree, whole;
    ``assets`` the addresses of its scripts, styles and images as they stand, once each.
    """

    paths: Sketch = Sketch()
    assets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """What one visit brought back. ``host`` is the candidate's A-label name, ``at`` an aware instant.

    ``status`` is 0 and ``body`` empty when nothing answered; ``gaps`` then says why. ``page`` and ``structure``
    are None until the body has been read, and stay None when it is not a page.
    """

    host: str
    url: str
    at: datetime
    final_url: str = ""
    status: int = 0
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    hops: tuple[Hop, ...] = ()
    pictures: tuple[Picture, ...] = ()
    gaps: tuple[Gap, ...] = ()
    page: Page | None = None
    structure: Structure | None = None

    @property
    def seen(self) -> bool:
        """Whether a page was seen: only then may its silence count as silence."""
        return self.page is not None

    def header(self, name: str) -> str:
        wanted = name.casefold()
        return next((value for key, value in self.headers if key.casefold() == wanted), "")
