"""Whether bytes are a PNG and nothing more: said without a decoder, of what a process answers that opens hostile ones.

Whoever broke into that process writes its answer, which officials will look at. So nothing is kept but the four kinds
of chunk that a picture needs (PNG, third edition, 5.3), with pixels for exactly the size it tells.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_HEADER = struct.Struct(">IIBBBBB")
_CHANNELS = {0: 1, 2: 3, 4: 2, 6: 4}
"""By colour type: grey, colour, and both with transparency; eight bits each."""
_STEP = 1 << 20


def is_plain(png: bytes, longest: int) -> bool:
    """Whether it is a header, pixels and an end, without a palette, at most ``longest`` pixels a side. Never raises."""
    chunks = list(_chunks(png))
    kinds = [kind for kind, _ in chunks]
    if len(kinds) < 3 or kinds[0] != b"IHDR" or kinds[-1] != b"IEND" or chunks[-1][1] or set(kinds[1:-1]) != {b"IDAT"}:
        return False
    if len(chunks[0][1]) != _HEADER.size:
        return False
    width, height, bits, colour, packing, filtering, interlaced = _HEADER.unpack(chunks[0][1])
    if not (0 < width <= longest and 0 < height <= longest and bits == 8 and colour in _CHANNELS):
        return False
    if packing or filtering or interlaced:
        return False
    return _holds([data for _, data in chunks[1:-1]], 1 + width * _CHANNELS[colour], height)


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Kind and data of each chunk; an empty kind for whatever is none."""
    place = len(_SIGNATURE)
    if not png.startswith(_SIGNATURE):
        yield b"", b""
    while png.startswith(_SIGNATURE) and place < len(png):
        length = int.from_bytes(png[place : place + 4], "big")
        kind, data = png[place + 4 : place + 8], png[place + 8 : place + 8 + length]
        crc = png[place + 8 + length : place + 12 + length]
        if len(crc) < 4 or zlib.crc32(kind + data) != int.from_bytes(crc, "big"):
            yield b"", b""
            return
        yield kind, data
        place += 12 + length


def _holds(packed: list[bytes], row: int, rows: int) -> bool:
    """Whether the data unpack to exactly so many rows, each with a filter that there is (PNG 9.2), and then end."""
    unpacking, unpacked = zlib.decompressobj(), bytearray()
    try:
        for part in packed:
            rest = part
            while rest and len(unpacked) <= row * rows and not unpacking.eof:
                unpacked += unpacking.decompress(rest, _STEP)
                rest = unpacking.unconsumed_tail
    except zlib.error:
        return False
    whole = unpacking.eof and not unpacking.unused_data and len(unpacked) == row * rows
    return whole and max(unpacked[::row], default=0) <= 4
