"""The life of official domains (国办函〔2018〕55号): ending, in other hands, idle, or retired and alive again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from zhenwang.domain.finding import Finding, FindingKind
from zhenwang.domain.observation import Observation
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.domain.site import RetiredHost, Status, StatusPeriod
from zhenwang.domain.site_status import days_left, stays
from zhenwang.rules import body_standing as standing
from zhenwang.rules.articles import Rule, article, article_for_host

EXPIRY_DAYS = 60
"""An official domain whose registration ends in fewer days is a finding."""


def of_site(
    site: OfficialSite, seen: Sequence[Observation], newest: Mapping[str, Observation], today: date
) -> Iterator[Finding]:
    """``seen``: observations of the site's hosts, oldest first; ``newest``: what is known of each host by now."""
    for observed in newest.values():
        yield from _expiry(site, observed, today)
    yield from _registrant(site, seen)
    yield from _idle(site, newest)


def reborn(past: RetiredHost, observed: Observation, registry: Registry) -> Iterator[Finding]:
    """A retired host that answers again. One that leads on to its old site is still in the right hands."""
    if not (observed.addresses or observed.reachable):
        return
    owner = registry.owner(observed.final_host) if observed.final_host else None
    if owner and owner.id == past.last_site:
        return
    yield Finding(
        FindingKind.DOMAIN_LIFE,
        past.last_site,
        f"retired:{past.host}",
        f"{past.name}已停用的域名{past.host}重新可以解析或访问；请核实该域名现由谁持有，未持有的请加强监测，并提示公众以现用网址为准。",
        f"{past.host}, retired by {past.name}, resolves or answers again: please see who holds it now, and tell the "
        "public which address is in use.",
        article_for_host(past.host, Rule.KEEP_DOMAIN),
        " ".join((past.host, *observed.addresses[:3], observed.registrant))[:80],
        observed.host,
    )


def notice_is_due(periods: Iterable[StatusPeriod], today: date) -> bool:
    """Whether a site was retired at most 30 days ago (art. 13)."""
    found = stays(period for period in periods if period.since <= today)
    left = days_left(found[-1], today) if found and found[-1].status is Status.RETIRED else None
    return left is not None and left >= 0


def notice_missing(
    site: OfficialSite, periods: Iterable[StatusPeriod], newest: Iterable[Observation], today: date
) -> Iterator[Finding]:
    """A site retired at most 30 days ago whose migration notice can be seen nowhere: none recorded, no host answers."""
    found = stays(period for period in periods if period.since <= today)
    seen = [observed for observed in newest if observed.reachable is not None]
    if not found or found[-1].status is not Status.RETIRED or found[-1].notice or not seen:
        return
    left = days_left(found[-1], today)
    if left is not None and left >= 0 and not any(observed.reachable for observed in seen):
        yield Finding(
            FindingKind.ADDRESS_CHANGED,
            site.id,
            "migration_notice",
            f"{site.name}自{found[-1].since:%Y-%m-%d}永久下线，未见迁移公告；公告信息至少保留30日（尚余{left}日），请补充公告并登记其地址。",
            f"{site.name} was retired on {found[-1].since} and no migration notice is to be seen. It is kept for at "
            f"least 30 days ({left} left): please publish it and record its address.",
            article(site, Rule.MIGRATION_NOTICE),
            site.id,
            seen[0].host,
        )


def _expiry(site: OfficialSite, observed: Observation, today: date) -> Iterator[Finding]:
    ends = observed.expires_on
    if ends is None or ends - today >= timedelta(days=EXPIRY_DAYS):
        return
    left = (ends - today).days
    state = f"将于{ends:%Y-%m-%d}到期（尚余{left}日）" if left >= 0 else f"已于{ends:%Y-%m-%d}到期"
    state_en = f"ends on {ends} ({left} days left)" if left >= 0 else f"ended on {ends}"
    yield Finding(
        FindingKind.DOMAIN_LIFE,
        site.id,
        f"expires:{observed.host}",
        f"{site.name}的域名{observed.host}注册{state}；请及时续费，不再使用的请按程序注销并列入停用域名监测。",
        f"The registration of {observed.host} of {site.name} {state_en}: please renew it, or cancel it by the rules "
        "and have it watched.",
        article(site, Rule.KEEP_DOMAIN),
        f"{observed.host} {ends} {observed.registrar}"[:80],
        observed.host,
    )


def _registrant(site: OfficialSite, seen: Sequence[Observation]) -> Iterator[Finding]:
    """A registrant that changed between two observations of one host to a name that is none of the body's."""
    held: dict[str, str] = {}
    changed: dict[str, tuple[str, Observation]] = {}
    for observed in seen:
        name = standing.plain(observed.registrant)
        before = held.get(observed.host, "")
        if name and before and name != before:
            changed[observed.host] = (before, observed)
        held[observed.host] = name or before
    for host, (before, observed) in changed.items():
        if held[host] == standing.plain(observed.registrant) and not _is_own(site, held[host]):
            yield _in_other_hands(site, before, observed)


def _is_own(site: OfficialSite, registrant: str) -> bool:
    names = (
        standing.plain(name) for name in (*site.names, site.sponsor, site.operator, site.supervisor, site.platform)
    )
    return any(name and (name in registrant or registrant in name) for name in names)


def _in_other_hands(site: OfficialSite, before: str, observed: Observation) -> Finding:
    return Finding(
        FindingKind.DOMAIN_LIFE,
        site.id,
        f"registrant:{observed.host}",
        f"{site.name}的域名{observed.host}注册人由“{before[:60]}”变为“{observed.registrant[:60]}”；域名不得擅自转给其他单位或个人使用，请核实变更是否经过审核。",
        f"The registrant of {observed.host} of {site.name} changed from '{before[:60]}' to "
        f"'{observed.registrant[:60]}'. Official domains may not be passed on: please see whether this was approved.",
        article(site, Rule.KEEP_DOMAIN),
        f"{observed.host} {observed.registrant}"[:80],
        observed.host,
    )


def _idle(site: OfficialSite, newest: Mapping[str, Observation]) -> Iterator[Finding]:
    """A further host that does not answer while the primary one does."""
    primary = newest.get(site.id)
    if primary is None or not primary.reachable:
        return
    for host, observed in newest.items():
        if host != site.id and host in site.granted and observed.reachable is False and not observed.addresses:
            yield Finding(
                FindingKind.DOMAIN_LIFE,
                site.id,
                f"idle:{host}",
                f"{site.name}登记的域名{host}已无法解析或访问，主域名{site.id}正常；闲置的域名请及时注销，注销后列入停用域名监测。",
                f"{host} of {site.name} does not answer while {site.id} does. Idle domains are to be cancelled, and "
                "watched from then on.",
                article(site, Rule.KEEP_DOMAIN),
                host,
                host,
            )
