"""``GET /api/v1/official``: is this host official? Answered from the registry alone, with its date."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from zhenwang import runtime
from zhenwang.registry.asked_host import Unreadable
from zhenwang.registry.official_answer import OfficialAnswer, Verdict
from zhenwang.web import official_words
from zhenwang.web.intake_models import Fault
from zhenwang.web.official_desk import Holdings, desk_of
from zhenwang.web.words import words

NOT_READY_SECONDS = "5"
REPORT = "/report"

router = APIRouter()


class Said(BaseModel):
    """One thing in Chinese and in English."""

    zh: str
    en: str


class OfficialBody(BaseModel):
    """Whose host it is or was. ``site`` is the primary host of the site, ``host_role`` what the asked host is to it.

    ``confidence`` is ``high`` (two lists agree, or an official page says so), ``medium`` (one list) or ``low``.
    """

    name: str
    site: str
    sponsor: str
    region: str
    kind: str
    confidence: str
    host_role: str


class NearOfficial(BaseModel):
    """An official host that the asked one may have been meant for."""

    host: str
    name: str


class SourceList(BaseModel):
    """A list that holds the host; ``as_of`` is a year, month or day, empty when unknown."""

    name: str
    as_of: str


class RegistryDate(BaseModel):
    """The registry that answered. ``revision`` counts what was changed since it was shipped."""

    version: str
    as_of: str
    revision: int
    sites: int


class OfficialOut(BaseModel):
    """``official`` is said of a host that the registry lists itself, and of nothing else."""

    host: str = Field(description="as it was understood, as A-labels")
    shown: str = Field(description="the same as people read it")
    verdict: Verdict
    body: OfficialBody | None
    since: str = Field(description="day from which the list has the host, empty when it does not say")
    retired_on: str = Field(description="day on which a retired host was given up, empty when unknown")
    known_as: str
    near: list[NearOfficial] = Field(description="official hosts it may have been meant for, at most three")
    sources: list[SourceList]
    registry: RegistryDate
    says: Said
    means_not: Said
    report: str = Field(description="where to report it, on this server")


class OfficialUnread(BaseModel):
    """Why no one host could be read. ``hosts`` are those to ask about one at a time."""

    error: str
    why: Literal["empty", "too_long", "disguised", "no_address", "mail", "several", "unclear"]
    zh: str
    hosts: list[str]


@router.get(
    "/api/v1/official",
    response_model=OfficialOut,
    responses={422: {"model": OfficialUnread}, 429: {"model": Fault}, 503: {"model": Fault}},
)
def official(
    request: Request,
    host: Annotated[str, Query(description="a host, an address as written, or a message that holds one")] = "",
) -> OfficialOut | JSONResponse:
    """Whether the registry lists this host. Nothing is fetched, and nothing is kept of the question."""
    held = desk_of(request).holdings
    if held is None:
        return JSONResponse({"error": words("en")["official_not_ready"]}, 503, {"Retry-After": NOT_READY_SECONDS})
    found = held.answer(host, runtime.now())
    if isinstance(found, Unreadable):
        return JSONResponse(_unread(found).model_dump(), 422)
    return told(held, found)


def told(held: Holdings, found: OfficialAnswer) -> OfficialOut:
    """An answer as programs see it."""
    registry = held.registry
    return OfficialOut(
        host=found.asked.ascii,
        shown=found.asked.unicode,
        verdict=found.verdict,
        body=_body(found),
        since=_day(found.role.valid_from if found.role else None),
        retired_on=_day(found.retired.retired_on if found.retired else None),
        known_as=found.known_as,
        near=[NearOfficial(host=one.host, name=one.name) for one in found.near],
        sources=[SourceList(name=one.name, as_of=one.as_of) for one in held.dates.of(found.sources)],
        registry=RegistryDate(
            version=registry.version, as_of=held.as_of, revision=held.revision, sites=len(registry.sites)
        ),
        says=Said(zh=official_words.sentence(words("zh"), found), en=official_words.sentence(words("en"), found)),
        means_not=Said(
            zh=official_words.means_not(words("zh"), found), en=official_words.means_not(words("en"), found)
        ),
        report=REPORT,
    )


def _body(found: OfficialAnswer) -> OfficialBody | None:
    """Nobody's for a host that only stands under somebody's name: the sentence says so, and no field may be misread."""
    site = found.site
    if found.verdict is Verdict.UNCONFIRMED or not (name := official_words.name_of(found)):
        return None
    return OfficialBody(
        name=name,
        site=site.id if site and not site.closed else "",
        sponsor=site.sponsor if site else "",
        region=site.region if site else "",
        kind=site.kind.value if site else "",
        confidence=site.confidence if site else "",
        host_role=found.role.role.value if found.role else "",
    )


def _unread(found: Unreadable) -> OfficialUnread:
    zh, en = (words(language)[f"official_unread_{found.why}"] for language in ("zh", "en"))
    return OfficialUnread.model_validate({"error": en, "why": found.why, "zh": zh, "hosts": list(found.hosts)})


def _day(on: object) -> str:
    return str(on) if on else ""
