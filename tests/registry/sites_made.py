"""Sites, lists and registries for the tests of importing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any

from zhenwang.domain.registry import Marks, OfficialSite, Registry
from zhenwang.domain.revision import Change, Revision
from zhenwang.registry.provenance import Provenance, provenance
from zhenwang.registry.replay import in_use

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
DAY = date(2026, 11, 22)


def a_site(host: str, name: str = "", *others: str, code: str = "", **more: Any) -> OfficialSite:
    marks = Marks(site_codes=(code,)) if code else more.pop("marks", Marks())
    return OfficialSite(host, name or f"{host}的单位", (host, *others), marks=marks, **more)


class House:
    """A registry that lists are applied to, one after the other, as the store and ``runtime`` do it."""

    def __init__(self, *sites: OfficialSite) -> None:
        self.shipped = sites
        self.made: list[Revision] = []

    @property
    def registry(self) -> Registry:
        return in_use(self.shipped, (), self.made)

    @property
    def past(self) -> Provenance:
        return provenance(self.made)

    def apply(self, changes: Sequence[Change], source: str, at: datetime = NOW) -> Registry:
        if changes:
            number = len(self.made) + 1
            self.made.append(Revision(number, at, "王芳", "试", source, "", "", "", tuple(changes)))
        return self.registry


def kinds(changes: Iterable[Change]) -> list[tuple[str, str]]:
    return [(change.kind.value, change.site) for change in changes]
