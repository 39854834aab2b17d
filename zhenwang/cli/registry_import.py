"""``zhenwang registry import``: compare a list with the registry in use, and apply it when a person says so."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, NoReturn

from cyclopts import Parameter

from zhenwang import registry_in_use, runtime
from zhenwang.cli.earlier_edition import held_against
from zhenwang.cli.import_report import SHOWN, as_json, in_one_line, print_difference, print_left_out, print_rows
from zhenwang.cli.output import err, fail, out, print_json
from zhenwang.domain.exemption import ExemptionRuling
from zhenwang.domain.registry import Registry
from zhenwang.domain.revision import Revision
from zhenwang.lists.list_file import MAX_BYTES, read_list
from zhenwang.lists.outcomes import ReadList, RowStanding
from zhenwang.registry.difference import Difference, closed, difference
from zhenwang.registry.editions import LeftOut, alarm, to_confirm
from zhenwang.registry.provenance import list_name, provenance
from zhenwang.registry.scope import covered
from zhenwang.settings import Settings
from zhenwang.store import exemptions, registry_versions, revisions
from zhenwang.store.opening import Store
from zhenwang.store.revisions import Stale

_Flag = Annotated[bool, Parameter(negative=())]


@dataclass(frozen=True, slots=True)
class _Given:
    """What was asked for."""

    file: Path
    body: bytes
    source: str
    covers: str
    who: str
    why: str
    vanish: int | None

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.body).hexdigest()


@dataclass(frozen=True, slots=True)
class _Held:
    """The registry in use as the list is held against it."""

    shipped: registry_in_use.Shipped
    made: Sequence[Revision]
    ruled: Sequence[ExemptionRuling]
    registry: Registry


@dataclass(frozen=True, slots=True)
class _Compared:
    """The list against the registry in use, and against its own edition before this one."""

    found: Difference
    left: LeftOut | None

    @property
    def alarm(self) -> str:
        return alarm(self.found, self.left)


def import_(
    file: Path,
    /,
    *,
    source: str = "",
    covers: str = "",
    apply: _Flag = False,
    who: str = "",
    why: str = "",
    yes_vanish: int | None = None,
    all_lines: Annotated[bool, Parameter(name="--all", negative=())] = False,
    as_json: Annotated[bool, Parameter(name="--json", negative=())] = False,
) -> None:
    """Compare a list of official sites (xlsx or csv, as it comes) with the registry, and apply it with --apply.

    Without --apply nothing is changed. An empty cell never erases. What another list said and this one contradicts is
    kept with both values until a person settles it; a list with the same --source may replace what it said itself.
    Sites that such a list brought and no longer names have vanished: their hosts become retired hosts, watched for
    ever. Those that others name too stay, and are told.

    Exit code 0: nothing wrong; 1: rows were rejected (the others are used), or applying was refused; 2: the file or the
    command cannot be used.

    Parameters
    ----------
    file
        The list. Columns are known by their headings; docs/registry.md names them.
    source
        What the list is called: give every later edition of it the same name. Default: the file's name.
    covers
        The list is complete for this scope, a region code (42 is Hubei) or a suffix (hubei.gov.cn): what the registry
        has there and the list does not name has vanished.
    apply
        Change the registry in use, all or nothing, under your name.
    who
        Who applies the list.
    why
        Why: the document or the request behind it.
    yes_vanish
        How many sites the list leaves out, those that vanish and those that stay; needed when they are more than a
        fifth of the scope or of the edition before, for then the list is rather cut off.
    all_lines
        Show every line, not the first ones of each kind.
    as_json
        Print the whole comparison as JSON.
    """
    if apply and not all(any(map(str.isalnum, word)) for word in (who, why)):
        fail("--apply needs --who and --why: a change of the registry is signed, as in --who 王芳 --why 三季度抽查", 2)
    name = list_name(source) or list_name(file.stem) or "list"
    given = _Given(file, _bytes_of(file), name, covers, who.strip(), why.strip(), yes_vanish)
    settings = Settings()
    opening: AbstractContextManager[Store | None] = (
        registry_in_use.opened_store(settings) if apply else registry_in_use.found_store(settings)
    )
    with opening as store:
        with err.status("reading and comparing …"):
            read = read_list(given.body, file.name)
            held = _held(settings, store)
            found = _compared(given, read, held)
        compared = _Compared(found, _left_out(store, given, read, held, found) if store else None)
        if not as_json:
            _show(given, read, compared, held.registry, None if all_lines else SHOWN)
        applied = _apply(store, given, compared, held, runtime.now()) if apply and store and found.changes else None
    _conclude(given, read, compared, held.registry, applied, as_json=as_json, apply=apply)


def _bytes_of(file: Path) -> bytes:
    if file.is_dir():
        fail(f"{file} is a folder: give the list itself, one file at a time", 2)
    if not file.is_file():
        fail(f"no such file: {file}", 2)
    if file.stat().st_size > MAX_BYTES:
        fail(f"{file} is larger than {MAX_BYTES // 1024 // 1024} MiB: split it and import each part", 2)
    return file.read_bytes()


def _held(settings: Settings, store: Store | None) -> _Held:
    shipped = registry_in_use.load_shipped(settings)
    made, ruled = (revisions.all_revisions(store), exemptions.rulings(store)) if store else ([], [])
    return _Held(shipped, made, ruled, registry_in_use.with_revisions(shipped, made, ruled))


def _compared(given: _Given, read: ReadList, held: _Held) -> Difference:
    if not read.sites and not read.retired:
        _unusable(given, read)
    if given.covers and not any(covered(held.registry, given.covers)):
        fail(f"--covers {given.covers}: the registry holds no site there; give a region code (42) or a suffix", 2)
    rows = (*read.sites, *map(closed, read.retired))
    return difference(held.registry, rows, given.source, given.covers, provenance(held.made), _unread(read))


def _left_out(store: Store, given: _Given, read: ReadList, held: _Held, found: Difference) -> LeftOut | None:
    return held_against(store, held.made, given.source, given.digest, held.registry, found, _unread(read))


def _unread(read: ReadList) -> list[str]:
    return [row.text for row in read.rows if row.standing is RowStanding.REJECTED]


def _unusable(given: _Given, read: ReadList) -> NoReturn:
    for row in read.rows[:SHOWN]:
        for remark in row.remarks:
            err.print(str(remark), markup=False)
    if len(read.rows) > SHOWN:
        err.print(f"… and {len(read.rows) - SHOWN} more rows", markup=False)
    why = "; ".join(read.notices) or "no row has both a name and a host"
    fail(f"{given.file.name} holds no site that can be read: {why}", 2)


def _show(given: _Given, read: ReadList, compared: _Compared, registry: Registry, most: int | None) -> None:
    title = f"{given.file.name} as '{given.source}' against registry {registry.version} ({len(registry.sites)} sites)"
    out.print(title, style="bold", markup=False)
    print_rows(read, most)
    print_difference(compared.found, registry, most)
    print_left_out(compared.left, most)


def _apply(store: Store, given: _Given, compared: _Compared, held: _Held, now: datetime) -> Revision:
    found, number = compared.found, to_confirm(compared.found, compared.left)
    if compared.alarm and given.vanish != number:
        fail(f"{compared.alarm}; if it is right, say so with --yes-vanish {number}. Nothing was changed")
    seen = held.made[-1].number if held.made else 0
    digest = given.digest
    before = held.registry.version
    planned = Revision(seen + 1, now, given.who, given.why, given.source, digest, before, "", found.changes)
    after = registry_in_use.with_revisions(held.shipped, [*held.made, planned], held.ruled)
    store.blobs.put(given.body)
    written = revisions.append(
        store, found.changes, given.who, given.why, given.source, digest, before, after.version, now, seen=seen
    )
    if isinstance(written, Stale):
        newest = written.newest
        fail(
            f"{newest.who} changed the registry meanwhile (revision {newest.number}, {newest.source or newest.why}):"
            " nothing was changed; run the command again to see the new difference"
        )
    registry_versions.remember(store, after, now)
    return written


def _conclude(
    given: _Given,
    read: ReadList,
    compared: _Compared,
    registry: Registry,
    applied: Revision | None,
    *,
    as_json: bool,
    apply: bool,
) -> None:
    rejected = read.count(RowStanding.REJECTED)
    if as_json:
        _print_json(given, read, compared, registry, applied)
    else:
        if compared.alarm and not applied:
            err.print(f"warning: {compared.alarm}", markup=False, style="bold red")
        if rejected:
            out.print(f"{rejected} rows were rejected and change nothing; the other rows are used", markup=False)
        out.print(_ending(compared.found, applied, apply=apply), markup=False)
    if rejected:
        raise SystemExit(1)


def _ending(found: Difference, applied: Revision | None, *, apply: bool) -> str:
    if applied:
        return f"applied as revision {applied.number}: registry {applied.before} → {applied.after}"
    if not found.changes:
        return "nothing to change: the registry holds everything that this list says"
    if apply:
        return f"not applied: {in_one_line(found.changes)}"
    return "nothing was changed: apply it with --apply --who NAME --why TEXT"


def _print_json(
    given: _Given, read: ReadList, compared: _Compared, registry: Registry, applied: Revision | None
) -> None:
    about = {
        "file": given.file.name,
        "source": given.source,
        "digest": given.digest,
        "registry": registry.version,
        "after": applied.after if applied else None,
        "revision": applied.number if applied else None,
    }
    print_json(about | as_json(compared.found, read, compared.left))
