"""A version that anything was judged against can be read years later."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.store.test_exemptions import HELD
from tests.store.test_revisions import WHOLE, site
from zhenwang.domain.registry import Registry
from zhenwang.domain.site import RetiredHost
from zhenwang.store import presence, registry_versions
from zhenwang.store.faults import BlobDamagedError
from zhenwang.store.opening import Store

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
PAST = RetiredHost("old.gov.cn", "a.gov.cn", "甲局", date(2018, 11, 1))


def test_a_version_is_kept_whole_and_once(store: Store) -> None:
    registry = Registry.of([WHOLE, site()], retired=[PAST], exemptions=[HELD])
    assert registry_versions.remember(store, registry, NOW)
    assert not registry_versions.remember(store, registry, NOW + timedelta(days=1))
    kept = registry_versions.content(store, registry.version)
    assert kept is not None
    assert (kept.first_used_at, kept.sites, kept.retired) == (NOW, (WHOLE, site()), (PAST,))
    assert kept.exemptions == (HELD,)
    again = Registry.of(kept.sites, retired=kept.retired, exemptions=kept.exemptions)
    assert again.version == registry.version


def test_a_version_that_judged_nothing_is_unknown(store: Store) -> None:
    assert registry_versions.content(store, "0" * 16) is None


def test_a_version_whose_bytes_are_gone_says_so(store: Store) -> None:
    registry = Registry.of([site()])
    registry_versions.remember(store, registry, NOW)
    for digest in store.blobs.digests():
        (store.blobs.root / digest[:2] / digest).unlink()
    with pytest.raises(BlobDamagedError):
        registry_versions.content(store, registry.version)


def test_asking_whether_there_is_a_store_creates_none(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/store.db"
    assert not presence.exists(url)
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "store.db").touch()
    assert presence.exists(url)
    assert presence.exists("postgresql+psycopg://somebody@somewhere/registry")
    assert presence.exists("no address at all")
