"""Paths within a site, and their shapes: content systems number their pages, each in its own way.

Two sites on one system share the shape ``/art/{date}/art_{n}_{n}.html``; the numbers in a path are one site's own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from urllib.parse import unquote, urljoin, urlsplit

from zhenwang.domain.hosts import host_of

MAX_PATH = 300
_FRONT = re.compile(r"/(?:index|default|main|home)?(?:\.[a-z]{2,5})?\Z", re.IGNORECASE)
_YEAR = r"(?:19|20)\d\d"
_MONTH = r"(?:0[1-9]|1[0-2])"
_SHAPES = (
    (re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?<![0-9a-z])[0-9a-f]{32}(?![0-9a-z])", re.I), "{hex}"),
    (re.compile(rf"(?<=/){_YEAR}[/-]\d{{1,2}}[/-]\d{{1,2}}(?=/)"), "{date}"),
    (re.compile(rf"(?<!\d){_YEAR}-?{_MONTH}-?(?:0[1-9]|[12]\d|3[01])(?!\d)"), "{date}"),
    (re.compile(rf"(?<!\d){_YEAR}[-/]?{_MONTH}(?!\d)"), "{month}"),
    (re.compile(rf"(?<=/){_YEAR}(?=/)"), "{year}"),
    (re.compile(r"\d+"), "{n}"),
)


def absolute(reference: str, url: str) -> str:
    """Where a reference on the page at ``url`` leads; empty for what is no web address."""
    try:
        joined = urljoin(url, reference.strip())
    except ValueError:
        return ""
    return joined if joined[:8].lower().startswith(("http://", "https://")) else ""


def own_paths(references: Iterable[str], url: str) -> Iterator[str]:
    """Paths with their queries that references lead to on the page's own host, as often as they are linked.

    Its front page is no path: every site has one. ``www`` makes no difference.
    """
    host = host_of(url).removeprefix("www.")
    for reference in references:
        there = absolute(reference, url)
        if there and host_of(there).removeprefix("www.") == host and (path := path_of(there)):
            yield path


def path_of(url: str) -> str:
    """Path and query of an absolute address, decoded; empty for a front page."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    path = unquote(parts.path, errors="replace")[:MAX_PATH]
    query = f"?{parts.query[:MAX_PATH]}" if parts.query else ""
    return "" if not query and (not path or _FRONT.fullmatch(path)) else path + query


def shape_of(path: str) -> str:
    """The path with dates and numbers named instead of told: ``/art/{date}/art_{n}_{n}.html``, ``t{date}_{n}.html``."""
    for pattern, name in _SHAPES:
        path = pattern.sub(name, path)
    return path


def commonest_shapes(paths: Iterable[str], most: int) -> tuple[str, ...]:
    """Shapes that hold a date or a number, the commonest first, each once."""
    counted = Counter(shape for path in paths if "{" in (shape := shape_of(path)))
    return tuple(shape for shape, _ in sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:most])
