"""The edition of a list that was applied last, read again from the bytes that the store keeps of it."""

from __future__ import annotations

from collections.abc import Sequence

from zhenwang.cli.output import err
from zhenwang.domain.registry import Registry
from zhenwang.domain.revision import Revision
from zhenwang.lists.list_file import read_list
from zhenwang.registry.difference import Difference
from zhenwang.registry.editions import LeftOut, left_out
from zhenwang.store.faults import StoreError
from zhenwang.store.opening import Store


def held_against(
    store: Store,
    made: Sequence[Revision],
    source: str,
    digest: str,
    current: Registry,
    found: Difference,
    unread: Sequence[str],
) -> LeftOut | None:
    """What the newest edition of ``source`` names and the list of ``digest`` does not; None when there is no other.

    An edition whose bytes are gone or damaged is said on stderr, and the list is used without it.
    """
    earlier = next((past for past in reversed(made) if past.source == source and past.digest), None)
    if earlier is None or earlier.digest == digest:
        return None
    day = current.day(earlier.at)
    try:
        sites = read_list(store.blobs.get(earlier.digest), source).sites
    except StoreError as error:
        told = f"what the edition of {day} named and this one leaves out is not known: {error}"
        err.print(told, markup=False, soft_wrap=True)
        return None
    return left_out(current, sites, day, found, unread)
