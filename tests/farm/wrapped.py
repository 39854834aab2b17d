"""Official pages where they stand innocently: at home, in gateways and archives, with vendors, hacked, too new."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from tests.farm import fakes
from tests.farm.cast import choose
from tests.farm.disguises import Disguise
from tests.farm.drafts import draft, styled
from tests.farm.footers import SHOWS, owners, standing
from tests.farm.hosts import word
from tests.farm.offices import Office, office_of
from tests.farm.prose import Prose
from tests.farm.rewriting import after_body, before_end, script
from tests.farm.truth import FarmPage, Truth
from zhenwang.domain.exemption import Exemption, ExemptionKind, ExemptionScope
from zhenwang.domain.registry import Registry

EACH = 6
EXEMPT = Exemption(
    "pilot.lanqiaocloud26.com",
    ExemptionScope.DOMAIN,
    ExemptionKind.TEST_HOST,
    "省数据局验收前的预发布环境，页面与正式站一致",
    "tester",
    date(2026, 1, 1),
    None,
)
"""What the farm's registry exempts on top of what it ships with."""

_REAL = SHOWS - {"conac_script"}
_STYLES = {"practice": ("div_css", "trs", "old_table", "semantic"), "exam": ("drupal", "siteserver", "aspnet", "layui")}
Change = Callable[[str, Random], str]


@dataclass(frozen=True, slots=True)
class Wrapped:
    """Where an official page stands: ``url`` with the official host as ``{o}``, an invented word as ``{x}``."""

    name: str
    url: str
    wants: str = "portal"
    change: Change = lambda html, _: html
    other_marks: bool = False


def _demo(html: str, random: Random) -> str:
    banner = "<div class='demo'>【演示站点】本站为模板演示，数据均为测试数据，不代表任何单位。技术支持：蓝桥软件</div>"
    return after_body(html, banner).replace('href="/', 'href="#')


def _archived(html: str, random: Random) -> str:
    bar = "<div id='wm-ipp'>INTERNET ARCHIVE Wayback Machine 12 captures 3 Mar 2021 - 9 May 2026</div>"
    return after_body(html, bar)


def _hacked(html: str, random: Random) -> str:
    prose = Prose(str(random.random()))
    links = "".join(f'<a href="http://{word(random)}.top/">{text}</a>' for text in prose.junk(12))
    return before_end(html, f"<div style='position:absolute;left:-999px'>{links}</div>")


KINDS = (
    Wrapped("official", "https://{o}/"),
    Wrapped("official_column", "https://{o}/zwgk/{n}.html", "labour"),
    Wrapped("official_wrong_marks", "https://{o}/", other_marks=True),
    Wrapped("official_hacked", "https://{o}/", change=_hacked),
    Wrapped("neighbour", "https://{o}/", "court"),
    Wrapped("neighbour_wrong_marks", "https://{o}/", "procuratorate", other_marks=True),
    Wrapped("big5_gateway", "http://big5.xinhuanet.com/gate/big5/{o}/", change=script("s2t")),
    Wrapped("own_big5_gateway", "http://big5.www.gov.cn/gate/big5/{o}/", change=script("s2t")),
    Wrapped("translation", "https://translate.baiducontent.com/transpage?query=http%3A%2F%2F{o}%2F&from=zh&to=en"),
    Wrapped("archive", "https://web.archive.org/web/20260509010203/http://{o}/", change=_archived),
    Wrapped("vendor_demo", "http://demo.{x}soft.com/portal/", "county", _demo),
    Wrapped("exempt", "https://t1.pilot.lanqiaocloud26.com/", "hubei"),
    Wrapped("not_listed_yet", "https://new.{x}.gov.cn/", "county"),
)


def wrapped(registry: Registry, half: str) -> Iterator[FarmPage]:
    """Every kind several times; none of them is a counterfeit."""
    cast = choose(registry)
    for kind in KINDS:
        for turn in range(EACH):
            random = Random(f"wrapped/{half}/{kind.name}/{turn}")
            office = office_of(random.choice(cast[kind.wants]))
            other = office_of(random.choice(cast[kind.wants])) if kind.other_marks else office
            yield _page(kind, office, other, random, half, turn, registry)


def _page(
    kind: Wrapped, office: Office, marked: Office, random: Random, half: str, turn: int, registry: Registry
) -> FarmPage:
    prose, plain = office.writer(f"wrapped/{half}/{turn}"), Disguise("plain")
    shows = standing(marked, _REAL)
    words = draft("home" if kind.wants != "labour" else "department_home", office, prose, office.name, office.phone)
    made = fakes.dressed(words, marked, office.name, shows, plain, random)
    html = kind.change(styled(_STYLES[half][turn % 4], made, prose), random)
    url = kind.url.format(o=office.host, x=word(random), n=random.randint(1000, 9999))
    owned = owners(marked, shows, registry) | {office.id, marked.id}
    body, content_type = plain.encode(html)
    host = url.split("/")[2]
    seed = f"{half}/{kind.name}/{turn}"
    return FarmPage(seed, half, kind.name, "", host, url, body, content_type, Truth(owners=owned))
