"""The registry: which sites are official, and which hosts may make which claims."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from operator import attrgetter
from types import MappingProxyType
from typing import TypeVar
from zoneinfo import ZoneInfo

from zhenwang.domain.baseline import Baseline
from zhenwang.domain.body import BodyKind, Contact, FormerName
from zhenwang.domain.exemption import Exemption
from zhenwang.domain.hosts import split_suffix
from zhenwang.domain.jurisdiction import Jurisdiction
from zhenwang.domain.site import Conflict, HostRole, RetiredHost, SiteHost, Status

_Key = TypeVar("_Key")

MARK_KINDS = ("site_code", "icp", "psb", "conac")
"""The kinds of marks that ``Marks`` names itself; a jurisdiction may declare further ones."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What only one body's sites may show. Values are in the printed form without spaces."""

    site_codes: tuple[str, ...] = ()  # 网站标识码
    icp: tuple[str, ...] = ()  # ICP 备案号
    psb: tuple[str, ...] = ()  # 公安备案号
    conac: tuple[str, ...] = ()  # CONAC 标识 id, 32 hexadecimal digits
    others: tuple[tuple[str, str], ...] = ()  # (kind, value) of kinds that a jurisdiction declares

    @classmethod
    def of(cls, marks: Iterable[tuple[str, str]]) -> Marks:
        """The marks that ``all`` gives back as ``(kind, value)``, each once."""
        pairs = tuple(dict.fromkeys(marks))
        site_codes, icp, psb, conac = (tuple(value for kind, value in pairs if kind == one) for one in MARK_KINDS)
        return cls(site_codes, icp, psb, conac, tuple(pair for pair in pairs if pair[0] not in MARK_KINDS))

    def all(self) -> Iterable[tuple[str, str]]:
        """Every mark as ``(kind, value)``; kinds are those of ``MARK_KINDS``, then a jurisdiction's own."""
        for kind, values in zip(MARK_KINDS, (self.site_codes, self.icp, self.psb, self.conac), strict=True):
            for value in values:
                yield kind, value
        yield from self.others


