"""The certificate log slice of the recorded day: the fakes among ordinary names, in three wire formats."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from corpora.ct_certificates import Specimen
from corpora.ct_log import TILE, data_tile, get_entries, names_tile, tile_path
from corpora.day_cast import Member, cast
from corpora.day_names import ordinary

DATA_TILE = 4_081_233
NAMES_TILE = 7_310
FIRST_ENTRY = 961_984_000
"""Index of the first entry of the get-entries answer: another log, another place."""

ENTRIES = 32
_MIDNIGHT = datetime(2026, 11, 19, 16, tzinfo=UTC)  # 2026-11-20 00:00 in Asia/Shanghai
_ISSUERS = ("Jingchu Test CA R1", "Jingchu Test CA E7", "Donghu Test DV CA", "Chu Trust Test OV CA")
# A name that no IDNA encoder would write: GBK bytes in a dNSName, as careless software puts them there.
_CARELESS: tuple[str | bytes, ...] = ("kefu.hengtongsoft.example", "客服".encode("gbk") + b".hengtongsoft.example")


def log_files() -> dict[str, bytes]:
    """The slice by path below ``log/``: one full data tile, one full names tile, one get-entries answer."""
    data = [*_fakes("data"), Specimen(_CARELESS, "x509", _MIDNIGHT, _MIDNIGHT + timedelta(days=90))]
    return {
        tile_path(DATA_TILE): data_tile(_mixed(data, TILE, "data"), DATA_TILE * TILE),
        tile_path(NAMES_TILE, level="names"): names_tile(_mixed(list(_fakes("names")), TILE, "names")),
        f"get-entries-start-{FIRST_ENTRY}-end-{FIRST_ENTRY + ENTRIES - 1}.json": get_entries(
            _mixed(list(_fakes("entries")), ENTRIES, "entries"), FIRST_ENTRY
        ),
    }


def _fakes(place: str) -> Iterator[Specimen]:
    """The certificates of the cast in one file; the first host of a file has its precertificate there as well."""
    first = True
    for member in cast():
        if place not in member.seen:
            continue
        for kind in ("precert", "x509") if first else ("precert",):
            yield _specimen(_certified(member), kind, member.host)
        first = False


def _certified(member: Member) -> tuple[str, ...]:
    """The names on a member's certificate: the host, and what people order with it."""
    bare = member.host.removeprefix("www.")
    if bare != member.host and bare.count(".") == 1:
        return member.host, bare
    if member.disguise == "proxied":
        return member.host, f"*.{member.host.partition('.')[2]}"
    return (member.host,)


def _mixed(chosen: list[Specimen], size: int, seed: str) -> list[Specimen]:
    """``size`` entries in the order of logging: the chosen among ordinary ones."""
    rows = [_specimen(names, kind, names[0]) for names, kind in ordinary(size - len(chosen), seed)]
    return sorted([*chosen, *rows], key=lambda one: one.timestamp)


def _specimen(names: tuple[str, ...], kind: str, label: str) -> Specimen:
    draw = random.Random(label)
    start = _MIDNIGHT + timedelta(seconds=int(draw.random() * 57_000))
    if kind == "x509":
        start += timedelta(seconds=2)
    days = 90 if draw.random() < 0.8 else 197
    return Specimen(names, kind, start, start + timedelta(days=days), _ISSUERS[int(draw.random() * len(_ISSUERS))])
