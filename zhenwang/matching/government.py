"""Which words say "government" in a host name, and which suffixes only a government can register.

The words are the second levels that registries set aside for governments; the suffixes follow from them, the registry
and the public suffix list. Nothing here names a country.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from zhenwang.domain.hosts import Host, parse_host
from zhenwang.domain.registry import OfficialSite
from zhenwang.matching.own_suffixes import Place, Standing, is_own, place_of, public_suffixes
from zhenwang.matching.patched import Patched

GOVERNMENT_WORDS = ("gov", "govt", "gob", "gouv", "gub", "government")
# Too short to mean government by themselves: only as a suffix, before a country (go.jp, gv.at).
SHORT_GOVERNMENT_WORDS = ("go", "gv")
HAN_GOVERNMENT_WORDS = ("政务", "政府")
ARMED_FORCES = "mil"  # a suffix only: as a word it is a thousand, or a mile


@dataclass(frozen=True, slots=True)
class Suffixes:
    """``restricted``: the suffixes under which only governments stand, as A-labels (``gov.cn``, ``go.jp``, ``gov``).

    ``grounds``: which hosts of the registry speak for a suffix that nothing else makes restricted, whether they suffice
    or not; so that a suffix can be judged again without some of them.
    """

    restricted: frozenset[str]
    grounds: Mapping[str, tuple[Standing, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, sites: Iterable[OfficialSite], named: Iterable[str] = ()) -> Suffixes:
        """The public suffix list's government suffixes, those that are ``named``, and those that the registry shows:

        by a word (``政务``, ``gov.xy``) under which it has a host, or by who stands there (``own_suffixes``).
        """
        known = _listed() | frozenset(named)
        grounds: dict[str, list[Standing]] = defaultdict(list)
        for site in sites:
            for name in site.hosts:
                for place in _places(name, known):
                    grounds[place.suffix].append(Standing(site.id, site.name, place.below))
        kept = {suffix: tuple(standings) for suffix, standings in grounds.items()}
        return cls(known | {suffix for suffix, standings in kept.items() if _suffices(suffix, standings)}, kept)

    def without(self, sites: AbstractSet[str], hosts: Iterable[str]) -> Suffixes:
        """The suffixes as they would be without ``sites``, whose hosts are ``hosts``."""
        asked = {suffix for host in hosts for suffix in endings(host) if suffix in self.grounds}
        rest = {suffix: tuple(one for one in self.grounds[suffix] if one.site not in sites) for suffix in asked}
        fallen = {suffix for suffix, standings in rest.items() if not _suffices(suffix, standings)}
        come = {suffix for suffix, standings in rest.items() if _suffices(suffix, standings)}
        if not (fallen & self.restricted or come - self.restricted):
            return self
        return Suffixes((self.restricted - fallen) | come, Patched(self.grounds, rest))

    def holds(self, host: Host) -> bool:
        """Whether the host stands under a restricted suffix, or is one."""
        return self.above(host.ascii) is not None

    def above(self, host: str) -> str | None:
        """The longest restricted suffix that a host stands under or is; None when there is none."""
        return next((suffix for suffix in endings(host) if suffix in self.restricted), None)


def is_government_word(label: str) -> bool:
    """Whether a label by itself says government: ``gov``, or an A-label that reads ``政务``."""
    if label.startswith("xn--"):
        read = parse_host(f"{label}.cn")
        return isinstance(read, Host) and read.unicode.split(".")[0] in HAN_GOVERNMENT_WORDS
    return label in GOVERNMENT_WORDS


def endings(host: str) -> list[str]:
    """The host and everything that it stands under, the longest first."""
    labels = host.split(".")
    return [".".join(labels[start:]) for start in range(len(labels))]


def _places(host: str, known: frozenset[str]) -> Iterator[Place]:
    """The suffixes that a host speaks for; none where one that is known already holds it."""
    found = endings(host)
    if any(suffix in known for suffix in found):
        return
    worded = [suffix for suffix in found if _is_worded(suffix)]
    yield from (Place(suffix, "") for suffix in worded)
    place = place_of(host)
    if place and not worded:
        yield place


def _suffices(suffix: str, standings: tuple[Standing, ...]) -> bool:
    """A word is enough for one host; without a word many bodies must stand there."""
    return bool(standings) if _is_worded(suffix) else is_own(suffix, standings)


def _is_worded(suffix: str) -> bool:
    """Whether a word makes it a government's. go.it is the province of Gorizia: where a country has gov, go is not."""
    first, _, country = suffix.partition(".")
    return _is_restricted_shape(tuple(suffix.split("."))) and not (
        first in SHORT_GOVERNMENT_WORDS and country in _plain()
    )


def _is_restricted_shape(labels: tuple[str, ...]) -> bool:
    if labels[0] == ARMED_FORCES:
        return len(labels) == 1 or (len(labels) == 2 and len(labels[1]) == 2)
    if len(labels) == 1:
        return is_government_word(labels[0])
    short = len(labels) == 2 and labels[0] in SHORT_GOVERNMENT_WORDS
    return len(labels) == 2 and len(labels[1]) == 2 and (short or is_government_word(labels[0]))


@functools.cache
def _listed() -> frozenset[str]:
    # mil.br and its sixty sisters count where the registry has their hosts; elsewhere they would read as words (milco).
    return frozenset(suffix for suffix in _shaped() if _is_worded(suffix) and not suffix.startswith(f"{ARMED_FORCES}."))


@functools.cache
def _plain() -> frozenset[str]:
    """Countries that set a long government word aside."""
    long = (suffix.split(".") for suffix in _shaped() if is_government_word(suffix.split(".")[0]))
    return frozenset(labels[1] for labels in long if len(labels) > 1)


@functools.cache
def _shaped() -> frozenset[str]:
    public = public_suffixes()
    # A wildcard (*.bd) makes every second level of a country a suffix, the government's among them.
    wild = {f"{word}.{rule[2:]}" for rule in public if rule.startswith("*.") for word in GOVERNMENT_WORDS}
    return frozenset(suffix for suffix in public | wild if _is_restricted_shape(tuple(suffix.split("."))))
