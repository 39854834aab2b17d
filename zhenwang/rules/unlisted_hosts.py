"""Government hosts that nobody lists: not approved, not yet reported, sold or hijacked. Never trusted, never a fake by
itself: ``*.gov.cn`` is no whitelist.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zhenwang.domain.finding import Finding, FindingKind
from zhenwang.domain.registry import Registry
from zhenwang.matching.absent_registry import own_suffixes_of
from zhenwang.matching.government import endings
from zhenwang.rules.articles import Rule, article_for_host


def findings(registry: Registry, hosts: Iterable[str]) -> Iterator[Finding]:
    """One finding a host, under the host itself, for there is no site to put it under."""
    for host in dict.fromkeys(hosts):
        if is_unlisted(registry, host):
            yield Finding(
                FindingKind.UNLISTED_HOST,
                host,
                host,
                f"发现政府后缀域名{host}，名录中没有登记，其注册域名也不属于名录中的任何网站；请核实是否为新开网站未报备、未经批准开设，或域名已转给他人使用。",
                f"{host} stands under a government suffix, but nobody lists it or holds its domain: please see whether "
                "it is new and not yet reported, not approved, or in other hands.",
                article_for_host(host, Rule.OPENING) or article_for_host(host, Rule.KEEP_DOMAIN),
                host,
                host,
            )


def is_unlisted(registry: Registry, host: str) -> bool:
    """Whether a host is under a government suffix, and neither a site, past or present, nor a holder is known."""
    if own_suffixes_of(registry).isdisjoint(endings(host)) or host in registry.retired:
        return False
    return registry.owner(host) is None and registry.registrant(host) is None
