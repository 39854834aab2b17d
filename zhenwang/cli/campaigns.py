"""``zhenwang campaigns``: which cases hang together, and reading what links them again."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Literal

from cyclopts import Parameter
from rich.table import Column, Table

from zhenwang import registry_in_use, runtime
from zhenwang.cli.output import err, out, print_json
from zhenwang.domain.campaign import BANDED, Campaign, Edge
from zhenwang.handoff.dossier import defang
from zhenwang.rounds.relinking import relink
from zhenwang.settings import Settings
from zhenwang.store import campaign_list, campaigns
from zhenwang.store.campaign_list import Listed
from zhenwang.store.opening import Store
from zhenwang.text.personal import hidden

_EVERY = 500


def campaigns_(
    action: Literal["list", "rebuild"] = "list",
    /,
    *,
    limit: int = campaign_list.MOST_LISTED,
    as_json: Annotated[bool, Parameter(name="--json", negative=())] = False,
) -> None:
    """List the campaigns: cases that show the same rare things, with what links them.

    `zhenwang campaigns rebuild` reads what every look showed again, from its kept record, and groups all cases anew:
    for cases that were opened before there were campaigns. It visits nothing and may be stopped and begun again.

    Parameters
    ----------
    action
        What to do.
    limit
        How many campaigns to list, the largest first.
    as_json
        Print the campaigns, or what came of the rebuilding, as JSON.
    """
    settings = Settings()
    with registry_in_use.opened_store(settings) as store:
        if action == "rebuild":
            _rebuild(settings, store, as_json=as_json)
        else:
            _list(store, max(1, min(limit, 10_000)), as_json=as_json)


def _rebuild(settings: Settings, store: Store, *, as_json: bool) -> None:
    registry = registry_in_use.load(settings, store, runtime.load_pages(settings, store))
    done = relink(store, registry, _told)
    if as_json:
        print_json(asdict(done))
        return
    out.print(f"hosts read: {done.hosts}, facts: {done.facts}, campaigns: {done.campaigns}", markup=False)
    if done.damaged:
        err.print(f"hosts with damaged looks: {done.damaged}; they keep the facts they had", style="red")


def _told(hosts: int) -> None:
    if hosts % _EVERY == 0:
        err.print(f"{hosts} hosts read", style="dim")


def _list(store: Store, limit: int, *, as_json: bool) -> None:
    found = campaign_list.listed(store, None, limit)
    if as_json:
        print_json([_as_json(one, campaigns.found(store, one.id)) for one in found])
        return
    columns = Column("campaign", no_wrap=True), Column("cases"), Column("states"), Column("hosts", overflow="fold")
    table = Table(*columns, box=None)
    for one in found:
        states = ", ".join(sorted({member.state.value for member in one.members}))
        hosts = ", ".join(defang(member.host) for member in one.members[:4])
        table.add_row(one.id, str(one.size), states, hosts + (" …" if one.size > 4 else ""))
    out.print(table)
    out.print(f"{len(found)} campaign{'' if len(found) == 1 else 's'}", markup=False)


def _as_json(listed: Listed, campaign: Campaign | None) -> dict[str, object]:
    """Members as they stand, hosts and addresses defanged, and the edges that hold them together."""
    members = [asdict(one) | {"host": defang(one.host), "url": defang(hidden(one.url))} for one in listed.members]
    edges = [_edge(edge) for edge in campaign.edges] if campaign else []
    return {"id": listed.id, "size": listed.size, "members": members, "edges": edges}


def _edge(edge: Edge) -> dict[str, object]:
    values = [] if edge.kind in BANDED else [defang(fact.value) for fact in edge.facts]
    return {"id": edge.id, "kind": edge.kind, "values": values, "cases": edge.cases, "hosts_seen": edge.seen}
