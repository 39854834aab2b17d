"""The registry: which sites are official, and which hosts may make which claims."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from zhenwang.domain.baseline import Baseline
from zhenwang.domain.body import BodyKind, Contact, FormerName
from zhenwang.domain.hosts import split_suffix
from zhenwang.domain.site import Conflict, RetiredHost, SiteHost, Status


@dataclass(frozen=True, slots=True)
class Marks:
    """What only one body's sites may show. Values are in the printed form without spaces."""

    site_codes: tuple[str, ...] = ()  # 网站标识码
    icp: tuple[str, ...] = ()  # ICP 备案号
    psb: tuple[str, ...] = ()  # 公安备案号
    conac: tuple[str, ...] = ()  # CONAC 标识 id, 32 hexadecimal digits

    def all(self) -> Iterable[tuple[str, str]]:
        """Every mark as ``(kind, value)``; kinds are ``site_code``, ``icp``, ``psb``, ``conac``."""
        for kind, values in (
            ("site_code", self.site_codes),
            ("icp", self.icp),
            ("psb", self.psb),
            ("conac", self.conac),
        ):
            for value in values:
                yield kind, value


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


@dataclass(frozen=True, slots=True, eq=False)
class Registry:
    """All official sites with the look-ups the line needs. Build it with ``Registry.of``.

    Compared and hashed by identity, so that an index derived from a registry can be cached under it.
    """

    sites: Mapping[str, OfficialSite]
    baselines: Mapping[str, Baseline]
    retired: Mapping[str, RetiredHost]
    version: str
    _by_host: Mapping[str, str]
    _by_registrable: Mapping[str, str]
    _by_mark: Mapping[tuple[str, str], tuple[str, ...]]

    @classmethod
    def of(
        cls,
        sites: Iterable[OfficialSite],
        baselines: Iterable[Baseline] = (),
        retired: Iterable[RetiredHost] = (),
    ) -> Registry:
        """Index the sites. ``version`` is a hash of their content, so a score can say what it was judged against.

        A retired host that a site has been granted again is official, and no longer among the retired.
        """
        by_id: dict[str, OfficialSite] = {}
        by_host: dict[str, str] = {}
        by_registrable: dict[str, str] = {}
        closest: dict[str, tuple[bool, int, str]] = {}
        by_mark: dict[tuple[str, str], list[str]] = {}
        digest = hashlib.sha256()
        for site in sites:
            by_id[site.id] = site
            digest.update(repr(site).encode())
            for host in site.hosts:
                by_host.setdefault(host, site.id)
                # The bare or www host of a registrable part speaks for it: www.hubei.gov.cn, not va.hubei.gov.cn.
                registrable = split_suffix(host)[1]
                place = (host not in {registrable, f"www.{registrable}"}, len(host), host)
                if registrable not in closest or place < closest[registrable]:
                    closest[registrable] = place
                    by_registrable[registrable] = site.id
            for mark in site.marks.all():
                by_mark.setdefault(mark, []).append(site.id)
        gone = {past.host: past for past in retired if past.host not in by_host}
        digest.update(repr(tuple(gone.values())).encode() if gone else b"")
        return cls(
            MappingProxyType(by_id),
            MappingProxyType({baseline.site: baseline for baseline in baselines}),
            MappingProxyType(gone),
            digest.hexdigest()[:16],
            MappingProxyType(by_host),
            MappingProxyType(by_registrable),
            MappingProxyType({mark: tuple(ids) for mark, ids in by_mark.items()}),
        )

    def owner(self, host: str) -> OfficialSite | None:
        """The site that lists exactly this A-label host."""
        site = self._by_host.get(host)
        return self.sites[site] if site else None

    def registrant(self, host: str) -> OfficialSite | None:
        """The portal whose registrable part this host stands under: the same holder, though the host is not listed."""
        site = self._by_registrable.get(split_suffix(host)[1])
        return self.sites[site] if site else None

    def grants(self, host: str, site: str) -> bool:
        """Whether ``host`` may speak as ``site``: it is one of its hosts, or stands under the same registrable part."""
        if host in self.sites[site].hosts:
            return True
        registrable = split_suffix(host)[1]
        return any(split_suffix(official)[1] == registrable for official in self.sites[site].hosts)

    def holders(self, kind: str, value: str) -> tuple[OfficialSite, ...]:
        """The sites that may show a mark; kinds as in ``Marks.all``. Empty when nobody is known to own it."""
        return tuple(self.sites[site] for site in self._by_mark.get((kind, value), ()))
