"""How much faster the narrow reader takes names, issuer and validity from log entries than cryptography does.

Run: ``python -m bench.ct_read``. Both read the same data tile, made here; rounds are interleaved and CPU time is
counted, so that other work on the machine mostly drops out. Prints the ratio with its spread, and entries per second.
"""

from __future__ import annotations

import gzip
import json
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from cryptography import x509

from corpora.ct_certificates import Specimen
from corpora.ct_log import TILE, data_tile, get_entries, names_tile
from zhenwang.sources.certificate import read_certificate
from zhenwang.sources.ct_entries import parse_page, read_rows
from zhenwang.sources.ct_leaf import read_leaf
from zhenwang.sources.ct_names import read_names
from zhenwang.sources.ct_tiles import read_tile
from zhenwang.sources.packed import unpack

ROUNDS = 41
START = datetime(2026, 11, 20, 8, tzinfo=UTC)


def specimens() -> list[Specimen]:
    """A full tile of certificates with 2 to 10 names each."""
    return [
        Specimen(
            tuple(
                f"{word}.host{number}.example" for word in ("www", "mail", "api", "m", "img", "a", "b", "c", "d", "e")
            )[: 2 + number % 9],
            "x509",
            START,
            START + timedelta(days=90),
        )
        for number in range(TILE)
    ]


def with_cryptography(certificates: list[bytes]) -> int:
    names = 0
    for der in certificates:
        certificate = x509.load_der_x509_certificate(der)
        certificate.issuer.rfc4514_string()
        _ = certificate.not_valid_before_utc, certificate.not_valid_after_utc
        san = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        names += len(san.get_values_for_type(x509.DNSName))
    return names


def with_ours(certificates: list[bytes]) -> int:
    return sum(len(read_certificate(der).names) for der in certificates)


def certificates_of(tile: bytes) -> list[bytes]:
    body, at, found = unpack(tile).body, 0, []
    while at < len(body):
        leaf = read_leaf(body, at)
        found.append(leaf.certificate)
        at = leaf.end + 2 + int.from_bytes(body[leaf.end : leaf.end + 2], "big")
    return found


def clock(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def main() -> None:
    made = specimens()
    tile, names, page = data_tile(made), names_tile(made), gzip.compress(get_entries(made), mtime=0)
    certificates = certificates_of(tile)
    assert with_cryptography(certificates) == with_ours(certificates)
    contenders: dict[str, Callable[[], object]] = {
        "cryptography, DER": lambda: with_cryptography(certificates),
        "narrow reader, DER": lambda: with_ours(certificates),
        "data tile, gzip to entries": lambda: list(read_tile(unpack(tile).body, "log", 0)),
        "names tile, gzip to entries": lambda: list(read_names(unpack(names).body, "log")),
        "get-entries, gzip to entries": lambda: list(read_rows(parse_page(unpack(page).body), "log", 0)),  # type: ignore[arg-type]  # this page is one
    }
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(ROUNDS):
        for name, work in contenders.items():
            times[name].append(clock(work))
    base = times["cryptography, DER"]
    for name, taken in times.items():
        ratios = sorted(theirs / ours for theirs, ours in zip(base, taken, strict=True))
        row = {
            "what": name,
            "entries_per_second": round(TILE / statistics.median(taken)),
            "ratio": round(statistics.median(ratios), 2),
            "ratio_10_90": [round(ratios[ROUNDS // 10], 2), round(ratios[-ROUNDS // 10], 2)],
        }
        print(json.dumps(row))


if __name__ == "__main__":
    main()
