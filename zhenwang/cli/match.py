"""``zhenwang match``: which official site does a host name resemble?"""

from __future__ import annotations

import functools
import os
import shlex
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Annotated, BinaryIO

import numpy as np
from cyclopts import Parameter
from numpy.typing import NDArray
from rich.progress import BarColumn, DownloadColumn, Progress, SpinnerColumn, TextColumn, TransferSpeedColumn

from zhenwang import runtime
from zhenwang.cli.jurisdiction import registry_of
from zhenwang.cli.match_text import print_exempt, print_found, print_nothing
from zhenwang.cli.output import err, fail, out, print_json_lines
from zhenwang.domain.hosts import NotAHost
from zhenwang.domain.registry import Registry
from zhenwang.matching.absent_registry import matcher_of
from zhenwang.matching.command import Found, Tally, as_row, match_stream, read_host
from zhenwang.matching.matcher import Matcher
from zhenwang.matching.public_services import public_services
from zhenwang.matching.screen import Screen
from zhenwang.settings import Settings
from zhenwang.sieve.columns import Columns
from zhenwang.sieve.lines import BLOCK

LONGEST_FILE_NAME = 255


def match(
    hosts: Annotated[list[str] | None, Parameter(negative=())] = None,
    /,
    *,
    nearest: Annotated[bool, Parameter(negative=())] = False,
    registry: Annotated[list[Path] | None, Parameter(negative=())] = None,
    jurisdiction: str = "",
    as_json: Annotated[bool, Parameter(name="--json", negative=())] = False,
) -> None:
    """Which official sites do host names resemble, by which rule, and how surprisingly?

    `zhenwang match www-hubei-gov-cn.top irs-refund.example` explains each host in a few lines: the score, the rule,
    the host with `[`the stretch that gave it away`]`, the site that it resembles.

    `zhenwang match --nearest < names.txt > hits.jsonl` reads a name a line, as fast as a log brings them, and prints
    one JSON object for each host put forward: `host`, `site`, `rule`, `span`, `score`. The score is in 0..1 and only
    ranks: a name convicts nobody. Addresses (`https://host/path`) are read by their host; lines that are no host names
    are counted and told of at the end. Official and exempt hosts are never put forward. See docs/matching.md.

    Parameters
    ----------
    hosts
        Host names or addresses. Without any, standard input is read.
    nearest
        Up to three sites for each host, with what speaks for each of them.
    registry
        CSV file of official sites; needs only the columns `name` and `domain`. May be given several times.
        Without it the registry in use, or the list of the jurisdiction pack that is named.
    jurisdiction
        Jurisdiction pack: an id such as `us`, or a file ending in .toml. See docs/jurisdictions.md.
    as_json
        Print JSON lines for hosts that are given as arguments, too.
    """
    if not hosts and not sys.stdin:
        fail("standard input is closed; give host names as arguments, or a file: zhenwang match < names.txt", 2)
    if not sys.stdout:
        fail("standard output is closed, and the hits go there: zhenwang match < names.txt > hits.jsonl", 2)
    settings = Settings()
    official = registry_of(settings, registry or (), jurisdiction, pages=False)
    if hosts:
        _explain(hosts, official, nearest, as_json)
    else:
        _stream(sys.stdin.buffer, official, nearest, None if settings.jit else False)


def _explain(hosts: Sequence[str], official: Registry, nearest: bool, as_json: bool) -> None:
    matcher = matcher_of(official, public_services())
    rows, bad, day = [], False, official.day(runtime.now())
    for number, text in enumerate(hosts, start=1):
        host = read_host(text)
        if len(text) < LONGEST_FILE_NAME and Path(text).is_file():
            bad = True
            err.print(f"{text!r} is a file; zhenwang match < {shlex.quote(text)} reads its lines", markup=False)
        elif isinstance(host, NotAHost):
            bad = True
            err.print(f"{text!r} is no host name: {host.reason}", markup=False, style="yellow")
        elif held := official.exemption(host.ascii, day):
            if not as_json:
                print_exempt(host, held)
        elif found := matcher.matches(host):
            put_forward = Found(number, host, found)
            rows.append(as_row(put_forward, nearest))
            if not as_json:
                print_found(put_forward, official, nearest)
        elif not as_json:
            print_nothing(host, matcher.index.official(host))
    if as_json:
        print_json_lines(rows)
    if bad:
        raise SystemExit(1)


def _stream(source: BinaryIO, official: Registry, nearest: bool, compiled: bool | None) -> None:
    if source.isatty():
        err.print("Reading host names, one a line; end with Ctrl-D.")
    tally = Tally()
    matcher = matcher_of(official, public_services())
    day = official.day(runtime.now())
    found = match_stream(
        _watched(source),
        matcher,
        _screen(matcher, compiled),
        tally,
        compiled,
        lambda host: official.exemption(host, day) is not None,
    )
    print_json_lines(as_row(one, nearest) for one in found)
    if err.is_terminal:
        err.print(f"{tally.read:,} names read, {tally.put_forward:,} put forward")
    for sentence in tally.sentences():
        err.print(sentence, markup=False)


def _screen(matcher: Matcher, compiled: bool | None) -> Callable[[Columns], NDArray[np.bool_]]:
    """The screen of a matcher, built when it is first asked: few hosts are read sooner without it."""
    built = functools.cache(lambda: Screen.of(matcher.index, compiled))
    return lambda bodies: built().may_match(bodies)


def _watched(source: BinaryIO) -> Iterator[bytes]:
    """The bytes as they come. Somebody who watches sees how far they are, unless the hits pass by in the same place."""
    columns = (SpinnerColumn(), TextColumn("names read"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    idle = not err.is_terminal or out.is_terminal or source.isatty()
    # Standard output is for the hits: rich would move it to where the bar is.
    with Progress(*columns, console=err, transient=True, disable=idle, redirect_stdout=False) as progress:
        bar = progress.add_task("", total=_size(source))
        read = getattr(source, "read1", source.read)
        while block := read(BLOCK):
            yield block
            progress.advance(bar, len(block))


def _size(source: BinaryIO) -> int | None:
    """The size of a file in bytes; None for what has no end in sight."""
    try:
        state = os.fstat(source.fileno())
    except OSError:  # it is no file of the system
        return None
    return state.st_size if stat.S_ISREG(state.st_mode) else None
