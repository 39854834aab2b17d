"""Revisions of the registry: append-only, one transaction each, guarded against two people who apply at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from zhenwang.domain.revision import Change, ChangeKind, Revision
from zhenwang.store.opening import Store
from zhenwang.store.schema import registry_changes, registry_revisions
from zhenwang.store.site_records import read_site, site_record

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Stale:
    """Somebody else changed the registry since it was read: ``newest`` is their revision. Nothing was written."""

    newest: Revision


def append(
    store: Store,
    changes: Sequence[Change],
    who: str,
    why: str,
    source: str,
    digest: str,
    before: str,
    after: str,
    now: datetime,
    *,
    seen: int,
) -> Revision | Stale:
    """Write a revision with all its changes, or nothing. ``seen`` is the number of the newest revision that the changes
    were made against (0 for none). ValueError without changes, without who, and without why.
    """
    if not changes or not who.strip() or not why.strip():
        raise ValueError("a revision needs changes, who makes it and why")
    with store.write() as connection:
        newest = _newest(connection)
        if newest is not None and newest.number != seen:
            return Stale(newest)
        made = Revision(seen + 1, now, who, why, source, digest, before, after, tuple(changes))
        row = {"number": made.number, "at": now, "who": who, "why": why, "source": source, "digest": digest}
        connection.execute(insert(registry_revisions).values(**row, before=before, after=after))
        rows = (_change_row(made.number, change) for change in changes)
        while some := list(islice(rows, _AT_ONCE)):
            connection.execute(insert(registry_changes), some)
    return made


def newest(store: Store) -> int:
    """The number of the newest revision, 0 when there is none."""
    with store.read() as connection:
        found = _newest(connection)
    return found.number if found else 0


def all_revisions(store: Store) -> list[Revision]:
    """Every revision with its changes, the first one first."""
    with store.read() as connection:
        revisions = connection.execute(select(registry_revisions).order_by(registry_revisions.c.number)).all()
        changes: dict[int, list[Change]] = {row.number: [] for row in revisions}
        query = select(registry_changes).order_by(registry_changes.c.id)
        for row in connection.execution_options(yield_per=1000).execute(query):
            changes[row.revision].append(_change(row))
    return [_revision(row, tuple(changes[row.number])) for row in revisions]


def of_site(store: Store, site: str) -> list[tuple[Revision, Change]]:
    """What happened to one site, the first change first; also under the hosts it moved from. The revisions come
    without their changes.
    """
    found: dict[int, tuple[Revision, Change]] = {}
    sought, waiting = {site}, [site]
    with store.read() as connection:
        while waiting:
            for key, revision, change in _changes_of(connection, waiting.pop()):
                found[key] = revision, change
                former = change.before.id if change.before else site
                if former not in sought:
                    sought.add(former)
                    waiting.append(former)
    return [found[key] for key in sorted(found)]


def _changes_of(connection: Connection, site: str) -> Iterator[tuple[int, Revision, Change]]:
    made = {row.number: _revision(row) for row in connection.execute(select(registry_revisions))}
    for row in connection.execute(select(registry_changes).where(registry_changes.c.site == site)).all():
        yield row.id, made[row.revision], _change(row)


def _newest(connection: Connection) -> Revision | None:
    query = select(registry_revisions).order_by(registry_revisions.c.number.desc()).limit(1)
    row = connection.execute(query).one_or_none()
    return _revision(row) if row else None


def _revision(row: Row[Any], changes: tuple[Change, ...] = ()) -> Revision:
    return Revision(row.number, row.at, row.who, row.why, row.source, row.digest, row.before, row.after, changes)


def _change_row(revision: int, change: Change) -> dict[str, Any]:
    return {
        "revision": revision,
        "kind": change.kind.value,
        "site": change.site,
        "before": site_record(change.before) if change.before else None,
        "after": site_record(change.after) if change.after else None,
        "fields": list(change.fields),
    }


def _change(row: Row[Any]) -> Change:
    return Change(
        ChangeKind(row.kind),
        row.site,
        read_site(row.before) if row.before else None,
        read_site(row.after) if row.after else None,
        tuple(row.fields),
    )
