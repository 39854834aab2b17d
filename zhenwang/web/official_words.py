"""What the look-up says in words, for the page and the API alike."""

from __future__ import annotations

from collections.abc import Mapping

from zhenwang.registry.official_answer import OfficialAnswer, Verdict
from zhenwang.web.official_desk import Holdings


def head(t: Mapping[str, str], found: OfficialAnswer) -> str:
    return t["official_head_doubtful" if is_doubtful(found) else f"official_head_{found.verdict}"]


def is_doubtful(found: OfficialAnswer) -> bool:
    """Whether the host is listed, and the lists disagree about it."""
    return bool(found.role and found.site and found.site.confidence == "low")


def sentence(t: Mapping[str, str], found: OfficialAnswer) -> str:
    """The answer in a sentence or two, without the host that was asked about."""
    if found.verdict is Verdict.KNOWN:
        return (
            t["official_says_known"].format(name=found.known_as) if found.known_as else t["official_says_known_unnamed"]
        )
    said = t[f"official_says_{found.verdict}"].format(name=name_of(found))
    if found.verdict is Verdict.UNCONFIRMED and found.site:
        return t["official_under"].format(said=said, name=found.site.name)
    return said


def means_not(t: Mapping[str, str], found: OfficialAnswer) -> str:
    return t[f"official_not_{found.verdict}"]


def basis(t: Mapping[str, str], held: Holdings) -> str:
    """Which registry says so, and of when it is."""
    word = "official_basis_registry" if held.as_of else "official_basis_undated"
    return t[word].format(sites=len(held.registry.sites), as_of=held.as_of, version=held.registry.version)


def name_of(found: OfficialAnswer) -> str:
    """The body as it was called when the host was its; empty when nobody's."""
    if found.retired:
        return found.retired.name
    return found.site.name if found.site else ""
