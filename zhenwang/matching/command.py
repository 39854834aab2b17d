"""``zhenwang match``: hosts in, one a line; the hosts that a name match puts forward out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field

from zhenwang.domain.candidate import Match
from zhenwang.domain.hosts import NotAHost, parse_host
from zhenwang.matching.matcher import Matcher

REASONS_KEPT = 10
TEXT_KEPT = 80


@dataclass(slots=True)
class Tally:
    """What became of the lines: ``read`` in all, ``put_forward``, and ``bad`` ones with the first few reasons."""

    read: int = 0
    put_forward: int = 0
    bad: int = 0
    reasons: list[str] = field(default_factory=list)

    def note(self, line: int, problem: NotAHost) -> None:
        self.bad += 1
        if len(self.reasons) < REASONS_KEPT:
            self.reasons.append(f"line {line}: {problem.text[:TEXT_KEPT]!r} is not a host: {problem.reason}")


def match_lines(lines: Iterable[str], matcher: Matcher, tally: Tally | None = None) -> Iterator[dict[str, object]]:
    """``{"host", "site", "rule", "span", "score"}`` for each line whose host is put forward, in order.

    Blank lines are skipped; a line that is not a host is counted in ``tally`` and never stops the rest.
    """
    tally = Tally() if tally is None else tally
    for number, line in enumerate(lines, start=1):
        text = line.strip()
        if not text:
            continue
        tally.read += 1
        host = parse_host(text)
        if isinstance(host, NotAHost):
            tally.note(number, host)
            continue
        match = matcher.match(host)
        if match is not None:
            tally.put_forward += 1
            yield as_row(match)


def as_row(match: Match) -> dict[str, object]:
    """A match as the columns that ``zhenwang match`` prints."""
    return asdict(match)
