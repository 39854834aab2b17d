"""What counterfeiters do to the text of a copied page, as functions from HTML to HTML. Markup stays as it is."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from random import Random

import opencc
from pypinyin import Style, pinyin

Rewrite = Callable[[str, Random], str]

_MARKUP = re.compile(
    r"(<(?:style|script)\b.*?</(?:style|script)>|<!--.*?-->|<[^>]*>|&#?\w+;)", re.DOTALL | re.IGNORECASE
)
_HAN = re.compile(r"[㐀-鿿]")
_PAIR = re.compile(r"(?<=[㐀-鿿])(?=[㐀-鿿])")
_TITLE = re.compile(r"<title>.*?</title>", re.DOTALL | re.IGNORECASE)
_BODY = re.compile(r"(<body[^>]*>)", re.IGNORECASE)


def on_text(html: str, change: Callable[[str], str], *, title: bool = True) -> str:
    """The page with every run of visible text changed; the title too, unless ``title`` says no."""
    kept: list[str] = []
    in_title = False
    for place, part in enumerate(_MARKUP.split(html)):
        if place % 2:
            in_title = part.lower().startswith("<title") or (in_title and not part.lower().startswith("</title"))
        kept.append(part if place % 2 or (in_title and not title) else change(part))
    return "".join(kept)


def per_character(change: Callable[[str, Random], str], share: float = 1.0, *, title: bool = True) -> Rewrite:
    """Changes that share of the Chinese characters."""

    def rewrite(html: str, random: Random) -> str:
        def one(hit: re.Match[str]) -> str:
            return change(hit[0], random) if random.random() < share else hit[0]

        return on_text(html, lambda text: _HAN.sub(one, text), title=title)

    return rewrite


def between(noise: tuple[str, ...], share: float, *, title: bool = True) -> Rewrite:
    """Puts noise between that share of neighbouring Chinese characters."""

    def rewrite(html: str, random: Random) -> str:
        def one(_: re.Match[str]) -> str:
            return random.choice(noise) if random.random() < share else ""

        return on_text(html, lambda text: _PAIR.sub(one, text), title=title)

    return rewrite


def then(*steps: Rewrite) -> Rewrite:
    def rewrite(html: str, random: Random) -> str:
        return functools.reduce(lambda made, step: step(made, random), steps, html)

    return rewrite


def script(configuration: str) -> Rewrite:
    """Into another script: ``s2t``, ``s2tw`` or ``s2hk``."""

    def rewrite(html: str, random: Random) -> str:
        return on_text(html, _converter(configuration).convert)

    return rewrite


@functools.cache
def _converter(configuration: str) -> opencc.OpenCC:
    return opencc.OpenCC(configuration)


@functools.cache
def reading(char: str, toned: bool) -> str:
    return str(pinyin(char, style=Style.TONE if toned else Style.NORMAL)[0][0])


def every_character(html: str, before: str, after: str, share: float = 1.0) -> str:
    """Wraps every visible character that is no blank in markup; the title keeps none."""
    wrapped = re.compile(r"\S")
    return on_text(html, lambda text: wrapped.sub(lambda hit: f"{before}{hit[0]}{after}", text), title=False)


def entities(html: str, random: Random) -> str:
    def coded(char: str, _: Random) -> str:
        return f"&#{ord(char)};" if random.random() < 0.5 else f"&#x{ord(char):x};"

    return per_character(coded)(html, random)


def full_width(html: str, random: Random) -> str:
    return on_text(html, lambda text: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text))


def retitled(html: str, title: str) -> str:
    return _TITLE.sub(lambda _: f"<title>{title}</title>", html, count=1)


def after_body(html: str, more: str) -> str:
    return _BODY.sub(lambda hit: hit[1] + more, html, count=1) if _BODY.search(html) else more + html


def before_end(html: str, more: str) -> str:
    return html.replace("</body>", f"{more}</body>") if "</body>" in html else html + more
