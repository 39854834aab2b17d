"""When two names mean the same body, and what becomes of the one that is not the site's first."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from zhenwang.domain.registry import OfficialSite
from zhenwang.registry.fields import plain

COMPOSED = "名称为组合"
"""In the note of a site whose name was put together from its region and the kind of its body, and read nowhere."""

MAX_ALIASES = 200

_LEAST = 3
_SITE_WORD = re.compile(r"(?:政府信息公开)?(?:官方|门户|政务)*(?:网站|网|官网)?(?:首页)?\Z")


def named(
    site: OfficialSite, offer: OfficialSite, own: bool, contest: Callable[[OfficialSite, str], OfficialSite]
) -> OfficialSite:
    """The site with the names that a row of a list gives it. ``own``: the present name came from that list.

    A name of the same body becomes an alias; another name replaces one that is its own list's, which stays as an alias;
    any other name is contested, also where ours was only composed: lists put labels where names should stand.
    """
    if _same(site, offer):
        return alias_too(site, offer)
    if own:
        return _with_aliases(replace(site, name=offer.name), (site.name, *offer.aliases))
    return contest(site, offer.name)


def _same(site: OfficialSite, offer: OfficialSite) -> bool:
    """Whether a row means the site's body: by one of its names, a word for a site more or less, or a place in front."""
    ours = {_body(name) for name in (site.name, *site.short_names, *site.aliases)}
    theirs = _body(offer.name)
    if theirs in ours or plain(offer.name) in map(plain, site.names) or plain(site.name) in map(plain, offer.names):
        return True
    # 恩施土家族苗族自治州建始县人民政府 and 建始县人民政府: on one host, the same.
    return any(min(len(one), len(theirs)) >= _LEAST and (one.endswith(theirs) or theirs.endswith(one)) for one in ours)


def alias_too(site: OfficialSite, offer: OfficialSite) -> OfficialSite:
    """The site with the names of a row as further names."""
    return _with_aliases(site, (offer.name, *offer.aliases))


def _with_aliases(site: OfficialSite, names: tuple[str, ...]) -> OfficialSite:
    aliases, known = list(site.aliases), {plain(name) for name in site.names}
    for name in names:
        if plain(name) not in known and len(aliases) < MAX_ALIASES:
            known.add(plain(name))
            aliases.append(name)
    return replace(site, aliases=tuple(aliases))


def _body(name: str) -> str:
    """A site's name without the words for a site: 黄石市人民政府 of 黄石市人民政府门户网站."""
    folded = plain(name)
    return _SITE_WORD.sub("", folded, count=1) or folded
