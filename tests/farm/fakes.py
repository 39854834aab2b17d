"""Pages that pass themselves off as a body's: templates filled with real bodies, disguised, on foreign hosts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from random import Random

from tests.farm import disguises, hosts
from tests.farm.cast import choose
from tests.farm.disguises import Disguise
from tests.farm.drafts import NAMELESS_TITLES, Draft, draft, styled
from tests.farm.footers import NAMES, SHOWS, foot, owners, standing
from tests.farm.offices import Office, office_of
from tests.farm.templates import BY_HALF, Template
from tests.farm.truth import FarmPage, Truth
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.domain.score import Band

DISGUISES = {"practice": disguises.PRACTICE, "exam": disguises.EXAM}
EACH = {"practice": 10, "exam": 8}
_PROFILES = (
    SHOWS,
    SHOWS - {"meta", "jiucuo_script", "site_name", "conac_script"},
    frozenset({"title", "heading", "sponsor", "contact", "icp", "psb", "code"}),
    frozenset({"title", "heading", "sponsor", "contact"}),
    frozenset({"title", "heading", "icp", "jiucuo"}),
    frozenset({"title", "sponsor", "psb", "conac"}),
)


def fakes(registry: Registry, half: str) -> Iterator[FarmPage]:
    """Every template in several disguises: each template meets many of them, each disguise many templates."""
    cast = choose(registry)
    for place, template in enumerate(BY_HALF[half]):
        for turn in range(EACH[half]):
            disguise = DISGUISES[half][(place * 7 + turn * 3) % len(DISGUISES[half])]
            yield _fake(template, disguise, f"{half}/{template.name}/{turn}", half, cast, registry)


def same_named(registry: Registry, half: str, count: int = 16) -> Iterator[FarmPage]:
    """Pages under the short name that several bodies share; address, dialling code and place tell which."""
    cast = choose(registry)
    everyone = [(t, d) for t in BY_HALF[half] if t.wants in ("county", "portal") for d in DISGUISES[half][:3]]
    for turn in range(count):
        template, disguise = everyone[turn % len(everyone)]
        asked = replace(template, wants="same_name")
        told = replace(disguise, shows=NAMES | {"contact"})
        yield _fake(asked, told, f"{half}/same_name/{template.name}/{turn}", half, cast, registry, short=True)


def _fake(
    template: Template,
    disguise: Disguise,
    seed: str,
    half: str,
    cast: Mapping[str, list[OfficialSite]],
    registry: Registry,
    short: bool = False,
) -> FarmPage:
    random = Random(seed)
    office = office_of(random.choice(cast[template.wants]))
    prose = office.writer(seed)
    name = disguise.called(office.short if short else office.name, office)
    shows = _shows(office, disguise, random)
    made = dressed(
        draft(template.kind, office, prose, name, _phone(office, random)), office, name, shows, disguise, random
    )
    html = disguise.rewrite(styled(template.style, made, prose), random)
    host, names_site = _host(office, random)
    owned = owners(office, shows, registry) | (
        frozenset({office.id}) if _stands(shows, names_site, disguise) else frozenset()
    )
    truth = Truth(frozenset({office.id}), owned, made.harm, _least(office, shows, made.harm))
    return page(seed, half, template.name, disguise, host, html, truth)


def _shows(office: Office, disguise: Disguise, random: Random) -> frozenset[str]:
    """What stands on the page; its name, where the body has none of the marks that the disguise would leave."""
    profile = random.choice(_PROFILES)
    shown = standing(office, profile if disguise.shows == SHOWS else disguise.shows)
    return shown if shown - {"contact", "conac_script"} else frozenset({"title", "heading"})


def dressed(made: Draft, office: Office, name: str, shows: frozenset[str], disguise: Disguise, random: Random) -> Draft:
    """The draft with what it still shows of the identity, and nothing of what it does not."""
    below = foot(office, name, office.phone, shows, random, disguise.broken)
    bare = random.choice(NAMELESS_TITLES)
    return replace(
        made,
        title=made.title if "title" in shows else bare,
        heading=made.heading if "heading" in shows else bare,
        tagline=random.choice(("", "权威发布 便民服务", "为人民服务", "公开 公正 高效")),
        foot=below.lines,
        scripts=below.scripts,
        metas=below.metas,
        assets=f"http://{office.host}" if disguise.hot_links else "",
    )


def page(seed: str, half: str, group: str, disguise: Disguise, host: str, html: str, truth: Truth) -> FarmPage:
    body, content_type = disguise.encode(html.replace("SELFHOST", host))
    return FarmPage(seed, half, group, disguise.name, host, f"http://{host}/", body, content_type, truth)


def _phone(office: Office, random: Random) -> str:
    """The body's own, or the impostor's where he wants to be called."""
    return random.choice((office.phone, office.phone, f"400-{random.randint(100, 999)}-{random.randint(1000, 9999)}"))


def _host(office: Office, random: Random) -> tuple[str, bool]:
    kind = random.choices(("unrelated", "lexical", "embedded"), (6, 2, 1))[0]
    if kind == "unrelated":
        return hosts.unrelated(random), False
    return (hosts.lexical if kind == "lexical" else hosts.embedded)(office, random), True


def _stands(shows: frozenset[str], names_site: bool, disguise: Disguise) -> bool:
    return names_site or disguise.hot_links or bool(shows & {"contact", "site_name"})


def _least(office: Office, shows: frozenset[str], harm: bool) -> Band:
    if shows & {"code", "meta", "jiucuo", "jiucuo_script", "conac"} or (harm and shows & NAMES):
        return Band.CONFIRMABLE
    return Band.REVIEW if shows & NAMES else Band.WATCH
