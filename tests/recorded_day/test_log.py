"""The log slice is read in all three wire formats, and every host of the cast that should be there is."""

from datetime import UTC, datetime, timedelta

import pytest

from corpora.day_cast import cast
from corpora.day_log import ENTRIES, FIRST_ENTRY
from corpora.recorded_day import FOLDER
from zhenwang.domain.candidate import Malformed
from zhenwang.sources.ct_entry import Entry
from zhenwang.sources.ct_files import read_ct

LOG = FOLDER / "log"
SIZES = {"data": 256, "names": 256, "entries": ENTRIES}
START = datetime(2026, 11, 19, 16, tzinfo=UTC)


@pytest.fixture(scope="module")
def read() -> dict[str, list[Entry | Malformed]]:
    found = {
        "data": next((LOG / "tile/data").rglob("[0-9][0-9][0-9]")),
        "names": next((LOG / "tile/names").rglob("[0-9][0-9][0-9]")),
        "entries": next(LOG.glob("get-entries-*.json")),
    }
    return {place: list(read_ct(path)) for place, path in found.items()}


@pytest.mark.parametrize("place", SIZES)
def test_every_entry_is_read_or_reported(read, place):
    assert len(read[place]) == SIZES[place]


@pytest.mark.parametrize("place", SIZES)
def test_the_cast_is_in_its_file(read, place):
    names = {name for item in read[place] for name in item.names}
    assert {member.host for member in cast() if place in member.seen} <= names


def test_C12_the_one_careless_certificate_is_kept_with_its_names(read):
    odd = [item for items in read.values() for item in items if isinstance(item, Malformed)]
    assert len(odd) == 1
    assert "kefu.hengtongsoft.example" in odd[0].names
    assert odd[0].raw


def test_both_kinds_of_certificate_occur(read):
    for place in ("data", "entries"):
        kinds = {item.kind for item in read[place] if isinstance(item, Entry)}
        assert kinds == {"x509", "precert"}


def test_C15_a_precertificate_and_its_certificate_are_both_logged(read):
    kinds = {item.kind for item in read["data"] if "www.lansegs.example" in item.names and isinstance(item, Entry)}
    assert kinds == {"x509", "precert"}


def test_indexes_and_times_run_on(read):
    entries = [item for item in read["entries"] if isinstance(item, Entry)]
    assert [item.index for item in entries] == list(range(FIRST_ENTRY, FIRST_ENTRY + ENTRIES))
    for items in read.values():
        times = [item.timestamp for item in items if isinstance(item, Entry)]
        assert times == sorted(times)
        assert times[0] >= START
        assert times[-1] < START + timedelta(days=1)
