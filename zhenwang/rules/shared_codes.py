"""One site code on two sites: a code names one site, so one of the two rows is mistaken, or the code was copied.

Shared ICP and police numbers are normal on a common platform, and no finding.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhenwang.domain.finding import Finding, FindingKind
from zhenwang.domain.registry import Registry
from zhenwang.rules.articles import Rule, article


def findings(registry: Registry) -> Iterator[Finding]:
    for site in registry.sites.values():
        for code in site.marks.site_codes:
            others = [holder for holder in registry.holders("site_code", code) if holder.id != site.id]
            if others:
                listed = "、".join(f"{other.name}（{other.id}）" for other in others[:5])
                yield Finding(
                    FindingKind.SHARED_CODE,
                    site.id,
                    code,
                    f"网站标识码{code}同时登记在{site.name}（{site.id}）和{listed}名下；一个标识码对应一个网站，请核实各自的标识码。",
                    f"Site code {code} is held by {site.name} ({site.id}) and by {listed}. A code belongs to one site: "
                    "please see which is whose.",
                    article(site, Rule.FOOTER),
                    code,
                )
