"""Signing in through the office's identity provider: OpenID Connect, code flow with PKCE, and nothing else of it.

One provider, named in the settings. Its endpoints and keys come from its discovery document (OpenID Connect Discovery
1.0), over https; plain http is taken from this machine only. No implicit or hybrid flow, no redirects followed.
"""

from __future__ import annotations

import hmac
import secrets
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import httpx
from authlib.oauth2.auth import ClientAuth
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri, prepare_token_request
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc.jwk import KeySet

from zhenwang.access.id_token import MAX_TOKEN, Claims, Expected, Refused, claims_of, keys_of
from zhenwang.access.json_text import read_json

FRESH = timedelta(minutes=15)
_MAX_ANSWER = 256 * 1024
_SECONDS = 10.0
_KEPT = timedelta(hours=1)
_REFETCH = timedelta(minutes=1)
_FORM = "application/x-www-form-urlencoded"
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_MAX_PARAMETER = 4_096


@dataclass(frozen=True, slots=True)
class Registration:
    """What provider and console agreed on. ``secret`` is empty for a public client, which PKCE alone protects."""

    issuer: str
    client_id: str
    secret: str
    redirect_uri: str


@dataclass(frozen=True, slots=True)
class Pending:
    """A sign-in that was begun and is not finished. It belongs to one browser and is good for one answer."""

    state: str
    nonce: str
    verifier: str
    fresh: bool


@dataclass(frozen=True, slots=True)
class _Known:
    """What the provider says of itself, and when it was asked."""

    authorization: str
    token: str
    jwks: str
    names_itself: bool
    methods: tuple[str, ...]
    keys: KeySet
    at: datetime


