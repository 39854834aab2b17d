"""``zhenwang text``: what is left of a text when everything that only fools machines is taken away."""

from __future__ import annotations

import codecs
import json
import sys
from collections.abc import Iterator
from typing import Annotated, BinaryIO

from cyclopts import Parameter

from zhenwang.cli.output import fail, nobody_reads
from zhenwang.text.charset import SAMPLE, decode, labels
from zhenwang.text.masking import masked as without_names
from zhenwang.text.prescan import codec_of
from zhenwang.text.streaming import comparable_stream
from zhenwang.text.traced import trace

MOST_TRACED = 64 << 20
"""Bytes up to which a text is held as a whole, for its map or its names."""


def text(
    *,
    masked: Annotated[bool, Parameter(negative=())] = False,
    charset: str = "",
    as_json: Annotated[bool, Parameter(name="--json", negative=())] = False,
) -> None:
    """Read text on standard input and print its comparable form, as one line.

    Two texts that people read as the same come out the same. Gone are Traditional and variant characters, full-width
    and mathematical forms, entities, invisible characters, pinyin (toned, toneless, doubled, in any brackets or
    none), symbols and spaces between Chinese characters, and letter case. Words in brackets that are no pinyin stay.

    `echo '湖(hú)北★省政府網(wǎng)站(AI)' | zhenwang text` prints `湖北省政府网站(ai)`;
    `zhenwang text --masked < page.txt` prints what is left when names and figures do not count.

    Input of any length is read piece by piece. Its charset is found out (marks, UTF-8, GB18030, Big5, UTF-16).

    Parameters
    ----------
    masked
        Write every place as ⌂, body as ⚑, person as ☻, number or date as ⌗: what was copied with the names changed
        compares as the same. Needs the text as a whole, at most 64 MiB.
    charset
        The charset of the input, if it is not to be found out: a label such as `gbk`.
    as_json
        Print one JSON object: `charset`, `comparable`, `masked`, and `map`, a list of
        `[start, end, original_start, original_end]` in characters. Within a run, characters stand one for one.
        Needs the text as a whole, at most 64 MiB.
    """
    codec = codec_of(charset) if charset else None
    if charset and not codec:
        fail(f"no browser reads the charset {charset!r}; give a label such as utf-8, gbk or big5, or none", 2)
    source = sys.stdin.buffer
    if as_json or masked:
        _print_whole(_bounded(source), codec, masked=masked, as_json=as_json)
        return
    try:
        for piece in comparable_stream(_decoded(source, codec)):
            sys.stdout.write(piece)
        sys.stdout.write("\n")
        sys.stdout.flush()
    except BrokenPipeError:
        nobody_reads()


def _print_whole(body: bytes, codec: str | None, *, masked: bool, as_json: bool) -> None:
    read, charset = (body.decode(codec, "replace"), codec) if codec else decode(body)
    traced = trace(read) if as_json else None
    comparable = traced.text if traced else "".join(comparable_stream([read]))
    if not traced:
        print(without_names(comparable))
        return
    found: dict[str, object] = {"charset": charset, "comparable": comparable}
    if masked:
        found["masked"] = without_names(comparable)
    print(json.dumps({**found, "map": list(traced.runs())}, ensure_ascii=False))


def _bounded(source: BinaryIO) -> bytes:
    body = source.read(MOST_TRACED + 1)
    if len(body) > MOST_TRACED:
        fail("the text is larger than 64 MiB; without --json and --masked any length is read", 2)
    return body


def _decoded(source: BinaryIO, codec: str | None) -> Iterator[str]:
    """The text of a stream, piece by piece. Its charset is told by the first piece that is more than ASCII."""
    head = source.read(SAMPLE)
    while head and not codec and head.isascii() and not labels(head):
        yield head.decode("ascii")
        head = source.read(SAMPLE)
    charset = codec or decode(head)[1]
    decoder = codecs.getincrementaldecoder(charset)("replace")
    yield decoder.decode(_unmarked(head, charset))
    while chunk := source.read(SAMPLE):
        yield decoder.decode(chunk)
    yield decoder.decode(b"", final=True)


def _unmarked(head: bytes, charset: str) -> bytes:
    marks = {"utf-8": codecs.BOM_UTF8, "utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}
    return head.removeprefix(marks.get(charset, b""))
