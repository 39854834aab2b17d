"""A large mapping or set with a few entries changed, without copying it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, slots=True, eq=False)
class Patched(Mapping[K, V]):
    """``whole`` as it would be with ``changed`` written over it and ``gone`` taken away."""

    whole: Mapping[K, V]
    changed: Mapping[K, V] = field(default_factory=dict)
    gone: AbstractSet[K] = frozenset()

    def __getitem__(self, key: K) -> V:
        if key in self.gone:
            raise KeyError(key)
        return self.changed[key] if key in self.changed else self.whole[key]

    def __contains__(self, key: object) -> bool:
        return key not in self.gone and (key in self.changed or key in self.whole)

    def __iter__(self) -> Iterator[K]:
        yield from (key for key in self.whole if key not in self.gone)
        yield from (key for key in self.changed if key not in self.whole and key not in self.gone)

    def __len__(self) -> int:
        return sum(1 for _ in self)


@dataclass(frozen=True, slots=True, eq=False)
class PatchedSet(AbstractSet[K]):
    """``whole`` with ``come`` added and ``gone`` taken away."""

    whole: AbstractSet[K]
    come: AbstractSet[K] = frozenset()
    gone: AbstractSet[K] = frozenset()

    def __contains__(self, key: object) -> bool:
        return (key in self.whole and key not in self.gone) or key in self.come

    def __iter__(self) -> Iterator[K]:
        yield from (key for key in self.whole if key not in self.gone or key in self.come)
        yield from (key for key in self.come if key not in self.whole)

    def __len__(self) -> int:
        return sum(1 for _ in self)


@dataclass(slots=True)
class Editing(Generic[V]):
    """Changes to a mapping being collected; ``done`` gives the mapping with them, itself when there are none."""

    whole: Mapping[str, V]
    changed: dict[str, V] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)

    def put(self, values: Mapping[str, V | None]) -> None:
        """None takes the key away."""
        for key, value in values.items():
            if value is None:
                self.gone.add(key)
            else:
                self.changed[key] = value

    def done(self) -> Mapping[str, V]:
        return Patched(self.whole, self.changed, self.gone) if self.changed or self.gone else self.whole


def take(values: Editing[tuple[str, ...]], key: str, ids: AbstractSet[str]) -> None:
    """Take ids out of the tuple under a key; a key under which none is left goes too."""
    rest = tuple(one for one in values.whole[key] if one not in ids)
    values.put({key: rest or None})
