"""Asking for a little trouble, and looking whether it was taken: by the browser (ALTCHA) or by answering in words."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field

from zhenwang import runtime
from zhenwang.web.guard import Guard
from zhenwang.web.guard_answers import CHALLENGE
from zhenwang.web.rendering import language_of
from zhenwang.web.words import words

TRAP = "website"
"""A field that people do not see. Filled in, the form is shown again and says so: nobody gets a receipt that is none,
for a browser may have filled it in for somebody who reports in good faith.
"""
_CHOICE = random.SystemRandom()
_WORDS_SHOWN = 4

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Challenge:
    """``altcha`` is the work for a browser; ``text`` a question in words, in one language, that ``question`` (a signed
    token, to be sent back) stands for.
    """

    altcha: Mapping[str, Any]
    text: str
    question: str


class ChallengeOut(BaseModel):
    """Work for a program, as ALTCHA v2 describes it; or a question for a person."""

    altcha: dict[str, Any] = Field(
        description="find the counter (0 .. most - 1) for which PBKDF2-SHA-256(password = nonce + counter as 4 bytes, "
        "salt, cost rounds) begins with keyPrefix; send base64 of {challenge, solution: {counter, derivedKey}}"
    )
    text: str = Field(description="a question in plain words, for forms only")
    question: str = Field(description="the token of that question")


@router.get(CHALLENGE, response_model=ChallengeOut)
def hand_out(request: Request) -> ChallengeOut:
    """A challenge: signed, good for half an hour, for one report."""
    made = challenge(request)
    return ChallengeOut(altcha=dict(made.altcha), text=made.text, question=made.question)


def challenge(request: Request) -> Challenge:
    """A new challenge in the reader's language."""
    text, answer = _ask(words(language_of(request)))
    proofs, now = guard_of(request).proofs, runtime.now()
    return Challenge(proofs.challenge(now), text, proofs.question(answer, now))


def proven(request: Request, fields: Mapping[str, str]) -> bool:
    """Whether this request may go on: it need not prove anything, or its fields do (``altcha``; or ``answer`` with
    ``question``). The very same fields may be sent again, as by a double click.
    """
    if not must_prove(request):
        return True
    guard, client = guard_of(request), str(request.state.client)
    given = fields.get("altcha", ""), fields.get("question", "")
    if not any(given) or not guard.may_guess(client):
        return False
    use = hashlib.sha256(json.dumps(sorted(fields.items())).encode()).hexdigest() if fields.get("key") else ""
    if given[0] and guard.proofs.solved(given[0], use):
        return True
    if given[1] and guard.proofs.answered(given[1], fields.get("answer", ""), runtime.now(), use):
        return True
    guard.guessed(client)
    return False


def must_prove(request: Request) -> bool:
    """Whether this client has had all its reports without a proof."""
    return bool(getattr(request.state, "must_prove", False))


def trapped(fields: Mapping[str, str]) -> bool:
    """Whether the field was filled in that people are to leave empty."""
    return bool(fields.get(TRAP, "").strip())


def guard_of(request: Request) -> Guard:
    return cast(Guard, request.app.state.guard)


def _ask(t: Mapping[str, str]) -> tuple[str, str]:
    """A question and its answer."""
    kind = _CHOICE.choice(("plus", "minus", "larger", "word"))
    if kind == "word":
        shown = _CHOICE.sample(t["proof_words"].split(), _WORDS_SHOWN)
        place = _CHOICE.randrange(_WORDS_SHOWN)
        number = t["proof_numbers"].split()[place + 1]
        listed = ("、" if t["lang"].startswith("zh") else ", ").join(shown)
        return t["proof_ask_word"].format(n=number, words=listed), shown[place]
    numbers = t["proof_numbers"].split()
    b, a = sorted(_CHOICE.sample(range(2, len(numbers)), 2))
    answer = {"plus": a + b, "minus": a - b, "larger": a}[kind]
    one, other = (a, b) if kind == "minus" or _CHOICE.random() < 0.5 else (b, a)
    return t[f"proof_ask_{kind}"].format(a=numbers[one], b=numbers[other]), str(answer)
