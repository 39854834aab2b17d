"""Finds what a page wants from people: identity numbers, bank cards, codes, certificate queries, app downloads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from detectors._sentences import sentences
from detectors._serving import clip
from detectors.claimed_name import designations
from zhenwang.domain.look import Field, Look, Page
from zhenwang.domain.registry import Registry
from zhenwang.domain.signal import Axis, Family, Signal
from zhenwang.text.comparable import comparable

MAX_FIELDS = 300
MAX_LINKS = 2000

_WANTED = {
    "asks_identity": (
        re.compile(r"身份证|证件号|公民身份号码|人脸"),
        re.compile(r"id_?card|card_?id|id_?num|identity|sfz|idno|zjhm"),
        "身份证件号码",
        "identity numbers",
    ),
    "asks_bank": (
        re.compile(r"银行卡|银行账|银行帐|信用卡|储蓄卡|卡号|支付密码|取款密码|交易密码|安全码"),
        re.compile(r"bank|card_?no|card_?num|cvv|cvc|yhk|pay_?pass"),
        "银行卡或支付信息",
        "bank card or payment details",
    ),
    "asks_code": (
        re.compile(r"短信验证码|手机验证码|动态码|动态口令|登录密码"),
        re.compile(r"sms_?code|otp|password|passwd"),
        "短信验证码或密码",
        "one-time codes or passwords",
    ),
}
_HINT = re.compile(r"[身证證件银銀卡码碼密臉脸]")
_PROMPT = re.compile(r"(?:输入|录入|填写|填入|绑定).{0,12}")
# At the counter people are asked for papers, not for numbers.
_PAPERS = re.compile(r"复印|原件|材料|窗口|现场|表格|申请表")
# Warnings name the same things in order to keep people from giving them away.
_WARNING = re.compile(r"切勿|请勿|勿|不要|不得|不会|绝不|谨防|警惕|防范|诈骗|骗子|假网站|假冒|冒充|曝光|上当|泄露|保护")

_CERTIFICATE = re.compile(
    r"(?:特种作业|操作证|资格证|合格证|职业资格|技能等级|证书|证件).{0,16}(?:查询|查验|核验|验证|真伪)"
    r"|(?:查询|查验|核验|验证).{0,8}(?:证书|资格证|操作证|证件真伪)"
)
_CERTIFICATE_FIELD = re.compile(r"证书编号|证书号|操作证号|证件编号|证号|档案号")
_CERTIFICATE_HINT = re.compile(r"[证證]")
_DOWNLOADS = (".apk", ".ipa", ".mobileconfig", ".exe")


def detect(look: Look, registry: Registry) -> Iterator[Signal]:
    """Speaks of the page alone; whether anybody may ask for these things here is for the other axes to say."""
    if look.page is None:
        return
    for name, (words, codes, what, what_en) in _WANTED.items():
        found = _field(look.page, words, codes)
        value = 1.0
        if found is None:
            found, value = _prompt(look.page, words), 0.7
        if found:
            yield _harm(name, value, f"页面要求访问者填写{what}。", f"The page asks visitors for {what_en}.", found)
    yield from _certificates(look, registry)
    yield from _downloads(look.page)


def _field(page: Page, words: re.Pattern[str], codes: re.Pattern[str]) -> str | None:
    for field in _fields(page):
        if words.search(comparable(field.label[:200])) or codes.search(field.name[:100].casefold()):
            return field.label.strip() or field.name
    return None


def _fields(page: Page) -> list[Field]:
    return [field for form in page.forms for field in form.fields if field.type.casefold() != "hidden"][:MAX_FIELDS]


def _prompt(page: Page, words: re.Pattern[str]) -> str | None:
    """A sentence that tells people to enter it: many forms are drawn by a script and have no field to read."""
    for exact, own in sentences(page.text, _HINT):
        prompt = _PROMPT.search(own)
        if prompt and words.search(prompt[0]) and not _WARNING.search(own) and not _PAPERS.search(own):
            return exact
    return None


def _certificates(look: Look, registry: Registry) -> Iterator[Signal]:
    """A certificate query in a government's name: the best documented trade of such sites (5.1 of the requirements)."""
    page = look.page
    named = designations(look, registry)
    if page is None or not named:
        return
    labels = [comparable(field.label[:200]) for field in _fields(page)]
    numbered = any(_CERTIFICATE_FIELD.search(label) for label in labels)
    # In a portal's navigation such a query is one service among many: there it takes the form itself.
    places = (page.title, page.header, *((page.navigation, page.text) if numbered else ()))
    place = next((found for text in places if (found := _certificate_words(text))), None)
    if place is None:
        return
    site = named[0][1][0]
    yield _harm(
        "certificate_query",
        1.0 if numbered or "姓名" in labels else 0.6,
        f"页面以“{site.name}”的名义提供证书查询。",
        f"The page offers certificate queries in the name of {site.name}.",
        place,
        site.id,
    )


def _certificate_words(text: str) -> str | None:
    return next((exact for exact, own in sentences(text, _CERTIFICATE_HINT) if _CERTIFICATE.search(own)), None)


def _downloads(page: Page) -> Iterator[Signal]:
    for link in page.links[:MAX_LINKS]:
        if _is_download(link.href[:2000]):
            because = "页面诱导下载安装应用程序。"
            yield _harm("app_download", 1.0, because, "The page offers an application to install.", link.href)
            return


def _is_download(href: str) -> bool:
    if href.casefold().startswith("itms-services:"):
        return True
    try:
        return urlsplit(href).path.casefold().endswith(_DOWNLOADS)
    except ValueError:
        return False


def _harm(name: str, value: float, because: str, because_en: str, snippet: str, site: str = "") -> Signal:
    return Signal(name, Axis.HARM, Family.FUNCTION, value, because, because_en, clip(snippet), site=site)
