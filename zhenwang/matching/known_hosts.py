"""Hosts that are known to be no impostor's before any name is matched, beside the registry's own."""

from __future__ import annotations

import functools

from zhenwang.matching.tables import rows

TABLES = ("government_elsewhere.tsv", "official_elsewhere.tsv")


@functools.cache
def official_elsewhere() -> frozenset[str]:
    """Official hosts outside government suffixes (``sfgov.org``); what stands under them is theirs."""
    return frozenset().union(*map(_first_column, TABLES))


@functools.cache
def infrastructure() -> frozenset[str]:
    """Registrable parts below which platforms name their own machines: ``us-gov-east-1`` is no impostor."""
    return _first_column("infrastructure.tsv")


def _first_column(file: str) -> frozenset[str]:
    return frozenset(host for host, *_ in rows(file))
