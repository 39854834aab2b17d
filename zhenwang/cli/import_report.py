"""What an import found, for a person and for a machine: the rows as they were read, and the difference they make."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict

from zhenwang.cli.output import out
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.domain.revision import Change, ChangeKind
from zhenwang.lists.outcomes import ReadList, RowStanding
from zhenwang.registry.contradictions import as_text
from zhenwang.registry.difference import Difference
from zhenwang.registry.editions import LeftOut
from zhenwang.registry.fields import SEVERAL, value

SHOWN = 20
"""How many entries of a kind are shown before the rest is only counted."""
_IN_LINE = 5

_TITLES = {
    ChangeKind.ADDED: ("+", "added 新增"),
    ChangeKind.CHANGED: ("~", "changed 变更"),
    ChangeKind.CONFLICTING: ("!", "conflicting 矛盾 (both values are kept until a person settles them)"),
    ChangeKind.VANISHED: ("-", "vanished 消失 (their hosts become retired hosts, watched for ever)"),
}
_QUIET = frozenset({"conflicts", "confidence", "sources"})


def print_rows(read: ReadList, most: int | None) -> None:
    counts = ", ".join(f"{read.count(standing)} {standing.value}" for standing in RowStanding)
    out.print(f"rows: {counts}", markup=False)
    for notice in read.notices:
        out.print(f"  {notice}", markup=False, style="dim")
    for standing in (RowStanding.CORRECTED, RowStanding.REJECTED):
        lines = [
            f"{standing.value}: {remark}" for row in read.rows if row.standing is standing for remark in row.remarks
        ]
        _print_some([[line] for line in lines], most)


def print_difference(found: Difference, registry: Registry, most: int | None) -> None:
    out.print(f"difference: {in_one_line(found.changes)}", markup=False)
    for kind, (sign, title) in _TITLES.items():
        changes = found.of(kind)
        told = [change for change in changes if not _confirms(change)]
        if changes:
            out.print(f"{title}: {len(changes)}{_summed(changes)}", style="bold", markup=False)
            _print_some([[f"{sign} {line}" for line in _told(change, registry)] for change in told], most)
        if raised := sum(map(_is_raised, changes)):
            only = f", {len(changes) - len(told)} with nothing else to change" if len(told) < len(changes) else ""
            out.print(f"  {raised} now of high confidence: a second list agrees{only}", markup=False, style="dim")
    if found.unread:
        out.print(f"not counted as vanished, because their rows could not be read: {len(found.unread)}", markup=False)
        _print_some([[site] for site in found.unread], most)


def print_left_out(left: LeftOut | None, most: int | None) -> None:
    if left and left.stay:
        named = ", ".join(left.stay if most is None else left.stay[:_IN_LINE])
        more = " …" if most is not None and len(left.stay) > _IN_LINE else ""
        told = f"{len(left.stay)} of the {left.named} sites that the edition of {left.day} named are not in this one"
        why = "they stay, because other lists name them (--covers says that this list is complete)"
        out.print(f"{told}: {named}{more}; {why}", markup=False)


def _confirms(change: Change) -> bool:
    """Whether a list only agrees with what we hold."""
    return _is_raised(change) and set(change.fields) <= {"confidence", "sources"}


def _is_raised(change: Change) -> bool:
    if change.before is None or change.after is None:
        return False
    return (change.before.confidence, change.after.confidence) == ("medium", "high")


def _summed(changes: Sequence[Change]) -> str:
    """In which fields entries change, the most frequent first: `` (312 site_code, 40 aliases)``."""
    counts = Counter(field for change in changes for field in change.fields if field not in _QUIET)
    counts.update(name for change in changes for name in _contested(change))
    told = ", ".join(f"{number} {field}" for field, number in counts.most_common())
    return f" ({told})" if told else ""


def _contested(change: Change) -> Iterator[str]:
    known = change.before.conflicts if change.before else ()
    yield from (f"{kept.field} ≠" for kept in (change.after.conflicts if change.after else ()) if kept not in known)


def in_one_line(changes: Iterable[Change]) -> str:
    counts = Counter(change.kind for change in changes)
    return ", ".join(f"{counts[kind]} {kind.value}" for kind in _TITLES)


def as_json(found: Difference, read: ReadList, left: LeftOut | None) -> dict[str, object]:
    """The whole report, nothing cut."""
    counts = Counter(change.kind for change in found.changes)
    return {
        "rows": {standing.value: read.count(standing) for standing in RowStanding},
        "notices": list(read.notices),
        "remarks": [
            {"row": asdict(row.place), "standing": row.standing.value, "site": row.site, **asdict(remark)}
            for row in read.rows
            for remark in row.remarks
        ],
        "counts": {kind.value: counts[kind] for kind in _TITLES},
        "scope": found.scope,
        "missing": found.missing,
        "kept_unread": list(found.unread),
        "earlier_edition": asdict(left) if left else None,
        "changes": [_record(change) for change in found.changes],
    }


def _told(change: Change, registry: Registry) -> Iterator[str]:
    site = change.after or change.before
    if site is None:
        return
    returned = change.kind is ChangeKind.ADDED and any(host in registry.retired for host in site.hosts)
    yield f"{site.id}  {site.name}" + ("  (returned: a retired host that is listed again)" if returned else "")
    yield from (f"    {line}" for line in _conflicts(change))
    if change.before and change.after:
        for field in change.fields:
            if field not in _QUIET:
                yield f"    {field}: {_became(field, change.before, change.after)}"


def _became(field: str, before: OfficialSite, after: OfficialSite) -> str:
    was, becomes = value(before, field), value(after, field)
    if field not in SEVERAL:
        return f"{as_text(was) or '—'} → {as_text(becomes) or '—'}"
    gained = [f"+ {as_text(_short(item))}" for item in becomes if item not in was]
    lost = [f"- {as_text(_short(item))}" for item in was if item not in becomes]
    return "  ".join((*lost, *gained)) or "in another order"


def _short(item: object) -> object:
    return getattr(item, "host", None) or getattr(item, "name", None) or item


def _conflicts(change: Change) -> Iterator[str]:
    known = change.before.conflicts if change.before else ()
    for conflict in change.after.conflicts if change.after else ():
        if conflict not in known:
            values = " ≠ ".join(f"{text or '—'} ({source or 'unknown source'})" for text, source in conflict.values)
            yield f"{conflict.field}: {values}"


def _record(change: Change) -> dict[str, object]:
    fields: dict[str, object] = {}
    if change.before and change.after:
        fields = {
            field: {"before": as_text(value(change.before, field)), "after": as_text(value(change.after, field))}
            for field in change.fields
            if field not in {"conflicts", "former_names", "further_hosts"}
        }
    return {
        "kind": change.kind.value,
        "site": change.site,
        "fields": fields,
        "before": asdict(change.before) if change.before else None,
        "after": asdict(change.after) if change.after else None,
    }


def _print_some(entries: Sequence[Sequence[str]], most: int | None) -> None:
    for lines in entries[:most]:
        for line in lines:
            out.print(f"  {line}", markup=False)
    if most is not None and len(entries) > most:
        out.print(f"  … and {len(entries) - most} more: --all shows them", markup=False, style="dim")
