"""The characters that advertised words begin with are all of them: a word begun with another would never be found."""

from __future__ import annotations

import re._constants as codes
import re._parser as parser
from typing import Any

import pytest

from detectors._advertising import SELLING, SELLING_LEADS, SUBJECT, SUBJECT_LEADS


@pytest.mark.parametrize(("pattern", "leads"), [(SELLING, SELLING_LEADS), (SUBJECT, SUBJECT_LEADS)])
def test_the_leads_are_what_the_words_begin_with(pattern: Any, leads: str) -> None:
    words = pattern.pattern.removeprefix(f"(?=[{leads}])")
    begun, empty = _first(parser.parse(words))
    assert not empty
    assert begun == set(leads)


def _first(parsed: Any) -> tuple[set[str], bool]:
    """Characters that a match may begin with, and whether it may be empty."""
    begun: set[str] = set()
    for code, given in parsed:
        if code in (codes.ASSERT, codes.ASSERT_NOT, codes.AT):
            continue
        each = [_first(alternative) for alternative in _alternatives(code, given)]
        begun |= _characters(code, given).union(*(found for found, _ in each))
        optional = code in (codes.MAX_REPEAT, codes.MIN_REPEAT) and given[0] == 0
        if not optional and not any(empty for _, empty in each):
            return begun, False
    return begun, True


def _alternatives(code: Any, given: Any) -> list[Any]:
    if code is codes.BRANCH:
        return list(given[1])
    if code is codes.SUBPATTERN:
        return [given[3]]
    return [given[2]] if code in (codes.MAX_REPEAT, codes.MIN_REPEAT) else []


def _characters(code: Any, given: Any) -> set[str]:
    if code is codes.LITERAL:
        return {chr(given)}
    if code is codes.IN:
        return {chr(one) for kind, one in given if kind is codes.LITERAL}
    return set()
