"""What of a look may link its host with others: addresses, accounts, numbers, how the page is built and worded.

What the imitated site itself shows is left out: every fake of it carries its telephone, its counter and its words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from zhenwang.domain.campaign import Fact, FactKind
from zhenwang.domain.candidate import Sighting
from zhenwang.domain.hosts import Host, host_of, parse_host, split_suffix
from zhenwang.domain.look import Look, Page, Structure
from zhenwang.domain.registry import Registry
from zhenwang.pages.contacts import find_contacts
from zhenwang.pages.fact_forms import MAX_VALUE, address_fact, contact_fact, statistics_fact
from zhenwang.pages.granted_facts import Granted, granted, is_copy
from zhenwang.pages.leads import leads
from zhenwang.pages.marks import find_marks
from zhenwang.pages.shared_services import is_shared
from zhenwang.pages.structure import LEAST_PATHS
from zhenwang.pages.traces import masked_text, own_text, statistics_of
from zhenwang.pages.zones import BODY
from zhenwang.text.bands import bands
from zhenwang.text.fingerprint import hashes_of, text_sketch

MOST = 24
"""Facts of one kind that one look gives; whoever shows more shows a directory."""
MAX_HOPS, MAX_SCRIPTS, MAX_SCRIPT, MAX_FORMS = 20, 200, 20_000, 40
LEAST_TEXT = 80
"""Different n-grams below which a page has no words of its own to be known by."""
_MARKS = frozenset({"icp", "psb"})
_FURTHER_STATISTICS = (
    ("gtm", re.compile(r"\b(GTM-[A-Z0-9]{4,9})\b")),
    ("51la", re.compile(r"users\.51\.la/(\d{4,12})\.js|LA\.init\(\{[^}]{0,80}?id:\s?[\"'](\w{8,32})[\"']")),
)


def linking_facts(look: Look, granted: Granted, sightings: Iterable[Sighting] = ()) -> frozenset[Fact]:
    """The facts of a look, and of the certificates its host was sighted in; none that ``granted`` holds. Never raises.

    A page that an official host served at the end of redirects is not the suspect's, and tells nothing.
    """
    found: list[Fact] = [*_addresses(look), *_certificates(sightings)]
    if look.page is not None and not granted.owns(host_of(look.final_url or look.url)):
        found += [*_told(look.page), *_targets(look, granted), *_marks(look.page, granted)]
        found += [*_template(look.structure, granted), *_text(look.page, granted)]
    return frozenset(_bounded(fact for fact in found if fact not in granted.facts))


def facts_of(look: Look, registry: Registry, imitates: str, sightings: Iterable[Sighting] = ()) -> frozenset[Fact]:
    """``linking_facts`` beside what a registry grants the site that is imitated and all others."""
    return linking_facts(look, granted(registry, imitates), sightings)


def _bounded(found: Iterable[Fact]) -> Iterator[Fact]:
    of_kind: Counter[FactKind] = Counter()
    for fact in dict.fromkeys(found):
        of_kind[fact.kind] += 1
        if of_kind[fact.kind] <= MOST:
            yield fact


def _addresses(look: Look) -> Iterator[Fact]:
    """Where the suspect itself answered; what answered after it sent people away is somebody else."""
    own = split_suffix(look.host)[1]
    for hop in look.hops[:MAX_HOPS]:
        host = host_of(hop.url)
        if hop.status and (host == look.host or split_suffix(host)[1] == own) and (fact := address_fact(hop.address)):
            yield fact


def _certificates(sightings: Iterable[Sighting]) -> Iterator[Fact]:
    """Two hosts that one entry of a certificate log names stand in one certificate: one holder had both checked."""
    for sighting in sightings:
        if sighting.source == "ct" and 0 < len(sighting.locator) <= MAX_VALUE:
            yield Fact(FactKind.CERTIFICATE, sighting.locator)


def _told(page: Page) -> Iterator[Fact]:
    """Telephones, chat and mail accounts, and counters. Of a list of telephones only those of header and footer."""
    for one in (*statistics_of(page), *_further_statistics(page)):
        if fact := statistics_fact(one):
            yield fact
    contacts = find_contacts(page)
    told = [(contact.zone, fact) for contact in contacts if (fact := contact_fact(contact.kind, contact.value))]
    many = len(told) > MOST
    yield from (fact for zone, fact in told if zone != BODY or not many)


def _further_statistics(page: Page) -> Iterator[str]:
    for script in page.scripts[:MAX_SCRIPTS]:
        words = f"{script.src[:2_000]} {script.text[:MAX_SCRIPT]}"
        for name, pattern in _FURTHER_STATISTICS:
            for found in pattern.finditer(words):
                yield f"{name}={next(filter(None, found.groups()))}"


def _targets(look: Look, granted: Granted) -> Iterator[Fact]:
    """Hosts that the page leads to, and those that its forms send what people fill in to."""
    page = look.page
    forms = (host_of(form.action[:2_000]) for form in page.forms[:MAX_FORMS]) if page else ()
    own = {split_suffix(host)[1] for host in (look.host, host_of(look.url)) if host}
    for host in dict.fromkeys((*(lead.host.ascii for lead in leads(look)), *forms)):
        named = isinstance(parse_host(host), Host) or address_fact(host) is not None
        foreign = named and len(host) <= MAX_VALUE and host != look.host and split_suffix(host)[1] not in own
        if foreign and not is_shared(host) and not granted.owns(host):
            yield Fact(FactKind.TARGET, host)


def _marks(page: Page, granted: Granted) -> Iterator[Fact]:
    """Numbers of registration that no official site bears: invented ones, and the operators' own."""
    for mark in find_marks(page, granted.registry.jurisdiction):
        if mark.kind in _MARKS and not granted.bears(mark.kind, mark.value) and len(mark.value) <= MAX_VALUE:
            yield Fact(FactKind.MARK, f"{mark.kind}={mark.value}")


def _template(structure: Structure | None, granted: Granted) -> Iterator[Fact]:
    if structure and structure.paths.size >= LEAST_PATHS and not is_copy(structure.paths, granted.structure):
        yield from (Fact(FactKind.TEMPLATE, key) for key in bands(hashes_of(structure.paths)))


def _text(page: Page, granted: Granted) -> Iterator[Fact]:
    own = own_text(page.text)
    if len(granted.text) and is_copy(text_sketch(own), granted.text):
        return
    words = text_sketch(masked_text(own))
    if words.size >= LEAST_TEXT:
        yield from (Fact(FactKind.TEXT, key) for key in bands(hashes_of(words)))
