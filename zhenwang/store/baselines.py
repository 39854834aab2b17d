"""Baselines of official sites, every capture ever kept: the body as a blob, its fingerprints as a record.

A capture that changed too much against the one before it is *held*: it is part of the history, and nobody compares with
it. ``latest`` gives what is in use.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Text, func, insert, select, type_coerce

from zhenwang.domain.baseline import Baseline, Icon, Traces
from zhenwang.domain.sketch import Sketch
from zhenwang.store.faults import BlobDamagedError
from zhenwang.store.opening import Store
from zhenwang.store.records import Json
from zhenwang.store.schema import baselines

_SKETCHES = ("text", "frame", "structure", "paths", "assets", "masked", "slugs")
MOST_PICTURES = 8
_LOOKED_BACK = 10
# A record is spelled with its keys sorted, so this is how one that is held begins.
_HELD = '{"held":true%'


def keep(store: Store, baseline: Baseline, body: bytes, now: datetime, pictures: Sequence[bytes] = ()) -> bool:
    """Keep a capture with the body as served. False, and nothing changes, when this very capture is kept already.

    ``pictures`` are those of the page as served, at most ``MOST_PICTURES``: for people to compare with a suspect's.

    ValueError when the body is not the one the baseline was taken from.
    """
    if store.blobs.put(body) != baseline.digest:
        raise ValueError(f"the body kept for {baseline.url} is not the one its fingerprints were taken from")
    key = {"site": baseline.site, "url": baseline.url, "captured_at": baseline.captured_at}
    with store.write() as connection:
        same = (baselines.c[name] == value for name, value in key.items())
        if connection.execute(select(baselines.c.digest).where(*same)).first():
            return False
        shown = [store.blobs.put(picture) for picture in dict.fromkeys(pictures[:MOST_PICTURES]) if picture]
        record = _record(baseline) | {"kept_at": now.isoformat(), "pictures": shown}
        connection.execute(insert(baselines).values(**key, digest=baseline.digest, record=record))
    return True


def latest(store: Store) -> list[Baseline]:
    """The newest baseline of each site that is not held, by site."""
    newest_first = func.row_number().over(partition_by=baselines.c.site, order_by=baselines.c.captured_at.desc())
    compared = type_coerce(baselines.c.record, Text).not_like(_HELD)
    in_use = select(baselines, newest_first.label("age")).where(compared).subquery()
    query = select(in_use).where(in_use.c.age == 1).order_by(in_use.c.site)
    with store.read() as connection:
        return [_read(row) for row in connection.execute(query)]


def of_site(store: Store, site: str) -> list[Baseline]:
    """Every capture of a site, the newest first, those that are held among them."""
    query = select(baselines).where(baselines.c.site == site).order_by(baselines.c.captured_at.desc())
    with store.read() as connection:
        return [_read(row) for row in connection.execute(query)]


def pictures_of(store: Store, site: str) -> tuple[bytes, ...]:
    """The pictures of a site's newest capture that is not held; none when it was captured without, or they are lost."""
    query = select(baselines.c.record).where(baselines.c.site == site).order_by(baselines.c.captured_at.desc())
    with store.read() as connection:
        records = [row.record for row in connection.execute(query.limit(_LOOKED_BACK))]
    newest: Json = next((record for record in records if not record["held"]), {})
    return tuple(_there(store, newest.get("pictures", ())))


def _there(store: Store, digests: Sequence[str]) -> Iterator[bytes]:
    for digest in digests:
        try:
            yield store.blobs.get(digest)
        except BlobDamagedError:
            continue


def last_captures(store: Store) -> dict[str, datetime]:
    """When each site was last captured, held or not."""
    query = select(baselines.c.site, func.max(baselines.c.captured_at).label("at")).group_by(baselines.c.site)
    with store.read() as connection:
        return {row.site: row.at for row in connection.execute(query)}


def _record(baseline: Baseline) -> Json:
    traces = asdict(baseline.traces)
    for name in _SKETCHES:
        sample: Sketch = getattr(baseline.traces, name)
        traces[name] = {"hashes": b64encode(sample.packed).decode("ascii"), "size": sample.size}
    return {
        "held": baseline.held,
        "icon": asdict(baseline.icon) if baseline.icon else None,
        "logos": baseline.logos,
        "looks": [b64encode(look).decode("ascii") for look in baseline.looks],
        "page": b64encode(baseline.packed_page).decode("ascii"),
        "served_by": baseline.addresses,
        "traces": traces,
    }


def _read(row: Row[Any]) -> Baseline:
    record = row.record
    return Baseline(
        site=row.site,
        url=row.url,
        captured_at=row.captured_at,
        digest=row.digest,
        packed_page=b64decode(record["page"]),
        traces=_read_traces(record["traces"]),
        logos=tuple(record["logos"]),
        looks=tuple(b64decode(look) for look in record.get("looks", ())),
        icon=Icon(record["icon"]["digest"], record["icon"]["look"]) if record["icon"] else None,
        held=record["held"],
        addresses=tuple(record.get("served_by", ())),  # records of before did not note them
    )


def _read_traces(record: Json) -> Traces:
    # A capture from before a trace was taken has none of it.
    held = (name for name in _SKETCHES if name in record)
    samples = {name: Sketch(b64decode(record[name]["hashes"]), record[name]["size"]) for name in held}
    return Traces(
        **samples,
        simhash=record["simhash"],
        patterns=tuple(record["patterns"]),
        asset_hosts=tuple(record["asset_hosts"]),
        ids=tuple(record["ids"]),
        marks=tuple((kind, value) for kind, value in record["marks"]),
        contacts=tuple((kind, value) for kind, value in record.get("contacts", ())),
    )
