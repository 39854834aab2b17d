"""Finds private channels: a person's WeChat, QQ, Telegram or mobile number where an authority would have an office."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detectors._sentences import sentences, warns
from detectors._serving import clip
from zhenwang.domain.look import Look
from zhenwang.domain.registry import Registry
from zhenwang.domain.signal import Axis, Family, Signal

MAX_LINKS = 2000

_HINT = re.compile(
    r"微信|薇信|[Qq]{2}|扣扣|[Vv][Xx信]|[Tt]elegram|[Ww]hats|飞机|飛機|电报|電報|客服|专员|專員|1[3-9]\d"
)
_WHO = r"(?:客服|专员|经办|业务|办理|咨询|加急|人工|顾问|老师|经理|代办|办证|添加|联系|加)"
_ACCOUNT = re.compile(
    rf"{_WHO}.{{0,6}}(?:微信|薇信|vx|v信|qq|扣扣|telegram|whats ?app|飞机"
    rf"|电报)(?:号码?)?\s?[:：]?\s?[@a-z0-9_+-]{{5,20}}"
    r"|(?:微信|薇信|vx|v信|telegram|电报|飞机)(?:号|同号|客服)?\s?[:：]\s?[@a-z][@a-z0-9_-]{5,20}"
    rf"|(?:{_WHO}|微信同号).{{0,8}}1[3-9]\d[ -]?\d{{4}}[ -]?\d{{4}}"
    rf"|1[3-9]\d[ -]?\d{{4}}[ -]?\d{{4}}.{{0,4}}(?:微信同号|同微信)"
)
_OFFICIAL = re.compile(r"公众号|订阅号|服务号|小程序|官方微信|政务微信|视频号|科长|主任|联系人")
_PRIVATE_ADDRESS = re.compile(
    r"(?:tencent://message|mqq(?:wpa|api)?://|https?://wpa\.qq\.com/msgrd|weixin://(?!dl/officialaccounts)|tg://"
    r"|https?://(?:t|telegram)\.me/|https?://(?:api\.whatsapp\.com|wa\.me)/)",
    re.IGNORECASE,
)


def detect(look: Look, registry: Registry) -> Iterator[Signal]:  # noqa: ARG001  # every detector takes both
    """A public account is no private channel, and neither is the official in charge of a notice."""
    if look.page is None:
        return
    found = _in_links(look) or _in_text(look.page.text)
    if found:
        because = "页面引导访问者联系私人微信、QQ或手机。"
        because_en = "The page leads visitors to a person's chat account or mobile number."
        yield Signal("personal_channel", Axis.HARM, Family.FUNCTION, 1.0, because, because_en, clip(found))


def _in_links(look: Look) -> str | None:
    links = look.page.links[:MAX_LINKS] if look.page else ()
    return next((link.href for link in links if _PRIVATE_ADDRESS.match(link.href.strip())), None)


def _in_text(text: str) -> str | None:
    for exact, own in sentences(text, _HINT):
        if _ACCOUNT.search(own) and not _OFFICIAL.search(own) and not warns(own):
            return exact
    return None
