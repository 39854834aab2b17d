"""What a list says of a site we hold: what is new is added, what contradicts is kept beside it, nothing is erased.

A list that gave a value itself may replace it: an updated list supersedes itself. Nobody else's value is ever picked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from zhenwang.domain.registry import OfficialSite
from zhenwang.domain.site import Conflict, Status
from zhenwang.registry.fields import GATHERED, SINGLE, plain, says_nothing, value, with_value
from zhenwang.registry.naming import body_name, named, same_house
from zhenwang.registry.provenance import Provenance

LEVELS = frozenset({"central", "province", "prefecture", "county", "zone"})
JOINER = " + "


@dataclass(frozen=True, slots=True)
class Told:
    """What a list called ``source`` tells of the site ``present``. ``holder(host)`` is the id of the site that holds a
    host, or is about to, and ``sources(id)`` say where that comes from; both are empty for a host that is free.
    """

    source: str
    present: OfficialSite
    past: Provenance
    holder: Callable[[str], str]
    sources: Callable[[str], str]

    def own(self, field: str) -> bool:
        """Whether the present value came from this list."""
        giver = self.past.given.get((self.present.id, field)) or self.present.sources.partition(JOINER)[0]
        return giver == self.source

    @property
    def brought(self) -> bool:
        """Whether the site as a whole came from this list: then the list may move and close it."""
        bringer = self.past.brought.get(self.present.id) or self.present.sources.partition(JOINER)[0]
        return bringer == self.source

    def settled(self, field: str, text: str) -> bool:
        return (self.present.id, field, text) in self.past.settled


def told(site: OfficialSite, offers: Sequence[OfficialSite], tells: Told) -> OfficialSite:
    """The site with everything that the rows of a list say of it."""
    running = [offer for offer in offers if offer.status is not Status.RETIRED]
    after = _still_said(site, offers, tells)
    for _ in running:  # what one row adds may settle what an earlier one left open
        before = after
        for offer in running:
            after = _with_row(after, offer, tells, running)
        if after == before:
            break
    for offer in offers:
        if offer.status is Status.RETIRED:
            after = _without(after, offer.id, tells)
    after = _sourced(_unsettled(after, tells), site, tells.source)
    return _confirmed(after, tells.source) if _agrees(site, running, tells.source) else after


def _with_row(site: OfficialSite, offer: OfficialSite, tells: Told, rows: Sequence[OfficialSite]) -> OfficialSite:
    own = tells.own("name") and all(plain(row.name) != plain(site.name) for row in rows)
    after = named(site, offer, own, lambda present, text: contested(present, "name", text, tells))
    for field in SINGLE:
        after = _single(after, field, offer, tells, rows)
    after = _hosts(_codes(after, offer, tells, rows), offer, tells)
    for field in GATHERED:
        after = _gathered(after, field, offer)
    return after


def contested(site: OfficialSite, field: str, text: str, tells: Told) -> OfficialSite:
    """The site with the contradiction kept: both values with their sources, until a person settles it."""
    ours = as_text(site.id if field == "domain" else value(site, field))
    return _kept(site, field, ((ours, tells.past.giver(tells.present, field)), (text, tells.source)), tells)


def claimed(site: OfficialSite, host: str, tells: Told) -> OfficialSite:
    """The site with a host that the list gives it and another site holds: it stays there, and the claim is kept."""
    holder = tells.holder(host)
    claim = (f"{host} {site.id}", tells.source)
    return _kept(site, "other_hosts", ((f"{host} {holder}", tells.sources(holder)), claim), tells)


def _kept(site: OfficialSite, field: str, pairs: tuple[tuple[str, str], ...], tells: Told) -> OfficialSite:
    known = next((conflict.values for conflict in site.conflicts if conflict.field == field), ())
    texts = {plain(text) for text, _ in known}
    if tells.settled(field, pairs[-1][0]) or plain(pairs[-1][0]) in texts:
        return site
    # A field of one value has its own value first already; of hosts, each claim brings its holder along.
    new = pairs if field == "other_hosts" or not known else pairs[-1:]
    conflict = Conflict(field, (*known, *(pair for pair in new if plain(pair[0]) not in texts)))
    others = tuple(other for other in site.conflicts if other.field != field)
    conflicts = tuple(sorted((*others, conflict), key=lambda kept: kept.field))
    return replace(site, conflicts=conflicts, confidence="low")


def _without(site: OfficialSite, host: str, tells: Told) -> OfficialSite:
    """The site after a list said that this host of it is closed. Only the list that gave a host takes it away."""
    if host == site.id:
        return contested(site, "status", Status.RETIRED.value, tells)
    if not tells.brought:
        told = (f"{host} {Status.RETIRED.value}", tells.source)
        return _kept(site, "other_hosts", ((f"{host} {site.id}", tells.past.giver(site, "hosts")), told), tells)
    further = tuple(other for other in site.further_hosts if other.host != host)
    return replace(site, hosts=tuple(other for other in site.hosts if other != host), further_hosts=further)


def as_text(held: object) -> str:
    """A field's value as a conflict keeps it and as a person reads it."""
    if isinstance(held, bool):
        return "yes" if held else "no"
    if isinstance(held, tuple):
        return ";".join(as_text(item) for item in held)
    return str(held.value if isinstance(held, Enum) else held)


def _single(
    site: OfficialSite, field: str, offer: OfficialSite, tells: Told, rows: Sequence[OfficialSite]
) -> OfficialSite:
    if says_nothing(offer, field) or _agree(field, site, offer):
        return site
    new = value(offer, field)
    rough = field == "region_code" and _lies_in(offer.region_code, site.region_code)
    unknown = (says_nothing(site, field) or rough) and field != "protected" and new is not Status.RETIRED
    # A list that says both supersedes nothing: it contradicts itself.
    says_both = any(not says_nothing(row, field) and _agree(field, site, row) for row in rows)
    if unknown or (tells.own(field) and not says_both):
        return with_value(site, field, new)
    return contested(site, field, as_text(new), tells)


