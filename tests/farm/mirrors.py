"""Mirrors of official home pages, whose originals the registry has baselines of; some keep nothing but the content."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from random import Random

from tests.farm import fakes, hosts
from tests.farm.cast import choose
from tests.farm.disguises import Disguise
from tests.farm.drafts import draft, styled
from tests.farm.footers import SHOWS, owners, standing
from tests.farm.offices import Office, office_of
from tests.farm.truth import FarmPage, Truth
from zhenwang.domain.baseline import Baseline
from zhenwang.domain.look import Look
from zhenwang.domain.registry import Registry
from zhenwang.domain.score import Band
from zhenwang.pictures.appearance import perceptual_hash
from zhenwang.reading.in_process import read
from zhenwang.registry.fingerprints import fingerprint

AT = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
_WANTS = ("county", "prefecture", "province", "labour", "hubei", "zone")
_STYLES = {
    "practice": ("div_css", "hanweb", "trs", "semantic"),
    "exam": ("siteserver", "drupal", "aspnet", "jsp_frames"),
}
_ORIGINALS = {"practice": 20, "exam": 10}
_COPIES = 5
_BRANDS = ("凯旋体育", "万利博", "星辰娱乐")


@dataclass(frozen=True, slots=True)
class Original:
    """An official home page as it stands on its own host."""

    office: Office
    html: str


def originals(registry: Registry, half: str) -> Iterator[Original]:
    cast = choose(registry)
    for turn in range(_ORIGINALS[half]):
        random = Random(f"original/{half}/{turn}")
        office = office_of(random.choice(cast[_WANTS[turn % len(_WANTS)]]))
        prose = office.writer(f"original/{half}")
        kind = "department_home" if office.site.kind.value == "department" else "home"
        plain, shows = Disguise("plain"), standing(office, SHOWS)
        made = fakes.dressed(
            draft(kind, office, prose, office.name, office.phone), office, office.name, shows, plain, random
        )
        yield Original(office, styled(_STYLES[half][turn % 4], made, prose))


def baseline(original: Original) -> Baseline:
    host = original.office.host
    body = fakes.page("", "", "", Disguise("plain"), host, original.html, Truth()).body
    look = read(Look(host, f"https://{host}/", AT, f"https://{host}/", 200, (("content-type", "text/html"),), body))
    return fingerprint(original.office.id, look, perceptual_hash, AT)


def mirrors(registry: Registry, half: str) -> Iterator[FarmPage]:
    """Each original in several disguises, the names kept or given to a brand."""
    for place, original in enumerate(originals(registry, half)):
        for turn in range(_COPIES):
            choices = [disguise for disguise in fakes.DISGUISES[half] if disguise.shows == SHOWS]
            yield _mirror(original, choices[(place * 3 + turn * 5) % len(choices)], half, turn, registry)


def _mirror(original: Original, disguise: Disguise, half: str, turn: int, registry: Registry) -> FarmPage:
    office, random = original.office, Random(f"mirror/{half}/{original.office.id}/{turn}")
    html = _branded(original, random.choice(_BRANDS)) if turn == 4 else original.html
    host = hosts.unrelated(random)
    owned = owners(office, standing(office, SHOWS), registry) | {office.id}
    truth = Truth(frozenset({office.id}), owned, False, Band.CONFIRMABLE)
    told = replace(disguise, name=f"mirror_{disguise.name}" if turn < 4 else f"branded_{disguise.name}")
    seed = f"{half}/mirror/{office.id}/{turn}"
    return fakes.page(seed, half, "mirror", told, host, disguise.rewrite(html, random), truth)


def _branded(original: Original, brand: str) -> str:
    """The content with the body's name, place and numbers gone: «凯旋体育人民政府办公厅»."""
    office = original.office
    html = original.html.replace(office.name, f"{brand}人民政府").replace(office.place, brand)
    for number in (office.code, office.icp, office.psb, office.conac, office.phone, office.host):
        html = html.replace(number, "") if number else html
    return html
