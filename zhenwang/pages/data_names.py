"""The name that a page gives its site in data for machines: schema.org ``WebSite``, ``Organization`` and its kinds.

Of an article only its publisher is the site; what the article is about is somebody else.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from zhenwang.domain.look import Page

_MOST_SCRIPTS, _MOST_TEXT, _MOST_THINGS = 6, 50_000, 40
_MAX_NAME = 200
_SITE = ("WebSite", "WebApplication", "Government", "Organization", "GovernmentService")
_BY = ("publisher", "provider", "creator", "copyrightHolder", "sourceOrganization")


def data_names(page: Page) -> Iterator[str]:
    """Names in the order they stand in; none from data that cannot be read."""
    found = [script for script in page.scripts if _is_linked_data(script.attributes)]
    for script in found[:_MOST_SCRIPTS]:
        yield from _names(script.text[:_MOST_TEXT])


def _is_linked_data(attributes: tuple[tuple[str, str], ...]) -> bool:
    return any(key == "type" and "ld+json" in value.lower() for key, value in attributes)


def _names(text: str) -> Iterator[str]:
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return
    things = told if isinstance(told, list) else [told]
    for thing in things[:_MOST_THINGS]:
        graph = thing.get("@graph") if isinstance(thing, dict) else None
        for one in (graph if isinstance(graph, list) else [thing])[:_MOST_THINGS]:
            if isinstance(one, dict):
                yield from _of_thing(one)


def _of_thing(thing: dict[str, object]) -> Iterator[str]:
    if str(thing.get("@type", ""))[:_MAX_NAME].strip("[]'\" ").startswith(_SITE):
        yield from _name(thing)
    for key in _BY:
        other = thing.get(key)
        if isinstance(other, dict):
            yield from _name(other)


def _name(thing: dict[str, object]) -> Iterator[str]:
    name = thing.get("name")
    if isinstance(name, str) and name.strip():
        yield name[:_MAX_NAME]
