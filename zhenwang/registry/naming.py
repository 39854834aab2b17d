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
_GOVERNMENT = "人民政府"
_LABEL = re.compile(r"中国[·•・.-]?(.{2,12})\Z|(.{2,12}?)(?:人民)?政府\Z")
_PLACE_ENDS = "省市县区州旗盟"
_PLACE_END = re.compile(f"[{_PLACE_ENDS}]")
# What a body is called; a label that ends so names a body and not a site.
_BODY_END = re.compile(r"(?:政府|[局厅委办处部署会院所队站校]|中心|办公室|公司)\Z")
_OFFICE = re.compile(r"(?:党政|综合)?办公[室厅]\Z")


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
    ours = {body_name(name) for name in (site.name, *site.short_names, *site.aliases)}
    theirs = body_name(offer.name)
    if theirs in ours or plain(offer.name) in map(plain, site.names) or plain(site.name) in map(plain, offer.names):
        return True
    # 恩施土家族苗族自治州建始县人民政府 and 建始县人民政府: on one host, the same.
    if any(min(len(one), len(theirs)) >= _LEAST and (one.endswith(theirs) or theirs.endswith(one)) for one in ours):
        return True
    return any(_loosely(one, theirs) for one in ours) or _is_label(site, offer)


def _loosely(one: str, other: str) -> bool:
    """湖北省财政厅 and 湖北财政厅; 黄石市人民政府 and what its portal calls itself: 中国黄石, 黄石政府网."""
    if _BODY_END.search(other) and len(other) > _LEAST and _PLACE_END.sub("", one) == _PLACE_END.sub("", other):
        return True
    label = _LABEL.match(other)
    if label is None or not one.endswith(_GOVERNMENT):
        return False
    place = _PLACE_END.sub("", (label[1] or label[2])[-1:])
    called = re.escape((label[1] or label[2])[:-1] + place)
    named = rf"(?:.*[{_PLACE_ENDS}])?{called}[^{_PLACE_ENDS}]{{0,12}}[{_PLACE_ENDS}]?\Z"
    return len(called) > 1 and bool(re.match(named, one.removesuffix(_GOVERNMENT)))


def _is_label(site: OfficialSite, offer: OfficialSite) -> bool:
    """Whether a row names its body as the sponsor (主办单位): then its name is the site's own (网站名称: 信用黄石)."""
    if not offer.sponsor or plain(offer.sponsor) == plain(offer.name) or _BODY_END.search(body_name(offer.name)):
        return False
    held = site.sponsor or site.name
    return same_house(offer.sponsor, held) or same_house(offer.sponsor, site.name)


def same_house(one: str, other: str) -> bool:
    """Whether two sponsors are one house: a government or committee and its own office, 管委会 written out."""
    return _house(one) == _house(other) != ""


def _house(name: str) -> str:
    return _OFFICE.sub("", plain(name).replace("管委会", "管理委员会"))


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


def body_name(name: str) -> str:
    """A site's name without the words for a site: 黄石市人民政府 of 黄石市人民政府门户网站."""
    folded = plain(name)
    return _SITE_WORD.sub("", folded, count=1) or folded
