"""Can a name be registered? Its labels must be ones that a registry sells, and it must be nobody's official name."""

from __future__ import annotations

import idna

from zhenwang.domain.hosts import MAX_LABEL, Host, parse_host
from zhenwang.matching.index import Index
from zhenwang.matching.open_suffixes import OpenSuffix
from zhenwang.matching.own_suffixes import public_suffixes

SHORTEST = 2  # single characters are reserved or sold out


def encoded(text: str) -> str:
    """Labels before a suffix as A-labels; empty where IDNA 2008 or the rules for hyphens forbid one.

    RFC 5891, 4.2.3.1, forbids hyphens at the ends and in the third and fourth place together. Registries of
    China sell no two hyphens in a row at all, so nobody is given any.
    """
    labels = text.split(".")
    if any(len(label) < SHORTEST or label[0] == "-" or label[-1] == "-" or "--" in label for label in labels):
        return ""
    if text.isascii():
        return text if all(len(label) <= MAX_LABEL for label in labels) else ""
    try:
        return idna.encode(text).decode("ascii")
    except idna.IDNAError:
        return ""


def free(label: str, suffix: OpenSuffix, index: Index) -> bool:
    """Whether A-labels under a suffix are nobody's official name and no public suffix themselves (``hb.cn``)."""
    registrable = f"{label.rpartition('.')[2]}.{suffix.suffix}"
    held = registrable in index.official_registrables or registrable in public_suffixes()
    return not held and f"{label}.{suffix.suffix}" not in index.official_hosts


def under(label: str, suffix: OpenSuffix, index: Index) -> Host | None:
    """The host of A-labels under a suffix; None where it is not ``free``, is too long, or somebody shares it out."""
    host = parse_host(f"{label}.{suffix.suffix}") if free(label, suffix, index) else None
    if not isinstance(host, Host) or host.suffix != suffix.suffix or index.official(host):
        return None
    return host
