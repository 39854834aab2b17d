"""Finds betting, pornography or quack medicine written between official words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detectors._sentences import sentences
from detectors._serving import clip, holder, is_restricted, serving_host
from zhenwang.domain.look import Look, Page
from zhenwang.domain.registry import Registry
from zhenwang.domain.signal import Axis, Family, Signal
from zhenwang.text.comparable import comparable

# Words of advertising, not of the subject: police and welfare-lottery pages write about gambling without them.
_ADVERTISED = re.compile(
    r"必赢|bet365|新葡京|葡京(?:娱乐|赌)|威尼斯人(?:娱乐|官网)|金沙(?:娱乐|国际|赌)|太阳城(?:娱乐|集团)|皇冠(?:体育|现金|足球)|亚博|开云体育"
    r"|华体会|乐鱼|万博体育|真人娱乐|真人视讯|百家乐|老虎机|棋牌(?:游戏|平台|娱乐)|电子游艺|六合彩|时时彩|赛车pk10|北京赛车"
    r"|彩票(?:平台|注册|计划|开户)|体育(?:投注|博彩)|博彩|送彩金|首存|娱乐城|现金网"
    r"|成人(?:视频|电影|影院|小说)|av(?:在线|视频|女优)|三级片|一级(?:毛片|黄片)|无码|黄色网站|色情(?:视频|网站)|约炮|裸聊"
    r"|壮阳|丰胸|减肥药|伟哥|祖传秘方|包治"
)
_HINT = re.compile(
    r"[赢贏bB葡尼沙城冠亚亞云雲鱼魚博真百老棋游遊彩赛賽体體投首娱娛金人avAV级級码碼色炮聊阳陽胸药藥哥方治]"
)
_ABOUT = re.compile(
    r"打击|警方|公安|破获|查处|侦破|嫌疑|涉嫌|犯罪|罪|诈骗|反诈|警惕|谨防|防范|整治|举报|严禁|取缔|拒绝|福彩|福利彩票|体彩中心"
)
_ENOUGH = 3
"""Different advertised words in the text that count when the title holds none."""


def detect(look: Look, registry: Registry) -> Iterator[Signal]:
    """On a genuine host the same words mean that the host was broken into: another signal, another road."""
    if look.page is None:
        return
    value, snippet = _advertised(look.page)
    if not snippet:
        return
    site = holder(serving_host(look), registry)
    if site or is_restricted(serving_host(look), registry):
        name, whose = "injected_on_official_host", f"“{site.name}”的真实域名" if site else "受限注册的政府域名"
        because, whose_en = f"{whose}上的页面出现博彩、色情或医药广告词，疑似被篡改。", "a genuine host"
    else:
        name, because, whose_en = "injected_betting", "页面中混入博彩、色情或医药广告词。", "the page"
    yield Signal(
        name,
        Axis.HARM,
        Family.FUNCTION,
        value,
        because,
        f"Advertising for betting, pornography or quack medicine stands on {whose_en}.",
        snippet=clip(snippet),
        site=site.id if site else "",
    )


def _advertised(page: Page) -> tuple[float, str]:
    title = comparable(page.title[:1000])
    if _ADVERTISED.search(title) and not _ABOUT.search(title):
        return 1.0, page.title
    found: dict[str, str] = {}
    for exact, own in sentences(page.text, _HINT):
        word = _ADVERTISED.search(own)
        if word and not _ABOUT.search(own):
            found.setdefault(word[0], exact)
    return (0.8, next(iter(found.values()))) if len(found) >= _ENOUGH else (0.0, "")
