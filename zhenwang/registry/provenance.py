"""What the revisions say about where the registry's values come from, and which contradictions are settled already."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from zhenwang.domain.registry import OfficialSite
from zhenwang.domain.revision import Change, ChangeKind, Revision
from zhenwang.registry.fields import FIELDS, SEVERAL, says_nothing, value

MAX_NAME = 200
# What parts sources and contested values from one another where they are written in one line.
_PARTING = re.compile(r"[<>|;；\x00-\x1f]|(?<= )\+(?= )")


def list_name(text: str) -> str:
    """What a list is called among the sources of an entry: without the signs that part two of them."""
    return " ".join(_PARTING.sub(" ", text).split())[:MAX_NAME]


@dataclass(frozen=True, slots=True)
class Provenance:
    """``brought[site]`` is the list that added it, ``given[site, field]`` the list that gave the value, ``settled``
    holds ``(site, field, value)`` that a person has ruled on. What the program shipped stands in none of them.
    """

    brought: Mapping[str, str] = field(default_factory=dict)
    given: Mapping[tuple[str, str], str] = field(default_factory=dict)
    settled: frozenset[tuple[str, str, str]] = frozenset()

    def giver(self, site: OfficialSite, field: str) -> str:
        """Who gave the value a site holds now: a list that was imported, else the sources of the entry as a whole."""
        return self.given.get((site.id, field)) or site.sources

    def brought_by(self, source: str) -> frozenset[str]:
        return frozenset(site for site, bringer in self.brought.items() if bringer == source)


def provenance(revisions: Iterable[Revision]) -> Provenance:
    """Walk the revisions, oldest first."""
    brought: dict[str, str] = {}
    given: dict[tuple[str, str], str] = {}
    settled: set[tuple[str, str, str]] = set()
    for revision in revisions:
        for change in revision.changes:
            _follow_move(change, brought, given)
            if change.kind is ChangeKind.VANISHED:
                brought.pop(change.site, None)
            elif change.kind is ChangeKind.ADDED:
                brought[change.site] = revision.source
            elif change.kind is ChangeKind.SETTLED:
                settled |= _ruled(change)
            for name in _given(change):
                given[change.site, name] = revision.source
    return Provenance(brought, given, frozenset(settled))


def _given(change: Change) -> Iterable[str]:
    if change.after is None or change.kind is ChangeKind.SETTLED:
        return ()
    if change.kind is ChangeKind.ADDED:
        return (name for name in FIELDS if not says_nothing(change.after, name))
    # Who adds to several values has not given those that were there before.
    before = change.before
    return (name for name in change.fields if name not in SEVERAL or (before and not value(before, name)))


def _ruled(change: Change) -> set[tuple[str, str, str]]:
    left = {conflict.field for conflict in change.after.conflicts} if change.after else set()
    return {
        (change.site, conflict.field, text)
        for conflict in (change.before.conflicts if change.before else ())
        if conflict.field not in left
        for text, _ in conflict.values
    }


def _follow_move(change: Change, brought: dict[str, str], given: dict[tuple[str, str], str]) -> None:
    """A site that moved to another host has another id; what is known of it goes along."""
    former = change.before.id if change.before else change.site
    if former == change.site:
        return
    if former in brought:
        brought[change.site] = brought.pop(former)
    for name in FIELDS:
        if (former, name) in given:
            given[change.site, name] = given.pop((former, name))
