"""The one shape of detectors that know a kind of page by its vocabulary: forums, course sellers, disclaimers."""

from __future__ import annotations

import re

from detectors._own_claims import asks_for_papers, speaks_as_official
from detectors._serving import holder, serving_host
from zhenwang.domain.look import Look
from zhenwang.domain.registry import Registry

MAX_TEXT = 60_000


def telling_words(look: Look, registry: Registry, words: re.Pattern[str], enough: int) -> tuple[str, ...]:
    """The different words of a page's title and text, when there are ``enough`` and the page appears as no office."""
    if look.page is None or holder(serving_host(look), registry):
        return ()
    found = words.finditer(f"{look.page.title[:300]}\n{look.page.text[:MAX_TEXT]}")
    told = tuple(dict.fromkeys(match[0].lower() for match in found))
    if len(told) < enough or asks_for_papers(look, registry) or speaks_as_official(look, registry):
        return ()
    return told
