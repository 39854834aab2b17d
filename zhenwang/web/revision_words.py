"""What a revision changed in an entry, field by field, as text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from zhenwang.domain.body import FormerName
from zhenwang.domain.revision import Change
from zhenwang.domain.site import Conflict, SiteHost
from zhenwang.registry.contradictions import as_text
from zhenwang.registry.fields import SEVERAL, value


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of one revision. Of several values only those that went and those that came are told."""

    field: str
    gone: tuple[str, ...]
    come: tuple[str, ...]


def field_changes(change: Change) -> tuple[FieldChange, ...]:
    """Empty for an entry that was added or that vanished: it came or went whole."""
    if change.before is None or change.after is None:
        return ()
    before, after = change.before, change.after
    return tuple(_field_change(field, value(before, field), value(after, field)) for field in change.fields)


def _field_change(field: str, before: Any, after: Any) -> FieldChange:
    if field in SEVERAL:
        gone = tuple(_told(item) for item in before if item not in after)
        return FieldChange(field, gone, tuple(_told(item) for item in after if item not in before))
    return FieldChange(field, tuple(filter(None, (as_text(before),))), tuple(filter(None, (as_text(after),))))


def _told(item: object) -> str:
    if isinstance(item, Conflict):
        return " ≠ ".join(text for text, _ in item.values)
    if isinstance(item, FormerName):
        return f"{item.name} ({item.until})" if item.until else item.name
    return f"{item.host} ({item.role.value})" if isinstance(item, SiteHost) else str(item)
