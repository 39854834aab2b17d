"""A name match in words: the score, the rule, the host with what gave it away, the site, and what it adds up from."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from zhenwang.cli.output import out
from zhenwang.domain.candidate import Match, Reason
from zhenwang.domain.exemption import Exemption
from zhenwang.domain.hosts import Host
from zhenwang.domain.registry import Registry
from zhenwang.matching.command import Found
from zhenwang.matching.public_services import service_names
from zhenwang.matching.rule_words import Place, place_of, rule_words

WIDEST_SPAN = 32


def print_found(found: Found, official: Registry, nearest: bool) -> None:
    for match in found.matches if nearest else found.matches[:1]:
        out.print(_line(match, found.host, official))
        print_reasons(match.reasons, " " * 8)


def print_reasons(reasons: Iterable[Reason], indent: str) -> None:
    """What a match adds up from, a line each: bits, span, rule and its words."""
    reasons = tuple(reasons)
    width = min(max((cell_len(reason.span) for reason in reasons), default=0), WIDEST_SPAN)
    for reason in reasons:
        span = set_cell_size(reason.span, width) if cell_len(reason.span) <= width else reason.span
        said = f"{reason.bits:+6.1f} bits  {span}  {reason.rule}: {rule_words(reason.rule)}"
        out.print(f"{indent}{said}", markup=False)


def print_nothing(host: Host, is_official: bool) -> None:
    why = "official, or under an official name" if is_official else "its name resembles no official site's"
    out.print(f"  -     {_shown(host)}  not put forward: {why}", markup=False)


def print_exempt(host: Host, held: Exemption) -> None:
    until = f"until {held.until}" if held.until else "for good"
    out.print(f"  -     {_shown(host)}  not put forward: exempt {until}, by {held.who}: {held.reason}", markup=False)


def named_site(match: Match, official: Registry) -> str:
    """The name of the site that a match means; empty where it means none, or one that nobody knows."""
    site = official.site(match.site) if match.site else None
    return site.name if site else service_names().get(match.site.removeprefix("www."), "")


def shown_match(match: Match, host: Host) -> Text:
    """The host with the span that gave it away in brackets."""
    return marked(_shown(host), place_of(match, host.unicode))


def marked(text: str, place: Place | None) -> Text:
    """The text with a stretch in brackets; they stand where colours do not."""
    if place is None:
        return Text(text)
    start, end = place
    return Text.assemble(text[:start], ("[", "dim"), (text[start:end], "bold red"), ("]", "dim"), text[end:])


def _line(match: Match, host: Host, official: Registry) -> Text:
    line = Text(f"{match.score:.3f}  {match.rule}: {rule_words(match.rule)}  ")
    line.append_text(shown_match(match, host))
    named = f"{match.site} {named_site(match, official)}".strip()
    return line.append(f"  {named or 'no site in particular'}")


def _shown(host: Host) -> str:
    return host.unicode if host.unicode == host.ascii else f"{host.unicode} ({host.ascii})"
