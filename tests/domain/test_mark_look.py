"""Official pictures are known by their hashes: what ships is whole, and a bad line is named."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path

import pytest

from zhenwang.domain.mark_look import BITS, COLUMNS, HASHES, LookKind, read_mark_looks
from zhenwang.pictures.look_alike import packed
from zhenwang.registry_in_use import load_pack
from zhenwang.settings import Settings

VIEW = (1, 2**64 - 1, 0, 5, 6, 7)
GOOD = {
    "id": "a", "kind": "emblem", "name": "试验徽", "name_en": "a trial emblem", "site": "", "jurisdiction": "cn",
    "reach": "90", "reach_in_colour": "95", "colours": "0 1 2",
    "views": b64encode(packed([VIEW, VIEW])).decode(),
    "sha256": "0" * 64, "size": "64x64", "source": "drawn", "licence": "none", "made": "by hand",
}  # fmt: skip


def lines(**changes: str) -> list[str]:
    return [",".join(COLUMNS) + "\n", ",".join((GOOD | changes)[name] for name in COLUMNS) + "\n"]


def test_a_look_is_read_as_it_was_written() -> None:
    (look,), bad = read_mark_looks(lines(), "looks.csv")
    assert bad == ()
    assert (look.kind, look.reach, look.reach_in_colour, look.colours) == (LookKind.EMBLEM, 90, 95, (0, 1, 2))
    assert look.views == (VIEW, VIEW)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"kind": "flag"}, "kind must be one of"),
        ({"licence": ""}, "must be filled in"),
        ({"reach": "many"}, "a number cannot be read"),
        ({"reach": "96"}, "the second no smaller"),
        ({"reach_in_colour": "449"}, "up to 448"),
        ({"views": "AAAA"}, "48 bytes each"),
        ({"views": "§" * 64}, "a number cannot be read"),
    ],
)
def test_a_bad_line_is_named_with_its_reason(changes: dict[str, str], says: str) -> None:
    looks, (bad,) = read_mark_looks(lines(**changes), "looks.csv")
    assert (looks, bad.line) == ((), 2)
    assert says in bad.reason


def test_a_line_that_stands_twice_counts_once_and_another_header_is_refused() -> None:
    looks, (bad,) = read_mark_looks([*lines(), lines()[1]], "looks.csv")
    assert (len(looks), bad.line) == (1, 3)
    assert read_mark_looks(["a,b\n"], "looks.csv")[0] == ()
    assert read_mark_looks([], "looks.csv") == ((), ())


def test_what_ships_is_whole_and_says_where_it_is_from(seeds: Path) -> None:
    with (seeds / "mark_looks.csv").open(encoding="utf-8", newline="") as handle:
        looks, bad = read_mark_looks(handle, "mark_looks.csv")
    assert bad == ()
    assert {look.kind for look in looks} == set(LookKind)
    assert all(len(view) == HASHES for look in looks for view in look.views)
    assert all(0 < look.reach <= look.reach_in_colour < BITS / 2 for look in looks)
    assert all(len(look.views) >= 15 for look in looks)


def test_a_pack_brings_the_looks_of_its_own_country() -> None:
    looks = load_pack(Settings()).jurisdiction.looks
    assert {look.jurisdiction for look in looks} == {"cn"}
    assert {look.site for look in looks if look.site} <= {
        "www.gov.cn",
        "www.hdct.gov.cn",
        "www.wuan.gov.cn",
        "www.shcm.gov.cn",
    }
