"""What a finding could be worth at most, whatever stands around it: the bound that lets hosts be passed over unread.

Each number is the largest that the rule of that way could give (``written_out``, ``misspelt``, ``place_office``,
``government_words``, ``countries``, ``company``); the sums over a host are then never smaller than its bits.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from zhenwang.matching.background import bits, token_bits
from zhenwang.matching.countries import country_bits
from zhenwang.matching.government_words import FRONT_BITS, GLUED_AT_MOST_BITS
from zhenwang.matching.index import Index, may_be_misspelt, may_look_otherwise
from zhenwang.matching.labels import Label
from zhenwang.matching.misspelt import least_variants
from zhenwang.matching.neighbours import edits_allowed
from zhenwang.matching.vocabulary import edge_words, vocabulary
from zhenwang.matching.written_out import WHOLE_TOKEN_IS_WORTH_NOTING
from zhenwang.sieve.findings import Gains
from zhenwang.sieve.lexicon import INSIDE_FROM, LONGEST, LONGEST_MISSPELT, Lexicon

Worth = dict[str, float]


def label_gains(index: Index) -> tuple[Lexicon, Gains]:
    """Everything in Latin letters that could put a host forward, and what it is worth at most in each way."""
    equal: Worth = defaultdict(float)
    inside: Worth = defaultdict(float)
    edit1: Worth = defaultdict(float)
    edit2: Worth = defaultdict(float)
    alike: Worth = defaultdict(float)
    for label in index.labels:
        equal[label.text] = _equal(label, index)
        inside[label.text] = _inside(label, index)
        if may_be_misspelt(label):
            edit1[label.text] = _edited(label, index, 1)
            edit2[label.text] = _edited(label, index, 2)
        if may_look_otherwise(label):
            alike[label.text] = max(index.chance.surplus(label, token_bits(label.text)), WHOLE_TOKEN_IS_WORTH_NOTING)
    _add_pairs(index, equal, inside)
    for text, worth in _nobodys(index):
        equal[text] = max(equal[text], worth)
        inside[text] = max(inside[text], worth)
    allowed = {label.text: edits_allowed(label.edit_length) for label in index.labels if edit1.get(label.text, 0) > 0}
    return _lexicon((equal, inside, edit1, edit2, alike), allowed)


def company_gains(index: Index) -> tuple[Lexicon, Gains]:
    """The words that keep company, and the countries of the registry as codes."""
    known = vocabulary()
    worth: Worth = dict(known.words)
    for name in known.countries:
        worth[name] = max(worth.get(name, 0.0), known.country_bits(name))
    for code in known.codes | index.countries:
        worth[code] = max(worth.get(code, 0.0), country_bits(code))
    return _lexicon((worth, worth, {}, {}, {}), {})


def _lexicon(worths: tuple[Mapping[str, float], ...], edits: Mapping[str, int]) -> tuple[Lexicon, Gains]:
    texts = sorted(
        text
        for text in dict.fromkeys(text for worth in worths for text in worth)
        if 1 < len(text) <= LONGEST and any(worth.get(text, 0.0) > 0 for worth in worths)
    )
    fronts, backs = edge_words()
    allowed = [(text, edits.get(text, 0) if len(text) <= LONGEST_MISSPELT else 0) for text in texts]
    columns = (_column(texts, worth) for worth in worths)
    return Lexicon.of(allowed, fronts, backs), Gains(*columns)


def _column(texts: Iterable[str], worth: Mapping[str, float]) -> NDArray[np.float32]:
    return np.array([worth.get(text, 0.0) for text in texts], np.float32)


def _equal(label: Label, index: Index) -> float:
    """A label that fills a token names the site even where it is no surprise."""
    if label.generic:
        return WHOLE_TOKEN_IS_WORTH_NOTING
    surplus = index.chance.surplus(label, token_bits(label.text))
    if label.kind == "host":
        surplus = max(surplus, index.chance.surplus(label, *(token_bits(part) for part in label.parts)))
    return max(surplus, WHOLE_TOKEN_IS_WORTH_NOTING)


def _inside(label: Label, index: Index) -> float:
    if label.generic or len(label.text) < INSIDE_FROM:
        return 0.0
    return max(index.chance.surplus(label, bits(form)) for form in (label.text, f"^{label.text}", f"{label.text}$"))


def _edited(label: Label, index: Index, distance: int) -> float:
    if edits_allowed(label.edit_length) < distance:
        return 0.0
    return index.chance.surplus(label, token_bits(label.text) - least_variants(label.text, distance))


def _add_pairs(index: Index, equal: Worth, inside: Worth) -> None:
    """An office and its place together: half of what they are worth to each, all of it where the other may go unseen.

    A short label is seen between edges only. Two short ones that are glued together are looked for as one word.
    """
    most = _memo(token_bits)
    for office, places in index.families.offices.items():
        for place, sites in places.items():
            worth = index.chance.pair_surplus(sites, most(office), most(place))
            if worth <= 0:
                continue
            short = [len(text) < INSIDE_FROM for text in (office, place)]
            for text, other in ((office, short[1]), (place, short[0])):
                share = worth if other else worth / 2
                equal[text], inside[text] = max(equal[text], share), max(inside[text], share)
            if all(short):
                for glued in (office + place, place + office):
                    equal[glued], inside[glued] = max(equal[glued], worth), max(inside[glued], worth)


def _nobodys(index: Index) -> Iterable[tuple[str, float]]:
    """What speaks of government or of a country and of no body. Government words are looked for by themselves."""
    for label in index.suffix_labels:
        parts = sum(token_bits(part) for part in label.parts)
        yield label.text, max(parts, GLUED_AT_MOST_BITS)
    yield from FRONT_BITS.items()
    for code in index.countries:
        yield code, country_bits(code)


def _memo(measure: Callable[[str], float]) -> Callable[[str], float]:
    known: dict[str, float] = {}
    return lambda text: known[text] if text in known else known.setdefault(text, measure(text))
