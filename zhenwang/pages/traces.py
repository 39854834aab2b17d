"""The traces of a page: everything that two pages can be compared by, official or suspect, read in one way."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from zhenwang.domain.baseline import Traces
from zhenwang.domain.hosts import host_of
from zhenwang.domain.look import Page, Structure
from zhenwang.domain.sketch import Sketch
from zhenwang.pages.contacts import find_contacts
from zhenwang.pages.marks import find_marks
from zhenwang.pages.paths import absolute, base_of, commonest_shapes, own_paths, slug_of
from zhenwang.pages.public_documents import without_documents
from zhenwang.pages.structure import LEAST_PATHS
from zhenwang.text.comparable import comparable_lines
from zhenwang.text.fingerprint import hashed, hashes_of, held_in, simhash, sketch, text_sketch
from zhenwang.text.masking import SIGNS, masked

MAX_TEXT = 200_000
"""Characters of a page that are compared."""
MAX_PADDED = 600_000
"""Characters of a page in which an official one is looked for; a tenth of a second, for pages that nobody reads."""
TEXT, FRAME, MASKED, STRUCTURE, PATHS, ASSETS = 1_024, 256, 512, 256, 256, 128
"""Hashes that a baseline keeps of each; a page that is looked at keeps all of them."""
LEAST_ADDRESSES = 5
"""Paths or assets below which they are anybody's: ``/js/jquery.min.js``."""
MAX_PATTERNS, MAX_HOSTS, MAX_IDS, MAX_MARKS, MAX_CONTACTS = 24, 16, 12, 24, 16

_SIGNS = dict.fromkeys(map(ord, SIGNS))
_ID = re.compile(
    r"\b(web_?id|web_?site_?id|site_?id|app_?id|tenant_?id|channel_?id)[\"']?\s?[:=]\s?[\"']?(\w{1,40})", re.I
)
_STATISTICS = (
    ("hm", re.compile(r"hm\.baidu\.com/hm\.js\?([0-9a-f]{32})", re.I)),
    ("cnzz", re.compile(r"cnzz\.com/[\w.]{1,20}\?(?:[\w=]{1,20}&(?:amp;)?)?id=(\d{5,12})", re.I)),
    ("gtag", re.compile(r"\b(UA-\d{4,10}-\d{1,3}|G-[A-Z0-9]{8,12})\b")),
)


@dataclass(frozen=True, slots=True)
class Resemblance:
    """How much of an official page is found on another, each 0..1: text, frame, structure, exact paths, assets.

    ``simhash`` is how many of the 64 bits of structure agree, 0..1; ``ids`` and ``marks`` are those that both show.
    """

    text: float
    frame: float
    structure: float
    simhash: float
    paths: float
    assets: float
    ids: tuple[str, ...]
    marks: tuple[tuple[str, str], ...]


def traces_of(page: Page, structure: Structure, url: str, *, bounded: bool = False) -> Traces:
    """The traces of the page at ``url``; ``bounded`` for a baseline, which is one of ten thousand."""

    def kept(hashes: Collection[int], most: int) -> Sketch:
        return sketch(hashes, most if bounded else None)

    text = own_text(page.text)
    base = base_of(page, url)
    paths = list(own_paths((link.href for link in page.links), url, base))
    assets = [absolute(reference, base) for reference in structure.assets]
    own_assets = set(own_paths(assets, url))
    layout = hashes_of(structure.paths).tolist()
    return Traces(
        text=text_sketch(text, TEXT if bounded else None),
        frame=text_sketch(own_text(frame_of(page)), FRAME if bounded else None),
        structure=kept(layout, STRUCTURE),
        simhash=simhash(layout),
        paths=kept({hashed(path) for path in paths}, PATHS),
        patterns=commonest_shapes(paths, MAX_PATTERNS),
        assets=kept({hashed(path) for path in own_assets}, ASSETS),
        asset_hosts=_other_hosts(assets, url),
        ids=tuple(dict.fromkeys(_ids(page)))[:MAX_IDS],
        marks=tuple((mark.kind, mark.value) for mark in find_marks(page))[:MAX_MARKS],
        masked=text_sketch(masked_text(text), MASKED if bounded else None),
        slugs=kept({hashed(slug) for path in paths if (slug := slug_of(path))}, PATHS),
        contacts=tuple((contact.kind, contact.value) for contact in find_contacts(page))[-MAX_CONTACTS:],
    )


def own_text(text: str) -> str:
    """Comparable text without the public documents in it: what is left is the page's own, or its office's.

    Of a longer text both ends are read, so that nothing can be hidden behind a great deal of something else.
    """
    if len(text) > MAX_PADDED:
        text = f"{text[: MAX_PADDED // 2]}\n{text[-MAX_PADDED // 2 :]}"
    return " ".join(without_documents(comparable_lines(text)))


def masked_text(own: str) -> str:
    """Own text with its places, bodies, people and numbers blotted out. Signs of blotting on the page itself go first:
    whoever writes them there wants the rest to stay.
    """
    return masked(own.translate(_SIGNS))


def frame_of(page: Page) -> str:
    """The words around the news: header, navigation and footer, which stay while the rest changes daily."""
    return "\n".join((page.header, page.navigation, page.footer))[:MAX_TEXT]


def resemblance(seen: Traces, official: Traces) -> Resemblance:
    """How much of ``official`` is on the page with the traces ``seen``. What either does not have resembles nothing."""
    laid_out = min(seen.structure.size, official.structure.size) >= LEAST_PATHS
    return Resemblance(
        text=held_in(official.text, seen.text),
        frame=held_in(official.frame, seen.frame),
        structure=held_in(official.structure, seen.structure) if laid_out else 0.0,
        simhash=1 - (official.simhash ^ seen.simhash).bit_count() / 64 if laid_out else 0.0,
        paths=held_in(official.paths, seen.paths) if official.paths.size >= LEAST_ADDRESSES else 0.0,
        assets=held_in(official.assets, seen.assets) if official.assets.size >= LEAST_ADDRESSES else 0.0,
        ids=tuple(one for one in official.ids if one in seen.ids),
        marks=tuple(mark for mark in official.marks if mark in seen.marks),
    )


def _other_hosts(addresses: list[str], url: str) -> tuple[str, ...]:
    own = host_of(url)
    hosts = dict.fromkeys(host for address in addresses if (host := host_of(address)) and host != own)
    return tuple(hosts)[:MAX_HOSTS]


def statistics_of(page: Page) -> tuple[str, ...]:
    """Accounts of statistics services that its scripts report to, as ``hm=<32 hex>``: each belongs to one holder."""
    words = (f"{script.src} {script.text}" for script in page.scripts)
    return tuple(dict.fromkeys(one for word in words for one in _statistics(word)))


def _ids(page: Page) -> Iterator[str]:
    for script in page.scripts:
        words = f"{script.src} {script.text}"
        for found in _ID.finditer(words):
            yield f"{found[1].lower().replace('_', '')}={found[2]}"
        yield from _statistics(words)


def _statistics(words: str) -> Iterator[str]:
    for name, pattern in _STATISTICS:
        for found in pattern.finditer(words):
            yield f"{name}={found[1]}"
