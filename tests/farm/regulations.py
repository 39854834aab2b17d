"""Two counties that issued the same regulation, each with a baseline of it, and pages that copy or repost it."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from tests.farm import fakes, hosts
from tests.farm.cast import choose
from tests.farm.disguises import PRACTICE, Disguise
from tests.farm.drafts import Draft, styled
from tests.farm.footers import NAMES, SHOWS, standing
from tests.farm.mirrors import Original
from tests.farm.offices import Office, office_of
from tests.farm.prose import Prose
from tests.farm.truth import FarmPage, Truth
from zhenwang.domain.registry import Registry

_ARTICLES = 40
_STYLE = "hanweb"


@dataclass(frozen=True, slots=True)
class Rivals:
    """``claiming`` pages say whose they are, ``reposted`` ones do not."""

    claiming: tuple[FarmPage, ...]
    reposted: tuple[FarmPage, ...]


def issued(registry: Registry) -> list[Original]:
    """The regulation on the pages of two counties of one prefecture, as regulations are handed down."""
    return [Original(one, _page_of(one, standing(one, SHOWS))) for one in _pair(registry)]


def rivals(registry: Registry) -> Rivals:
    pair, (plain, traditional) = _pair(registry), PRACTICE[:2]
    claiming = [
        _copy(one, d, NAMES | extra) for one in pair for d in (plain, traditional) for extra in (set(), {"code"})
    ]
    return Rivals(tuple(claiming), tuple(_repost(one) for one in pair))


def _pair(registry: Registry) -> list[Office]:
    counties = [office_of(site) for site in choose(registry)["county"]]
    coded = [office for office in counties if office.code and office.site.region_code.startswith("42")]
    first = coded[0]
    return [
        first,
        next(one for one in coded if one is not first and one.site.region_code[:4] == first.site.region_code[:4]),
    ]


def _regulation(office: Office) -> str:
    """The same articles for both: the writer's seed is the regulation's, only the names are the county's."""
    articles = Prose("regulation", place=office.place).regulation(office.name, "城市停车设施", _ARTICLES)
    return "".join(f"<p>{text}</p>" for text in articles)


def _page_of(office: Office, shows: frozenset[str], disguise: Disguise = PRACTICE[0]) -> str:
    title = f"{office.name}关于印发城市停车设施管理办法的通知"
    words = Draft(f"{title}-{office.name}", office.name, f"<h1>{title}</h1>{_regulation(office)}", harm=False)
    random = Random(f"rival/{office.id}")
    made = fakes.dressed(words, office, office.name, shows, disguise, random)
    return styled(_STYLE, made, office.writer("rival"))


def _copy(office: Office, disguise: Disguise, shows: frozenset[str]) -> FarmPage:
    seed = f"rival/{office.id}/{disguise.name}/{len(shows)}"
    random = Random(seed)
    html = disguise.rewrite(_page_of(office, standing(office, shows), disguise), random)
    truth = Truth(frozenset({office.id}), frozenset({office.id}))
    return fakes.page(seed, "practice", "rival", disguise, hosts.unrelated(random), html, truth)


def _repost(office: Office) -> FarmPage:
    """A library of regulations that carries it word for word."""
    html = (
        f'<html><head><meta charset="utf-8"><title>{office.place}城市停车设施管理办法_规章阁</title></head><body>'
        f"<h1>规章阁</h1><p>发布机关：{office.name}</p>{_regulation(office)}<p>规章阁 版权所有</p></body></html>"
    )
    host = hosts.unrelated(Random(f"repost/{office.id}"))
    return fakes.page(f"repost/{office.id}", "practice", "repost", PRACTICE[0], host, html, Truth())
