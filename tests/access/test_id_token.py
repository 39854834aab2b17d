from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from joserfc.jwk import ECKey, KeySet, OctKey

from tests.access.bad_tokens import BAD, own_key, strangers_key, with_claims
from tests.access.provider import CLIENT, Claims, signed
from zhenwang.access import id_token
from zhenwang.access.id_token import Expected, Refused, claims_of, keys_of

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
ISSUER = "https://id.example"
EXPECTED = Expected(ISSUER, CLIENT, "n" * 43)
KEYS = KeySet([own_key()])


def honest(**changed: object) -> Claims:
    at = int(NOW.timestamp())
    return {"iss": ISSUER, "sub": "7", "aud": CLIENT, "nonce": "n" * 43, "iat": at, "exp": at + 300, **changed}


def test_an_honest_token_says_who_signed_in() -> None:
    assert claims_of(signed(honest(), own_key()), KEYS, EXPECTED, NOW) == id_token.Claims(ISSUER, "7")
    assert claims_of(signed(honest(aud=[CLIENT], azp=CLIENT), own_key()), KEYS, EXPECTED, NOW)


@pytest.mark.parametrize("algorithm", ["RS256", "RS512", "PS256", "PS384"])
def test_every_algorithm_of_the_list_is_taken(algorithm: str) -> None:
    token = signed(honest(), own_key(), algorithm)
    assert isinstance(claims_of(token, KEYS, EXPECTED, NOW), id_token.Claims)


def test_elliptic_curves_are_taken() -> None:
    from joserfc import jwt

    key = ECKey.generate_key("P-256")
    token = jwt.encode({"alg": "ES256"}, honest(), key, algorithms=["ES256"])
    assert isinstance(claims_of(token, KeySet([key]), EXPECTED, NOW), id_token.Claims)


@pytest.mark.parametrize("name", [name for name in BAD if name != "a token that is a number"])
def test_W8_a_bad_token_is_refused_with_a_reason(name: str) -> None:
    refused = claims_of(BAD[name](honest()), KEYS, EXPECTED, NOW)
    assert isinstance(refused, Refused)
    assert refused.reason.isprintable()
    assert 10 < len(refused.reason) < 120


def test_W8_the_list_of_bad_tokens_is_long_enough() -> None:
    assert len(BAD) >= 30


def test_W8_an_expected_nonce_that_is_empty_is_never_met() -> None:
    token = signed(honest(nonce=""), own_key())
    assert isinstance(claims_of(token, KEYS, Expected(ISSUER, CLIENT, ""), NOW), Refused)


@pytest.mark.parametrize(
    ("auth_time", "let_in"), [(0, True), (-899, True), (-1000, False), (120, False), (None, False), ("now", False)]
)
def test_a_fresh_sign_in_says_when_it_was(auth_time: int | str | None, let_in: bool) -> None:
    at = int(NOW.timestamp()) + auth_time if isinstance(auth_time, int) else auth_time
    expected = Expected(ISSUER, CLIENT, "n" * 43, timedelta(minutes=15))
    found = claims_of(with_claims(auth_time=at)(honest()), KEYS, expected, NOW)
    assert isinstance(found, id_token.Claims) is let_in


@pytest.mark.parametrize("odd", ["", ".", "..", "a.b.c", "é.b.c", "{}." * 3, "e30.e30.e30", "." * 50, "\ud800.b.c"])
def test_what_is_no_token_is_refused_and_breaks_nothing(odd: str) -> None:
    assert isinstance(claims_of(odd, KEYS, EXPECTED, NOW), Refused)


def test_W8_a_key_set_gives_public_signing_keys_and_nothing_else() -> None:
    good = {**own_key().as_dict(private=False), "use": "sig"}
    small = {"kty": "RSA", "n": "AQAB", "e": "AQAB"}
    rows = [
        good,
        {**strangers_key().as_dict(private=False), "use": "enc"},
        strangers_key().as_dict(private=True),
        OctKey.generate_key(256).as_dict(),
        small,
        {"kty": "RSA"}, {"kty": "LMS"}, {}, None, 7, "x", [good],
    ]  # fmt: skip
    keys = keys_of(json.loads(json.dumps({"keys": rows})))
    assert isinstance(keys, KeySet)
    assert [key.kid for key in keys] == [own_key().kid]


@pytest.mark.parametrize("published", [None, [], {}, {"keys": {}}, {"keys": []}, {"keys": [{"kty": "oct", "k": "AA"}]}])
def test_a_key_set_without_a_usable_key_is_refused(published: object) -> None:
    assert isinstance(keys_of(published), Refused)


def test_W8_without_a_kid_one_key_is_meant_and_two_are_none() -> None:
    from joserfc import jwt

    token = jwt.encode({"alg": "RS256"}, honest(), own_key(), algorithms=["RS256"])
    assert isinstance(claims_of(token, KEYS, EXPECTED, NOW), id_token.Claims)
    assert isinstance(claims_of(token, KeySet([own_key(), strangers_key()]), EXPECTED, NOW), Refused)
