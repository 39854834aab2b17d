"""The picture inside an ``.ico`` file, in a format whose own header tells its size.

Icons are a directory of pictures, each a PNG or a bitmap without its file header (Microsoft, "Icons", 1995). The bytes
that come out are to be judged like any other picture: nothing is decoded here.
"""

from __future__ import annotations

import struct

MAX_ICON = 512 * 1024
_MAX_PICTURES = 32
_MAX_SIDE = 256
_DIRECTORY, _ENTRY = struct.Struct("<HHH"), struct.Struct("<BBBBHHII")
_BITMAP = struct.Struct("<IiiHHIIiiII")
_PNG = b"\x89PNG\r\n\x1a\n"


def picture_in(body: bytes) -> bytes:
    """The largest picture of an icon as PNG or BMP; the bytes themselves when they are no icon, empty if it is broken.

    A bitmap's transparency mask is left out.
    """
    if body[:4] != b"\0\0\1\0":
        return body
    if len(body) > MAX_ICON or len(body) < _DIRECTORY.size:
        return b""
    count = min(_DIRECTORY.unpack_from(body)[2], _MAX_PICTURES, (len(body) - _DIRECTORY.size) // _ENTRY.size)
    entries = [_ENTRY.unpack_from(body, _DIRECTORY.size + number * _ENTRY.size) for number in range(count)]
    for _, _, _, _, _, _, length, start in sorted(entries, key=lambda entry: (-(entry[0] or 256), -entry[5])):
        picture = body[start : start + length]
        found = picture if picture.startswith(_PNG) else _bitmap(picture)
        if found:
            return found
    return b""


def _bitmap(picture: bytes) -> bytes:
    """A bitmap file from its two headers' worth: its height counts picture and mask, so half of it is the picture."""
    if len(picture) < _BITMAP.size:
        return b""
    size, width, height, planes, depth, packing, *_, used, _ = _BITMAP.unpack_from(picture)
    if size != _BITMAP.size or not 0 < width <= _MAX_SIDE or height != 2 * width or packing or used > 256:
        return b""
    colours = (used or 1 << depth) * 4 if depth <= 8 else 0
    header = _BITMAP.pack(size, width, width, planes, depth, 0, 0, 0, 0, used, 0)
    start = 14 + _BITMAP.size + colours
    return struct.pack("<2sIHHI", b"BM", 14 + len(picture), 0, 0, start) + header + picture[_BITMAP.size :]
