"""Registrable look-alikes of one official site, best first by the score that ``zhenwang match`` gives them.

From the name outward: below a restricted suffix (``gov.cn``) nobody else can register, so every name stands under a
suffix that anybody can buy.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest

from zhenwang.domain.candidate import Match
from zhenwang.domain.hosts import Host
from zhenwang.domain.registry import OfficialSite
from zhenwang.matching.combined_names import combined_names
from zhenwang.matching.drawn_alike import drawn_alike
from zhenwang.matching.look_alike_classes import LookAlikeClass, Variation
from zhenwang.matching.matcher import Matcher
from zhenwang.matching.official_forms import official_forms
from zhenwang.matching.open_suffixes import OpenSuffix, open_suffixes
from zhenwang.matching.registrable import encoded, free, under
from zhenwang.matching.typed_wrong import typed_wrong

MOST_NAMES = 200_000
MOST_VARIATIONS = 20_000
SHORTEST_MISSPELT, LONGEST_MISSPELT = 3, 24
MISSPELT_LABELS = 4
_ORDER = {kind: number for number, kind in enumerate(LookAlikeClass)}

Watch = Callable[[int, int], None]
"""Told how many names are done, and of how many as far as is known."""


@dataclass(frozen=True, slots=True)
class LookAlike:
    """``host`` is in A-labels; only for the ``front`` classes it is more than its registrable part.

    ``rule``, ``span`` and ``score`` are those of the match with the site; empty and 0 where the matcher would not put
    the name forward for it.
    """

    host: str
    unicode: str
    registrable: str
    suffix: str
    kind: LookAlikeClass
    rule: str
    span: str
    score: float


@dataclass(frozen=True, slots=True)
class LookAlikes:
    """``names`` best first; ``made`` is how many could be bought, by class, listed or not.

    ``others`` of the names that were tried were left out, because they resemble another official site more.
    """

    names: tuple[LookAlike, ...]
    made: Mapping[LookAlikeClass, int]
    others: int


def variations(site: OfficialSite, services: Sequence[str] = ()) -> tuple[Variation, ...]:
    """What can stand before a suffix, each text once under its first class. ``services`` are words to combine with."""
    forms = official_forms(site)
    found = list(combined_names(forms, services))
    misspelt = [label for label in forms.labels if SHORTEST_MISSPELT <= len(label) <= LONGEST_MISSPELT]
    for label in misspelt[:MISSPELT_LABELS]:
        found += [*typed_wrong(label), *drawn_alike(label)]
    found.sort(key=lambda variation: _ORDER[variation.kind])  # stable: within a class as they were made
    once: dict[str, Variation] = {}
    for variation in found:
        once.setdefault(variation.text, variation)
    return tuple(once.values())[:MOST_VARIATIONS]


def look_alike_names(
    site: OfficialSite, matcher: Matcher, tried: Sequence[Variation], limit: int = 0, watch: Watch = lambda *_: None
) -> LookAlikes:
    """Names that could be bought today, ``limit`` at most (0: as many as ``MOST_NAMES``).

    A limit is shared: of each class the best texts come under most suffixes and the next ones under fewer, as Zipf's
    law would have both. Then all are put in order of score.
    """
    suffixes = open_suffixes(official_forms(site).country, matcher.index.suffixes)
    ranked = _ranked(site, matcher, tried, suffixes, watch)
    made: Counter[LookAlikeClass] = Counter()
    most = min(limit or MOST_NAMES, MOST_NAMES)
    chosen = nsmallest(most, _names(ranked, matcher, suffixes, made), key=lambda name: name[0])
    found: list[LookAlike] = []
    for number, (_, kind, label, suffix) in enumerate(chosen, start=1):
        host = under(label, suffix, matcher.index)
        own, other = _own(site, matcher.matches(host)) if host else (None, True)
        if host and not other:
            found.append(_look_alike(host, kind, own))
        watch(len(tried) + number, len(tried) + len(chosen))
    found.sort(key=lambda name: -name.score)  # stable: at one score in the order of trying
    return LookAlikes(tuple(found), dict(made), len(chosen) - len(found))


def _ranked(
    site: OfficialSite, matcher: Matcher, tried: Sequence[Variation], suffixes: Sequence[OpenSuffix], watch: Watch
) -> Iterator[tuple[int, Variation, str]]:
    """``(rank in its class, variation, A-labels)``, best first by the score under the first suffix that takes it."""
    scored = []
    for number, variation in enumerate(tried):
        watch(number + 1, len(tried))
        label = encoded(variation.text)
        sold = (one for one in suffixes if label and one.takes(variation.text))
        host = next(filter(None, (under(label, one, matcher.index) for one in sold)), None)
        own, other = _own(site, matcher.matches(host)) if host else (None, False)
        if host and not other:
            scored.append((_ORDER[variation.kind], -own.score if own else 0.0, number, label))
    ranks: Counter[LookAlikeClass] = Counter()
    for _, _, number, label in sorted(scored):
        ranks[tried[number].kind] += 1
        yield ranks[tried[number].kind], tried[number], label


def _names(
    ranked: Iterable[tuple[int, Variation, str]],
    matcher: Matcher,
    suffixes: Sequence[OpenSuffix],
    made: Counter[LookAlikeClass],
) -> Iterator[tuple[tuple[int, int, int], LookAlikeClass, str, OpenSuffix]]:
    """Every name with its place in the order of trying: rank of the text in its class by rank of the suffix."""
    for rank, variation, label in ranked:
        sold = [one for one in suffixes if one.takes(variation.text) and free(label, one, matcher.index)]
        made[variation.kind] += len(sold)
        for place, suffix in enumerate(sold, start=1):
            yield (rank * place, _ORDER[variation.kind], rank), variation.kind, label, suffix


def _own(site: OfficialSite, matches: Sequence[Match]) -> tuple[Match | None, bool]:
    """The match with the site, and whether another site is nearer. That nobody in particular is meant is no other."""
    own = next((match for match in matches if match.site == site.id), None)
    score = own.score if own else 0.0
    return own, any(match.site not in ("", site.id) and match.score > score for match in matches)


def _look_alike(host: Host, kind: LookAlikeClass, own: Match | None) -> LookAlike:
    told = (own.rule, own.span, own.score) if own else ("", "", 0.0)
    return LookAlike(host.ascii, host.unicode, host.registrable, host.suffix, kind, *told)
