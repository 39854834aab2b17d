"""Files and folders of logs: what they are is found out, what they hold is read, what is left is said."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from corpora.ct_certificates import Specimen
from corpora.ct_log import data_tile, get_entries, gzip_once, names_tile, tile_path
from zhenwang.domain.candidate import Malformed
from zhenwang.sources.ct_files import OTHER_FILE, Entry, as_json, read_ct, read_paths

Make = Callable[..., list[Specimen]]


def write(path: Path, body: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body)
    return path


def test_every_wire_format_is_recognised(tmp_path: Path, make_specimens: Make) -> None:
    some = make_specimens(3)
    bodies = {
        "tile": data_tile(some, 0),
        "plain_tile": data_tile(some, 0, compressed=False),
        "names.gz": names_tile(some),
        "names.jsonl": names_tile(some, compressed=False),
        "page.json": get_entries(some),
        "page.json.gz": gzip_once(get_entries(some)),
        "lines.jsonl": b"\n".join(json.dumps(row).encode() for row in json.loads(get_entries(some))["entries"]),
        "one.json": json.dumps(json.loads(get_entries(some[:1]))["entries"][0]).encode(),
    }
    for name, body in bodies.items():
        items = list(read_ct(write(tmp_path / name, body), "log"))
        wanted = ["www.host0.example"] if name == "one.json" else [f"www.host{n}.example" for n in range(3)]
        assert [one.names[0] for one in items if isinstance(one, Entry)] == wanted, name
        assert len(items) == len(wanted), name


def test_log_and_index_come_from_the_path(tmp_path: Path, make_specimens: Make) -> None:
    tile = write(tmp_path / "jingchu2026h2" / tile_path(1234, 2), data_tile(make_specimens(2), 1234 * 256))
    names = write(tmp_path / "jingchu2026h2" / tile_path(3, 2, "names"), names_tile(make_specimens(2)))
    page = write(tmp_path / "oldlog" / "get-entries-start-10000-end-10001.json", get_entries(make_specimens(2)))
    found = [(one.log, one.index) for one in read_paths([tile, names, page]) if isinstance(one, Entry)]
    assert found == [
        ("jingchu2026h2", 1234 * 256),
        ("jingchu2026h2", 1234 * 256 + 1),
        ("jingchu2026h2", 768),
        ("jingchu2026h2", 769),
        ("oldlog", 10_000),
        ("oldlog", 10_001),
    ]
    assert {one.log for one in read_ct(tile, "given") if isinstance(one, Entry)} == {"given"}


def test_a_full_tile_with_fewer_entries_is_reported(tmp_path: Path, make_specimens: Make) -> None:
    path = write(tmp_path / "log" / "tile" / "data" / "000", data_tile(make_specimens(2), 0))
    items = list(read_ct(path))
    assert [isinstance(one, Entry) for one in items] == [True, True, False]


def test_C17_a_cut_gzip_tile_gives_the_entries_before_the_cut(tmp_path: Path, make_specimens: Make) -> None:
    whole = data_tile(make_specimens(40), 0)
    path = write(tmp_path / "log" / tile_path(0, 40), whole[: len(whole) // 2])
    items = list(read_ct(path))
    read = [one for one in items if isinstance(one, Entry)]
    assert 5 < len(read) < 40
    assert [one.index for one in read] == list(range(len(read)))
    assert all(isinstance(one, Malformed) for one in items[len(read) :])
    assert any("gzip" in one.reason for one in items if isinstance(one, Malformed))


def test_C17_a_bomb_is_one_sentence(tmp_path: Path) -> None:
    bomb = write(tmp_path / "log" / "tile" / "data" / "000", gzip.compress(bytes(20 * 1024 * 1024)))
    (item,) = read_ct(bomb)
    assert isinstance(item, Malformed)
    assert "more than 8 MiB" in item.reason


@pytest.mark.parametrize(
    ("name", "body", "what"),
    [
        ("checkpoint", b"log.example/x\n5\n" + b"A" * 43 + b"=\n\n\xe2\x80\x94 x AAAA\n", "a checkpoint"),
        ("get-sth.json", b'{"tree_size":5,"timestamp":1}', "a signed tree head"),
        ("log_list.json", b'{"operators":[]}', "a log list"),
        ("add-chain.json", b'{"chain":["AAAA"]}', "a submission"),
        ("issuer.pem", b"subject=x\n-----BEGIN CERTIFICATE-----\nAAAA\n", "certificates in PEM"),
        ("facts.jsonl", b'{"a":1}\n{"a":2}\n', "JSON lines without log entries"),
        ("broken.json", b'{"a":1', "text that is not JSON"),
        ("notes.csv", b"a,b\n1,2\n", "no certificate-log format"),
    ],
)
def test_other_files_say_what_they_are(tmp_path: Path, name: str, body: bytes, what: str) -> None:
    (item,) = read_ct(write(tmp_path / name, body))
    assert isinstance(item, Malformed)
    assert item.source == OTHER_FILE
    assert item.reason.startswith("not an entry file")
    assert what in item.reason


def test_hash_tiles_are_no_damage(tmp_path: Path) -> None:
    (item,) = read_ct(write(tmp_path / "log" / "tile" / "0" / "000", bytes(8192)))
    assert isinstance(item, Malformed)
    assert (item.source, "hash tile" in item.reason) == (OTHER_FILE, True)


def test_what_cannot_be_opened_is_a_result(tmp_path: Path) -> None:
    empty = write(tmp_path / "empty", b"")
    cut_page = write(tmp_path / "page.json", b'{"entries":[{"leaf_input":"AAAA')
    missing, folder, empty_item, page = [
        item for path in (tmp_path / "missing", tmp_path, empty, cut_page) for item in list(read_ct(path))[:1]
    ]
    reasons = [item.reason for item in (missing, folder, empty_item, page) if isinstance(item, Malformed)]
    assert "No such file" in reasons[0]
    assert "not a file" in reasons[1]
    assert "empty" in reasons[2]
    assert "not whole JSON" in reasons[3]


def test_folders_are_walked_in_order_and_links_are_not_followed(tmp_path: Path, make_specimens: Make) -> None:
    write(tmp_path / "log" / tile_path(1, 1), data_tile(make_specimens(1, first=1), 256))
    write(tmp_path / "log" / tile_path(0, 1), data_tile(make_specimens(1), 0))
    (tmp_path / "log" / "again").symlink_to(tmp_path, target_is_directory=True)
    assert [one.index for one in read_paths([tmp_path]) if isinstance(one, Entry)] == [0, 256]


def test_as_json_has_the_promised_fields(tmp_path: Path, make_specimens: Make) -> None:
    tile = write(tmp_path / "log" / tile_path(2, 3), data_tile(make_specimens(2), 512))
    entry, _, damaged = read_ct(tile)
    assert as_json(entry) == {
        "log": "log",
        "index": 512,
        "kind": "precert",
        "names": ["www.host0.example"],
        "issuer": "CN=Jingchu Test CA R1,O=Jingchu Test Authority,C=CN",
        "not_before": "2026-11-20T08:00:00+00:00",
        "not_after": "2027-02-18T08:00:00+00:00",
    }
    told = as_json(damaged)
    assert (told["log"], told["index"], told["names"]) == ("log", 514, [])
    assert "2 of 3 entries" in str(told["error"])
    assert as_json(Malformed("ct", "/some/file", "why", b""))["index"] is None
