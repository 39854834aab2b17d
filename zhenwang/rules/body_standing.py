"""What the rules take a site's body for: a subject of art. 2, a department, a government's portal, a township.

By the kind that the list states; a list that states none is read by its names, only where a name leaves no doubt.
"""

from __future__ import annotations

import re
import unicodedata

from zhenwang.domain.body import SUBJECTS, BodyKind
from zhenwang.domain.registry import OfficialSite
from zhenwang.domain.site import Status

_SITE_WORDS = re.compile(r"(?:门户网站|官方网站|政务网站|政府网站|政务网|信息网|门户|官网|网站)$")
_OFFICE_OF = re.compile(r"(?<=[厅局委院署府会部行])(?:办公厅|办公室)$")
_DEPARTMENT = re.compile(r"(?:厅|局|委员会|[^党纪监]委|办公室|署|总队)$")
_PORTAL = re.compile(r"(?:人民政府|行政公署|[省市县区旗州盟]政府)(?:门户网站|网站|网)?$")
_TOWNSHIP = re.compile(r"(?:[乡镇](?:人民)?政府|街道办事处|街道办|[乡镇苏木]办事处)$")
_INSTITUTION = re.compile(r"(?:中心|学院|大学|研究院|研究所|博物馆|图书馆|医院|学校|台|站|馆|协会|学会|联合会|基金会)$")
_SYSTEM = re.compile(
    r"平台|系统|查询|大厅|服务网|办事|申报|登录|认证|信用|热线|数据|公示|交易|采购|招聘|考试|一网通|专题|专栏|信息公开|无障碍"
)
_OTHERS = re.compile(
    r"纪委|监委|党委|市委|省委|县委|人大|政协|法院|检察院|人民代表大会|长安网|团委|工会|妇联|政法|平安|党校|党员|日报|科学院|工程院"
)
_MUNICIPALITIES = ("11", "12", "31", "50")


def plain(name: str) -> str:
    """A name as it is compared: compatibility forms folded, without white space."""
    return "".join(unicodedata.normalize("NFKC", name).split())


def is_active(site: OfficialSite) -> bool:
    return site.status is Status.ACTIVE


def is_subject(site: OfficialSite) -> bool:
    """Whether art. 2 calls it a government site. A neighbour never is; where no kind is stated, names tell others."""
    if site.kind is BodyKind.UNKNOWN:
        return site.protected and not _OTHERS.search(site.name)
    return site.protected and site.kind in SUBJECTS


def is_department(site: OfficialSite) -> bool:
    if site.kind is not BodyKind.UNKNOWN:
        return site.protected and site.kind is BodyKind.DEPARTMENT
    name = body_name(site)
    return is_subject(site) and bool(_DEPARTMENT.search(name)) and not (_PORTAL.search(name) or is_township(site))


def is_portal(site: OfficialSite) -> bool:
    """Whether it is the portal of a government from the county upwards."""
    if is_township(site) or site.kind not in (BodyKind.UNKNOWN, BodyKind.GOVERNMENT):
        return False
    return bool(_PORTAL.search(site.name)) and is_subject(site)


def is_township(site: OfficialSite) -> bool:
    return bool(_TOWNSHIP.search(body_name(site))) and is_subject(site)


def is_county_level(site: OfficialSite) -> bool:
    """Of a county. A municipality's districts, and the cities that Hubei governs without a prefecture, rank above."""
    if site.level != "county" or site.region_code.startswith(_MUNICIPALITIES):
        return False
    return site.region_code[2:4] != "90"


def reads_as_institution(site: OfficialSite) -> bool:
    return site.kind in (BodyKind.INSTITUTION, BodyKind.ADMINISTRATIVE_INSTITUTION) or (
        site.kind is BodyKind.UNKNOWN and bool(_INSTITUTION.search(plain(site.name)))
    )


def is_business_system(site: OfficialSite) -> bool:
    """Whether a site is a service or a column of its body, and not the body's site (国办函〔2018〕55号)."""
    return bool(_SYSTEM.search(site.name))


def body_name(site: OfficialSite) -> str:
    """The body whose site it is: its sponsor without the office that runs it for the body (art. 5), else its name."""
    name = _SITE_WORDS.sub("", plain(site.sponsor or site.name))
    return _OFFICE_OF.sub("", name) or plain(site.name)


def own_names(site: OfficialSite) -> frozenset[str]:
    """What the body may be called today: canonical and short names, and aliases, which no source calls former."""
    former = {plain(past.name) for past in site.former_names}
    names = (plain(name) for name in (site.name, site.sponsor, *site.short_names, *site.aliases) if name)
    return frozenset(form for name in names for form in (name, _SITE_WORDS.sub("", name)) if form) - former
