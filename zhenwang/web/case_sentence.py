"""The case in one sentence: whom it says it is, why it is not them, what it does to people, what speaks for it.

Composed from the signals that moved the score most; every clause is the reader's words for one signal, and what it
points at is the registry's name or the page's own words, cut short.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from zhenwang.domain.case import Case
from zhenwang.domain.look import Page
from zhenwang.domain.registry import Registry
from zhenwang.domain.signal import Axis, Signal
from zhenwang.web.passages import in_context

MOST_VALUE = 24
"""Characters of the page's own words in a clause."""
_MOST: Mapping[Axis, int] = {Axis.CLAIM: 2, Axis.MISMATCH: 2, Axis.HARM: 3, Axis.EXCULPATION: 1}
_ORDER = (Axis.CLAIM, Axis.MISMATCH, Axis.HARM, Axis.EXCULPATION)
_SAYS_WHO = ("claimed_name", "swapped_name", "altered_name")


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: ``text`` in the reader's language, ``signal`` the signal it stands for."""

    axis: Axis
    signal: str
    text: str


def sentence(case: Case, registry: Registry, page: Page | None, t: Mapping[str, str]) -> tuple[Clause, ...]:
    """The clauses in reading order; empty when no signal has words of its own."""
    moved = {item.signal: abs(item.log_odds) for item in case.score.contributions}

    def weight(signal: Signal) -> tuple[bool, float, float]:
        return signal.name in _SAYS_WHO, moved.get(signal.name, 0.0), signal.value

    known = sorted((s for s in case.signals if f"clause_{s.name}" in t), key=weight, reverse=True)
    found = tuple(_clauses(known, registry, page, t))
    return tuple(replace(one, text=one.text[:1].upper() + one.text[1:]) for one in found[:1]) + found[1:]


def as_text(clauses: Sequence[Clause], t: Mapping[str, str]) -> str:
    """The sentence as plain text, for titles, letters and the sponsor's page."""
    return t["sentence_between"].join(clause.text for clause in clauses) + t["sentence_end"] if clauses else ""


def _clauses(known: Sequence[Signal], registry: Registry, page: Page | None, t: Mapping[str, str]) -> Iterator[Clause]:
    for axis in _ORDER:
        on_axis = {signal.name: signal for signal in reversed([s for s in known if s.axis is axis])}
        for signal in list(reversed(on_axis.values()))[: _MOST[axis]]:
            yield Clause(axis, signal.name, _words(signal, registry, page, t))


def _words(signal: Signal, registry: Registry, page: Page | None, t: Mapping[str, str]) -> str:
    template = t[f"clause_{signal.name}"]
    site = registry.site(signal.site)
    zone = in_context(signal.snippet, page, signal.because).zone if "{zone}" in template else ""
    return template.format(
        site=site.name if site else signal.site or t["sentence_nobody"],
        value=_cut(signal.snippet),
        zone=t.get(f"zone_{zone}", t["sentence_page"]) if zone else t["sentence_page"],
    )


def _cut(snippet: str) -> str:
    plain = " ".join(snippet.split())
    return plain if len(plain) <= MOST_VALUE else plain[:MOST_VALUE] + "…"
