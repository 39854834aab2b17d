"""A name match in words: the score, the rule, the host with what gave it away, the site, and what it adds up from."""

from __future__ import annotations

from dataclasses import asdict

from rich.text import Text

from zhenwang.cli.output import out
from zhenwang.domain.candidate import Match
from zhenwang.domain.hosts import Host
from zhenwang.domain.registry import Registry
from zhenwang.matching.command import Found


def print_found(found: Found, official: Registry, nearest: bool) -> None:
    for match in found.matches if nearest else found.matches[:1]:
        out.print(_line(match, found.host, official))
        for reason in asdict(match).get("reasons", ()):
            out.print(f"        {reason['bits']:+6.1f} bits  {reason['rule']}  {reason['span']}", markup=False)


def print_nothing(host: Host, is_official: bool) -> None:
    why = "official, or under an official name" if is_official else "its name resembles no official site's"
    out.print(f"  -     {_shown(host)}  not put forward: {why}", markup=False)


def _line(match: Match, host: Host, official: Registry) -> Text:
    line = Text(f"{match.score:.3f}  {match.rule}  ")
    line.append_text(marked(_shown(host), match.span))
    site = official.site(match.site) if match.site else None
    named = f"{match.site} {site.name}" if site else match.site
    return line.append(f"  {named or 'no site in particular'}")


def marked(text: str, span: str) -> Text:
    """The text with its span in brackets; they stand where colours do not."""
    if not span or span not in text:
        return Text(text)
    before, found, behind = text.partition(span)
    return Text.assemble(before, ("[", "dim"), (found, "bold red"), ("]", "dim"), behind)


def _shown(host: Host) -> str:
    return host.unicode if host.unicode == host.ascii else f"{host.unicode} ({host.ascii})"
