"""Recognises a gateway that shows the official site in other clothes: Traditional Chinese, translation, cache."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from detectors._once import told_once
from detectors._serving import clip, holder, serving_host
from zhenwang.domain.hosts import Host, host_of, parse_host
from zhenwang.domain.look import Look
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.domain.signal import Axis, Family, Signal

# Public services that re-serve a page named in their own URL. Sources: the addresses these services publish for
# translated and cached pages, and requirements 3.5. A host under one of these names counts too.
GATEWAYS = frozenset(
    {
        "translate.baiducontent.com",  # Baidu Translate, ?query=<url>
        "cache.baiducontent.com",  # Baidu search cache
        "fanyi.baidu.com",  # Baidu Translate
        "translate.google.com",  # Google Translate, ?u=<url>
        "translate.googleusercontent.com",  # Google Translate, ?u=<url>
        "translate.goog",  # Google Translate, host written with hyphens
        "webcache.googleusercontent.com",  # Google cache, ?q=cache:<url>
        "cc.bingj.com",  # Bing cache
        "translatoruser-int.com",  # Bing Translator
        "fanyi.youdao.com",  # Youdao Translate
        "fanyi.sogou.com",  # Sogou Translate
        "web.archive.org",  # Internet Archive, /web/<time>/<url>
        "archive.ph",  # archive.today
        "big5.xinhuanet.com",  # Xinhua's Traditional Chinese gateway, /gate/big5/<host>
        "big5.news.cn",  # the same under its newer name
        "big5.cri.cn",  # China Radio International's, /gate/big5/<host>
        "big5.china.com.cn",  # China.com.cn's, /gate/big5/<host>
        "big5.ce.cn",  # China Economic Net's, /gate/big5/<host>
        "www.translatetheweb.com",  # Bing Translator, ?a=<url>
        "www.microsofttranslator.com",  # Bing Translator, bv.aspx?a=<url>
        "translate.yandex.com",  # Yandex Translate, /translate?url=<url>
        "snapshot.sogoucdn.com",  # Sogou's snapshots, ?url=<url>
        "c.360webcache.com",  # 360's snapshots, ?u=<url>
        "archive.today",  # archive.today and its other names
        "archive.is",
        "archive.li",
        "archive.vn",
        "archive.fo",
        "archive.md",
        "r.jina.ai",  # reader mode, /<url>
        "12ft.io",  # reader mode, /<url>
        "big5.cctv.com",  # CCTV's Traditional Chinese gateway, /gate/big5/<host>
        "big5.taiwan.cn",  # Taiwan.cn's, /gate/big5/<host>
        "big5.51job.com",  # 51job's, /gate/big5/<host>
        "gate.sinovision.net",  # SinoVision's, /gate/big5/<host>
        "webtrans.yodao.com",  # Youdao's translated pages, ?url=<url>
        "translate.sogoucdn.com",  # Sogou's translated pages, ?url=<url>
        "z5h64q92x9.net",  # Yandex's translated pages, /proxy_u/<languages>/<url>
        "translate.yandex.ru",  # Yandex Translate, /translate?url=<url>
        "translated.turbopages.org",  # the same under its newer name
        "www.worldlingo.com",  # WorldLingo, ?wl_url=<url>
        "papago.naver.net",  # Papago, /website?url=<url>
        "googleweblight.com",  # Google Web Light, ?lite_url=<url>
        "mipcdn.com",  # Baidu's cache of mobile pages, /c/s/<host> or host written with hyphens
        "cdn.ampproject.org",  # Google's cache of mobile pages, the same
        "cncc.bingj.com",  # Bing cache in China
        "wayback.archive-it.org",  # Archive-It, /<collection>/<time>/<url>
        "webarchive.nla.gov.au",  # Australia's web archive, /awa/<time>/<url>
        "www.webarchive.org.uk",  # the UK Web Archive, /wayback/archive/<time>/<url>
        "arquivo.pt",  # Portugal's web archive, /wayback/<time>/<url>
        "megalodon.jp",  # Megalodon, /<time>/<url>
    }
)

_HYPHENATED = (".translate.goog", ".mipcdn.com", ".cdn.ampproject.org")
_NAMED_HOST = re.compile(r"(?<![a-z0-9.-])(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24}(?![a-z0-9-])")


@told_once
def detect(look: Look, registry: Registry) -> Iterator[Signal]:
    """The argument alone excuses nobody: the serving host itself must be official or a known public gateway."""
    url = look.final_url or look.url
    host = serving_host(look)
    if not (_known(host) or holder(host, registry)):
        return
    shown = _shown(url, host, registry)
    if shown is None:
        return
    site, argument = shown
    yield Signal(
        "transformation_gateway",
        Axis.EXCULPATION,
        Family.CONTEXT,
        1.0,
        f"该地址是转换或缓存服务，显示的是“{site.name}”官方网站 {argument} 的内容。",
        f"This address is a transformation or cache service showing {argument}, the official site of {site.name}.",
        snippet=clip(url),
        site=site.id,
    )


def _known(host: str) -> bool:
    return any(host == gateway or host.endswith("." + gateway) for gateway in GATEWAYS)


def _shown(url: str, host: str, registry: Registry) -> tuple[OfficialSite, str] | None:
    """The official site a gateway URL carries as its argument, with the host as found there."""
    for name in _arguments(url, host):
        site = holder(name, registry)
        if site and name != host:
            return site, name
    return None


def _arguments(url: str, host: str) -> Iterator[str]:
    if suffix := next((suffix for suffix in _HYPHENATED if host.endswith(suffix)), ""):
        label = host.removesuffix(suffix).rpartition(".")[2]
        yield label.replace("--", "\0").replace("-", ".").replace("\0", "-")
    try:
        parts = urlsplit(url[:4096])
    except ValueError:
        return
    # Twice, because services escape an address that was escaped already.
    argument = unquote(unquote(f"{parts.path}?{parts.query}")).lower()
    for found in _NAMED_HOST.findall(argument)[:20]:
        parsed = parse_host(found)
        if isinstance(parsed, Host):
            yield host_of(f"//{parsed.ascii}")
