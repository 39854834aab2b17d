"""What the content detectors read from one look: its own text, where it links and whence it loads. Read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from detectors._once import once
from detectors._serving import serving_host
from zhenwang.domain.hosts import host_of
from zhenwang.domain.look import Look, Page
from zhenwang.domain.sketch import Sketch
from zhenwang.pages.contacts import FoundContact, find_contacts
from zhenwang.pages.paths import base_of, located, slugs
from zhenwang.pages.traces import masked_text, own_text
from zhenwang.text.fingerprint import hashed, hashes_of, sketch, text_sketch

MAX_LINKS, MAX_REFERENCE = 2_000, 2_000


@dataclass(frozen=True, slots=True)
class Link:
    """Where one link of the page leads: host, path (empty for a front page), and the zone it stands in."""

    host: str
    path: str
    zone: str


class Seen:
    """One look as the content detectors see it; every part is read when it is first asked for."""

    def __init__(self, look: Look, page: Page) -> None:
        self.look, self.page = look, page
        self.host = serving_host(look)

    @cached_property
    def url(self) -> str:
        """What relative references are relative to: the page says so itself, or it is the page's address."""
        return base_of(self.page, self.look.final_url or self.look.url or f"https://{self.look.host}/")

    @cached_property
    def text(self) -> str:
        return own_text(self.page.text)

    @cached_property
    def shingles(self) -> Sketch:
        return text_sketch(self.text)

    @cached_property
    def masked(self) -> Sketch:
        return text_sketch(masked_text(self.text))

    @cached_property
    def links(self) -> tuple[Link, ...]:
        every = self.page.links
        kept = every if len(every) <= MAX_LINKS else every[: MAX_LINKS // 2] + every[-MAX_LINKS // 2 :]
        zones = {link.href: link.zone for link in kept if len(link.href) <= MAX_REFERENCE}
        led = zip(zones.values(), located(zones, self.url), strict=True)
        return tuple(Link(host, path, zone) for zone, (host, path) in led if host)

    @cached_property
    def own_paths(self) -> tuple[str, ...]:
        """Paths on the host itself, a saved page's stated base counted as its own."""
        own = {self.host.removeprefix("www."), host_of(self.url).removeprefix("www.")}
        return tuple(link.path for link in self.links if link.path and link.host.removeprefix("www.") in own)

    @cached_property
    def slugs(self) -> tuple[Sketch, tuple[str, ...]]:
        """Flattened own paths as hashes, and the path that each came from, in the order of the hashes."""
        paths = {hashed(slug): path for slug, path in slugs(self.own_paths).items()}
        seen = sketch(paths)
        return seen, tuple(paths[one] for one in hashes_of(seen).tolist())

    @cached_property
    def assets(self) -> tuple[tuple[str, str], ...]:
        """Host and path of what the page loads: scripts, styles, images."""
        loaded = self.look.structure.assets if self.look.structure else ()
        return tuple(where for where in located(loaded, self.url) if where[0])

    @cached_property
    def contacts(self) -> tuple[FoundContact, ...]:
        return find_contacts(self.page)


@once
def seen(look: Look) -> Seen | None:
    """The reading of a look, shared by all who ask for it; None without a page."""
    return Seen(look, look.page) if look.page is not None else None


def by_host(links: tuple[Link, ...]) -> Mapping[str, list[Link]]:
    """Links under the host that they lead to."""
    found: dict[str, list[Link]] = {}
    for link in links:
        found.setdefault(link.host, []).append(link)
    return found
