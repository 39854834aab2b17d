"""What an identity provider says of somebody: the check of its ID token, as one pure function.

OpenID Connect Core 1.0, section 3.1.3.7, without the parts that a provider may leave out: signature, issuer, audience,
expiry, issue time and nonce are always asked for, whatever the provider's metadata say.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, JWKRegistry, Key, KeySet, RSAKey
from joserfc.util import json_b64decode

from zhenwang.access.json_text import read_json

ALGORITHMS: Mapping[str, str] = {
    "RS256": "RSA", "RS384": "RSA", "RS512": "RSA", "PS256": "RSA", "PS384": "RSA", "PS512": "RSA",
    "ES256": "EC", "ES384": "EC", "ES512": "EC",
}  # fmt: skip
"""What may sign a token, with the kind of key it takes: asymmetric ones, so that no public key is ever a secret."""
MAX_TOKEN = 16 * 1024
MAX_KEYS = 50
CLOCKS_APART = timedelta(seconds=60)
OLDEST = timedelta(minutes=10)
"""A token is fetched the moment it is made: an older one was kept by somebody."""
_LONGEST = 255  # OpenID Connect Core 1.0, section 2
_SHORTEST_RSA = 2048
_CURVES: Mapping[str, str] = {"ES256": "P-256", "ES384": "P-384", "ES512": "P-521"}


@dataclass(frozen=True, slots=True)
class Refused:
    """Why somebody is not let in, in one sentence for the journal."""

    reason: str


@dataclass(frozen=True, slots=True)
class Expected:
    """What a token must say. ``fresh_within``: how long ago the person may have proven themselves to the provider."""

    issuer: str
    client_id: str
    nonce: str
    fresh_within: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Claims:
    """Who signed in: ``subject`` is theirs for good at that issuer. Names and addresses in a token identify nobody.

    ``proven_at`` is when they last proved themselves to the provider (``auth_time``); None where it does not say.
    """

    issuer: str
    subject: str
    proven_at: datetime | None = None


def claims_of(token: str, keys: KeySet, expected: Expected, now: datetime) -> Claims | Refused:
    """Who the token speaks of, when it is the provider's, for us, for this sign-in, and for now."""
    claims = _signed(token, keys)
    if isinstance(claims, Refused):
        return claims
    fault = next(_faults(claims, expected, now), "")
    return Refused(fault) if fault else Claims(expected.issuer, str(claims["sub"]), _instant(claims, "auth_time"))


def keys_of(published: object) -> KeySet | Refused:
    """The provider's public signing keys, from its JWKS (RFC 7517). Secrets, private parts and other kinds are left."""
    found = published.get("keys") if isinstance(published, Mapping) else None
    if not isinstance(found, list):
        return Refused("the provider's key set is no JWKS")
    keys: list[Key] = [key for row in found[:MAX_KEYS] if (key := _public_key(row))]
    return KeySet(keys) if keys else Refused("the provider publishes no key that may sign")


def _public_key(row: object) -> RSAKey | ECKey | None:
    if not isinstance(row, dict) or row.get("kty") not in ("RSA", "EC") or row.get("use", "sig") != "sig" or "d" in row:
        return None
    try:
        key = JWKRegistry.import_key({name: value for name, value in row.items() if isinstance(value, str)})
    except (JoseError, ValueError, TypeError):
        return None
    if isinstance(key, RSAKey):
        return key if key.public_key.key_size >= _SHORTEST_RSA else None
    return key if isinstance(key, ECKey) else None


def _signed(token: str, keys: KeySet) -> Mapping[str, object] | Refused:
    """The content, when one of the provider's keys signed it."""
    if len(token) > MAX_TOKEN or token.count(".") != 2 or not token.isascii():
        return Refused("the token is no signed JWT of a bearable size")
    header = _header(token)
    algorithm = header.get("alg")
    if not isinstance(algorithm, str) or algorithm not in ALGORITHMS:
        return Refused(f"the token is signed with {str(algorithm)[:20]!r}, which is not among the algorithms taken")
    key = _key(keys, header.get("kid"), algorithm)
    if key is None:
        return Refused("the token names no key of the provider")
    try:
        # The key was chosen above: no key that the token itself brings (jwk, jku, x5c) is ever looked at.
        found = jws.deserialize_compact(token, key, algorithms=[algorithm])
    except (JoseError, ValueError, TypeError):
        return Refused("the token's signature is not the provider's")
    claims = read_json(found.payload or b"")
    return claims if isinstance(claims, dict) else Refused("the token's content is no JSON object")


def _header(token: str) -> Mapping[str, object]:
    try:
        header: object = json_b64decode(token.split(".", 1)[0].encode())
    except (ValueError, TypeError, RecursionError):
        return {}
    return header if isinstance(header, dict) else {}


def _key(keys: KeySet, kid: object, algorithm: str) -> RSAKey | ECKey | None:
    """The one key that may have signed; none when several may, and the token does not say which."""
    fitting = [
        key
        for key in keys
        if isinstance(key, RSAKey | ECKey)
        and key.key_type == ALGORITHMS[algorithm]
        and key.get("alg") in (None, algorithm)
        and (not isinstance(key, ECKey) or key.curve_name == _CURVES[algorithm])
        and (kid is None or key.kid == kid)
    ]
    return fitting[0] if len(fitting) == 1 else None


def _faults(claims: Mapping[str, object], expected: Expected, now: datetime) -> Iterator[str]:
    """What is wrong with the content, the gravest first."""
    if claims.get("iss") != expected.issuer:
        yield "the token is of another issuer"
    audience = claims.get("aud")
    if ([audience] if isinstance(audience, str) else audience) != [expected.client_id]:
        yield "the token is for another audience, or for others too"
    if claims.get("azp", expected.client_id) != expected.client_id:
        yield "the token was handed to another party"
    nonce = claims.get("nonce")
    if not isinstance(nonce, str) or not expected.nonce:
        yield "the token carries no nonce"
    elif not hmac.compare_digest(nonce.encode("utf-8", "replace"), expected.nonce.encode()):
        yield "the token's nonce belongs to another sign-in"
    yield from _untimely(claims, expected, now)
    subject = claims.get("sub")
    if not isinstance(subject, str) or not subject.strip() or len(subject) > _LONGEST or not subject.isprintable():
        yield "the token names nobody"


def _untimely(claims: Mapping[str, object], expected: Expected, now: datetime) -> Iterator[str]:
    expires, issued = _instant(claims, "exp"), _instant(claims, "iat")
    if expires is None or expires <= now - CLOCKS_APART:
        yield "the token has expired, or does not say when it does"
    if issued is None or issued > now + CLOCKS_APART:
        yield "the token was issued in the future, or does not say when"
    elif issued < now - OLDEST:
        yield "the token was issued too long ago"
    begins = _instant(claims, "nbf")
    if "nbf" in claims and (begins is None or begins > now + CLOCKS_APART):
        yield "the token does not hold yet"
    if expected.fresh_within is not None:
        proven = _instant(claims, "auth_time")
        if proven is None or not now - expected.fresh_within - CLOCKS_APART <= proven <= now + CLOCKS_APART:
            yield "the person did not prove themselves to the provider just now"


def _instant(claims: Mapping[str, object], name: str) -> datetime | None:
    """Seconds since 1970 (RFC 7519, NumericDate). A text, a truth value or infinity is no time."""
    value = claims.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 2**37:
        return None
    return datetime.fromtimestamp(value, UTC)
