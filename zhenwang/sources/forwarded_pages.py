"""A mail's part in HTML: read in the child process as any hostile page is, for its words and where its links lead."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from zhenwang.domain.look import Look, Page
from zhenwang.pages.picture_codes import codes_in
from zhenwang.text.addresses import extract_urls, read_address

Read = Callable[[Look], Look]
MAX_LINKS = 100


@dataclass(frozen=True, slots=True)
class PageSaid:
    """``addresses`` are the targets of links, those in its words, shown or hidden, and in the
    codes of pictures inside it. ``shown_as`` are links that show
    another host than the one they lead to: (shown, host of the target). ``limits`` say what could not be read.
    """

    text: str = ""
    addresses: tuple[str, ...] = ()
    shown_as: tuple[tuple[str, str], ...] = ()
    limits: tuple[str, ...] = ()


def page_said(content_type: str, body: bytes, read: Read, now: datetime) -> PageSaid:
    """What a part says. Never raises: a page that no parser survives says nothing, and why."""
    kind = content_type if content_type.lower().startswith("text/html") else "text/html"
    seen = read(Look("mail.invalid", "", now, status=200, headers=(("Content-Type", kind),), body=body))
    limits = tuple(gap.detail for gap in seen.gaps)
    if seen.page is None:
        return PageSaid(limits=limits)
    pairs = tuple(_shown_as(seen.page))
    codes = (address.url for code in codes_in(seen) for address in extract_urls(code))
    return PageSaid(seen.page.text, (*_addresses(seen.page), *codes), tuple(dict.fromkeys(pairs)), limits)


def _addresses(page: Page) -> Iterator[str]:
    targets = [*(link.href for link in page.links), *(form.action for form in page.forms)]
    for target in targets[:MAX_LINKS]:
        if target.strip().lower().startswith(("http://", "https://", "//")) and (address := _address(target)):
            yield address
    yield from (address.url for words in (page.text, page.hidden) for address in extract_urls(words))


def _address(target: str) -> str:
    plain = target.strip()
    found = read_address(f"http:{plain}" if plain.startswith("//") else plain)
    return found.url if found else ""


def _shown_as(page: Page) -> Iterator[tuple[str, str]]:
    for link in page.links[:MAX_LINKS]:
        shown = extract_urls(link.text)
        leads = read_address(link.href) if link.href.strip().lower().startswith(("http://", "https://")) else None
        if len(shown) == 1 and leads and shown[0].host.ascii != leads.host.ascii:
            yield shown[0].host.ascii, leads.host.ascii
