"""What counterfeiters do to a copied page, as functions from the official HTML to the copy.

The forms are those met in the wild: Traditional script with inline pinyin, repeated toneless pinyin, injected keywords,
swapped entity names, reverse proxies, gateway-shaped paths, old encodings.
"""

from __future__ import annotations

import functools
import random
import re
from collections.abc import Callable

import opencc
from pypinyin import Style, pinyin

BRAND = "凯途体育"
_TAG = re.compile(r"(<(?:style|script)\b.*?</(?:style|script)>|<[^>]*>)", re.DOTALL)
_HAN = re.compile(r"[㐀-鿿]")
_BETTING = "凯途体育,金樽娱乐,真人视讯,电竞押注,注册送彩金,官方入口,最新网址"


def disguise(name: str, html: str, official: str) -> bytes:
    """The copy of an official page as its server sends it, before any content encoding."""
    if name == "gbk":
        declared = html.replace(
            '<meta charset="utf-8">', '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">'
        )
        return declared.encode("gbk")
    return _DISGUISES[name](html, official).encode()


def _plain(html: str, _official: str) -> str:
    tail = (
        '<script src="/js/tj.js"></script>\n<div style="text-align:center"><a href="/tags/">热门标签</a></div>\n</body>'
    )
    return html.replace("</body>", tail)


def _toned(html: str, official: str) -> str:
    """「網(wǎng)站」: Traditional script, and a toned reading behind one character in six."""
    draw = random.Random(official)
    return _on_text(
        _traditional(html), lambda char: f"{char}({_reading(char, Style.TONE)})" if draw.random() < 1 / 6 else char
    )


def _toneless(html: str, official: str) -> str:
    """「湖(hu)(hu)(hu)北」: the toneless reading, repeated, behind one character in eight."""
    draw = random.Random(official)

    def noisy(char: str) -> str:
        if draw.random() >= 1 / 8:
            return char
        return char + f"({_reading(char, Style.NORMAL)})" * (2 + int(draw.random() * 2))

    return _on_text(html, noisy)


def _betting(html: str, _official: str) -> str:
    """Title, keywords and description speak of betting to search engines; people see the official page."""
    title = f"<title>{BRAND}官网入口-真人视讯-电竞押注(中国)有限公司</title>\n"
    told = f"{BRAND}全站登录，注册送彩金，{_BETTING}"
    meta = f'<meta name="keywords" content="{_BETTING}">\n<meta name="description" content="{told}">'
    links = "".join(f'<a href="/app/{number}.html">{word}</a> ' for number, word in enumerate(_BETTING.split(","), 1))
    swapped = re.sub(r"<title>.*?</title>\n", title, html, count=1)
    swapped = re.sub(r'<meta name="description"[^>]*>', meta, swapped, count=1)
    return swapped.replace("</body>", f'<div class="yqlj">友情链接：{links}</div>\n</body>')


def _swapped(html: str, _official: str) -> str:
    """The place name gives way to the brand everywhere, as content farms do it."""
    kept = html.replace("黄石市", BRAND).replace("黄石", BRAND)
    return re.sub(r'<meta name="SiteDomain"[^>]*>\n', "", kept)


def _proxied(html: str, official: str) -> str:
    """A reverse proxy that forgot to rewrite the links below the home page, and adds a pop-up of its own."""
    absolute = re.sub(r'href="/(?=[a-z]+/)', f'href="https://{official}/', html)
    style = "position:fixed;right:8px;bottom:8px;background:#fff;border:1px solid #c00;padding:14px"
    popup = f'<div style="{style}">新人专享红包 <a href="/go?u=88">立即领取</a></div>\n</body>'
    return absolute.replace("</body>", popup)


def _gateway(html: str, official: str) -> str:
    """Traditional script below a ``/gate/big5/<host>/`` path, as transcoding gateways serve it."""
    return re.sub(r'(href|src|action)="/', rf'\1="/gate/big5/{official}/', _traditional(html))


def _traditional(html: str) -> str:
    return str(_converter().convert(html))


def _on_text(html: str, change: Callable[[str], str]) -> str:
    parts = _TAG.split(html)
    return "".join(
        part if place % 2 else _HAN.sub(lambda hit: change(hit[0]), part) for place, part in enumerate(parts)
    )


def _reading(char: str, style: Style) -> str:
    return str(pinyin(char, style=style)[0][0])


@functools.cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("s2t")


_DISGUISES: dict[str, Callable[[str, str], str]] = {
    "plain": _plain,
    "gzip": _plain,
    "toned": _toned,
    "toneless": _toneless,
    "betting": _betting,
    "swapped": _swapped,
    "proxied": _proxied,
    "gateway": _gateway,
}
