"""Real bodies of the registry, dressed with invented marks, contacts and leaders, and a registry that knows them so."""

from __future__ import annotations

import zlib
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from tests.farm.prose import Prose, words
from zhenwang import runtime
from zhenwang.domain.body import Contact
from zhenwang.domain.registry import Marks, OfficialSite, Registry
from zhenwang.settings import Settings

PROVINCES = {
    "11": "京010", "12": "津022", "13": "冀0311", "14": "晋0351", "15": "蒙0471", "21": "辽024", "22": "吉0431",
    "23": "黑0451", "31": "沪021", "32": "苏025", "33": "浙0571", "34": "皖0551", "35": "闽0591", "36": "赣0791",
    "37": "鲁0531", "41": "豫0371", "42": "鄂027", "43": "湘0731", "44": "粤020", "45": "桂0771", "46": "琼0898",
    "50": "渝023", "51": "川028", "52": "贵0851", "53": "云0871", "54": "藏0891", "61": "陕029", "62": "甘0931",
    "63": "青0971", "64": "宁0951", "65": "新0991",
}  # fmt: skip
"""The character of a province and the dialling code of its capital, by the first two digits of the division code."""

WITHOUT_MARKS = 4
"""One site in so many has no known marks, as most have in the registry that ships."""


@dataclass(frozen=True, slots=True)
class Office:
    """A body as its pages show it. Marks are empty where the registry knows none."""

    site: OfficialSite
    place: str
    upper: str
    leaders: tuple[tuple[str, str, str], ...]

    @property
    def id(self) -> str:
        return self.site.id

    @property
    def name(self) -> str:
        return self.site.name

    @property
    def host(self) -> str:
        return self.site.id

    @property
    def short(self) -> str:
        """The name without the place above: 和平区人民政府, as the body calls itself at home."""
        return self.name.removeprefix(self.upper) if len(self.name.removeprefix(self.upper)) > 5 else self.name

    @property
    def code(self) -> str:
        return next(iter(self.site.marks.site_codes), "")

    @property
    def icp(self) -> str:
        return next(iter(self.site.marks.icp), "")

    @property
    def psb(self) -> str:
        return next(iter(self.site.marks.psb), "")

    @property
    def conac(self) -> str:
        return next(iter(self.site.marks.conac), "")

    @property
    def phone(self) -> str:
        return next(iter(self.site.contact.phones), "")

    @property
    def address(self) -> str:
        return self.site.contact.address

    @property
    def email(self) -> str:
        return self.site.contact.email

    @property
    def postcode(self) -> str:
        return self.site.contact.postcode

    @property
    def label(self) -> str:
        """The most telling label of its host: ``huangshi`` of ``www.huangshi.gov.cn``."""
        labels = [label for label in self.host.split(".") if label not in ("www", "gov", "cn", "com", "org")]
        return max(labels, key=len, default="gov") if not self.host.startswith("xn--") else "zfwz"

    def writer(self, seed: str) -> Prose:
        return Prose(f"{self.id}/{seed}", place=self.place, name=self.name, phone=self.phone)


def office_of(site: OfficialSite) -> Office:
    parts = [part for part in site.region.split("/") if part]
    prose = Prose(f"leaders/{site.id}")
    leaders = tuple((post, prose.person(), prose.pick("duties")) for post in words()["posts"])
    place = parts[-1] if parts else "全国"
    return Office(site, place, _upper(site.name, parts), leaders)


def _upper(name: str, parts: list[str]) -> str:
    return next((part for part in reversed(parts[:-1]) if name.startswith(part)), "")


def farm_registry(var: Path) -> Registry:
    """The shipped registry, in which most sites have marks and a contact. Real ones stay as they are."""
    shipped = runtime.load_registry(Settings(var=var, database_url=""))
    serials: Counter[str] = Counter()
    dressed = tuple(_dressed(site, serials) for site in shipped.sites.values())
    return Registry.of(
        dressed, shipped.baselines.values(), shipped.retired.values(), shipped.jurisdiction, shipped.exemptions.values()
    )


def _dressed(site: OfficialSite, serials: Counter[str]) -> OfficialSite:
    region = site.region_code or "000000"
    serials[region] += 1
    random = Random(f"marks/{site.id}")
    if zlib.crc32(site.id.encode()) % WITHOUT_MARKS == 0 or site.marks != Marks():
        return replace(site, contact=_contact(site, random))
    return replace(site, contact=_contact(site, random), marks=_marks(site, region, serials[region], random))


def _marks(site: OfficialSite, region: str, serial: int, random: Random) -> Marks:
    sign = PROVINCES.get(region[:2], "京010")[0]
    district = region if region != "000000" else "110102"
    code = f"{region}{5000 + serial}" if site.region_code else f"bm9{serial:07}"
    # Departments of one place share the numbers of the platform that carries them.
    platform = Random(f"platform/{region[:4]}") if site.kind.value == "department" and site.region_code else random
    icp = f"{sign}ICP备{platform.choice(('05', '12', '19'))}{platform.randint(100000, 999999)}号-1"
    psb = f"{sign}公网安备{district[:4]}0202{platform.randint(100000, 999999)}号"
    return Marks((code,), (icp,), (psb,), (f"{random.getrandbits(128):032X}",))


def _contact(site: OfficialSite, random: Random) -> Contact:
    if site.contact.phones:
        return site.contact
    dialling = PROVINCES.get(site.region_code[:2], "京010")[1:]
    where = "".join(site.region.split("/")) or "北京市西城区"
    road = random.choice(words()["roads"])
    return Contact(
        phones=(f"{dialling}-{random.randint(2, 8)}{_digits(random, 10 - len(dialling))}",),
        address=f"{where}{road}{random.randint(1, 399)}号",
        postcode=f"{random.randint(100000, 859999)}",
        email=f"webmaster@{site.id.removeprefix('www.')}",
    )


def _digits(random: Random, count: int) -> str:
    return "".join(random.choices("0123456789", k=count))
