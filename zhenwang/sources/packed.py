"""gzip with an upper bound, keeping what comes before any damage."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

MAX_DECODED = 8 * 1024 * 1024
"""Bytes of a decoded tile or page. A full data tile of 256 long chains stays below 1 MiB."""

MAGIC = b"\x1f\x8b"
_STEP = 64 * 1024


@dataclass(frozen=True, slots=True)
class Unpacked:
    """``body`` is what could be decoded; ``problem`` one sentence, or empty. ``refused`` means: do not use the body."""

    body: bytes
    problem: str = ""
    refused: bool = False


def unpack(body: bytes, most: int = MAX_DECODED) -> Unpacked:
    """The body as it was before gzip; a body without gzip's magic number is given back as it is.

    More than ``most`` decoded bytes are refused before they are made (threats C17); a stream that breaks off or fails
    its checksum gives what came before, and says so.
    """
    if not body.startswith(MAGIC):
        return Unpacked(b"", _too_large(most), refused=True) if len(body) > most else Unpacked(body)
    decoder = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    decoded = bytearray()
    for start in range(0, len(body), _STEP):
        try:
            decoded += decoder.decompress(body[start : start + _STEP], most + 1 - len(decoded))
        except zlib.error as error:
            return Unpacked(bytes(decoded), f"gzip is damaged after {len(decoded)} decoded bytes ({error})")
        if len(decoded) > most:
            return Unpacked(b"", _too_large(most), refused=True)
    if not decoder.eof:
        return Unpacked(bytes(decoded), f"gzip breaks off after {len(decoded)} decoded bytes")
    if decoder.unused_data:
        return Unpacked(bytes(decoded), f"{len(decoder.unused_data)} bytes after the end of gzip")
    return Unpacked(bytes(decoded))


def _too_large(most: int) -> str:
    return f"decodes to more than {most // (1024 * 1024)} MiB and is refused"
