import hashlib
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from zhenwang.store.blobs import Blobs
from zhenwang.store.faults import BlobDamagedError, StoreUnavailableError


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    return Blobs(tmp_path / "blobs")


def file_of(blobs: Blobs, digest: str) -> Path:
    return blobs.root / digest[:2] / digest


@pytest.mark.parametrize("data", [b"", b"x", b"\x00" * 100_000])
def test_bytes_come_back_by_their_digest(blobs: Blobs, data: bytes) -> None:
    digest = blobs.put(data)
    assert digest == hashlib.sha256(data).hexdigest()
    assert blobs.get(digest) == data
    assert list(blobs.digests()) == [digest]


def test_the_same_bytes_are_kept_once(blobs: Blobs) -> None:
    assert blobs.put(b"x") == blobs.put(b"x")
    assert len(list(blobs.root.rglob("*"))) == 2


def test_Q9_bytes_and_both_folders_are_synced_before_put_returns(blobs: Blobs, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[Path] = []
    real = os.fsync

    def fsync(handle: int) -> None:
        synced.append(Path(f"/proc/self/fd/{handle}").readlink())
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    digest = blobs.put(b"x")
    path = file_of(blobs, digest)
    assert [place.name.split(".")[0] for place in synced] == [blobs.root.name, digest, path.parent.name]


def test_a_changed_blob_is_named_not_returned_and_healed_by_putting_it_again(blobs: Blobs) -> None:
    digest = blobs.put(b"evidence")
    file_of(blobs, digest).write_bytes(b"evidencf")
    with pytest.raises(BlobDamagedError, match=digest):
        blobs.get(digest)
    blobs.put(b"evidence")
    assert blobs.get(digest) == b"evidence"


def test_Q19_a_missing_blob_says_so(blobs: Blobs) -> None:
    with pytest.raises(BlobDamagedError, match="missing"):
        blobs.get("0" * 64)


@pytest.mark.parametrize(
    "digest", ["", "../../etc/passwd", "0" * 63, "0" * 65, "A" * 64, "0" * 64 + "\n", "g" * 64, "0" * 62 + "/x"]
)
def test_a_text_that_is_no_digest_is_refused(blobs: Blobs, digest: str) -> None:
    with pytest.raises(ValueError, match="not a SHA-256 digest"):
        blobs.get(digest)


def test_Q4_a_full_disk_is_one_sentence_and_leaves_nothing_behind(
    blobs: Blobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    (blobs.root / hashlib.sha256(b"x").hexdigest()[:2]).mkdir(parents=True)
    with pytest.raises(StoreUnavailableError, match="No space left on device"):
        blobs.put(b"x")
    assert [path for path in blobs.root.rglob("*") if path.is_file()] == []


def test_unfinished_writes_are_not_blobs(blobs: Blobs) -> None:
    digest = blobs.put(b"x")
    file_of(blobs, digest).with_name(digest + ".00ff00ff.part").write_bytes(b"half")
    assert list(blobs.digests()) == [digest]


def test_many_threads_put_the_same_bytes(blobs: Blobs) -> None:
    with ThreadPoolExecutor(16) as pool:
        digests = set(pool.map(blobs.put, [b"same"] * 64))
    assert len(digests) == 1
    assert blobs.get(digests.pop()) == b"same"
