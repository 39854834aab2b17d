"""Revisions of the registry: whole or not at all, never two at once, never rewritten, readable for ever."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import sqlalchemy
from sqlalchemy.exc import DBAPIError

from zhenwang.domain.body import BodyKind, Contact, FormerName
from zhenwang.domain.registry import Marks, OfficialSite
from zhenwang.domain.revision import Change, ChangeKind, Revision
from zhenwang.domain.site import Conflict, HostRole, RetiredHost, SiteHost, Status
from zhenwang.store import revisions
from zhenwang.store.opening import Store, open_store
from zhenwang.store.revisions import Stale
from zhenwang.store.site_records import read_retired, read_site, retired_record, site_record

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
WHOLE = OfficialSite(
    id="rst.hubei.gov.cn",
    name="湖北省人力资源和社会保障厅",
    hosts=("rst.hubei.gov.cn", "xn--55qx5d.xn--zfr164b"),
    aliases=("湖北人社",),
    protected=False,
    level="province",
    region_code="420000",
    region="湖北省",
    marks=Marks(("4200000093",), ("鄂ICP备05011090号-1",), ("鄂公网安备42010602000665号",), ("0" * 32,)),
    confidence="high",
    sources="a + b",
    note="n\\\x00\ud800",
    short_names=("省人社厅",),
    former_names=(FormerName("湖北省劳动厅", "2009-03"),),
    english_name="HRSS",
    kind=BodyKind.DEPARTMENT,
    sponsor="s",
    operator="o",
    platform="p",
    parent="湖北省人民政府",
    supervisor="v",
    status=Status.MIGRATING,
    further_hosts=(SiteHost("x.hubei.gov.cn", "rst.hubei.gov.cn", HostRole.CHANNEL, date(2019, 1, 2), None, "s", "n"),),
    contact=Contact(("027-1",), "武汉", "430000", "a@b.cn", "027-2", "footer"),
    conflicts=(Conflict("name", (("甲", "x"), ("乙", "y"))),),
)


def site(host: str = "a.gov.cn", **more: object) -> OfficialSite:
    return replace(OfficialSite(host, "甲局", (host,)), **more)  # type: ignore[arg-type]  # the fields are the test's


def added(*sites: OfficialSite) -> tuple[Change, ...]:
    return tuple(Change(ChangeKind.ADDED, one.id, None, one) for one in sites)


def append(store: Store, changes: tuple[Change, ...], seen: int, who: str = "王芳") -> Revision | Stale:
    return revisions.append(store, changes, who, "季度名录", "list", "d" * 64, "v1", "v2", NOW, seen=seen)


def test_every_field_of_a_site_comes_back_and_the_test_names_them_all() -> None:
    assert all(getattr(WHOLE, field.name) != field.default for field in fields(OfficialSite))
    assert read_site(site_record(WHOLE)) == WHOLE
    assert read_site(site_record(site())) == site()


def test_a_record_of_an_older_or_newer_program_is_read_with_what_it_has() -> None:
    record = {"id": "a.gov.cn", "name": "甲局", "hosts": ["a.gov.cn"], "kind": "embassy", "uscc": "x"}
    assert read_site(record) == site()
    past = RetiredHost("a.gov.cn", "a.gov.cn", "甲局", date(2018, 11, 1), None, "s", "n")
    assert read_retired(retired_record(past)) == past
    assert read_retired({"host": "a.gov.cn"}) == RetiredHost("a.gov.cn", "", "")


def test_a_revision_comes_back_with_all_its_changes(store: Store) -> None:
    before = site(level="county")
    changes = (
        *added(WHOLE),
        Change(ChangeKind.CHANGED, "a.gov.cn", before, site(), ("level",)),
        Change(ChangeKind.VANISHED, "b.gov.cn", site("b.gov.cn"), None),
    )
    made = append(store, changes, 0)
    assert revisions.all_revisions(store) == [made]
    assert isinstance(made, Revision)
    assert (made.number, made.changes, revisions.newest(store)) == (1, changes, 1)


def test_who_diffed_before_somebody_else_applied_is_told_and_writes_nothing(store: Store) -> None:
    assert isinstance(append(store, added(site()), 0), Revision)
    late = append(store, added(site("b.gov.cn")), 0, "李强")
    assert isinstance(late, Stale)
    assert (late.newest.number, late.newest.who) == (1, "王芳")
    assert len(revisions.all_revisions(store)) == 1
    assert isinstance(append(store, added(site("b.gov.cn")), 1, "李强"), Revision)


@pytest.mark.parametrize(("changes", "who"), [((), "王芳"), (added(site()), " ")])
def test_a_revision_without_changes_or_without_a_name_is_refused(
    store: Store, changes: tuple[Change, ...], who: str
) -> None:
    with pytest.raises(ValueError, match="needs changes"):
        append(store, changes, 0, who)
    assert revisions.newest(store) == 0


def test_the_history_of_a_site_goes_back_to_the_hosts_it_moved_from(store: Store) -> None:
    moved = Change(ChangeKind.CHANGED, "new.gov.cn", site(), site("new.gov.cn"), ("id", "hosts"))
    append(store, added(site(), site("b.gov.cn")), 0)
    append(store, (moved,), 1)
    append(store, (Change(ChangeKind.VANISHED, "new.gov.cn", site("new.gov.cn"), None),), 2)
    told = [(revision.number, change.kind.value) for revision, change in revisions.of_site(store, "new.gov.cn")]
    assert told == [(1, "added"), (2, "changed"), (3, "vanished")]
    assert revisions.of_site(store, "nobody.gov.cn") == []


def test_nobody_rewrites_a_revision(store: Store) -> None:
    append(store, added(site()), 0)
    for statement in ("UPDATE registry_revisions SET who = 'x'", "DELETE FROM registry_changes"):
        with pytest.raises(DBAPIError, match="append-only"), store.write() as connection:
            connection.execute(sqlalchemy.text(statement))


DIES = """
import os, sys
from pathlib import Path
from tests.store.test_revisions import added, append, site
from zhenwang.store import revisions
from zhenwang.store.opening import open_store

real = revisions._change_row
def dies(revision, change):
    if change.site == "h1200.gov.cn":
        os._exit(9)
    return real(revision, change)
revisions._change_row = dies
store = open_store(sys.argv[1], Path(sys.argv[2]))
append(store, added(*(site(f"h{n}.gov.cn") for n in range(2000))), 0)
"""


def test_Q1_killed_in_the_middle_of_applying_leaves_the_registry_as_it_was(url: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", DIES, url, str(tmp_path / "blobs")],
        cwd=ROOT, timeout=60, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 9, done.stderr.decode()
    store = open_store(url, tmp_path / "blobs")
    assert revisions.all_revisions(store) == []
    assert isinstance(append(store, added(site()), 0), Revision)
    store.close()
