"""Art. 12-14: what the dates of a site's status say, against the table and the clocks of ``domain.site_status``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

from zhenwang.domain.finding import Finding, FindingKind
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.domain.site import Status, StatusPeriod
from zhenwang.domain.site_status import (
    OFFLINE_DAYS,
    OFFLINE_TIMES,
    Stay,
    missing_steps,
    pauses,
    stays,
    step,
)
from zhenwang.rules.articles import Rule, article

WORDS = {
    Status.PLANNED: "筹建",
    Status.ACTIVE: "在用",
    Status.TEMP_OFFLINE: "临时下线",
    Status.EMERGENCY_OFFLINE: "紧急关停",
    Status.MIGRATING: "迁移",
    Status.RETIRED: "永久下线",
}
"""The statuses as letters name them."""


def findings(registry: Registry, periods: Iterable[StatusPeriod], today: date) -> Iterator[Finding]:
    """Findings on the sites that have dated entries. Entries in the future, and of unknown sites, are passed over."""
    by_site: dict[str, list[StatusPeriod]] = {}
    for period in periods:
        if period.since <= today:
            by_site.setdefault(period.site, []).append(period)
    for site_id, entries in by_site.items():
        site = registry.sites.get(site_id)
        if site:
            yield from _of_site(site, stays(entries), today)


def _of_site(site: OfficialSite, found: tuple[Stay, ...], today: date) -> Iterator[Finding]:
    for stay in found:
        if stay.status is Status.TEMP_OFFLINE:
            yield from _too_long(site, stay, today)
    for year in sorted({stay.since.year for stay in found}):
        yield from _too_often(site, pauses(found, year), year)
    for before, after in missing_steps(found):
        yield _without_step(site, before, after)
    for before, after in pairwise(found):
        yield from _papers(site, before, after)


def _too_long(site: OfficialSite, stay: Stay, today: date) -> Iterator[Finding]:
    days = stay.days(today)
    if days > OFFLINE_DAYS:
        lasted = f"至{stay.until:%Y-%m-%d}恢复，共" if stay.until else f"至{today:%Y-%m-%d}未见恢复记录，已"
        yield Finding(
            FindingKind.OFFLINE_TOO_LONG,
            site.id,
            f"long:{stay.since}",
            f"{site.name}自{stay.since:%Y-%m-%d}临时下线，{lasted}{days}日；临时下线时间不超过{OFFLINE_DAYS}日（按自然日计），请恢复上线，或更新名录中的状态。",
            f"{site.name} has been offline since {stay.since}, {days} calendar days. A temporary stay offline lasts at "
            f"most {OFFLINE_DAYS}: please bring it back, or mend its status in the registry.",
            article(site, Rule.OFFLINE),
            f"{stay.since} {WORDS[stay.status]}",
        )


def _too_often(site: OfficialSite, counted: tuple[Stay, ...], year: int) -> Iterator[Finding]:
    if len(counted) > OFFLINE_TIMES:
        days = "、".join(f"{stay.since:%Y-%m-%d}" for stay in counted)
        yield Finding(
            FindingKind.OFFLINE_TOO_LONG,
            site.id,
            f"often:{year}",
            f"{site.name}{year}年临时下线{len(counted)}次（{days}起）；临时下线每年不超过{OFFLINE_TIMES}次，因不可抗力或被责令紧急关停的不计入，如属此类请更正状态。",
            f"{site.name} was offline {len(counted)} times in {year} (from {days}). Once a year is the rule, forced "
            "closures not counted: if these were such, please mend the status.",
            article(site, Rule.OFFLINE),
            days,
        )


def _without_step(site: OfficialSite, before: Stay, after: Stay) -> Finding:
    return Finding(
        FindingKind.OFFLINE_TOO_LONG,
        site.id,
        f"step:{after.since}",
        f"{site.name}的状态于{after.since:%Y-%m-%d}由“{WORDS[before.status]}”变为“{WORDS[after.status]}”，办法中没有这一步骤；请核实是否漏记中间状态。",
        f"On {after.since} the status of {site.name} went from {before.status} to {after.status}, a step that the "
        "measures do not know: please see whether an entry between them is missing.",
        article(site, Rule.APPROVAL),
        f"{before.since} {WORDS[before.status]} → {after.since} {WORDS[after.status]}",
    )


def _papers(site: OfficialSite, before: Stay, after: Stay) -> Iterator[Finding]:
    """Approval and notice that a step asks for, and that the entry does not hold: not recorded is not refused."""
    taken = step(before.status, after.status)
    if taken is None or after.status is Status.ACTIVE:
        return
    lacking = [word for word, gone in (("批准文号", taken.approval and not after.approval),
                                       ("公告地址", taken.notice and not after.notice)) if gone]  # fmt: skip
    if lacking:
        missing = "、".join(lacking)
        rule = Rule.OFFLINE_NOTICE if lacking == ["公告地址"] else Rule.APPROVAL
        yield Finding(
            FindingKind.OFFLINE_TOO_LONG,
            site.id,
            f"papers:{after.since}",
            f"{site.name}自{after.since:%Y-%m-%d}{WORDS[after.status]}，名录中未登记{missing}；请补充登记。",
            f"{site.name} has been {after.status} since {after.since}; approval number or notice address is not "
            "recorded: please add it.",
            article(site, rule),
            f"{after.since} {WORDS[after.status]}",
        )
