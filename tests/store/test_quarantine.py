from datetime import timedelta

import pytest

from tests.store.made import NOW
from zhenwang.domain.candidate import Malformed
from zhenwang.store import quarantine, unread_bytes
from zhenwang.store.faults import BlobDamagedError
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


def test_R18_what_people_sent_lies_apart_and_goes_when_its_time_is_over(store: Store) -> None:
    mail = Malformed("mail", "a.eml", "no address", "我叫瞿霁桐".encode())
    for item in (mail, Malformed("mail", "b.eml", "no address", mail.raw), Malformed("ct", "log:7", "bad", mail.raw)):
        quarantine.keep(store, item, NOW)
    by_locator = {kept.locator: kept for kept in quarantine.items(store)}
    digest = by_locator["a.eml"].raw
    assert unread_bytes.get(store, "mail", digest) == store.blobs.get(digest) == mail.raw
    assert unread_bytes.erase_before(store, NOW) == 0
    assert unread_bytes.erase_before(store, NOW + timedelta(seconds=1)) == 2
    quarantine.keep(store, mail, NOW + timedelta(days=1))  # the folder is read again the next day
    assert not [path for path in (store.blobs.root / unread_bytes.FOLDER).rglob("*") if path.is_file()]
    kept = {one.locator: (one.reason, one.raw) for one in quarantine.items(store)}
    assert kept == {"a.eml": ("no address", ""), "b.eml": ("no address", ""), "log:7": ("bad", digest)}
    assert store.blobs.get(digest) == mail.raw, "evidence and log entries of the same bytes are not theirs"
    store.blobs.remove(digest)
    with pytest.raises(BlobDamagedError):
        unread_bytes.get(store, "mail", digest)
