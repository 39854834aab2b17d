"""Disguises: what an impostor does so that nobody finds whom the page imitates. Each says what still stands on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from tests.farm.footers import SHOWS
from tests.farm.offices import Office
from tests.farm.prose import Prose
from tests.farm.rewriting import (
    Rewrite,
    after_body,
    before_end,
    between,
    entities,
    every_character,
    full_width,
    per_character,
    reading,
    retitled,
    script,
    then,
)

Encode = Callable[[str], tuple[bytes, str]]
_NAMED = frozenset({"title", "heading", "sponsor", "site_name"})


def as_declared(html: str) -> tuple[bytes, str]:
    """In the charset that the page itself declares."""
    old = "gb2312" in html[:1000].lower()
    return html.encode("gb18030" if old else "utf-8"), "text/html"


@dataclass(frozen=True, slots=True)
class Disguise:
    """``shows`` is what of the identity stays; ``broken`` writes the numbers of marks as nobody should."""

    name: str
    rewrite: Rewrite = lambda html, _: html
    shows: frozenset[str] = SHOWS
    broken: bool = False
    hot_links: bool = False
    encode: Encode = as_declared
    called: Callable[[str, Office], str] = lambda name, _: name


def _betting(html: str, random: Random) -> str:
    prose = Prose(str(random.random()))
    brand = prose.pick("betting")
    meta = f'<meta name="keywords" content="{brand},{",".join(prose.junk(3))}">'
    return retitled(html, f"{brand}官网-{prose.junk(1)[0]}(中国)股份有限公司").replace("</title>", f"</title>{meta}", 1)


def _junk(html: str, random: Random) -> str:
    prose = Prose(str(random.random()))
    links = "".join(f'<a href="/tag/{prose.number(100, 999)}.html">{text}</a> ' for text in prose.junk(60))
    text = "".join(prose.fill(sentence) for sentence in prose.junk(40))
    return before_end(after_body(html, f"<div>{links}</div>"), f"<div>友情链接：{links}</div><p>{text}</p>")


def _toned(char: str, _: Random) -> str:
    return f"{char}({reading(char, True)})"


def _toneless(char: str, random: Random) -> str:
    return char + f"({reading(char, False)})" * random.choice((1, 2, 2, 3))


def _bracketed(char: str, _: Random) -> str:
    return f"{char}（{reading(char, True)}）"


def _lying(charset: str, label: str, header: str = "text/html") -> Encode:
    def encode(html: str) -> tuple[bytes, str]:
        told = html.replace("charset=utf-8", f"charset={label}").replace('charset="utf-8"', f'charset="{label}"')
        told = told.replace("charset=gb2312", f"charset={label}").replace('charset="gb2312"', f'charset="{label}"')
        return told.encode(charset, "xmlcharrefreplace"), header

    return encode


def _own_domain(html: str, random: Random) -> str:
    return before_end(html, "<p>本站唯一官方网址：www.SELFHOST/ 请认准域名，谨防仿冒</p>")


def _letters(joint: str) -> Callable[[str, Office], str]:
    return lambda name, _: joint.join(name)


def _under_province(name: str, office: Office) -> str:
    """As letterheads write it, with the province before it."""
    province = office.site.region.partition("/")[0]
    return name if name.startswith(province) else f"{province}{name}"


def _another_name(name: str, office: Office) -> str:
    """A short, further or former name that the registry knows, of those that tell."""
    return next((known for known in reversed(office.site.names) if len(known) > 4 and not known.isascii()), name)


def _in_two_lines(name: str, _: Office) -> str:
    return f"{name[:-4]}<br/>{name[-4:]}" if len(name) > 6 else name


def _with_party(name: str, office: Office) -> str:
    return f"中共{office.place}委 {name}" if name.endswith("人民政府") else name


PRACTICE = (
    Disguise("plain"),
    Disguise("traditional", script("s2t")),
    Disguise("toned", then(script("s2t"), per_character(_toned, 1 / 5))),
    Disguise("toneless", per_character(_toneless, 1 / 6)),
    Disguise("bracketed", then(script("s2t"), per_character(_bracketed, 1 / 3))),
    Disguise("symbols", between(("★", "◆", "■", "●", "▲", "|", "~", "*"), 1 / 3)),
    Disguise("zero_width", between(("\u200b", "\u200d", "\ufeff", "\u2060"), 1 / 2)),
    Disguise("spans", lambda html, _: every_character(html, "<span>", "</span>")),
    Disguise("entities", entities),
    Disguise("full_width", full_width),
    Disguise("betting", _betting),
    Disguise("junk", _junk),
    Disguise("betting_toned", then(_betting, script("s2t"), per_character(_toned, 1 / 4))),
    Disguise("footless", shows=frozenset({"title", "heading", "site_name"})),
    Disguise("broken_marks", broken=True),
    Disguise("meta_only", shows=frozenset({"meta"})),
    Disguise("jiucuo_only", shows=frozenset({"jiucuo"})),
    Disguise("jiucuo_script_only", shows=frozenset({"jiucuo_script"})),
    Disguise("conac_only", shows=frozenset({"conac"})),
    Disguise("code_only", shows=frozenset({"code"})),
    Disguise("broken_code_only", shows=frozenset({"code"}), broken=True),
    Disguise("name_only", shows=frozenset({"title", "heading"})),
    Disguise("sponsor_only", shows=frozenset({"sponsor"})),
    Disguise("gb18030_as_utf8", encode=_lying("gb18030", "utf-8", "text/html; charset=utf-8")),
    Disguise("gbk_unlabelled", encode=_lying("gbk", "", "text/html")),
    Disguise("utf8_as_gb2312", encode=_lying("utf-8", "gb2312", "text/html")),
    Disguise("big5_as_gb2312", script("s2t"), encode=_lying("big5hkscs", "gb2312", "text/html; charset=gb2312")),
    Disguise("hot_linked", hot_links=True, shows=_NAMED),
    Disguise("own_domain", _own_domain),
    Disguise("spaced_name", called=_letters(" ")),
    Disguise("dotted_name", called=_letters("·")),
    Disguise("under_province", shows=_NAMED, called=_under_province),
    Disguise("another_name", shows=_NAMED, called=_another_name),
)


def _ruby(char: str, _: Random) -> str:
    return f"<ruby>{char}<rp>(</rp><rt>{reading(char, True)}</rt><rp>)</rp></ruby>"


def _radicals(html: str, random: Random) -> str:
    table = str.maketrans(
        {"人": "⼈", "民": "⺠", "市": "巿", "口": "⼝", "工": "⼯", "大": "⼤", "石": "⽯", "水": "⽔", "山": "⼭"}
    )
    return per_character(lambda char, _: char.translate(table) if char != "市" else char)(html, random)


EXAM = (
    Disguise("plain"),
    Disguise("bidi", between(("\u202d", "\u202c", "\u200e", "\u061c"), 1 / 2)),
    Disguise("soft_hyphens", between(("\u00ad", "&shy;", "&#8203;"), 1 / 2)),
    Disguise("comments", between(("<!--x-->", "<!-- 8 -->"), 1 / 2, title=False)),
    Disguise("ruby", per_character(_ruby, 1 / 3, title=False)),
    Disguise("taiwan", script("s2twp")),
    Disguise("toneless_taiwan", then(script("s2tw"), per_character(_toneless, 1 / 3))),
    Disguise("vertical", lambda html, _: every_character(html, "", "<br>")),
    Disguise("fonts", lambda html, _: every_character(html, "<font color=red>", "</font>")),
    Disguise("hidden", between(("<i style='display:none'>k</i>", '<b hidden="">澳</b>'), 1 / 3, title=False)),
    Disguise("radicals", _radicals),
    Disguise("blanks", between((" ", "\u3000", "&nbsp;", "\u2009"), 1 / 2)),
    Disguise("emoji", between(("🔥", "✅", "🎰", "☆"), 1 / 3)),
    Disguise("junk_symbols", then(_junk, between(("▓", "^", "_", "`"), 1 / 3))),
    Disguise("betting_entities", then(_betting, entities)),
    Disguise("utf16", encode=lambda html: (b"\xff\xfe" + html.encode("utf-16-le"), "text/html; charset=utf-8")),
    Disguise("big5_unlabelled", script("s2t"), encode=_lying("big5hkscs", "", "text/html")),
    Disguise("gbk_as_latin", encode=_lying("gb18030", "iso-8859-1", "text/html; charset=ISO-8859-1")),
    Disguise("marks_only", shows=frozenset({"code", "psb", "conac", "jiucuo"})),
    Disguise("broken_psb_code", shows=frozenset({"psb", "code"}), broken=True),
    Disguise("heading_only", shows=frozenset({"heading"})),
    Disguise("dashed_name", called=_letters("-")),
    Disguise("footless_betting", _betting, shows=frozenset({"title", "heading", "site_name"})),
    Disguise("two_lines", shows=frozenset({"heading", "sponsor"}), called=_in_two_lines),
    Disguise("with_party", shows=frozenset({"title", "heading"}), called=_with_party),
    Disguise("province_traditional", script("s2hk"), shows=_NAMED, called=_under_province),
)
