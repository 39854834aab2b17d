"""What the codes in a page's pictures are for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhenwang.domain.hosts import host_of
from zhenwang.domain.look import Look

MAX_CODES = 50
MAX_CODE = 2_000

_PAYMENT = re.compile(
    r"wxp://|weixin://wxpay|https?://payapp\.(?:weixin|wechatpay)|https?://(?:qr|ds|mobilecodec)\.alipay\.com|alipays?://|alipayqr://"
    r"|https?://qr\.95516\.com|https?://i\.qianbao\.qq\.com|uppay|bitcoin:|ethereum:|tron:|litecoin:|0x[0-9a-f]{40}$|t[1-9a-hj-np-z]{33}$",
    re.IGNORECASE,
)
_CHAT = re.compile(
    r"https?://(?:weixin\.qq\.com/g/|u\.wechat\.com/|wxwork\.|work\.weixin\.qq\.com/(?:gm|ca)/|qm\.qq\.com/|jq\.qq\.com/|t\.me/"
    r"|telegram\.me/|wa\.me/|chat\.whatsapp\.com/|line\.me/|discord\.gg/)|tg://|weixin://contacts|mqqopensdkapi://",
    re.IGNORECASE,
)
_DOWNLOAD = re.compile(
    r"itms-services:|https?://[^?#\s]{1,1000}\.(?:apk|ipa|mobileconfig|hap)(?:[?#]|$)", re.IGNORECASE
)


def codes_in(look: Look) -> Iterator[str]:
    """The texts of the codes in a look's pictures, each once, at most 50."""
    told = (code for picture in look.pictures if picture.appearance for code in picture.appearance.codes)
    yield from list(dict.fromkeys(code.strip()[:MAX_CODE] for code in told))[:MAX_CODES]


def code_kind(code: str) -> str:
    """``payment``, ``chat`` (a person or a group), ``download``, ``site``, or empty when it leads nowhere."""
    for kind, pattern in (("payment", _PAYMENT), ("chat", _CHAT), ("download", _DOWNLOAD)):
        if pattern.match(code):
            return kind
    return "site" if code.casefold().startswith(("http://", "https://")) and host_of(code) else ""
