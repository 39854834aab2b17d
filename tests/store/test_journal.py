from __future__ import annotations

import pytest

from tests.store.made import NOW, an_actor
from zhenwang.store import journal
from zhenwang.store.audit_log import Log, Wanted, entries
from zhenwang.store.opening import Store


def appended(store: Store, subject: str) -> tuple[str, str]:
    """The subject as it is kept, and the whole of it."""
    with store.write() as connection:
        journal.append(connection, an_actor(), "x", subject, "so", {"a": "b"}, NOW)
    [row] = entries(store, Log.JOURNAL, Wanted(), 1)
    assert row.facts["a"] == "b"
    return row.subject, row.facts.get("whole_subject", row.subject)


@pytest.mark.parametrize("char", ["a", "甄", "\U00020000", "\\", "\x00", "\ud800"])
@pytest.mark.parametrize("length", [99, 101, 600, 601, 20_000])
def test_a_long_subject_fits_an_index_and_is_kept_whole(store: Store, char: str, length: int) -> None:
    subject = char * length
    kept, whole = appended(store, subject)
    assert whole == subject
    assert kept == subject or (kept.endswith("…") and subject.startswith(kept[:-1]) and len(kept) > 90)
    assert len(kept.encode("utf-8", "surrogatepass")) < 2_500
    assert journal.damage(store) == []


def test_a_subject_of_bearable_length_is_kept_as_it_is(store: Store) -> None:
    assert appended(store, "a" * 600) == ("a" * 600, "a" * 600)
