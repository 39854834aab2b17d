"""What the facts of a ruling may say, for every door a ruling comes in by."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from types import MappingProxyType

from zhenwang.domain.workflow import Refused

LIMBS = ("a", "b")
"""The two limbs of article 31 (Hubei 2018)."""
EXCLUSIONS = (
    "repost", "encyclopaedia", "gateway", "institution", "media", "test_host", "no_claim", "neighbour", "other",
)  # fmt: skip
NAMED: Mapping[str, tuple[str, ...]] = MappingProxyType({"limb": LIMBS, "exclusion": EXCLUSIONS})


def wrong_fact(facts: Mapping[str, str], sites: Container[str], stands: Callable[[str], bool]) -> Refused | None:
    """The first fact that says what cannot be so, with what is allowed; None when all may stand.

    ``sites`` are the registry's ids, ``stands`` tells whether a quote stands in what was seen.
    """
    for fact, known in NAMED.items():
        if fact in facts and facts[fact] not in known:
            return Refused(f"'{fact}' is one of {', '.join(known)}, not {_shown(facts[fact])}", fact)
    if "imitates" in facts and facts["imitates"] not in sites:
        shown = _shown(facts["imitates"])
        return Refused(f"'imitates' is the id of a site in the registry (its primary host), not {shown}", "imitates")
    if "quote" in facts and not stands(facts["quote"]):
        shown = _shown(facts["quote"])
        return Refused(f"'quote' is words of the page that was seen, and {shown} does not stand there", "quote")
    return None


def _shown(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:60] + "…")
