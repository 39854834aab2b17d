"""Every host that was ever looked at, with the looks at it: for work that goes over all of them once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select

from zhenwang.store.opening import Store
from zhenwang.store.schema import looks

_PAGE = 500


@dataclass(frozen=True, slots=True)
class LookedHost:
    """A host (A-label name) with the digests of the looks at it, the oldest first."""

    host: str
    digests: tuple[str, ...]


def looked_hosts(store: Store) -> Iterator[LookedHost]:
    """By name, page after page: no transaction stays open between two of them."""
    last = ""
    while names := _names_after(store, last):
        with store.read() as connection:
            query = select(looks.c.host, looks.c.digest).where(looks.c.host.in_(names))
            rows = connection.execute(query.order_by(looks.c.host, looks.c.day)).all()
        found: dict[str, list[str]] = {name: [] for name in names}
        for row in rows:
            found[row.host].append(row.digest)
        yield from (LookedHost(name, tuple(digests)) for name, digests in found.items())
        last = names[-1]


def _names_after(store: Store, last: str) -> list[str]:
    query = select(looks.c.host).where(looks.c.host > last).distinct().order_by(looks.c.host).limit(_PAGE)
    with store.read() as connection:
        return list(connection.execute(query).scalars())