def _agree(field: str, site: OfficialSite, offer: OfficialSite) -> bool:
    """Whether two lists mean the same, though they may write it otherwise."""
    ours, theirs = plain(value(site, field)), plain(value(offer, field))
    if ours == theirs:
        return True
    if field == "sponsor":
        # A site without a sponsor is its own body's.
        return same_house(site.sponsor, offer.sponsor) if ours else theirs in map(plain, site.names)
    if field == "region" and ours:
        same_code = bool(site.region_code) and site.region_code == offer.region_code
        return same_code or ours in theirs or theirs in ours
    if field == "level":
        # Other countries' words for their levels say nothing about ours, nor does who knows the place only roughly.
        return bool(ours) and (offer.level not in LEVELS or _lies_in(site.region_code, offer.region_code))
    return field == "region_code" and _lies_in(site.region_code, offer.region_code)


def _lies_in(place: str, wider: str) -> bool:
    """Whether a region is a part of another, by their GB/T 2260 codes: 421100 (黄冈) lies in 420000 (湖北)."""
    stem = wider[:2] if wider[2:] == "0000" else wider[:4] if wider[4:] == "00" else wider
    return len(wider) == len(place) == 6 and place != wider and place.startswith(stem)


def _codes(site: OfficialSite, offer: OfficialSite, tells: Told, rows: Sequence[OfficialSite]) -> OfficialSite:
    """A further code is added; codes of which none is ours contradict, because a site has one (网站标识码)."""
    ours, theirs = site.marks.site_codes, offer.marks.site_codes
    if not theirs or set(theirs) <= set(ours):
        return site
    if not ours or set(ours) & set(theirs):
        return _gathered(site, "site_code", offer)
    says_both = any(set(row.marks.site_codes) & set(ours) for row in rows)
    if tells.own("site_code") and not says_both:
        return with_value(site, "site_code", theirs)
    return contested(site, "site_code", as_text(theirs), tells)


def _hosts(site: OfficialSite, offer: OfficialSite, tells: Told) -> OfficialSite:
    """Free hosts are added. A host that another site holds stays there, and that two claim it is kept."""
    free = tuple(host for host in offer.hosts if tells.holder(host) in {"", site.id, tells.present.id})
    after = replace(site, hosts=tuple(dict.fromkeys((*site.hosts, *free))))
    for host in offer.hosts:
        if host not in after.hosts:
            after = claimed(after, host, tells)
    return after


def _gathered(site: OfficialSite, field: str, offer: OfficialSite) -> OfficialSite:
    new = tuple(item for item in value(offer, field) if item not in value(site, field))
    if field == "former_names":
        new = tuple(past for past in new if past.name not in {known.name for known in site.former_names})
    if field == "further_hosts":
        known = {host.host for host in site.further_hosts}
        new = tuple(host for host in new if host.host in site.hosts and host.host not in known)
    return with_value(site, field, (*value(site, field), *new)) if new else site


def _still_said(site: OfficialSite, offers: Sequence[OfficialSite], tells: Told) -> OfficialSite:
    """The site without the contradictions of an earlier edition of the list that this one does not repeat."""
    kept: list[Conflict] = []
    for conflict in site.conflicts:
        if conflict.field == "name" or conflict.field in SINGLE:
            # A row that closes a further host says nothing else of the site.
            telling = (
                offers if conflict.field == "status" else [row for row in offers if row.status is not Status.RETIRED]
            )
            told = [row for row in telling if conflict.field == "status" or not says_nothing(row, conflict.field)]
            said = {plain(as_text(value(offer, conflict.field))) for offer in told}
            values = tuple(
                pair for pair in conflict.values if not said or pair[1] != tells.source or plain(pair[0]) in said
            )
            kept.append(replace(conflict, values=values))
        else:
            kept.append(conflict)
    return replace(site, conflicts=tuple(kept))


def _unsettled(site: OfficialSite, tells: Told) -> OfficialSite:
    """The site with only those contradictions that still are some, its own value first."""
    kept: list[Conflict] = []
    for conflict in site.conflicts:
        values = conflict.values
        if conflict.field == "name" or conflict.field in SINGLE:
            ours = as_text(value(site, conflict.field))
            if plain(ours) not in {plain(text) for text, _ in values}:
                values = ((ours, tells.source), *values)
        if len({plain(text) for text, _ in values}) > 1:
            kept.append(replace(conflict, values=values))
    return replace(site, conflicts=tuple(kept))


def _agrees(site: OfficialSite, offers: Sequence[OfficialSite], source: str) -> bool:
    """Whether a list that has no part in the site says what it says: its primary host, under one of its names."""
    if not site.sources or source in site.sources.split(JOINER):
        return False
    names = set(map(body_name, site.names))
    return any(offer.id == site.id and body_name(offer.name) in names for offer in offers)


def _confirmed(site: OfficialSite, source: str) -> OfficialSite:
    """The site now that two independent lists agree on it (seeds/README.md). What is doubtful stays so."""
    if site.confidence != "medium" or site.conflicts:
        return site
    sources = tuple(dict.fromkeys((*site.sources.split(JOINER), source)))
    return replace(site, confidence="high", sources=JOINER.join(sources))


def _sourced(after: OfficialSite, before: OfficialSite, source: str) -> OfficialSite:
    if after == before or source in before.sources.split(JOINER):
        return after
    return replace(after, sources=JOINER.join(filter(None, (before.sources, source))))
