"""Writes certificate logs in their three wire formats, so that tests and the recorded day read what real logs serve.

Static-ct data tiles (https://c2sp.org/static-ct-api), Sunlight's names tiles, and RFC 6962 get-entries answers. The
output depends on the arguments only: no clock, no random numbers.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import zlib
from collections.abc import Sequence

from corpora.ct_certificates import Issued, Specimen, a_labels, issue

TILE = 256
"""Entries of a full tile."""


def data_tile(entries: Sequence[Specimen], first_index: int = 0, *, seed: int = 1, compressed: bool = True) -> bytes:
    """A data tile: ``TileLeaf`` structures one after the other, gzip-compressed as logs serve them.

    Full tiles have ``TILE`` entries and stand at ``tile/data/<N>``; fewer make a partial tile, ``tile/data/<N>.p/<W>``.
    """
    leaves = b"".join(_tile_leaf(issue(one, seed), first_index + place) for place, one in enumerate(entries))
    return gzip_once(leaves) if compressed else leaves


def names_tile(entries: Sequence[Specimen], *, compressed: bool = True) -> bytes:
    """A names tile: one JSON object a line. It knows neither issuer nor validity, and its index is its place."""
    lines = "".join(json.dumps(_trimmed(one), ensure_ascii=False, separators=(",", ":")) + "\n" for one in entries)
    return gzip_once(lines.encode()) if compressed else lines.encode()


def get_entries(entries: Sequence[Specimen], first_index: int = 0, *, seed: int = 1, indexed: bool = False) -> bytes:
    """The JSON of a ``ct/v1/get-entries`` answer (RFC 6962, 4.6).

    RFC 6962 logs write no leaf index; ``indexed`` adds the static-ct extension all the same.
    """
    rows = []
    for place, one in enumerate(entries):
        issued = issue(one, seed)
        extensions = leaf_index_extension(first_index + place) if indexed else b""
        leaf = b"\x00\x00" + _timestamped_entry(issued, extensions)
        rows.append({"leaf_input": _base64(leaf), "extra_data": _base64(_extra_data(issued))})
    return json.dumps({"entries": rows}, separators=(",", ":")).encode()


def tile_path(number: int, width: int = TILE, level: str = "data") -> str:
    """Where a tile stands below the monitoring prefix: ``tile/data/x001/234`` or ``tile/data/000.p/12``."""
    groups = [f"{number % 1000:03d}"]
    while number >= 1000:
        number //= 1000
        groups.insert(0, f"x{number % 1000:03d}")
    suffix = "" if width == TILE else f".p/{width}"
    return f"tile/{level}/" + "/".join(groups) + suffix


def leaf_index_extension(index: int) -> bytes:
    """The static-ct extension 0: the entry's place in the log as 40 bits."""
    return b"\x00" + _opaque(index.to_bytes(5, "big"), 2)


def gzip_once(body: bytes) -> bytes:
    """gzip without time or system in its header: the same on every machine with the same zlib."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(body) + packer.flush()
    trailer = binascii.crc32(body).to_bytes(4, "little") + (len(body) & 0xFFFFFFFF).to_bytes(4, "little")
    return b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff" + packed + trailer


def _tile_leaf(issued: Issued, index: int) -> bytes:
    body = _timestamped_entry(issued, leaf_index_extension(index))
    if issued.specimen.kind == "precert":
        body += _opaque(issued.precertificate, 3)
    return body + _opaque(b"".join(hashlib.sha256(one).digest() for one in issued.chain), 2)


def _timestamped_entry(issued: Issued, extensions: bytes) -> bytes:
    start = issued.specimen.timestamp.to_bytes(8, "big")
    if issued.specimen.kind == "precert":
        signed = b"\x00\x01" + issued.issuer_key_hash + _opaque(issued.tbs, 3)
    else:
        signed = b"\x00\x00" + _opaque(issued.certificate, 3)
    return start + signed + _opaque(extensions, 2)


def _extra_data(issued: Issued) -> bytes:
    chain = _opaque(b"".join(_opaque(one, 3) for one in issued.chain), 3)
    return _opaque(issued.precertificate, 3) + chain if issued.specimen.kind == "precert" else chain


def _trimmed(specimen: Specimen) -> dict[str, object]:
    names = [
        (name if isinstance(name, bytes) else a_labels(name)).decode("utf-8", "replace") for name in specimen.names
    ]
    subject = {"CommonName": names[0]} if names else {}
    return {"Timestamp": specimen.timestamp, "Subject": subject, "DNS": names}


def _opaque(body: bytes, length_bytes: int) -> bytes:
    """A variable-length vector of TLS presentation language (RFC 8446, 3.4)."""
    return len(body).to_bytes(length_bytes, "big") + body


def _base64(body: bytes) -> str:
    return base64.b64encode(body).decode("ascii")
