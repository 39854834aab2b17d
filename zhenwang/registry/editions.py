"""What an earlier edition of a list named and this one does not: a list that is cut off says nothing of the rest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.domain.revision import ChangeKind
from zhenwang.domain.site import Status
from zhenwang.registry.difference import Difference
from zhenwang.registry.scope import is_alarming, named_in


@dataclass(frozen=True, slots=True)
class LeftOut:
    """``named`` is how many sites the edition applied on ``day`` named, and ``missing`` how many of them the new one
    does not name. ``stay`` are the ids of those that do not vanish: the program shipped them, or another list did.
    """

    day: date
    named: int
    missing: int = 0
    stay: tuple[str, ...] = ()


def left_out(
    current: Registry, earlier: Iterable[OfficialSite], day: date, found: Difference, unread: Iterable[str] = ()
) -> LeftOut:
    """Hold an earlier edition against the new one, whose difference to the registry in use is ``found``.

    What has left the registry since then is not missing, nor what ``unread``, the texts of rows that could not be read,
    may name.
    """
    running = [site for site in earlier if site.status is not Status.RETIRED]
    owners = (current.owner(host) for site in running for host in site.hosts[:1])
    present = {owner.id: owner for owner in owners if owner and not owner.closed and owner.id not in found.meant}
    doubtful = named_in(unread)
    missing = [id_ for id_, site in present.items() if doubtful.isdisjoint(site.hosts)]
    gone = {change.site for change in found.of(ChangeKind.VANISHED)}
    return LeftOut(day, len(running), len(missing), tuple(id_ for id_ in missing if id_ not in gone))


def to_confirm(found: Difference, left: LeftOut | None) -> int:
    """How many sites whoever applies the list has to confirm as missing: what vanishes, and what stays unnamed."""
    return found.missing + (len(left.stay) if left else 0)


def alarm(found: Difference, left: LeftOut | None) -> str:
    """The sentence on a list that is rather cut off than right; empty when too little is missing for that."""
    told: list[str] = []
    if is_alarming(found.missing, found.scope):
        told.append(f"{found.missing} of the {found.scope} sites that this list should name")
    if left and is_alarming(left.missing, left.named) and (left.stay or not told):
        told.append(f"{left.missing} of the {left.named} sites that the edition of {left.day} named")
    if not told:
        return ""
    parts = f" ({found.missing} vanish, {len(left.stay)} stay)" if left and left.stay and found.missing else ""
    return f"{' and '.join(told)} are missing{parts}: it may be cut off"
