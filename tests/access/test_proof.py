from __future__ import annotations

import base64
import json
from datetime import UTC, datetime, timedelta

import altcha
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenwang.access.proof import TOO_FAST, VALID, Proofs
from zhenwang.access.said_numbers import canonical

LATER = TOO_FAST + timedelta(seconds=1)


def now() -> datetime:
    return datetime.now(UTC)  # the library compares with the machine's clock


def solve(given: dict) -> str:
    challenge = altcha.Challenge.from_dict(given)
    solution = altcha.solve_challenge(challenge)
    assert solution
    return altcha.Payload(challenge, solution).to_base64()


def test_a_solved_challenge_counts_once() -> None:
    proofs = Proofs(5_000)
    payload = solve(proofs.challenge(now()))
    assert proofs.solved(payload)
    assert not proofs.solved(payload)


def test_a_repeated_request_may_bring_its_proof_again() -> None:
    proofs = Proofs(2_000)
    payload = solve(proofs.challenge(now()))
    assert [proofs.solved(payload, use) for use in ("key-1", "key-1", "key-2", "")] == [True, True, False, False]


def test_a_solution_that_is_old_forged_or_of_another_process_does_not_count() -> None:
    proofs = Proofs(2_000)
    assert not proofs.solved(solve(proofs.challenge(now() - VALID - timedelta(seconds=5))))
    assert not proofs.solved(solve(Proofs(2_000).challenge(now())))
    given = proofs.challenge(now())
    payload = json.loads(base64.b64decode(solve(given)))
    asked, signed = given["parameters"], {"signature": given["signature"]}
    for change in (
        {"challenge": payload["challenge"] | {"signature": "0" * 64}},
        {"challenge": payload["challenge"] | {"signature": None}},
        {"challenge": {"parameters": asked | {"expiresAt": 9_999_999_999}, **signed}},
        {"challenge": {"parameters": asked | {"keyPrefix": ""}, **signed}},
        {"challenge": {"parameters": asked | {"cost": 10**400}, **signed}},
        {"solution": {"counter": 1, "derivedKey": given["parameters"]["keyPrefix"] + "00" * 16}},
        {"solution": {"counter": -1, "derivedKey": None}},
    ):  # fmt: skip
        assert not proofs.solved(base64.b64encode(json.dumps(payload | change).encode()).decode()), change
    assert proofs.solved(base64.b64encode(json.dumps(payload).encode()).decode()), "what was forged spent nothing"


def test_spelling_a_payload_otherwise_does_not_make_it_new() -> None:
    proofs = Proofs(2_000)
    payload = json.loads(base64.b64decode(solve(proofs.challenge(now()))))
    other = {"x": 1, **payload, "challenge": payload["challenge"] | {"y": 2}}
    other["challenge"]["parameters"] = dict(reversed(list(other["challenge"]["parameters"].items())))
    assert proofs.solved(base64.b64encode(json.dumps(payload, indent=1).encode()).decode())
    assert not proofs.solved(base64.b64encode(json.dumps(other).encode()).decode())


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda x: (
        st.lists(x, max_size=3)
        | st.dictionaries(st.sampled_from(["challenge", "solution", "parameters", "signature"]), x, max_size=4)
    ),
    max_leaves=10,
)  # fmt: skip


@given(JSON | st.text() | st.binary())
def test_R5_no_payload_breaks_the_doorkeeper(given: object) -> None:
    proofs = Proofs(1_000)
    text = (
        given
        if isinstance(given, str)
        else base64.b64encode(given if isinstance(given, bytes) else json.dumps(given).encode()).decode()
    )
    assert not proofs.solved(text)
    assert not proofs.answered(text, text, now())


FIELDS = ("algorithm", "cost", "keyLength", "keyPrefix", "nonce", "salt", "expiresAt", "keySignature", "data")


@given(st.dictionaries(st.sampled_from(FIELDS), JSON))
def test_R5_no_parameters_break_it(changed: dict) -> None:
    proofs = Proofs(1_000)
    challenge = proofs.challenge(now())
    payload = {"challenge": challenge | {"parameters": challenge["parameters"] | changed}}
    payload["solution"] = {"counter": 0, "derivedKey": "00" * 32}
    assert not proofs.solved(base64.b64encode(json.dumps(payload).encode()).decode())


def test_a_question_is_answered_once_and_not_too_fast() -> None:
    proofs, made = Proofs(0), now()
    for answer in ("8", "八", "捌", "８", " Eight. ", "eight"):
        assert proofs.answered(proofs.question("8", made), answer, made + LATER), answer
    token = proofs.question("8", made)
    assert proofs.answered(token, "8", made + LATER)
    assert not proofs.answered(token, "8", made + LATER)
    assert not proofs.answered(proofs.question("8", made), "8", made + timedelta(seconds=1)), "nobody types so fast"
    assert not proofs.answered(proofs.question("8", made), "8", made + VALID + timedelta(seconds=1))
    assert "8" not in proofs.question("8", made).split(".")[:1]


def test_a_wrong_answer_costs_a_new_question() -> None:
    proofs, made = Proofs(0), now()
    token = proofs.question("印章", made)
    assert not proofs.answered(token, "窗口", made + LATER)
    assert not proofs.answered(token, "印章", made + LATER)


def test_a_double_click_brings_the_same_answer_again() -> None:
    proofs, made = Proofs(0), now()
    token = proofs.question("12", made)
    assert [proofs.answered(token, "十二", made + LATER, use) for use in ("a", "a", "b")] == [True, True, False]


def test_a_token_cannot_be_made_or_changed() -> None:
    proofs, made = Proofs(0), now()
    token = proofs.question("12", made)
    nonce, at, sealed, signed = token.split(".")
    other = proofs.question("3", made).split(".")
    forgeries = ["", ".", "...", token + "0", "x" * 100_000, "é.é.é.é", f"{nonce}.{at}.{other[2]}.{signed}"]
    forgeries += [f"{other[0]}.{at}.{sealed}.{signed}", f"{nonce}.{int(at, 16) + 1:x}.{sealed}.{signed}"]
    for forged in forgeries:
        assert not proofs.answered(forged, "12", made + LATER)
    assert proofs.answered(token, "12", made + LATER), "what was forged spent nothing"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("十", "10"), ("十一", "11"), ("二十", "20"), ("三十九", "39"), ("两", "2"), ("〇", "0"), ("壹拾贰", "12"),
        ("twenty-one", "21"), ("Twenty One", "21"), ("forty", "40"), ("nineteen", "19"), ("007", "7"), ("１２", "12"),
        ("印 章。", "印章"), ("Stamp!", "stamp"), ("", ""), ("十百", "十百"), ("twentyten", "twentyten"), ("²", "2"),
    ],
)  # fmt: skip
def test_answers_are_brought_to_one_spelling(typed: str, read: str) -> None:
    assert canonical(typed) == read


@given(st.text())
def test_no_answer_breaks_the_reading(text: str) -> None:
    assert len(canonical(text)) <= 1_000
