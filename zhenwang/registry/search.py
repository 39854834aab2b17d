"""Which official sites a person means by what they typed."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from zhenwang.domain.registry import OfficialSite, Registry


def named(registry: Registry, text: str) -> Iterator[OfficialSite]:
    """Sites whose name or alias contains the text, whatever its white space, width or case. None for a blank text."""
    wanted = _plain(text)
    if wanted:
        for site in registry.sites.values():
            if any(wanted in _plain(name) for name in site.names):
                yield site


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