@dataclass(frozen=True, slots=True)
class OfficialSite:
    """A genuine site. ``id`` is its primary host; ``hosts`` are the A-label names granted to it, the primary first.

    ``protected`` sites are subjects of art. 2 and 31; the others are neighbours: genuine, and not to be accused.
    ``confidence`` is ``high`` (two sources agree, or an official page states it), ``medium`` (one source) or ``low``.
    ``name`` is the canonical name of the body or site, ``aliases`` further names of no stated kind. ``sponsor`` (主办),
    ``operator`` (承办), ``platform``, ``parent`` and ``supervisor`` (主管) are names, empty when unknown; without a
    sponsor the site's own name is its body's. ``conflicts`` are kept until a person settles them.
    """

    id: str
    name: str
    hosts: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    protected: bool = True
    level: str = ""
    region_code: str = ""
    region: str = ""
    marks: Marks = field(default_factory=Marks)
    confidence: str = "medium"
    sources: str = ""
    note: str = ""
    short_names: tuple[str, ...] = ()
    former_names: tuple[FormerName, ...] = ()
    english_name: str = ""
    kind: BodyKind = BodyKind.UNKNOWN
    sponsor: str = ""
    operator: str = ""
    platform: str = ""
    parent: str = ""
    supervisor: str = ""
    status: Status = Status.ACTIVE
    further_hosts: tuple[SiteHost, ...] = ()
    contact: Contact = field(default_factory=Contact)
    conflicts: tuple[Conflict, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name the site or its body bears or bore, the canonical one first, each once."""
        former = (past.name for past in self.former_names)
        english = (self.english_name,) if self.english_name else ()
        return tuple(dict.fromkeys((self.name, *self.short_names, *self.aliases, *former, *english)))

    @property
    def granted(self) -> tuple[str, ...]:
        """Every host granted to it, the primary first, each once; no host whose time is over, none to a closed site."""
        return () if self.closed else self._named

    @property
    def closed(self) -> bool:
        """Whether it was shut down for good (已关停, art. 13): it stays an entry, and no host speaks for it."""
        return self.status is Status.RETIRED

    @property
    def _named(self) -> tuple[str, ...]:
        """The hosts its list gives it, whether it is closed or not."""
        further = (host.host for host in self.further_hosts if _holds(host))
        return tuple(dict.fromkeys((*self.hosts, *further))) if self.further_hosts else self.hosts

    def role(self, host: str) -> SiteHost | None:
        """What one of its hosts is to it, in the words of its list, or as the host itself tells; None for another's."""
        listed = next((known for known in self.further_hosts if known.host == host), None)
        if listed or host not in self.hosts:
            return listed
        if host == self.id:
            return SiteHost(host, self.id, HostRole.PRIMARY)
        return SiteHost(host, self.id, HostRole.IDN if "xn--" in host else HostRole.ALIAS)


def _retired(site: OfficialSite) -> Iterator[RetiredHost]:
    """The hosts of a closed site: whoever registers them inherits its visitors. An address is nobody's to register."""
    for host in site._named:
        role = site.role(host)
        if role is None or role.role is not HostRole.IP_ONLY:
            yield RetiredHost(host, site.id, site.name, None, None, site.sources, site.note)


def icp_subject(icp: str) -> str:
    """The subject of an ICP number: 鄂ICP备05011090号-1 and -12 are two sites of 鄂ICP备05011090号."""
    return icp.partition("号")[0] + "号"


def _holds(host: SiteHost) -> bool:
    return host.valid_to is None and host.role is not HostRole.RETIRED


# Dotted paths spare the two parts that every site has their own repr, which costs more than all the rest.
_CONTENT = attrgetter(
    *("id", "name", "hosts", "aliases", "protected", "level", "region_code", "region", "confidence", "sources", "note"),
    *("marks.site_codes", "marks.icp", "marks.psb", "marks.conac", "marks.others"),
    *("short_names", "former_names", "english_name", "kind.value", "sponsor", "operator", "platform", "parent"),
    *("supervisor", "status.value", "further_hosts"),
    *("contact.phones", "contact.address", "contact.postcode", "contact.email", "contact.duty_phone"),
    *("contact.sources", "conflicts"),
)


@dataclass(frozen=True, slots=True, eq=False)
class Registry:
    """All official sites with the look-ups the line needs. Build it with ``Registry.of``.

    ``jurisdiction`` is the pack it was loaded with; None where nobody named one, and then every known mark is expected.
    ``exemptions`` are by host, those that have lapsed included: ``exemption`` asks for the day.
    Compared and hashed by identity, so that an index derived from a registry can be cached under it.
    """

    sites: Mapping[str, OfficialSite]
    baselines: Mapping[str, Baseline]
    retired: Mapping[str, RetiredHost]
    version: str
    jurisdiction: Jurisdiction | None
    exemptions: Mapping[str, Exemption]
    _by_host: Mapping[str, str]
    _by_registrable: Mapping[str, str]
    _by_mark: Mapping[tuple[str, str], tuple[str, ...]]
    _by_subject: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(
        cls,
        sites: Iterable[OfficialSite],
        baselines: Iterable[Baseline] = (),
        retired: Iterable[RetiredHost] = (),
        jurisdiction: Jurisdiction | None = None,
        exemptions: Iterable[Exemption] = (),
    ) -> Registry:
        """Index the sites. ``version`` is a hash of their content, so a score can say what it was judged against.

        A retired host that a site has been granted again is official, and no longer among the retired. The hosts of a
        closed site are retired ones; what ``retired`` says of them, their day for one, goes before.
        """
        listed, exempt = tuple(sites), {exemption.host: exemption for exemption in exemptions}
        by_host = _first_holders(listed)
        closed = (past for site in listed if site.closed for past in _retired(site))
        gone = {past.host: past for past in (*closed, *retired) if past.host not in by_host}
        return cls(
            MappingProxyType({site.id: site for site in listed}),
            # A page captured before its site moved is still the site's.
            MappingProxyType({by_host.get(baseline.site, baseline.site): baseline for baseline in baselines}),
            MappingProxyType(gone),
            _version(listed, (*gone.values(), *exempt.values())),
            jurisdiction,
            MappingProxyType(exempt),
            MappingProxyType(by_host),
            MappingProxyType(_portals(listed)),
            _grouped((mark, site.id) for site in listed for mark in site.marks.all()),
            _grouped((icp_subject(icp), site.id) for site in listed for icp in site.marks.icp),
        )

    def site(self, site_id: str) -> OfficialSite | None:
        """The site an id means. What was noted under it before the site moved to another host still finds the site."""
        if known := self.sites.get(site_id) or self.owner(site_id):
            return known
        past = self.retired.get(site_id)
        return self.sites.get(past.last_site) if past else None

    def ids(self, site: OfficialSite) -> tuple[str, ...]:
        """Every id that means a site: its own, and the hosts it may have borne it under."""
        former = (past.host for past in self.retired.values() if past.last_site == site.id)
        return tuple(dict.fromkeys((site.id, *site.granted, *former)))

    def owner(self, host: str) -> OfficialSite | None:
        """The site that lists exactly this A-label host."""
        site = self._by_host.get(host)
        return self.sites[site] if site else None

    def registrant(self, host: str) -> OfficialSite | None:
        """The portal whose registrable part this host stands under: the same holder, though the host is not listed."""
        site = self._by_registrable.get(_registrable(host))
        return self.sites[site] if site else None

    def grants(self, host: str, site: str) -> bool:
        """Whether ``host`` may speak as ``site``: it is one of its hosts, or stands under the same registrable part."""
        granted = self.sites[site].granted
        if host in granted:
            return True
        registrable = _registrable(host)
        return bool(registrable) and any(_registrable(official) == registrable for official in granted)

    def day(self, at: datetime) -> date:
        """The calendar day of an instant where the offices are."""
        return at.astimezone(ZoneInfo(self.jurisdiction.timezone if self.jurisdiction else "Asia/Shanghai")).date()

    def exemption(self, host: str, on: date) -> Exemption | None:
        """The exemption in force for an A-label host that day, the closest one first; None when there is none."""
        name = host if self.exemptions else ""
        while name:
            held = self.exemptions.get(name)
            if held and held.in_force(on) and held.covers(host):
                return held
            name = name.partition(".")[2]
        return None

    def holders(self, kind: str, value: str) -> tuple[OfficialSite, ...]:
        """The sites that may show a mark; kinds as in ``Marks.all``. Empty when nobody is known to own it."""
        return tuple(self.sites[site] for site in self._by_mark.get((kind, value), ()))

    def subject_holders(self, icp: str) -> tuple[OfficialSite, ...]:
        """The sites that show any number of the same ICP subject: ``-1`` and ``-12`` differ in the site only."""
        return tuple(self.sites[site] for site in self._by_subject.get(icp_subject(icp), ()))


def _first_holders(sites: Iterable[OfficialSite]) -> dict[str, str]:
    found: dict[str, str] = {}
    for site in sites:
        for host in site.granted:
            found.setdefault(host, site.id)
    return found


def _registrable(host: str) -> str:
    """Empty for an address: 10.0.3.4 and 9.9.3.4 have no holder in common."""
    return "" if host.rpartition(".")[2].isdecimal() or ":" in host else split_suffix(host)[1]


def _portals(sites: Iterable[OfficialSite]) -> dict[str, str]:
    """Who speaks for a registrable part: its bare or www host, www.hubei.gov.cn and not va.hubei.gov.cn."""
    found: dict[str, str] = {}
    closest: dict[str, tuple[bool, int, str]] = {}
    for site in sites:
        for host in site.granted:
            registrable = _registrable(host)
            place = (host not in {registrable, f"www.{registrable}"}, len(host), host)
            if registrable and (registrable not in closest or place < closest[registrable]):
                closest[registrable] = place
                found[registrable] = site.id
    return found


def _grouped(pairs: Iterator[tuple[_Key, str]]) -> Mapping[_Key, tuple[str, ...]]:
    found: dict[_Key, dict[str, None]] = {}
    for key, site in pairs:
        found.setdefault(key, {})[site] = None
    return MappingProxyType({key: tuple(ids) for key, ids in found.items()})


def _version(sites: Iterable[OfficialSite], beside: Iterable[RetiredHost | Exemption]) -> str:
    digest = hashlib.sha256()
    for site in sites:
        digest.update(repr(_CONTENT(site)).encode(errors="surrogatepass"))
    for part in beside:
        digest.update(repr(part).encode(errors="surrogatepass"))
    return digest.hexdigest()[:16]
