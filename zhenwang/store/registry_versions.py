"""Every version of the registry that anything was judged against, kept whole: a ruling can be read years later."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select

from zhenwang.domain.exemption import Exemption
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.domain.site import RetiredHost
from zhenwang.store.columns import canonical
from zhenwang.store.exemptions import exemption_record, read_exemption
from zhenwang.store.opening import Store
from zhenwang.store.schema import registry_versions
from zhenwang.store.site_records import read_retired, read_site, retired_record, site_record


@dataclass(frozen=True, slots=True)
class Content:
    """What the registry held under ``version``, in its order."""

    version: str
    first_used_at: datetime
    sites: tuple[OfficialSite, ...]
    retired: tuple[RetiredHost, ...]
    exemptions: tuple[Exemption, ...] = ()


def remember(store: Store, registry: Registry, now: datetime) -> bool:
    """Keep the registry under its version, once. Returns whether it was new; known versions cost one query."""
    known = select(registry_versions.c.version).where(registry_versions.c.version == registry.version)
    with store.read() as connection:
        if connection.execute(known).first():
            return False
    digest = store.blobs.put(_packed(registry))
    row = {"version": registry.version, "first_used_at": now, "sites": len(registry.sites), "content": digest}
    with store.write() as connection:
        if connection.execute(known).first():  # another process was faster
            return False
        connection.execute(insert(registry_versions).values(row))
    return True


def content(store: Store, version: str) -> Content | None:
    """The registry of a version, None when no judgement used it. BlobDamagedError when its bytes are gone."""
    with store.read() as connection:
        row = connection.execute(select(registry_versions).where(registry_versions.c.version == version)).one_or_none()
    if row is None:
        return None
    kept = json.loads(gzip.decompress(store.blobs.get(row.content)))
    sites = tuple(map(read_site, kept["sites"]))
    retired, exempt = map(read_retired, kept["retired"]), map(read_exemption, kept.get("exemptions", ()))
    return Content(row.version, row.first_used_at, sites, tuple(retired), tuple(exempt))


def _packed(registry: Registry) -> bytes:
    sites = [site_record(site) for site in registry.sites.values()]
    retired = [retired_record(past) for past in registry.retired.values()]
    exempt = [exemption_record(exemption) for exemption in registry.exemptions.values()]
    # Without the time of packing: the same content is the same blob.
    whole = {"sites": sites, "retired": retired, "exemptions": exempt}
    return gzip.compress(canonical(whole).encode(), 6, mtime=0)
