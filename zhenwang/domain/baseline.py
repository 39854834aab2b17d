"""Baselines (基准页): official pages as they were when captured, in the few kilobytes that comparing needs.

Ten thousand of them are held in memory at once, so nothing here is larger than it must be: sets of hashes are bounded
samples, and the page itself is packed until somebody wants to see it. The body as served is a blob of the store.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from zhenwang.domain.look import Page
from zhenwang.domain.packed_page import holds, unpack
from zhenwang.domain.sketch import Sketch


@dataclass(frozen=True, slots=True)
class Traces:
    """What two pages can be compared by. ``frame`` is the text of header, navigation and footer.

    ``structure`` are the paths of the markup tree, ``simhash`` the same in 64 bits (Charikar 2002); ``paths`` the paths
    of links within the site, ``patterns`` their commonest shapes (``/art/{date}/art_{n}_{n}.html``); ``assets`` the
    paths of its own scripts, styles and images, ``asset_hosts`` the other hosts they come from; ``ids`` what vendor and
    statistics scripts carry (``webid=31``); ``marks`` as ``pages.marks`` finds them, kind and value.

    ``masked`` is the text with places, bodies, persons and numbers blotted out; ``slugs`` the letters and digits of the
    paths; ``contacts`` as ``pages.contacts`` finds them, kind and value. Captures from before these were taken have
    none.
    """

    text: Sketch = Sketch()
    frame: Sketch = Sketch()
    structure: Sketch = Sketch()
    simhash: int = 0
    paths: Sketch = Sketch()
    patterns: tuple[str, ...] = ()
    assets: Sketch = Sketch()
    asset_hosts: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    marks: tuple[tuple[str, str], ...] = ()
    masked: Sketch = Sketch()
    slugs: Sketch = Sketch()
    contacts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Icon:
    """A site's icon: the SHA-256 of its bytes, and a 64-bit perceptual hash when it could be read."""

    digest: str
    look: int | None = None


@dataclass(frozen=True, slots=True)
class Baseline:
    """An official page as it was when captured. ``digest`` is the SHA-256 of the body, under which the store keeps it.

    ``logos`` are 64-bit perceptual hashes of the pictures in its header, ``looks`` the views of each, packed, by which
    it is found again when it was cut or turned; older captures have none. A baseline that is ``held`` changed too much
    against the one before it: it is kept beside that one, and nothing is compared with it until a person accepts it.
    ``addresses`` are the IP addresses that served the page; empty when nobody noted them.
    """

    site: str
    url: str
    captured_at: datetime
    digest: str
    packed_page: bytes = field(repr=False)
    traces: Traces = field(default_factory=Traces, repr=False)
    logos: tuple[int, ...] = ()
    looks: tuple[bytes, ...] = field(default=(), repr=False)
    icon: Icon | None = None
    held: bool = False
    addresses: tuple[str, ...] = ()

    def shows(self, words: str) -> bool:
        """Whether lower-case ASCII words, such as a host, stand anywhere on the page, in any case."""
        return holds(self.packed_page, words)

    @property
    def page(self) -> Page:
        """The page as it was read, unpacked anew at each call (about a millisecond)."""
        return unpack(self.packed_page)


@dataclass(frozen=True, slots=True)
class Drift:
    """How far a capture moved from the one before it, ``days`` earlier: shares of the former that are still there.

    ``text`` and ``structure`` are 0..1; ``much`` says that a page like the former would not be recognised any more.
    """

    text: float
    structure: float
    days: float
    much: bool
