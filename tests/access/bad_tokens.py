"""ID tokens that must let nobody in (W8), each made from an honest claim set by somebody who lies about one thing."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from joserfc.jwk import ECKey, RSAKey

from tests.access.provider import Claims, signed


@cache
def own_key() -> RSAKey:
    key = RSAKey.generate_key(2048)
    key.ensure_kid()
    return key


@cache
def strangers_key() -> RSAKey:
    key = RSAKey.generate_key(2048)
    key.ensure_kid()
    return key


def part(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def with_claims(**changed: object) -> Callable[[Claims], str]:
    """Signed by the provider itself, saying something else; None leaves a claim out."""

    def make(claims: Claims) -> str:
        said = {**claims, **changed}
        return signed({name: value for name, value in said.items() if value is not None}, own_key())

    return make


def later(name: str, seconds: int) -> Callable[[Claims], str]:
    return lambda claims: with_claims(**{name: claims["iat"] + seconds})(claims)


def unsigned(claims: Claims) -> str:
    return f"{part({'alg': 'none', 'typ': 'JWT'})}.{part(claims)}."


def mixed_case_none(claims: Claims) -> str:
    return f"{part({'alg': 'nOnE'})}.{part(claims)}."


def with_public_key_as_secret(claims: Claims) -> str:
    body = f"{part({'alg': 'HS256', 'kid': own_key().kid})}.{part(claims)}"
    mac = hmac.new(own_key().as_pem(private=False), body.encode(), hashlib.sha256).digest()
    return f"{body}.{base64.urlsafe_b64encode(mac).decode().rstrip('=')}"


def by_stranger(claims: Claims) -> str:
    return signed(claims, strangers_key())


def by_stranger_under_own_kid(claims: Claims) -> str:
    return signed(claims, strangers_key(), kid=own_key().kid)


def with_its_own_key(claims: Claims) -> str:
    return signed(claims, strangers_key(), jwk=strangers_key().as_dict(private=False))


def with_key_address(claims: Claims) -> str:
    return signed(claims, strangers_key(), jku="http://127.0.0.1:1/jwks")


def by_another_kind(claims: Claims) -> str:
    from joserfc import jwt

    key = ECKey.generate_key("P-256")
    return jwt.encode({"alg": "ES256", "kid": own_key().kid}, claims, key, algorithms=["ES256"])


def changed_afterwards(claims: Claims) -> str:
    header, _, signature = signed(claims, own_key()).split(".")
    return f"{header}.{part({**claims, 'sub': 'somebody else'})}.{signature}"


def without_signature(claims: Claims) -> str:
    return signed(claims, own_key()).rsplit(".", 1)[0] + "."


def with_unknown_crit(claims: Claims) -> str:
    return f"{part({'alg': 'RS256', 'crit': ['x'], 'x': 1})}.{part(claims)}.AA"


def said_twice(claims: Claims) -> str:
    """One name twice: who reads the first and who reads the last see different people."""
    from joserfc import jws

    text = json.dumps(claims)[:-1] + ', "sub": "somebody else"}'
    return jws.serialize_compact({"alg": "RS256", "kid": own_key().kid}, text, own_key(), algorithms=["RS256"])


def a_list(claims: Claims) -> str:
    from joserfc import jws

    return jws.serialize_compact({"alg": "RS256", "kid": own_key().kid}, b"[1]", own_key(), algorithms=["RS256"])


BAD: Mapping[str, Callable[[Claims], Any]] = MappingProxyType({
    "no signature (none)": unsigned,
    "no signature (nOnE)": mixed_case_none,
    "signature cut off": without_signature,
    "HS256 with the public key as secret": with_public_key_as_secret,
    "a stranger's key": by_stranger,
    "a stranger's key under the provider's kid": by_stranger_under_own_kid,
    "the key in the token itself": with_its_own_key,
    "the key's address in the token": with_key_address,
    "another kind of key": by_another_kind,
    "content changed after signing": changed_afterwards,
    "an extension that must be understood": with_unknown_crit,
    "a name said twice": said_twice,
    "content that is a list": a_list,
    "another issuer": with_claims(iss="https://other.example"),
    "the issuer with a slash more": lambda claims: with_claims(iss=claims["iss"] + "/")(claims),
    "no issuer": with_claims(iss=None),
    "another audience": with_claims(aud="other"),
    "an audience more": with_claims(aud=["console", "other"]),
    "no audience": with_claims(aud=None),
    "an audience that begins alike": with_claims(aud="console2"),
    "handed to another party": with_claims(azp="other"),
    "expired": later("exp", -61),
    "no expiry": with_claims(exp=None),
    "expiry as a text": with_claims(exp="9999999999"),
    "expiry that is true": with_claims(exp=True),
    "issued in the future": later("iat", 120),
    "issued long ago": later("iat", -3600),
    "no time of issue": with_claims(iat=None),
    "not yet valid": later("nbf", 3600),
    "no nonce": with_claims(nonce=None),
    "another nonce": with_claims(nonce="x" * 43),
    "a nonce that is a list": with_claims(nonce=["x"]),
    "nobody": with_claims(sub=None),
    "an empty subject": with_claims(sub=" "),
    "a subject that is a number": with_claims(sub=7),
    "a subject beyond all bounds": with_claims(sub="a" * 256),
    "too long": with_claims(filler="a" * 20_000),
    "no token at all": lambda claims: "not a token",
    "a token that is a number": lambda claims: 7,
})  # fmt: skip
