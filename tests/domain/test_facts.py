from __future__ import annotations

import pytest

from zhenwang.domain.facts import EXCLUSIONS, LONGEST, MOST_FACTS, malformed, wrong_fact

SITES = frozenset({"www.hubei.gov.cn"})
SOUND = {"limb": "a", "imitates": "www.hubei.gov.cn", "quote": "湖北省人民政府", "exclusion": "repost", "mismatch": "x"}


def stands(quote: str) -> bool:
    return quote == SOUND["quote"]


def test_sound_facts_stand() -> None:
    assert wrong_fact(SOUND, SITES, stands) is None
    assert wrong_fact({}, SITES, stands) is None


@pytest.mark.parametrize(
    ("fact", "value", "allowed"),
    [
        ("limb", "z", "a, b"),
        ("limb", " a", "a, b"),
        ("exclusion", "zz", ", ".join(EXCLUSIONS)),
        ("imitates", "nonsense.example", "registry"),
        ("quote", "从未出现的话", "page"),
        ("severity", "S9", "S0, S1"),
        ("step", "lost", "accepted"),
        ("until", "20261231", "2026-12-31"),
        ("until", "2026-02-30", "2026-12-31"),
    ],
)
def test_a_wrong_fact_is_named_with_what_is_allowed(fact: str, value: str, allowed: str) -> None:
    refused = wrong_fact(SOUND | {fact: value}, SITES, stands)
    assert refused is not None
    assert refused.about == fact
    assert f"'{fact}'" in refused.reason
    assert allowed in refused.reason
    assert repr(value) in refused.reason


def test_a_giant_fact_is_cut_in_the_sentence() -> None:
    refused = wrong_fact({"limb": "z" * 9000}, SITES, stands)
    assert refused is not None
    assert len(refused.reason) < 200


@pytest.mark.parametrize(
    ("facts", "reason", "about"),
    [
        ({}, "x" * (LONGEST + 1), "reason"),
        ({"note": "x" * (LONGEST + 1)}, "so", "note"),
        ({"x" * 65: "y"}, "so", "x" * 64),
        ({str(n): "" for n in range(MOST_FACTS + 1)}, "so", "facts"),
    ],
)
def test_what_is_kept_for_good_has_bounds(facts: dict[str, str], reason: str, about: str) -> None:
    refused = malformed(facts, reason)
    assert refused is not None
    assert refused.about == about
    assert malformed({"note": "x" * LONGEST}, "x" * LONGEST) is None
