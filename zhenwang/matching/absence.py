"""The name index as it would be without some of its sites, without building it again.

What names only the absent sites goes; what others carry too stays, in the form in which they carry it. The calibration
stays that of the whole registry: how much chance is allowed for, and from how many carriers on a label is generic. One
site in thousands moves it by less than the fourth digit of a score.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from zhenwang.domain.hosts import country, split_suffix
from zhenwang.domain.registry import OfficialSite
from zhenwang.matching.absent_labels import Changes, NeighboursWithout, PatternsWithout, look_alikes
from zhenwang.matching.families import Families, as_parts, pairs_of
from zhenwang.matching.government import Suffixes
from zhenwang.matching.index import Index, may_be_misspelt, suffix_patterns
from zhenwang.matching.labels import Form, Label, generic_share, is_everybodys, nearness, shared_words, texts_of
from zhenwang.matching.patched import Editing, PatchedSet, take

Ids = frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Absences:
    """What must be known of a registry to take sites out of its index. Build it with ``Absences.of``.

    ``forms``: how many sites carry a text in which form, where more than one does. ``registrables``: how many
    registrable parts carry it. ``holders``: ids by host and by registrable part. ``bare``: ids of the sites on the bare
    or ``www`` host of a registrable part, and ``kin`` of those whose primary host stands under it. ``shared``: what
    ``labels.shared_words`` says.
    """

    index: Index
    sites: Mapping[str, OfficialSite]
    forms: Mapping[str, Mapping[Form, int]]
    registrables: Mapping[str, int]
    generic_from: int
    holders: Mapping[str, tuple[str, ...]]
    bare: Mapping[str, tuple[str, ...]]
    kin: Mapping[str, tuple[str, ...]]
    countries: Mapping[str, int]
    shared: Mapping[str, Mapping[str, str]]

    @classmethod
    def of(cls, sites: Iterable[OfficialSite], index: Index) -> Absences:
        """``index`` must be that of the same sites."""
        ordered = sorted(sites, key=lambda site: nearness(site.id))
        holders: dict[str, dict[str, None]] = defaultdict(dict)
        bare: dict[str, dict[str, None]] = defaultdict(dict)
        kin: dict[str, list[str]] = defaultdict(list)
        for site in ordered:
            kin[split_suffix(site.id)[1]].append(site.id)
            for host in site.hosts:
                registrable = split_suffix(host)[1]
                if not site.closed:
                    holders[host][site.id] = holders[registrable][site.id] = None
                if host.removeprefix("www.") == registrable:
                    bare[registrable][site.id] = None
        forms, registrables = _carried(ordered)
        return cls(
            index,
            {site.id: site for site in ordered},
            forms,
            registrables,
            generic_share(len(ordered)),
            {name: tuple(ids) for name, ids in holders.items()},
            {name: tuple(ids) for name, ids in bare.items()},
            {name: tuple(ids) for name, ids in kin.items()},
            Counter(country(host) for site in ordered if not site.closed for host in site.hosts),
            shared_words((site.id, site.names) for site in ordered),
        )

    def without(self, ids: Ids) -> Index:
        """The index as it would be without these sites."""
        sites = [self.sites[site] for site in ids if site in self.sites]
        hosts = {host for site in sites for host in site.hosts}
        suffixes = self.index.suffixes.without(ids, hosts)
        plain, native = self._changes(sites, ids)
        index = self.index
        return replace(
            index,
            suffixes=suffixes,
            countries=self._countries(sites),
            official_hosts=PatchedSet(index.official_hosts, gone=self._unheld(hosts, ids)),
            official_registrables=self._registrables(hosts, ids, suffixes),
            ascii_patterns=PatternsWithout.over(index.ascii_patterns, plain),
            han_patterns=PatternsWithout.over(index.han_patterns, native),
            suffix_patterns=index.suffix_patterns if suffixes is index.suffixes else suffix_patterns(suffixes),
            neighbours=NeighboursWithout.over(index.neighbours, plain, may_be_misspelt),
            han_neighbours=NeighboursWithout.over(index.han_neighbours, native, lambda _: True),
            by_skeleton=look_alikes(index.by_skeleton, plain),
            families=self._families(sites, ids),
        )

    def _unheld(self, names: Iterable[str], ids: Ids) -> frozenset[str]:
        return frozenset(name for name in names if ids.issuperset(self.holders.get(name, ())))

    def _registrables(self, hosts: Iterable[str], ids: Ids, suffixes: Suffixes) -> AbstractSet[str]:
        gone = self._unheld({split_suffix(host)[1] for host in hosts}, ids)
        was, now = self.index.suffixes.restricted, suffixes.restricted
        if was is now:
            return PatchedSet(self.index.official_registrables, gone=gone)
        come = {name for name in was - now if not ids.issuperset(self.holders.get(name, ()))}
        return PatchedSet(self.index.official_registrables, come, gone | (now - was))

    def _countries(self, sites: Iterable[OfficialSite]) -> frozenset[str]:
        left = Counter(country(host) for site in sites if not site.closed for host in site.hosts)
        return self.index.countries - {land for land, number in left.items() if number == self.countries[land]}

    def _changes(self, sites: Iterable[OfficialSite], ids: Ids) -> tuple[Changes, Changes]:
        """What becomes of the labels of the absent sites: ASCII ones, and those in their own script."""
        left: dict[str, Counter[Form]] = defaultdict(Counter)
        for site in sites:
            for text, form in set(texts_of(site)):
                left[text][form] += 1
        changes: tuple[Changes, Changes] = ({}, {})
        for text, forms in left.items():
            native = not text.isascii()
            patterns = self.index.han_patterns if native else self.index.ascii_patterns
            label = patterns.get(text)
            if label:
                changes[native][text] = label, self._rest(label, forms, ids)
        return changes

    def _rest(self, label: Label, left: Mapping[Form, int], ids: Ids) -> Label | None:
        """A label as the other sites carry it; None when there are none."""
        rest = tuple(site for site in label.sites if site not in ids)
        if not rest:
            return None
        forms = (form for form, number in self.forms[label.text].items() if number > left.get(form, 0))
        _, kind, written = min(forms)
        generic = label.generic and (self._of_many(label.text, rest, ids) or self._everybodys(label.text, kind, ids))
        return Label(label.text, written, kind, rest, generic)

    def _of_many(self, text: str, rest: tuple[str, ...], ids: Ids) -> bool:
        if self.registrables[text] - len(ids) >= self.generic_from:
            return True
        return len({split_suffix(site)[1] for site in rest}) >= self.generic_from

    def _everybodys(self, text: str, kind: str, ids: Ids) -> bool:
        left = {part for site, part in self.shared.get(text, {}).items() if site not in ids}
        return is_everybodys(text, kind, len(left))

    def _families(self, sites: Iterable[OfficialSite], ids: Ids) -> Families:
        families = self.index.families
        owners, portals, offices = Editing(families.owners), Editing(families.portals), Editing(families.offices)
        pairs: dict[str, Editing[tuple[str, ...]]] = {}
        for site in sites:
            for host in site.hosts:
                take(owners, as_parts(host.removeprefix("www.")), ids)
                registrable = split_suffix(host)[1]
                if ids.intersection(self.bare.get(registrable, ())):
                    portal = next((one for one in self.bare[registrable] if one not in ids), None)
                    portals.put(dict.fromkeys(self.kin.get(registrable, ()), portal))
            for office, place in pairs_of(site):
                take(pairs.setdefault(office, Editing(families.offices[office])), place, ids)
        offices.put({office: places.done() for office, places in pairs.items()})
        return Families(owners.done(), portals.done(), offices.done())


def _carried(sites: Iterable[OfficialSite]) -> tuple[dict[str, Mapping[Form, int]], dict[str, int]]:
    forms: dict[str, Counter[Form]] = defaultdict(Counter)
    carriers: dict[str, int] = Counter()
    registrables: dict[str, set[str]] = defaultdict(set)
    for site in sites:
        registrable = split_suffix(site.id)[1]
        own = set(texts_of(site))
        for text, form in own:
            forms[text][form] += 1
        for text in {text for text, _ in own}:
            carriers[text] += 1
            registrables[text].add(registrable)
    shared = [text for text, number in carriers.items() if number > 1]
    return {text: dict(forms[text]) for text in shared}, {text: len(registrables[text]) for text in shared}
