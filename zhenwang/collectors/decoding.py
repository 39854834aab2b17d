"""Content codings (RFC 9110 section 8.4) undone in small pieces: no input makes us hold more than we asked for.

The HTTP client's own decompression is never used: 1.6 kB of brotli became 2 GB inside it.
"""

from __future__ import annotations

import itertools
import zlib
from collections.abc import Callable, Iterable, Iterator

import brotli

from zhenwang.collectors.faults import bad_encoding, too_large

PIECE = 64 * 1024
MOST_CODINGS = 2
_GZIP = 16 + zlib.MAX_WBITS
_GZIP_MAGIC = b"\x1f\x8b"

Pieces = Iterator[bytes]


def decoded(pieces: Iterable[bytes], encodings: str, limit: int) -> Pieces:
    """Undo the codings that a Content-Encoding value names, yielding pieces of about 64 KiB.

    Every stage may give ``limit`` bytes and no more: then the ``too_large`` fault is raised. ``bad_encoding`` is raised
    when the bytes are not what the value says, or when it names more than two codings or an unknown one.
    """
    named = [coding for part in encodings.split(",") if (coding := part.strip().lower()) not in ("", "identity")]
    if len(named) > MOST_CODINGS:
        raise bad_encoding(f"叠加了 {len(named)} 层编码")
    result = _sliced(pieces)
    for coding in reversed(named):
        undo = _CODINGS.get(coding)
        if undo is None:
            raise bad_encoding(f"未知的编码 {coding[:40]!r}")
        result = capped(undo(result), limit)
    return capped(result, limit)


def _sliced(pieces: Iterable[bytes]) -> Pieces:
    for piece in pieces:
        for start in range(0, len(piece), PIECE):
            yield piece[start : start + PIECE]


def capped(pieces: Pieces, limit: int) -> Pieces:
    seen = 0
    for piece in pieces:
        if seen + len(piece) > limit:
            yield piece[: limit - seen]
            raise too_large(limit)
        seen += len(piece)
        yield piece


def _gunzip(pieces: Pieces) -> Pieces:
    stream = zlib.decompressobj(_GZIP)
    for piece in pieces:
        rest = piece
        while rest:
            if stream.eof:
                # A gzip file may have several members (RFC 1952 section 2.2); what follows the last is padding.
                if not rest.startswith(_GZIP_MAGIC):
                    return
                stream = zlib.decompressobj(_GZIP)
            yield _inflated(stream, rest)
            rest = stream.unused_data if stream.eof else stream.unconsumed_tail
    yield from _drained(stream)


def _inflate(pieces: Pieces) -> Pieces:
    # Servers send "deflate" both with and without the zlib wrapper, which its first two bytes give away (RFC 1950).
    start = b""
    while len(start) < 2:
        if (piece := next(pieces, None)) is None:
            break
        start += piece
    if not start:
        return
    wrapped = start[0] & 0x0F == zlib.DEFLATED and int.from_bytes(start[:2], "big") % 31 == 0
    stream = zlib.decompressobj(zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS)
    for piece in itertools.chain((start,), pieces):
        rest = piece
        while rest and not stream.eof:
            yield _inflated(stream, rest)
            rest = stream.unconsumed_tail
    yield from _drained(stream)


def _inflated(stream: zlib._Decompress, data: bytes) -> bytes:
    try:
        return stream.decompress(data, PIECE)
    except zlib.error as error:
        raise bad_encoding("压缩数据损坏") from error


def _drained(stream: zlib._Decompress) -> Pieces:
    # zlib may hold back output although all input is taken.
    while not stream.eof and (piece := _inflated(stream, b"")):
        yield piece
    if not stream.eof:
        raise bad_encoding("压缩数据不完整")


def _unbrotli(pieces: Pieces) -> Pieces:
    stream = brotli.Decompressor()
    if not hasattr(stream, "can_accept_more_data"):
        raise bad_encoding("本机的 brotli 版本不能限制输出")
    for piece in pieces:
        yield _unbrotlied(stream, piece)
        while not stream.is_finished() and not stream.can_accept_more_data():
            yield _unbrotlied(stream, b"")
        if stream.is_finished():
            return
    # It takes more input while output is still due, so the rest is asked for until nothing comes.
    while not stream.is_finished() and (rest := _unbrotlied(stream, b"")):
        yield rest
    if not stream.is_finished():
        raise bad_encoding("压缩数据不完整")


def _unbrotlied(stream: brotli.Decompressor, data: bytes) -> bytes:
    try:
        return bytes(stream.process(data, output_buffer_limit=PIECE))
    except brotli.error as error:
        raise bad_encoding("压缩数据损坏") from error


_CODINGS: dict[str, Callable[[Pieces], Pieces]] = {
    "gzip": _gunzip,
    "x-gzip": _gunzip,
    "deflate": _inflate,
    "br": _unbrotli,
}
