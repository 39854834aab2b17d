from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest

from tests.access.bad_tokens import own_key, strangers_key
from tests.access.conftest import NOW
from tests.access.provider import CLIENT, SECRET, Provider, signed
from zhenwang.access.id_token import Claims, Refused
from zhenwang.access.identity_provider import (
    IdentityProvider,
    Pending,
    Registration,
    provider_client,
    safe_address,
)

BACK = "http://127.0.0.1:8710/enter/provider/back"


@pytest.fixture
def client(provider: Provider) -> Iterator[IdentityProvider]:
    with provider_client() as http:
        yield IdentityProvider(Registration(provider.issuer, CLIENT, SECRET, BACK), http)


def begun(client: IdentityProvider, fresh: bool = False, now: datetime = NOW) -> tuple[str, Pending]:
    found = client.begin(now, fresh)
    assert not isinstance(found, Refused), found
    return found


def given(way_back: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(way_back).query))


def finished(provider: Provider, client: IdentityProvider, **more: str) -> Claims | Refused:
    address, pending = begun(client)
    return client.finish(pending, given(provider.authorize(address, **more)), NOW)


def test_who_agreed_at_the_provider_is_known(provider: Provider, client: IdentityProvider) -> None:
    claims = finished(provider, client)
    assert isinstance(claims, Claims)
    assert (claims.issuer, claims.subject) == (provider.issuer, "7d1f-42")


def test_the_request_is_code_flow_with_pkce_and_a_nonce(provider: Provider, client: IdentityProvider) -> None:
    address, pending = begun(client)
    asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    assert address.startswith(f"{provider.issuer}/authorize?")
    assert (asked["response_type"], asked["scope"], asked["code_challenge_method"]) == ("code", "openid", "S256")
    assert (asked["state"], asked["nonce"], asked["redirect_uri"]) == (pending.state, pending.nonce, BACK)
    assert pending.verifier not in address
    assert "max_age" not in asked
    assert "max_age=0" in begun(client, fresh=True)[0]
    assert begun(client)[1].state != pending.state


def test_W8_a_code_is_good_for_one_exchange(provider: Provider, client: IdentityProvider) -> None:
    address, pending = begun(client)
    answer = given(provider.authorize(address))
    assert isinstance(client.finish(pending, answer, NOW), Claims)
    assert client.finish(pending, answer, NOW) == Refused("the provider answered 400")


def test_W8_a_stolen_code_is_worth_nothing_without_the_verifier(provider: Provider, client: IdentityProvider) -> None:
    stolen = given(provider.authorize(begun(client)[0]))
    _, own = begun(client)
    assert client.finish(own, {**stolen, "state": own.state}, NOW) == Refused("the provider answered 400")


@pytest.mark.parametrize("state", ["", "x", "é", "\ud800"])
def test_W8_a_state_of_another_browser_is_refused(provider: Provider, client: IdentityProvider, state: str) -> None:
    address, pending = begun(client)
    answer = {**given(provider.authorize(address)), "state": state}
    asked = len(provider.asked)
    assert isinstance(client.finish(pending, answer, NOW), Refused)
    assert len(provider.asked) == asked, "the code must not be spent"


def test_W8_an_answer_that_names_another_provider_is_refused(provider: Provider, client: IdentityProvider) -> None:
    assert finished(provider, client, iss="https://other.example") == Refused("the answer comes from another provider")
    assert isinstance(finished(provider, client, iss=provider.issuer), Claims)


def test_W8_a_provider_that_always_names_itself_must_do_so(provider: Provider, client: IdentityProvider) -> None:
    provider.told = {"authorization_response_iss_parameter_supported": True}
    assert finished(provider, client) == Refused("the answer comes from another provider")


def test_W8_the_nonce_is_asked_for_whatever_the_provider_says_of_itself(
    provider: Provider, client: IdentityProvider
) -> None:
    provider.told = {"nonce_supported": False, "id_token_signing_alg_values_supported": ["none", "HS256"]}
    provider.token = lambda claims: signed({k: v for k, v in claims.items() if k != "nonce"}, own_key())
    assert finished(provider, client) == Refused("the token carries no nonce")


def test_W8_keys_that_changed_are_fetched_once_a_minute_and_only_from_the_provider(
    provider: Provider, client: IdentityProvider
) -> None:
    assert isinstance(finished(provider, client), Claims)
    provider.key = strangers_key()
    assert isinstance(finished(provider, client), Refused)
    address, pending = begun(client)
    later = NOW + timedelta(seconds=61)
    assert isinstance(client.finish(pending, given(provider.authorize(address)), later), Claims), "the new key"
    before = provider.asked.count("/jwks")
    provider.key = own_key()
    for _ in range(5):
        address, pending = begun(client, now=later)
        assert isinstance(client.finish(pending, given(provider.authorize(address)), later), Refused)
    assert provider.asked.count("/jwks") == before


@pytest.mark.parametrize(
    "told",
    [
        {"issuer": "https://other.example"},
        {"issuer": None},
        {"token_endpoint": "http://id.example/token"},
        {"jwks_uri": "file:///etc/passwd"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"authorization_endpoint": None},
        {"jwks_uri": "https://user@id.example/"},
    ],
)
def test_a_discovery_document_that_points_elsewhere_is_refused(
    provider: Provider, client: IdentityProvider, told: dict[str, object]
) -> None:
    provider.told = told
    assert isinstance(client.begin(NOW), Refused)


@pytest.mark.parametrize("answer", [b"", b"[]", b"{", b"\xff", b'{"a":1,"a":2}', b"[" * 100_000, b" " * 300_000])
def test_what_a_provider_answers_breaks_nothing(provider: Provider, client: IdentityProvider, answer: bytes) -> None:
    provider.answer = answer
    assert isinstance(client.begin(NOW), Refused)


def test_a_provider_that_is_not_there_is_said_so() -> None:
    with provider_client() as http:
        for issuer in ("http://127.0.0.1:1", "http://id.example", "https://", "ftp://127.0.0.1"):
            found = IdentityProvider(Registration(issuer, CLIENT, SECRET, BACK), http).begin(NOW)
            assert isinstance(found, Refused)


@pytest.mark.parametrize(
    ("answer", "told"),
    [({"error": "access_denied"}, "access_denied"), ({}, "no code"), ({"code": "a" * 5000}, "no code")],
)
def test_a_refusal_of_the_provider_is_told(client: IdentityProvider, answer: dict[str, str], told: str) -> None:
    _, pending = begun(client)
    found = client.finish(pending, {"state": pending.state, **answer}, NOW)
    assert isinstance(found, Refused)
    assert told in found.reason


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://id.example", True), ("http://127.0.0.1:9000/x", True), ("http://localhost/", True),
        ("http://[::1]:1/", True), ("http://id.example/", False), ("http://127.0.0.1.evil.example/", False),
        ("https://id.example#x", False), ("https://a@b/", False), ("https://id.example\\x", False), ("", False),
        ("https://[::1", False), ("https://id.example:x/", False), ("https://id .example/", False), ("//x", False),
        ("https://身份.example/", False), ("https://x/" + "a" * 500, False),
    ],
)  # fmt: skip
def test_secrets_go_over_https_or_stay_on_this_machine(url: str, safe: bool) -> None:
    assert safe_address(url) is safe
