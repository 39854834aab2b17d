"""Signing in through the identity provider: off to it, and back from it (OpenID Connect, code flow with PKCE).

What was begun travels in a signed cookie of its own, ``SameSite=Lax``: the way back comes from another site, and the
session's cookie is ``Strict``. It is good for one answer within ten minutes, in the browser that asked.
"""

from __future__ import annotations

import secrets
from dataclasses import astuple, dataclass
from datetime import UTC, datetime

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from itsdangerous import BadData, URLSafeTimedSerializer

from zhenwang import runtime
from zhenwang.access.id_token import Claims, Refused
from zhenwang.access.identity_provider import IdentityProvider, Pending
from zhenwang.domain.access import Actor, Permission
from zhenwang.store import accounts, sessions
from zhenwang.web.entering import door_page, from_where, own_path
from zhenwang.web.entrance import RETURN_PATH
from zhenwang.web.house import House, house_of, is_secure, visitor_of
from zhenwang.web.permissions import needs
from zhenwang.web.rendering import language_of, plain_page, remember
from zhenwang.web.sessions import Visitor
from zhenwang.web.words import words

router = APIRouter()
_MINUTES = 10
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_PUBLIC = [needs(Permission.PUBLIC)]


@dataclass(frozen=True, slots=True)
class _Begun:
    """What the cookie of the way back carries. ``session`` is the one it shall come instead of, ``account`` who has to
    come back where somebody was asked again: the session's own cookie is not sent along by then.
    """

    pending: Pending
    back: str
    session: str
    account: str


@router.get("/enter/provider", dependencies=_PUBLIC)
def go(request: Request, back: str = "/", again: str = "") -> Response:
    """Off to the provider. A link and no form, because the policy lets no form lead to another site."""
    provider, now, visitor = _provider(request), runtime.now(), visitor_of(request)
    begun = provider.begin(now, fresh=bool(again))
    if isinstance(begun, Refused):
        return _refused(request, begun.reason, "", now)
    address, pending = begun
    account = visitor.actor.account if again and visitor.actor else ""
    answer = RedirectResponse(address, 303)
    answer.set_cookie(
        _cookie_name(request),
        _signer(house_of(request)).dumps([*astuple(pending), own_path(back), visitor.session, account]),
        max_age=_MINUTES * 60,
        httponly=True,
        samesite="lax",
        secure=is_secure(request),
    )
    return answer


@router.get(RETURN_PATH, response_class=HTMLResponse, dependencies=_PUBLIC)
def come_back(request: Request) -> Response:
    """Let in whom the provider names, when an account is bound to exactly that issuer and subject."""
    provider, house, now, begun = _provider(request), house_of(request), runtime.now(), _begun(request)
    if begun is None:
        return _refused(request, "no sign-in was begun in this browser", "", now)
    if not house.entrance.spent.first_time(begun.pending.state):
        return _refused(request, "the answer was used before", "", now)
    given = dict(reversed(request.query_params.multi_items()))  # the first of a name counts
    claims = provider.finish(begun.pending, given, now)
    if isinstance(claims, Refused):
        return _refused(request, claims.reason, "", now)
    actor = _actor(house, claims)
    if actor is None:
        return _refused(request, "no account is bound to this identity", f"{claims.issuer} {claims.subject}", now)
    if begun.account not in ("", actor.account):
        return _refused(request, "another identity answered than the one that was asked again", actor.account, now)
    # A provider that still knows the browser asks for nothing: that opens no door that asks for a fresh proof.
    proven_at = now if begun.pending.fresh else claims.proven_at or _LONG_AGO
    return _entered(request, actor, begun, now, proven_at)


def _entered(request: Request, actor: Actor, begun: _Begun, now: datetime, proven_at: datetime) -> Response:
    # A page and no redirect: a browser that comes from another site sends a Strict cookie only from the next click on.
    how = {"how": "provider", **({"again": "yes"} if begun.account else {}), **from_where(request)}
    visitor = house_of(request).sessions.enter(Visitor(begun.session), actor, how, now, proven_at)
    answer = plain_page(request, "entered.html.j2", back=own_path(begun.back))
    remember(request, answer, visitor)
    return _forgotten(request, answer)


def _refused(request: Request, why: str, who: str, now: datetime) -> Response:
    """One sentence for the person, the reason for the journal: what a token says is nothing to show to strangers."""
    house, where, t = house_of(request), from_where(request), words(language_of(request))
    # An account of its own for each try: only the client's tries are counted, so that nobody fills the journal.
    wait = house.entrance.throttle.try_now(secrets.token_hex(8), where["client"], now)
    if wait:
        return door_page(request, "/", t["enter_wait"].format(n=max(1, round(wait.total_seconds()))), 429)
    sessions.refuse(house.store, who, why, {"how": "provider", **where}, now)
    return _forgotten(request, door_page(request, "/", t["provider_unknown" if who else "provider_failed"], 403))


def _forgotten(request: Request, answer: Response) -> Response:
    """The same, and the cookie of the way back is used up."""
    answer.delete_cookie(_cookie_name(request), secure=is_secure(request), httponly=True, samesite="lax")
    return answer


def _actor(house: House, claims: Claims) -> Actor | None:
    login = accounts.known_as(house.store, claims.issuer, claims.subject)
    with house.store.read() as connection:
        return accounts.actor_of(connection, login) if login else None


def _provider(request: Request) -> IdentityProvider:
    provider = house_of(request).entrance.provider
    if provider is None:
        raise HTTPException(404)
    return provider


def _begun(request: Request) -> _Begun | None:
    cookie = request.cookies.get(_cookie_name(request), "")[:4096]
    try:
        held = _signer(house_of(request)).loads(cookie, max_age=_MINUTES * 60)
        state, nonce, verifier, fresh, back, session, account = held
    except (BadData, ValueError, TypeError):
        return None
    return _Begun(Pending(str(state), str(nonce), str(verifier), bool(fresh)), str(back), str(session), str(account))


def _signer(house: House) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(house.sessions.key, salt="zhenwang-provider")


def _cookie_name(request: Request) -> str:
    return "__Host-zhenwang-provider" if is_secure(request) else "zhenwang-provider"
