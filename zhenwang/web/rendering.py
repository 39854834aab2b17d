"""Templates into pages: everything is escaped, and what a text hides is marked, whatever the template forgets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from fastapi import Request
from fastapi.responses import HTMLResponse, Response
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from zhenwang.domain.people import same_person
from zhenwang.handoff.dossier import defang
from zhenwang.text.personal import hidden
from zhenwang.web.house import house_of, is_secure, visitor_of
from zhenwang.web.navigation import places_for
from zhenwang.web.sessions import Visitor, cookie_name
from zhenwang.web.visible import marked, pieces, quoted, shown_address, shown_host
from zhenwang.web.words import LANGUAGES, known_reason, words

LANGUAGE_COOKIE = "zhenwang_language"
_SCHEME = re.compile(r"http(s?)://", re.IGNORECASE)
_BEIJING = ZoneInfo("Asia/Shanghai")


def language_of(request: Request) -> str:
    """``zh`` or ``en``, as this browser last chose."""
    chosen = request.query_params.get("lang") or request.cookies.get(LANGUAGE_COOKIE, "")
    return chosen if chosen in LANGUAGES else LANGUAGES[0]


def page(request: Request, template: str, status: int = 200, **context: object) -> HTMLResponse:
    """A console page with its frame: words, visitor and form token."""
    visitor = visitor_of(request)
    sessions = house_of(request).sessions
    frame: dict[str, object] = {"visitor": visitor, "token": sessions.token(visitor), "here": _here(request)}
    frame["places"] = tuple(places_for(request.app, visitor.actor))
    answer = plain_page(request, template, status, **frame, **context)
    if visitor.new:
        remember(request, answer, visitor)
    return answer


def plain_page(request: Request, template: str, status: int = 200, **context: object) -> HTMLResponse:
    """A page without a visitor: the public ones."""
    language = language_of(request)
    path = request.url.path if request.method == "GET" else "/"
    shared = {"t": words(language), "language": language, "path": path}
    return HTMLResponse(environment(language).get_template(template).render(shared | context), status)


def remember(request: Request, answer: Response, visitor: Visitor) -> None:
    """Let the browser keep who it is, until it is closed or the session is over."""
    sessions, secure = house_of(request).sessions, is_secure(request)
    answer.set_cookie(
        cookie_name(secure),
        sessions.cookie(visitor),
        max_age=int(sessions.limits.absolute.total_seconds()),
        httponly=True,
        samesite="strict",
        secure=secure,
    )


@cache
def environment(language: str) -> Environment:
    """The templates with the words of one language: macros that are imported without a page's context know them too."""
    found = Environment(
        loader=PackageLoader("zhenwang.web", "templates"),
        autoescape=True,
        auto_reload=False,  # templates change with a release: asking the disk for each of a page costs more than it
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters |= {
        "defang": defang,
        "percent": percent,
        "without_link": without_link,
        "at": at,
        "day": day,
        "personal": hidden,
    }
    found.globals |= {
        "t": words(language),
        "pieces": pieces,
        "quoted": quoted,
        "shown_address": shown_address,
        "shown_host": shown_host,
        "same_person": same_person,
        "counted": counted,
        "known_reason": known_reason,
    }
    return found


def without_link(text: str, host: str) -> str:
    """A sentence in which the suspect's host cannot be clicked or copied as an address."""
    plain = _SCHEME.sub(r"hxxp\1[:]//", text)
    return plain.replace(host, host.replace(".", "[.]")) if host else plain


def percent(probability: float) -> str:
    """A probability in whole per cent; never 0 or 100, which no model may say."""
    if probability >= 0.995:
        return ">99"
    return "<1" if probability < 0.005 else f"{probability * 100:.0f}"


def at(moment: datetime) -> str:
    """An instant in Beijing time, to the minute."""
    return moment.astimezone(_BEIJING).strftime("%Y-%m-%d %H:%M")


def day(moment: datetime) -> str:
    return moment.astimezone(_BEIJING).strftime("%Y-%m-%d")


def counted(t: Mapping[str, str], noun: str, n: int) -> str:
    """``n`` of something, one of it in the singular."""
    return t.get(f"n_{noun}_{n}") or t[f"n_{noun}"].format(n=n)


def age(language: str, since: timedelta) -> str:
    """How long ago, in the largest unit that fits."""
    t, minutes = words(language), max(0, int(since.total_seconds() // 60))
    if minutes < 1:
        return t["age_now"]
    if minutes < 60:
        return t["age_minutes"].format(n=minutes)
    if minutes < 48 * 60:
        return t["age_hours"].format(n=minutes // 60)
    return t["age_days"].format(n=minutes // (24 * 60))


def _finalize(value: object) -> object:
    return marked(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _here(request: Request) -> str:
    # After a POST there is no page to come back to but the one it was sent from.
    return request.url.path.removesuffix("/decide") + (f"?{request.url.query}" if request.url.query else "")
