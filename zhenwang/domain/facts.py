"""What the facts of a ruling may say, for every door a ruling comes in by."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from datetime import date
from types import MappingProxyType

from zhenwang.domain.handoff_steps import HandoffStep
from zhenwang.domain.workflow import Refused

LIMBS = ("a", "b")
"""The two limbs of article 31 (Hubei 2018)."""
EXCLUSIONS = (
    "repost", "encyclopaedia", "gateway", "institution", "media", "test_host", "no_claim", "neighbour", "other",
)  # fmt: skip
SEVERITIES = ("S0", "S1", "S2", "S3", "S4", "S5")
NAMED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"limb": LIMBS, "exclusion": EXCLUSIONS, "severity": SEVERITIES, "step": tuple(step.value for step in HandoffStep)}
)
MOST_FACTS = 20
LONGEST = 4_000
"""Characters of one fact, and of a reason."""


def malformed(facts: Mapping[str, str], reason: str) -> Refused | None:
    """The first thing that no ruling can say, whatever the case: a word that is none, a day that is none, too much."""
    if len(reason) > LONGEST:
        return Refused(f"a reason has at most {LONGEST} characters", "reason")
    if len(facts) > MOST_FACTS:
        return Refused(f"a ruling has at most {MOST_FACTS} facts", "facts")
    # A ruling is kept for good, and nobody can shorten it.
    long = next((fact for fact, said in facts.items() if len(fact) > 64 or len(said) > LONGEST), None)
    if long is not None:
        return Refused(f"'{long[:64]}' has at most {LONGEST} characters", long[:64])
    for fact, known in NAMED.items():
        if fact in facts and facts[fact] not in known:
            return Refused(f"'{fact}' is one of {', '.join(known)}, not {_shown(facts[fact])}", fact)
    if "until" in facts and not _is_day(facts["until"]):
        return Refused(f"'until' is a day written 2026-12-31, not {_shown(facts['until'])}", "until")
    return None


def wrong_fact(facts: Mapping[str, str], sites: Container[str], stands: Callable[[str], bool]) -> Refused | None:
    """The first fact that says what cannot be so of this case, with what is allowed; None when all may stand.

    ``sites`` are the registry's ids, ``stands`` tells whether a quote stands in what was seen.
    """
    if refused := malformed(facts, ""):
        return refused
    if "imitates" in facts and facts["imitates"] not in sites:
        shown = _shown(facts["imitates"])
        return Refused(f"'imitates' is the id of a site in the registry (its primary host), not {shown}", "imitates")
    if "quote" in facts and not stands(facts["quote"]):
        shown = _shown(facts["quote"])
        return Refused(f"'quote' is words of the page that was seen, and {shown} does not stand there", "quote")
    return None


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _shown(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:60] + "…")
