"""What a finding could be worth at most, whatever stands around it: the bound that lets hosts be passed over unread.

Each number is the largest that the rule of that way could give (``written_out``, ``misspelt``, ``place_office``,
``government_words``, ``countries``, ``company``); the sums over a host are then never smaller than its bits.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from zhenwang.domain.hosts import split_suffix
from zhenwang.matching import retired
from zhenwang.matching.background import Contexts, in_contexts, token_bits
from zhenwang.matching.countries import country_bits
from zhenwang.matching.government_words import GLUED_AT_MOST_BITS
from zhenwang.matching.index import Index, may_be_misspelt, may_look_otherwise
from zhenwang.matching.labels import Label
from zhenwang.matching.matcher import TWO_LETTERS
from zhenwang.matching.misspelt import least_variants
from zhenwang.matching.reading import SEPARATORS
from zhenwang.matching.vocabulary import edge_words, vocabulary
from zhenwang.matching.written_out import BLURRED_BITS, WHOLE_TOKEN_IS_WORTH_NOTING
from zhenwang.sieve.findings import Gains
from zhenwang.sieve.lexicon import INSIDE_FROM, LONGEST, LONGEST_MISSPELT, Lexicon

Worth = dict[str, float]


def _worth() -> Worth:
    return defaultdict(float)


@dataclass(frozen=True, slots=True)
class Worths:
    """Bits by text for each way of ``Way``; what is missing is worth nothing."""

    equal: Worth = field(default_factory=_worth)
    inside: Worth = field(default_factory=_worth)
    edit1: Worth = field(default_factory=_worth)
    edit2: Worth = field(default_factory=_worth)
    alike: Worth = field(default_factory=_worth)

    def texts(self) -> Iterable[str]:
        for worth in (self.equal, self.inside, self.edit1, self.edit2, self.alike):
            yield from (text for text, bits in worth.items() if bits > 0)

    def gains(self, texts: Iterable[str]) -> Gains:
        """One column a way, in the order of ``texts``."""
        ways = (self.equal, self.inside, self.edit1, self.edit2, self.alike)
        return Gains(*(_column(texts, worth) for worth in ways))


@dataclass(frozen=True, slots=True, eq=False)
class Bounds:
    """``every``: what each label could be worth; ``heard``: the same of those beside which company counts;
    ``pairs``: 1 for each half of an office and its place; ``countries``: the codes of the registry's countries.
    """

    lexicon: Lexicon
    every: Gains
    heard: Gains
    pairs: Gains
    countries: Gains


def label_bounds(index: Index) -> Bounds:
    """Everything in Latin letters that could put a host forward, and what it is worth at most in each way."""
    every, heard, pairs, countries = Worths(), Worths(), Worths(), Worths()
    for label in index.labels:
        _add(label, index, (every, heard) if _is_heard(label) else (every,))
    _add_pairs(index, (every, heard), pairs)
    for label in index.suffix_labels:
        most = max(sum(map(token_bits, label.parts)), GLUED_AT_MOST_BITS)
        every.equal[label.text] = max(every.equal[label.text], most)
        every.inside[label.text] = max(every.inside[label.text], most)
    for host in index.retired:
        every.equal[_squashed_body(host)] = heard.equal[_squashed_body(host)] = retired.BITS
    countries.equal.update({code: country_bits(code) for code in index.countries})
    texts = _looked_for(every, pairs, countries)
    edits = {label.text: label.edits for label in index.labels if every.edit1[label.text] > 0}
    columns = (worths.gains(texts) for worths in (every, heard, pairs, countries))
    return Bounds(_lexicon(texts, edits), *columns)


def company_bounds(index: Index) -> tuple[Lexicon, Gains]:
    """The words that keep company, and countries by name and by code."""
    known = vocabulary()
    worth = _worth()
    worth.update(known.words)
    for name in known.countries:
        worth[name] = max(worth[name], known.country_bits(name))
    for code in known.codes | index.countries:
        worth[code] = max(worth[code], country_bits(code))
    worths = Worths(worth, worth)
    texts = _looked_for(worths)
    return _lexicon(texts, {}), worths.gains(texts)


def _looked_for(*worths: Worths) -> tuple[str, ...]:
    texts = {text for each in worths for text in each.texts()}
    return tuple(sorted(text for text in texts if 1 < len(text) <= LONGEST))


def _lexicon(texts: Iterable[str], edits: Mapping[str, int]) -> Lexicon:
    allowed = ((text, edits.get(text, 0) if len(text) <= LONGEST_MISSPELT else 0) for text in texts)
    return Lexicon.of(allowed, fronts=edge_words(), backs=edge_words())


def _column(texts: Iterable[str], worth: Mapping[str, float]) -> NDArray[np.float32]:
    return np.array([worth.get(text, 0.0) for text in texts], np.float32)


def _squashed_body(host: str) -> str:
    return SEPARATORS.sub("", host.removesuffix(split_suffix(host)[0]))


def _is_heard(label: Label) -> bool:
    return not label.generic and len(label.text) > TWO_LETTERS


def _add(label: Label, index: Index, to: Iterable[Worths]) -> None:
    """Put down what a label could be worth."""
    text, surprise = label.text, in_contexts(label.text)
    equal, inside = _equal(label, index, surprise), _inside(label, index, surprise)
    edits = [_edited(label, index, distance, surprise) for distance in (1, 2)] if may_be_misspelt(label) else (0.0, 0.0)
    alike = 0.0
    if may_look_otherwise(label):
        alike = max(index.chance.surplus(label, surprise.alone), WHOLE_TOKEN_IS_WORTH_NOTING)
    for worths in to:
        worths.equal[text], worths.inside[text], worths.alike[text] = equal, inside, alike
        worths.edit1[text], worths.edit2[text] = edits


def _equal(label: Label, index: Index, surprise: Contexts) -> float:
    """A label that fills a token names the site even where it is no surprise."""
    if label.generic:
        return WHOLE_TOKEN_IS_WORTH_NOTING
    surplus = index.chance.surplus(label, _most(surprise))
    if label.kind == "host":
        surplus = max(surplus, index.chance.surplus(label, *map(token_bits, label.parts)))
    return max(surplus, WHOLE_TOKEN_IS_WORTH_NOTING)


def _inside(label: Label, index: Index, surprise: Contexts) -> float:
    if label.generic or len(label.text) < INSIDE_FROM:
        return 0.0
    # One end at a joint: with none, more is taken off.
    return index.chance.surplus(label, _most(surprise) - BLURRED_BITS.get(len(label.text), 0.0))


def _most(surprise: Contexts) -> float:
    """Of a text between joints, whichever of them are edges: what was counted may be below what was estimated."""
    return max(surprise.inside, surprise.begins, surprise.ends, surprise.alone)


def _edited(label: Label, index: Index, distance: int, surprise: Contexts) -> float:
    if label.edits < distance:
        return 0.0
    return index.chance.surplus(label, surprise.alone - least_variants(label.text, distance))


def _add_pairs(index: Index, to: Iterable[Worths], pairs: Worths) -> None:
    """An office and its place: as whole tokens two halves, glued one word, beside which company counts."""
    known: dict[str, float] = {}
    for office, places in index.families.offices.items():
        for place, sites in places.items():
            for text in {office, place} - known.keys():
                known[text] = _most(in_contexts(text))
            worth = index.chance.pair_surplus(sites, known[office], known[place])
            if worth <= 0:
                continue
            pairs.equal[office] = pairs.equal[place] = 1.0
            for glued in (office + place, place + office):
                for worths in to:
                    worths.equal[glued] = max(worths.equal[glued], worth)
                    worths.inside[glued] = max(worths.inside[glued], worth)
