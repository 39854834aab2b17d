"""Paths within a site, and their shapes: content systems number their pages, each in its own way.

Two sites on one system share the shape ``/art/{date}/art_{n}_{n}.html``; the numbers in a path are one site's own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import unquote, urljoin, urlsplit

from zhenwang.domain.hosts import host_of
from zhenwang.domain.look import Page

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

# What most references look like; for the others there is urllib, ten times slower.
_REST = r"(?:\?([^\s#]*))?(?:#\S*)?\Z"
_ROOTED = re.compile(rf"(/(?!/)[^\s?#\\]*){_REST}")
_ABSOLUTE = re.compile(
    rf"(?:https?:)?//([a-z0-9-]{{1,63}}(?:\.[a-z0-9-]{{1,63}}){{1,8}})(?::\d{{1,5}})?(/[^\s?#\\]*)?{_REST}", re.I
)
_BLANKS = re.compile(r"\s")
_HEX_DIGITS = 32
_DIGITS = re.compile(r"\d+")
_HOST = r"(?:[a-z0-9-]{1,63}\.){1,6}[a-z]{2,18}"
_GATEWAY = re.compile(
    rf"\A/?(?:[a-z0-9]{{1,12}}/){{0,3}}?(?:https?:?/{{1,2}})?{_HOST}(?::\d{{1,5}})?/|\A/?gate/[a-z0-9]{{1,9}}/"
)
_HOST_FOLDER = re.compile(rf"(?<=/){_HOST}(?=/)")
_TAIL = re.compile(r"(?:/(?:index|default|list))?(?:\.[a-z]{2,6})?/?(\?.{0,400})?\Z")
_LONGEST_TAIL = 20
_GATES = ("gate/", "/gate/")
_SEPARATORS = re.compile(r"[^0-9a-z\u4e00-\u9fff]+")


def absolute(reference: str, url: str) -> str:
    """Where a reference on the page at ``url`` leads; empty for what is no web address."""
    try:
        joined = urljoin(url, reference.strip())
    except ValueError:
        return ""
    return joined if joined[:8].lower().startswith(("http://", "https://")) else ""


def base_of(page: Page, url: str) -> str:
    """What references on the page at ``url`` are relative to: what it states (``<base href>``), or its own address."""
    stated = page.meta_value("base")
    return (absolute(stated, url) if stated else "") or url


def own_paths(references: Iterable[str], url: str, base: str = "") -> Iterator[str]:
    """Paths with their queries that references lead to on the page's own host, as often as they are linked.

    Its front page is no path: every site has one. ``www`` makes no difference. ``base`` as in ``base_of``.
    """
    host = host_of(url).removeprefix("www.")
    led = located(references, base or url)
    yield from (path for there, path in led if path and there.removeprefix("www.") == host)


def located(references: Iterable[str], url: str) -> Iterator[tuple[str, str]]:
    """Host and path that each reference leads to, one for one; a front page's path is empty, both are for what is
    no web address.
    """
    own, here, hosts = host_of(url), path_of(absolute(url, url)), dict[str, str]()
    for reference in references:
        if reference[:1] == "#" and own and not _BLANKS.search(reference):
            yield own, here
        elif (rooted := _ROOTED.match(reference)) and "/." not in reference:
            yield own, _inner(rooted[1], rooted[2] or "")
        elif (whole := _ABSOLUTE.match(reference)) and "/." not in (whole[2] or ""):
            name = whole[1]
            if name not in hosts:
                hosts[name] = host_of(f"//{name}")
            yield hosts[name], _inner(whole[2] or "", whole[3] or "")
        elif reference[:11].lower() != "javascript:" and (there := absolute(reference, url)):
            yield host_of(there), path_of(there)
        else:
            yield "", ""


def path_of(url: str) -> str:
    """Path and query of an absolute address, decoded; empty for a front page."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return _inner(parts.path, parts.query)


def _inner(path: str, query: str) -> str:
    path = (unquote(path, errors="replace") if "%" in path else path)[:MAX_PATH]
    told = f"?{query[:MAX_PATH]}" if query else ""
    return "" if not told and (not path or _FRONT.fullmatch(path)) else path + told


def shape_of(path: str) -> str:
    """The path with dates and numbers named instead of told: ``/art/{date}/art_{n}_{n}.html``, ``t{date}_{n}.html``."""
    for pattern, name in _SHAPES:
        path = pattern.sub(name, path)
    return path


def commonest_shapes(paths: Iterable[str], most: int) -> tuple[str, ...]:
    """Shapes that hold a date or a number, the commonest first, each once."""
    counted = Counter(shape for path in paths if "{" in (shape := shape_of(path)))
    return tuple(shape for shape, _ in sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:most])


def slugs(paths: Iterable[str]) -> Mapping[str, str]:
    """What is left of each path when its separators are gone, with the path it came from.

    Mirrors flatten paths (``nw41430-20200823-0001_41430_54611``), change ``.shtml`` to ``.html`` and put a folder or a
    gateway (``/gate/big5/<host>/``) before all of them; the numbers stay. A folder that most paths share is left out in
    a second reading.
    """
    known = dict.fromkeys(paths)
    found = {slug_of(path): path for path in known}
    first = Counter(parts[1] for path in known if len(parts := path.split("/", 2)) == 3)
    if first and (most := first.most_common(1)[0])[1] * 2 >= len(known):
        folder = f"/{most[0]}/"
        found |= {slug_of(path.removeprefix(folder)): path for path in known if path.startswith(folder)}
    found.pop("", None)
    return found


def slug_of(path: str) -> str:
    """Letters and digits of a path, in lower case, without its extension, its gateway and a closing ``index``."""
    path = path[: 2 * MAX_PATH].lower()
    if "." in path[: path.rfind("/") + 1] or path.startswith(_GATES):
        path = _GATEWAY.sub("/", path, count=1)
    # Without a query the tail is at most as long as /default.shtml/.
    head, tail = ("", path) if "?" in path else (path[:-_LONGEST_TAIL], path[-_LONGEST_TAIL:])
    return _SEPARATORS.sub("", head + _TAIL.sub(_query, tail))


def _query(tail: re.Match[str]) -> str:
    return tail[1] or ""


def own_numbers(path: str) -> list[int]:
    """How many digits each number in a path has, dates apart, a long hash counting as 32: what numbers one page."""
    shape = path
    for pattern, name in _SHAPES[:-1]:
        shape = pattern.sub(name, shape)
    return [_HEX_DIGITS] * shape.count("{hex}") + [len(number) for number in _DIGITS.findall(shape)]


def hosts_in(path: str) -> list[str]:
    """Host names that stand as folders in a path, as gateways and proxies write them."""
    return _HOST_FOLDER.findall(path.lower())
