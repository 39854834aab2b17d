"""Suffixes that turn out to be a government's by who stands under them, though no word says so.

``gc.ca`` and ``nhs.uk`` are public suffixes, ``fed.us`` and ``admin.ch`` parents that offices share. A list of official
sites with nothing but names and hosts tells them: many different bodies stand there, more than there are other hosts in
lists of what people visit (``others_under.tsv``, made by ``corpora/others_under.py``).

Absence from a list of popular hosts proves little about a small suffix, so three kinds are never taken, however many
bodies stand there: top levels (nothing tells ``.bzh`` from ``.mil`` by counting); second levels that several countries
know (``com``, ``org``, ``ac``, ``k12``); second levels of a family, as provinces are (``hb.cn``, ``tx.us``, ``pv.it``),
where anybody of the place may register. A shared parent may have two known other hosts at most, and one that has a site
of its own in the list is that site's domain. Space that a provider lends to everybody looks the same where nobody is
known to use it: what the public suffix list says of it (``github.io``) is believed, the rest is not seen.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import idna

from zhenwang.domain.hosts import split_suffix
from zhenwang.matching.tables import rows

COUNTRY = 2
MIN_BODIES = 8
FEW = 2  # known other hosts that a shared parent may have
EVERYBODYS_FROM = 4  # countries that set a word aside make it a word for everybody
LARGEST_FAMILY = 16  # gc.ca has fourteen sisters of two letters, hb.cn thirty-seven, tx.us fifty-four


@dataclass(frozen=True, slots=True)
class Place:
    """Where a host stands: under which suffix of two labels, and the label before it (empty on the suffix itself)."""

    suffix: str
    below: str


@dataclass(frozen=True, slots=True)
class Standing:
    """One host of the list under a suffix: whose, by site id and by name, and the label before the suffix."""

    site: str
    name: str
    below: str


def place_of(host: str) -> Place | None:
    """The suffix that a host could make a government's, or None: ``ircc`` under ``gc.ca`` of ``www.ircc.gc.ca``."""
    labels = host.split(".")
    if len(labels) < COUNTRY or len(labels[-1]) != COUNTRY:
        return None
    suffix = ".".join(labels[-2:])
    if suffix in public_suffixes():
        if not _rare(suffix):
            return None
    elif split_suffix(host)[0] != labels[-1]:
        return None  # shared by its owner's leave (blogspot.in), or below a suffix of three labels
    return Place(suffix, labels[-3] if len(labels) > COUNTRY else "")


def is_own(suffix: str, standings: Iterable[Standing]) -> bool:
    """Whether a suffix is a government's, by all hosts of the list that stand under it."""
    standings = tuple(standings)
    below = {standing.below for standing in standings} - {"", "www"}
    bodies = min(len(below), len({standing.name for standing in standings if standing.below in below}))
    others = len(_others().get(suffix, frozenset()) - below)
    if suffix not in public_suffixes():
        spoken_for = any(standing.below in ("", "www") for standing in standings)
        return bodies >= MIN_BODIES and others <= FEW and not spoken_for
    return bodies >= MIN_BODIES and others <= bodies


@functools.cache
def public_suffixes() -> frozenset[str]:
    """The suffixes of the public suffix list that registries run, as A-labels; those that companies lend out are not
    among them.
    """
    import tldextract  # brings an HTTP client along: 0.1 s that a question to the registry need not pay

    extract = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=False)
    return frozenset(_ascii(suffix) for suffix in extract.tlds)


def _ascii(suffix: str) -> str:
    """The list writes ``政务``; hosts are held as A-labels."""
    if suffix.isascii():
        return suffix
    return ".".join(label if label.isascii() else idna.encode(label).decode("ascii") for label in suffix.split("."))


def _rare(suffix: str) -> bool:
    second, _, top = suffix.partition(".")
    countries, families = _second_levels()
    return countries[second] < EVERYBODYS_FROM and families[top, len(second)] <= LARGEST_FAMILY


@functools.cache
def _second_levels() -> tuple[Mapping[str, int], Mapping[tuple[str, int], int]]:
    """In how many countries a second level is a public suffix, and how many of one length a country has."""
    parted = [suffix.split(".") for suffix in public_suffixes() if suffix.count(".") == 1]
    national = [(second, top) for second, top in parted if len(top) == COUNTRY and not second.startswith("xn--")]
    return Counter(second for second, _ in national), Counter((top, len(second)) for second, top in national)


@functools.cache
def _others() -> Mapping[str, frozenset[str]]:
    return {suffix: frozenset(below.split()) for suffix, below in rows("others_under.tsv")}
