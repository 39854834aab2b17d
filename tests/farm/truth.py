"""What is true of a page of the farm, whatever anybody makes of it."""

from __future__ import annotations

from dataclasses import dataclass

from zhenwang.domain.score import Band


@dataclass(frozen=True, slots=True)
class Truth:
    """``sites`` are the ids a reader may say the page imitates, empty for a page that claims nothing; ``owners`` the
    sites whose marks, address or contact really stand on it as its own. ``least`` is the band it deserves.
    """

    sites: frozenset[str] = frozenset()
    owners: frozenset[str] = frozenset()
    harm: bool = False
    least: Band = Band.CLEAR


@dataclass(frozen=True, slots=True)
class FarmPage:
    """A page as its server sends it. ``group`` is its template or, for innocent ones, its class."""

    id: str
    half: str
    group: str
    disguise: str
    host: str
    url: str
    body: bytes
    content_type: str
    truth: Truth
