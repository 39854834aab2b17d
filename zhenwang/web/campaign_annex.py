"""The annex of a letter about a campaign: one row for each address, as a table for a spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from zhenwang.domain.registry import Registry
from zhenwang.store.campaign_list import Member
from zhenwang.text.personal import hidden
from zhenwang.web.campaign_view import CampaignView
from zhenwang.web.exports import Table

_COLUMNS = ("case", "url", "host", "imitates", "state", "opened", "seen", "links")


def annex(view: CampaignView, registry: Registry, t: Mapping[str, str], now: datetime) -> Table:
    """The cases that the actor may see; ``links`` are numbers in the page's table of links, with their kinds."""
    header = tuple(t[f"annex_{name}"] for name in _COLUMNS)
    rows = tuple((*_cells(member, registry, t), _links(view, member, t)) for member in view.members)
    suspects = frozenset({t["annex_url"], t["annex_host"]})
    return Table(
        f"{t['campaign_word']}-{view.campaign.id}", header, rows, {"campaign": view.campaign.id}, now, suspects
    )


def _cells(member: Member, registry: Registry, t: Mapping[str, str]) -> tuple[str | datetime, ...]:
    site = registry.site(member.imitates) if member.imitates else None
    state = t[f"state_{member.state.value}"]
    name = site.name if site else member.imitates
    return member.case, hidden(member.url), member.host, name, state, member.opened_at, member.seen_at


def _links(view: CampaignView, member: Member, t: Mapping[str, str]) -> str:
    links = (one for one in view.edges if member.case in one.edge.cases)
    return "; ".join(f"{one.number} {t['fact_kind_' + one.edge.kind.value]}" for one in links)
