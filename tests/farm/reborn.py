"""Retired official hosts that somebody else registered: the old name over new content, as xjrs.net did it."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from tests.farm import fakes
from tests.farm.cast import choose
from tests.farm.disguises import Disguise
from tests.farm.drafts import draft, styled
from tests.farm.hosts import word
from tests.farm.offices import Office, office_of
from tests.farm.rewriting import before_end
from tests.farm.truth import FarmPage, Truth
from zhenwang.domain.registry import Registry
from zhenwang.domain.score import Band
from zhenwang.domain.site import RetiredHost

_COUNT = 10
_SHOWS = frozenset({"title", "heading", "sponsor"})
_KINDS = {"practice": ("cert_query", "department_home"), "exam": ("school_roll", "news_list")}
_STYLES = {"practice": ("old_table", "dedecms"), "exam": ("jsp_frames", "aspnet")}


def _former(registry: Registry, half: str) -> Iterator[tuple[Office, str, Random]]:
    offices = choose(registry)["department"]
    for turn in range(_COUNT):
        random = Random(f"reborn/{half}/{turn}")
        yield office_of(random.choice(offices)), f"www.{word(random)}rs.net", random


def retired(registry: Registry, half: str) -> Iterator[RetiredHost]:
    """What the registry remembers: the hosts these bodies gave up."""
    for office, host, _ in _former(registry, half):
        yield RetiredHost(host, office.id, office.name, note="farm")


def reborn(registry: Registry, half: str) -> Iterator[FarmPage]:
    for turn, (office, host, random) in enumerate(_former(registry, half)):
        plain, prose = Disguise("reborn"), office.writer(f"reborn/{turn}")
        words = draft(_KINDS[half][turn % 2], office, prose, office.name, office.phone)
        made = fakes.dressed(words, office, office.name, _SHOWS, plain, random)
        junk = "".join(f"<p>{text}</p>" for text in prose.junk(20))
        html = before_end(styled(_STYLES[half][turn % 2], made, prose), junk)
        truth = Truth(frozenset({office.id}), frozenset({office.id}), made.harm, Band.REVIEW)
        yield fakes.page(f"{half}/reborn/{turn}", half, "reborn", plain, host, html, truth)