@dataclass(slots=True)
class IdentityProvider:
    """The client's side; threads may share it. Never raises for what the provider answers or fails to answer."""

    registration: Registration
    http: httpx.Client
    _held: _Known | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def begin(self, now: datetime, fresh: bool = False) -> tuple[str, Pending] | Refused:
        """The provider's address to go to, and what to remember for the way back. ``fresh``: the person is to prove
        themselves again there, however recently they did.
        """
        known = self._known(now)
        if isinstance(known, Refused):
            return known
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        pending = Pending(state, nonce, verifier, fresh)
        asked = {"max_age": "0", "prompt": "login"} if fresh else {}
        address = prepare_grant_uri(
            known.authorization,
            client_id=self.registration.client_id,
            response_type="code",
            redirect_uri=self.registration.redirect_uri,
            scope="openid",
            state=pending.state,
            nonce=pending.nonce,
            code_challenge=create_s256_code_challenge(pending.verifier),
            code_challenge_method="S256",
            **asked,
        )
        return str(address), pending

    def finish(self, pending: Pending, answer: Mapping[str, str], now: datetime) -> Claims | Refused:
        """Who came back, from the parameters of the provider's redirect; or why nobody is let in."""
        known = self._known(now)
        if isinstance(known, Refused):
            return known
        code = _code(answer, pending, self.registration.issuer, known.names_itself)
        if isinstance(code, Refused):
            return code
        token = self._token(known, code, pending.verifier)
        if isinstance(token, Refused):
            return token
        expected = Expected(
            self.registration.issuer, self.registration.client_id, pending.nonce, FRESH if pending.fresh else None
        )
        claims = claims_of(token, known.keys, expected, now)
        if isinstance(claims, Refused) and now - known.at >= _REFETCH:
            # The provider may have changed its keys since; once a minute is often enough to ask.
            renewed = self._known(now, _REFETCH)
            return renewed if isinstance(renewed, Refused) else claims_of(token, renewed.keys, expected, now)
        return claims

    def _token(self, known: _Known, code: str, verifier: str) -> str | Refused:
        registered = self.registration
        body = prepare_token_request(
            "authorization_code", code=code, redirect_uri=registered.redirect_uri, code_verifier=verifier
        )
        auth = ClientAuth(registered.client_id, registered.secret, _method(registered.secret, known.methods))
        headers = {"Content-Type": _FORM, "Accept": "application/json"}
        uri, headers, body = auth.prepare("POST", known.token, headers, body)
        found = self._asked("POST", uri, headers, body)
        if isinstance(found, Refused):
            return found
        token = found.get("id_token")
        usable = isinstance(token, str) and len(token) <= MAX_TOKEN
        return str(token) if usable else Refused("the provider's token answer holds no ID token")

    def _known(self, now: datetime, at_most: timedelta = _KEPT) -> _Known | Refused:
        with self._lock:
            if self._held is None or now - self._held.at >= at_most or now < self._held.at:
                found = self._discovered(now)
                if isinstance(found, Refused):
                    return found
                self._held = found
            return self._held

    def _discovered(self, now: datetime) -> _Known | Refused:
        issuer = self.registration.issuer
        if not safe_address(issuer):
            return Refused("the provider's issuer is no https address")
        said = self._asked("GET", f"{issuer.rstrip('/')}/.well-known/openid-configuration")
        if isinstance(said, Refused):
            return said
        if said.get("issuer") != issuer:
            return Refused("the discovery document is of another issuer")
        places = [said.get(name) for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")]
        authorization, token, jwks = (place if isinstance(place, str) else "" for place in places)
        if not (safe_address(authorization) and safe_address(token) and safe_address(jwks)):
            return Refused("the discovery document names an endpoint that is no https address")
        published = self._asked("GET", jwks)
        keys = published if isinstance(published, Refused) else keys_of(published)
        if isinstance(keys, Refused):
            return keys
        methods = said.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        taken = tuple(str(method) for method in methods) if isinstance(methods, list) else ()
        names_itself = said.get("authorization_response_iss_parameter_supported") is True
        return _Known(authorization, token, jwks, names_itself, taken, keys, now)

    def _asked(
        self, method: str, url: str, headers: Mapping[str, str] | None = None, body: str = ""
    ) -> dict[str, object] | Refused:
        """The JSON object that an endpoint answers with 200, within its bounds."""
        try:
            with self.http.stream(method, url, headers=headers, content=body or None) as answer:
                if answer.status_code != 200:
                    return Refused(f"the provider answered {answer.status_code}")
                content = bytearray()
                for part in answer.iter_raw():
                    content += part
                    if len(content) > _MAX_ANSWER:
                        return Refused("the provider's answer is too long")
        except (httpx.HTTPError, httpx.InvalidURL) as problem:
            return Refused(f"the provider does not answer ({type(problem).__name__})")
        found = read_json(bytes(content))
        return found if isinstance(found, dict) else Refused("the provider's answer is no JSON object")


def provider_client() -> httpx.Client:
    """No redirects, no proxy or certificate bundle from the environment, no compressed answers."""
    return httpx.Client(
        timeout=_SECONDS, follow_redirects=False, trust_env=False, headers={"Accept-Encoding": "identity"}
    )


def safe_address(url: str) -> bool:
    """Whether secrets may be sent there: https, or http on this machine; nothing before the host, no fragment."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    plain = len(url) <= 500 and url.isascii() and url.isprintable() and " " not in url
    if not plain or not host or "@" in parts.netloc or "\\" in url or parts.fragment:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and host in _LOOPBACK)


def _code(answer: Mapping[str, str], pending: Pending, issuer: str, names_itself: bool) -> str | Refused:
    if not hmac.compare_digest(answer.get("state", "").encode("utf-8", "replace"), pending.state.encode()):
        return Refused("the answer belongs to a sign-in of another browser")
    # Mix-up (RFC 9207): an answer that names another provider was meant for that one.
    if answer.get("iss", issuer if not names_itself else "") != issuer:
        return Refused("the answer comes from another provider")
    if "error" in answer:
        return Refused(f"the provider refused: {answer['error'][:40]!r}")
    code = answer.get("code", "")
    usable = 0 < len(code) <= _MAX_PARAMETER and code.isascii() and code.isprintable()
    return code if usable else Refused("the answer carries no code")


def _method(secret: str, methods: tuple[str, ...]) -> str:
    if not secret:
        return "none"
    return "client_secret_basic" if "client_secret_basic" in methods else "client_secret_post"
