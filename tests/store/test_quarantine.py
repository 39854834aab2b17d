from datetime import timedelta

from tests.store.made import NOW
from zhenwang.domain.candidate import Malformed
from zhenwang.store import quarantine
from zhenwang.store.opening import Store


def test_an_item_keeps_bytes_reason_and_names(store: Store) -> None:
    raw = bytes(range(256))
    quarantine.keep(store, Malformed("ct", "log:7\x00", "DER \ud800 ends early", raw, ("a.example.com",)), NOW)
    [kept] = quarantine.items(store)
    assert (kept.source, kept.locator, kept.reason) == ("ct", "log:7\x00", "DER \ud800 ends early")
    assert kept.names == ("a.example.com",)
    assert store.blobs.get(kept.raw) == raw


def test_the_same_item_is_kept_once(store: Store) -> None:
    for _ in range(3):
        quarantine.keep(store, Malformed("ct", "log:7", "bad", b"x"), NOW)
    quarantine.keep(store, Malformed("ct", "log:7", "bad", b"y"), NOW)
    assert quarantine.count(store) == 2


def test_the_newest_come_first_and_the_list_is_bounded(store: Store) -> None:
    for number in range(5):
        item = Malformed("list", f"hosts.txt:{number}", "not a host", str(number).encode())
        quarantine.keep(store, item, NOW + timedelta(seconds=number))
    assert [kept.locator for kept in quarantine.items(store, 2)] == ["hosts.txt:4", "hosts.txt:3"]
    assert quarantine.count(store) == 5
