"""``zhenwang match``: bytes in, a host name a line; the hosts that a name match puts forward out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from zhenwang.domain.candidate import Match
from zhenwang.domain.hosts import Host, NotAHost, host_of, parse_host
from zhenwang.domain.public_suffixes import rules
from zhenwang.matching.matcher import Matcher
from zhenwang.sieve.bodies import bodies
from zhenwang.sieve.columns import Columns
from zhenwang.sieve.lines import LONGEST_LINE, Lines, read_lines
from zhenwang.sieve.once import Once, Screen
from zhenwang.sieve.suffix_table import SuffixTable

SCREEN_FROM = 5_000
"""Lines from which on a screen is built: in a second with a hundred sites, in some five with nine thousand."""
REMEMBERED = 1 << 15
EXAMPLES_KEPT = 3
TEXT_KEPT = 80
_COLUMNS = ("host", "site", "rule", "span", "score")
_ADDRESS = re.compile(r"[/\\:@?#]")
_AUTHORITY = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//([^/?#]*[/?#])?", re.IGNORECASE)
_LABEL_TOLD = re.compile(r"^label .* cannot", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Found:
    """A line whose host is put forward; ``matches`` are one to three, best first."""

    line: int
    host: Host
    matches: tuple[Match, ...]


@dataclass(slots=True)
class Tally:
    """What became of the lines that are not blank: ``read`` in all, ``put_forward``, ``exempt``, and by reason how many
    were no hosts, with the first few as ``line 7 'text'``.
    """

    read: int = 0
    put_forward: int = 0
    exempt: int = 0
    bad: dict[str, int] = field(default_factory=dict)
    examples: dict[str, list[str]] = field(default_factory=dict)

    def note(self, line: int, problem: NotAHost) -> None:
        reason = _LABEL_TOLD.sub("a label that cannot", problem.reason)
        self.bad[reason] = self.bad.get(reason, 0) + 1
        examples = self.examples.setdefault(reason, [])
        if len(examples) < EXAMPLES_KEPT:
            more = "…" if len(problem.text) > TEXT_KEPT else ""
            examples.append(f"line {line} {problem.text[:TEXT_KEPT]!r}{more}")

    def sentences(self) -> Iterator[str]:
        """What to say at the end: of exempt hosts, and of bad lines, the commonest reason first."""
        if self.exempt:
            yield f"{self.exempt:,} exempt hosts are left out; zhenwang registry exempt says why"
        if self.bad:
            yield f"{sum(self.bad.values()):,} of {self.read:,} lines are no host names and were passed over:"
        for reason, number in sorted(self.bad.items(), key=lambda item: -item[1]):
            more = ", …" if number > EXAMPLES_KEPT else ""
            yield f"  {number:,} × {reason}: {', '.join(self.examples[reason])}{more}"


@dataclass(frozen=True, slots=True, eq=False)
class _Gate:
    """A screen before the rules: which rows need not be read as hosts at all."""

    table: SuffixTable
    once: Once
    compiled: bool | None

    @classmethod
    def of(cls, screen: Screen, compiled: bool | None) -> _Gate:
        return cls(SuffixTable.of(rules()), Once.of(screen, compiled), compiled)

    def open_for(self, rows: Columns) -> NDArray[np.bool_]:
        """Rows that may match, and those that only ``parse_host`` can read."""
        found, plain = bodies(rows, self.table, self.compiled)
        return self.once(found) | ~plain


def match_stream(
    blocks: Iterable[bytes],
    matcher: Matcher,
    screen: Screen | None = None,
    tally: Tally | None = None,
    compiled: bool | None = None,
    exempt: Callable[[str], bool] | None = None,
) -> Iterator[Found]:
    """The lines whose host is put forward, in order; what is no host is counted in ``tally`` and stops nothing.

    ``screen`` says of host bodies (``zhenwang.sieve.bodies``) which may match at all; only those are read. It is asked
    from ``SCREEN_FROM`` lines on, and never twice of what it was asked lately. ``compiled`` as of ``bodies``. Hosts
    that are ``exempt``, asked by A-label name, are counted and left out.
    """
    tally = Tally() if tally is None else tally
    matches = lru_cache(REMEMBERED)(matcher.matches)
    gate: _Gate | None = None
    for lines in read_lines(blocks):
        tally.read += len(lines.rows)
        if screen and not gate and tally.read >= SCREEN_FROM:
            gate = _Gate.of(screen, compiled)
        for line, host in _hosts(lines, gate, tally):
            found = matches(host)
            if found and exempt and exempt(host.ascii):
                tally.exempt += 1
            elif found:
                tally.put_forward += 1
                yield Found(line, host, found)


def read_host(text: str, cut: bool = False) -> Host | NotAHost:
    """A host name, or the host of an address: ``https://host/path``, ``host:443``, ``name@host``; also as reports write
    it (``hxxps://host[.]top``). Two names on a line are none: neither is to be lost unsaid.

    ``cut``: only the beginning of the text is left; the host is read where an address goes on behind it.
    """
    host = NotAHost(text, f"longer than {LONGEST_LINE:,} bytes") if cut else parse_host(text)
    if isinstance(host, Host):
        return host
    text = text.replace("[.]", ".").replace("(.)", ".")
    if not cut and isinstance(plain := parse_host(text), Host):
        return plain
    if not _ADDRESS.search(text):
        return host
    address = text.replace("\\", "/")  # as browsers do
    authority = _AUTHORITY.match(address)
    if cut and not (authority and authority[1]):
        return host
    named = parse_host(host_of(address if authority else f"//{address}"))
    if isinstance(named, NotAHost):
        return NotAHost(text, named.reason) if authority else host
    return named


def as_row(found: Found, nearest: bool = False) -> dict[str, object]:
    """The columns that ``zhenwang match`` prints: the best match; with ``nearest`` all of them, as full as they are."""
    best = asdict(found.matches[0])
    row = {column: best[column] for column in _COLUMNS}
    if nearest:
        row["nearest"] = [
            {key: value for key, value in asdict(match).items() if key != "host"} for match in found.matches
        ]
    return row


def _hosts(lines: Lines, gate: _Gate | None, tally: Tally) -> Iterator[tuple[int, Host]]:
    """Line and host of what is worth matching."""
    chosen = np.flatnonzero(gate.open_for(lines.rows)) if gate else np.arange(len(lines.rows))
    read = []
    for place in chosen.tolist():
        line = int(lines.numbers[place])
        host = read_host(lines.rows.row(place).decode("utf-8", "replace"), bool(lines.cut[place]))
        if isinstance(host, Host):
            read.append((line, host))
        else:
            tally.note(line, host)
    if gate and read:  # an address or a wildcard that was read has a body now
        still = gate.open_for(Columns.of(host.ascii.encode("ascii") for _, host in read))
        read = [one for one, may in zip(read, still.tolist(), strict=True) if may]
    yield from read
