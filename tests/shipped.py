"""The shipped registry, read and indexed once per test process instead of once per call: it takes seconds."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from zhenwang import registry_in_use
from zhenwang.domain.baseline import Baseline
from zhenwang.domain.exemption import ExemptionRuling
from zhenwang.domain.registry import Registry
from zhenwang.domain.revision import Revision
from zhenwang.registry_in_use import Shipped
from zhenwang.settings import Settings, find_seeds

_KEPT = 4  # as many as the program keeps name indexes for
_load, _with = registry_in_use.load_shipped, registry_in_use.with_revisions


class Once:
    """Stands in for the two ways to a registry. Lists of a test's own are read anew each time."""

    def __init__(self) -> None:
        self._shipped: dict[str, Shipped] = {}
        self._made: list[tuple[tuple[object, ...], Registry]] = []

    def load_shipped(self, settings: Settings) -> Shipped:
        pack = settings.jurisdiction
        if settings.seeds != find_seeds() or pack.endswith(".toml"):
            return _load(settings)
        if pack not in self._shipped:
            self._shipped[pack] = _load(settings)
        return self._shipped[pack]

    def with_revisions(
        self,
        shipped: Shipped,
        made: Iterable[Revision],
        ruled: Iterable[ExemptionRuling],
        pages: Iterable[Baseline] = (),
    ) -> Registry:
        given = (tuple(made), tuple(ruled), tuple(pages))
        if not any(shipped is one for one in self._shipped.values()):
            return _with(shipped, *given)
        key = (shipped.jurisdiction.id, *given)
        found = next((registry for known, registry in self._made if known == key), None)
        if found is None:
            found = _with(shipped, *given)
            self._made = [(key, found), *self._made][:_KEPT]
        return found


def read_once(patch: pytest.MonkeyPatch) -> None:
    """From now on, in this process."""
    once = Once()
    patch.setattr(registry_in_use, "load_shipped", once.load_shipped)
    patch.setattr(registry_in_use, "with_revisions", once.with_revisions)
