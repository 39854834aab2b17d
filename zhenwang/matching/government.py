"""Which words say "government" in a host name, and which suffixes only a government can register.

The words are the second levels that registries set aside for governments; the suffixes follow from them, the registry
and the public suffix list. Nothing here names a country.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass

import tldextract

from zhenwang.domain.hosts import Host, parse_host
from zhenwang.domain.registry import OfficialSite

GOVERNMENT_WORDS = ("gov", "govt", "gob", "gouv", "gub", "government")
# Too short to mean government by themselves: only as a suffix, before a country (go.jp, gv.at).
SHORT_GOVERNMENT_WORDS = ("go", "gv")
HAN_GOVERNMENT_WORDS = ("政务", "政府")


@dataclass(frozen=True, slots=True)
class Suffixes:
    """``restricted``: the suffixes under which only governments stand, as A-labels (``gov.cn``, ``go.jp``, ``gov``)."""

    restricted: frozenset[str]

    @classmethod
    def of(cls, sites: Iterable[OfficialSite]) -> Suffixes:
        """The public suffix list's government suffixes and those under which the registry has hosts."""
        found = set(_listed())
        for site in sites:
            for name in site.hosts:
                labels = name.split(".")
                found.update(
                    ".".join(labels[i:]) for i in range(len(labels)) if _is_restricted_shape(tuple(labels[i:]))
                )
        return cls(frozenset(found))

    def holds(self, host: Host) -> bool:
        """Whether the host stands under a restricted suffix, or is one."""
        labels = host.labels
        return any(".".join(labels[i:]) in self.restricted for i in range(len(labels)))


def is_government_host(host: Host) -> bool:
    """Whether a host stands under a suffix that the public suffix list sets aside for a government."""
    return Suffixes(_listed()).holds(host)


def is_government_word(label: str) -> bool:
    """Whether a label by itself says government: ``gov``, or an A-label that reads ``政务``."""
    if label.startswith("xn--"):
        read = parse_host(f"{label}.cn")
        return isinstance(read, Host) and read.unicode.split(".")[0] in HAN_GOVERNMENT_WORDS
    return label in GOVERNMENT_WORDS


def _is_restricted_shape(labels: tuple[str, ...]) -> bool:
    if len(labels) == 1:
        return is_government_word(labels[0])
    short = len(labels) == 2 and labels[0] in SHORT_GOVERNMENT_WORDS
    return len(labels) == 2 and len(labels[1]) == 2 and (short or is_government_word(labels[0]))


@functools.cache
def _listed() -> frozenset[str]:
    extract = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=False)
    # A wildcard (*.bd) makes every second level of a country a suffix, the government's among them.
    wild = {f"{word}.{rule[2:]}" for rule in extract.tlds if rule.startswith("*.") for word in GOVERNMENT_WORDS}
    shaped = {suffix for suffix in {*extract.tlds, *wild} if _is_restricted_shape(tuple(suffix.split(".")))}
    long = {suffix for suffix in shaped if suffix.split(".")[0] not in SHORT_GOVERNMENT_WORDS}
    countries = {suffix.rpartition(".")[2] for suffix in long}
    # go.it is the province of Gorizia: where a country has gov, its go is something else.
    return frozenset(long | {suffix for suffix in shaped if suffix.rpartition(".")[2] not in countries})
