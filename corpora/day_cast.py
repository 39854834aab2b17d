"""Who plays in the recorded day: the cast and the official bodies, read from the tables under ``corpora/day``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from zhenwang.domain.hosts import Host, parse_host

TEXTS = Path(__file__).parent / "day"
DAY = "2026-11-20"


@dataclass(frozen=True, slots=True)
class Expected:
    """What an analyst would say: ``outcome`` is case, watch, clear, official or unseen; the last two have no band."""

    outcome: str
    band: str
    imitates: str
    limb: str
    why: str


@dataclass(frozen=True, slots=True)
class Member:
    """One host of the day. ``host`` is the A-label name, ``shown`` the name as people read it."""

    host: str
    shown: str
    kind: str
    expected: Expected
    of: str = ""
    disguise: str = "plain"
    fault: str = ""
    seen: tuple[str, ...] = ()
    paths: tuple[str, ...] = ("/",)
    words: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Body:
    """An official body whose home page we wrote ourselves. ``facts`` are the table's own keys."""

    host: str
    facts: Mapping[str, Any]

    @property
    def name(self) -> str:
        return str(self.facts["name"])


def cast() -> tuple[Member, ...]:
    """Every host of the day, in the order of the table."""
    articles = table("articles.toml")
    return tuple(_member(row, articles) for row in table("cast.toml")["cast"])


def bodies() -> dict[str, Body]:
    """The bodies with a rendition of their home page, by host."""
    found = sorted((TEXTS / "bodies").glob("*.toml"))
    return {path.stem: Body(path.stem, tomllib.loads(path.read_text("utf-8"))) for path in found}


def names() -> dict[str, str]:
    """The name of every body that the day imitates, by host."""
    claimed: dict[str, str] = table("cast.toml")["names"]
    return claimed | {host: body.name for host, body in bodies().items()}


def reports() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = table("reports.toml")["report"]
    return rows


def table(name: str) -> dict[str, Any]:
    """One of the tables under ``corpora/day``."""
    return tomllib.loads((TEXTS / name).read_text("utf-8"))


def _member(row: Mapping[str, Any], articles: Mapping[str, Any]) -> Member:
    host = parse_host(row["host"])
    if not isinstance(host, Host):
        raise ValueError(f"{row['host']}: {host.reason}")
    return Member(
        host=host.ascii,
        shown=host.unicode,
        kind=row["kind"],
        expected=Expected(*row["expected"]),
        of=row.get("of", ""),
        disguise=row.get("disguise", "plain"),
        fault=row.get("fault", ""),
        seen=tuple(row["seen"]),
        paths=tuple(row.get("paths", ("/",))),
        words=articles[row["words_from"]] if "words_from" in row else row.get("words", {}),
    )
