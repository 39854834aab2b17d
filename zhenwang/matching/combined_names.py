"""Names put together from the parts of an official host, from its body's name, and from words of services."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence

import opencc

from zhenwang.matching.look_alike_classes import LookAlikeClass, Variation
from zhenwang.matching.official_forms import HostParts, OfficialForms

WORDS_BESIDE_A_HOST = 30  # beyond the first few the host says enough
NAMED_WITH_SERVICES = 6  # labels and short names that are tried with every word
SHORTEST_WITH_SERVICES = 3
# What a body's own site is called after its name, in Chinese.
SITE_WORDS = ("", "网", "官网", "网站", "门户网站")


def combined_names(forms: OfficialForms, services: Sequence[str]) -> Iterator[Variation]:
    """All combinations, by class; may repeat. ``services`` are words, the most telling first."""
    plain = tuple(word for word in services if word.isascii())
    for parts in forms.hosts:
        yield from _embedded(parts, plain[:WORDS_BESIDE_A_HOST])
        yield from _front(parts, plain)
        yield from _glued(parts, forms.government)
    for label in forms.labels:
        yield Variation(LookAlikeClass.SUFFIX, label)
        yield from _with_country(label, forms.country)
    yield from _place_office(forms)
    yield from _spelt(LookAlikeClass.PINYIN, forms.pinyin, forms.government)
    yield from _spelt(LookAlikeClass.INITIALS, forms.initials, forms.government)
    yield from _spelt(LookAlikeClass.WORDS, forms.words, forms.government)
    yield from _native(forms, [word for word in services if not word.isascii()])
    named = dict.fromkeys((*forms.labels, *forms.abbreviations, *forms.initials))
    for name in [name for name in named if len(name) >= SHORTEST_WITH_SERVICES][:NAMED_WITH_SERVICES]:
        yield from (Variation(LookAlikeClass.SERVICE, text) for word in plain for text in _beside(name, word))


def _beside(name: str, word: str) -> Iterator[str]:
    yield from (f"{name}-{word}", f"{word}-{name}", name + word, word + name)


def _embedded(parts: HostParts, words: Sequence[str]) -> Iterator[Variation]:
    labels = parts.all
    if len(labels) < 2:
        return
    whole = "-".join(labels)
    found = [whole, f"www-{whole}"]
    for cut in range(1, len(labels)):  # one hyphen left: hubei-govcn, hubeigov-cn
        found.append(f"{''.join(labels[:cut])}-{''.join(labels[cut:])}")
    if len(parts.suffix) > 1 and parts.own:
        short = "-".join(labels[:-1])  # without the country
        found += [short, f"www-{short}", f"{labels[-1]}-{short}", "-".join((*parts.suffix[:-1], *parts.own))]
    yield from (Variation(LookAlikeClass.EMBEDDED, text) for text in found)
    joined = (text for word in words for text in (f"{whole}-{word}", f"{word}-{whole}"))
    yield from (Variation(LookAlikeClass.HOST_SERVICE, text) for text in joined)


def _front(parts: HostParts, words: Sequence[str]) -> Iterator[Variation]:
    """``hubei.gov-cn.top``: the registrable part is ``gov-cn.top``, what stands before it costs nothing."""
    own = ".".join(parts.own)
    if not own:
        return
    joined = "-".join(parts.suffix)
    if len(parts.suffix) > 1:
        yield Variation(LookAlikeClass.FRONT, f"{own}.{joined}")
        yield from (Variation(LookAlikeClass.FRONT_SERVICE, f"{own}.{joined}-{word}") for word in words)
    for cut in range(1, len(parts.suffix) + 1):  # hubei.gov-cx and hubei.gov.cn-cx
        shown = ".".join((own, *parts.suffix[:cut]))
        yield from (Variation(LookAlikeClass.FRONT_SERVICE, f"{shown}-{word}") for word in words)


def _glued(parts: HostParts, government: Sequence[str]) -> Iterator[Variation]:
    whole, own = "".join(parts.all), "".join(parts.own)
    found = [whole, f"www{whole}"]
    if own:
        found += [f"www{own}", f"www-{own}"]
        found += [text for word in government for text in (own + word, word + own)]
    yield from (Variation(LookAlikeClass.GLUED, text) for text in found if text)


def _with_country(label: str, country: str) -> Iterator[Variation]:
    if country:
        yield from (Variation(LookAlikeClass.COUNTRY, text) for text in _beside(label, country))


def _place_office(forms: OfficialForms) -> Iterator[Variation]:
    pairs = (f"{one}{mark}{other}" for pair in forms.pairs for one, other in (pair, pair[::-1]) for mark in ("-", ""))
    turned = ("-".join(form.split("-")[::-1]) for form in forms.abbreviations if "-" in form)
    for form in (*pairs, *forms.abbreviations, *turned):
        yield Variation(LookAlikeClass.PLACE_OFFICE, form)
        yield from (Variation(LookAlikeClass.PLACE_OFFICE, f"{form}-{word}") for word in forms.government)


def _spelt(kind: LookAlikeClass, names: Sequence[str], government: Sequence[str]) -> Iterator[Variation]:
    """A name by itself and with a government word, which makes initials tell."""
    for name in names:
        yield Variation(kind, name)
        yield from (Variation(kind, text) for word in government for text in _beside(name, word))


def _native(forms: OfficialForms, words: Sequence[str]) -> Iterator[Variation]:
    """In both forms of the characters: registries sell each of them, most of them to the holder of the other alone."""
    for name in forms.native:
        for text in (name + word for word in (*SITE_WORDS, *words)):
            yield from (
                Variation(LookAlikeClass.NATIVE, form) for form in dict.fromkeys((text, _traditional().convert(text)))
            )


@functools.cache
def _traditional() -> opencc.OpenCC:
    return opencc.OpenCC("s2t")
