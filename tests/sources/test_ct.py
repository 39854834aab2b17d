"""The certificate-log source: hosts out, nothing lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from corpora.ct_certificates import Specimen
from corpora.ct_log import data_tile, tile_path
from zhenwang.domain.candidate import Malformed, Sighting
from zhenwang.sources.ct import CtFiles, sightings_of
from zhenwang.sources.ct_entry import Entry

NOW = datetime(2026, 11, 22, tzinfo=UTC)
Make = Callable[..., list[Specimen]]


def entry(*names: str) -> Entry:
    return Entry("log", 7, "x509", names, "CN=x", NOW, NOW, NOW)


def test_a_folder_gives_sightings_and_passes_over_its_other_files(tmp_path: Path, make_specimens: Make) -> None:
    for path, body in {
        tile_path(0, 2): data_tile(make_specimens(2), 0),
        "tile/0/000.p/2": bytes(64),
        "checkpoint": b"log.example\n2\n" + b"A" * 43 + b"=\n\n",
    }.items():
        (tmp_path / "log" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "log" / path).write_bytes(body)
    source = CtFiles((tmp_path,))
    found = list(source.sightings(NOW))
    assert [(one.name, one.locator) for one in found if isinstance(one, Sighting)] == [
        ("www.host0.example", "log#0"),
        ("www.host1.example", "log#1"),
    ]
    assert len(found) == 2
    assert found[0].seen_at.isoformat() == "2026-11-20T08:58:30+00:00" if isinstance(found[0], Sighting) else False
    named = list(CtFiles((tmp_path / "log" / "checkpoint",)).sightings(NOW))
    assert isinstance(named[0], Malformed), "a file that was named itself is answered for"


def test_an_empty_folder_gives_nothing(tmp_path: Path) -> None:
    assert list(CtFiles((tmp_path,)).sightings(NOW)) == []


def test_C12_hosts_of_an_unreadable_entry_are_seen_all_the_same() -> None:
    bad = Malformed("ct", "log#7", "why", b"raw", ("www.hubei.gov.cn", "www.hubei.gov.cn:443"))
    found = list(sightings_of([bad], NOW))
    assert found[0] is bad
    assert [(one.name, one.seen_at) for one in found[1:] if isinstance(one, Sighting)] == [("www.hubei.gov.cn", NOW)]


def test_names_that_are_no_hosts_stay_out_unless_nothing_else_is_there() -> None:
    (only,) = sightings_of([entry("a.example", "a.example:443", "*", "ip:192.0.2.1")], NOW)
    assert isinstance(only, Sighting)
    assert list(sightings_of([entry("ip:192.0.2.1")], NOW)) == []
    (bad,) = sightings_of([entry("*")], NOW)
    assert isinstance(bad, Malformed)
    assert (bad.locator, bad.raw) == ("log#7", b"*")


def test_C15_precertificate_and_certificate_are_two_sightings_of_one_name(make_specimens: Make, tmp_path: Path) -> None:
    both = [make_specimens(1)[0], replace(make_specimens(1)[0], kind="x509")]
    path = tmp_path / "tile"
    path.write_bytes(data_tile(both, 0))
    found = [one for one in CtFiles((path,)).sightings(NOW) if isinstance(one, Sighting)]
    assert [one.name for one in found] == ["www.host0.example"] * 2
    assert len({one.locator for one in found}) == 2
