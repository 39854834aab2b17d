"""Finds what a page's forms want from people: identity numbers, bank cards, passwords and one-time codes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from detectors._once import told_once
from detectors._sentences import sentences, warns
from detectors._serving import clip, readable, serving_host
from detectors._wanted import BANK, CODE, IDENTITY, WORDS, Want, said, wants
from zhenwang.domain.hosts import host_of, split_suffix
from zhenwang.domain.look import Form, Look, Page
from zhenwang.domain.registry import Registry
from zhenwang.domain.signal import Axis, Family, Signal
from zhenwang.pages.paths import absolute, base_of
from zhenwang.pages.shared_services import is_form_service
from zhenwang.pages.zones import HIDDEN
from zhenwang.text.comparable import comparable_lines

MAX_SCRIPTS = 120_000
MAX_DRAWN = 100
MAX_LINKS = 2_000

_WHAT = {
    IDENTITY: ("身份证件号码或人脸、证件照片", "identity numbers or photographs of papers"),
    BANK: ("银行卡或支付信息", "bank card or payment details"),
    CODE: ("短信验证码或密码", "one-time codes or passwords"),
}
_HINT = re.compile(r"[身证證件银銀卡码碼密臉脸]|card|passport|code|identity", re.IGNORECASE)
_PROMPT = re.compile(
    r"(?:输入|录入|填写|填入|绑定|上传).{0,14}|(?:enter|provide|confirm|verify|upload) (?:your )?.{0,30}"
)
# At the counter people are asked for papers, not for numbers.
_PAPERS = re.compile(r"复印|原件|材料|窗口|现场|表格|申请表")
# Reports tell what some other page asked of somebody.
_TOLD = re.compile(
    r"要求(?:其|他|她|市民|群众|用户|受害人|对方)?(?:填写|输入|录入|提供|上传)|点开|受害|某|网友|记者|对方|随后|于是|按照提示"
)
# What a script writes beside the fields that it draws; also inside markup that stands in a string.
_DRAWN = re.compile(
    r"(?:placeholder|aria-label|label|title|tips?|hint"
    r"|prompt)\\?[\"']?\s{0,3}[:=(]\s{0,3}\\?[\"'`]([^\"'`\\<>\n]{2,60})",
    re.IGNORECASE,
)
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_UNSAFE_SCHEMES = ("mailto", "data", "ftp", "sms", "tel")
_SURE = 0.7
_FRAMED = 0.5  # what it asks for is not to be read from here


@told_once
def detect(look: Look, registry: Registry) -> Iterator[Signal]:  # noqa: ARG001  # every detector takes both
    """Speaks of the page alone; whether anybody may ask for these things here is for the other axes to say."""
    if look.page is None:
        return
    found: dict[str, Want] = {}
    for want in _all_wants(look.page):
        if want.signal not in found or want.value > found[want.signal].value:
            found[want.signal] = want
    for name in (IDENTITY, BANK, CODE):
        if name in found:
            what, what_en = _WHAT[name]
            because, because_en = f"页面要求访问者填写{what}。", f"The page asks visitors for {what_en}."
            yield _harm(name, found[name].value, because, because_en, found[name].snippet)
    yield from _sent_elsewhere(look, look.page)


def _all_wants(page: Page) -> Iterator[Want]:
    for form in page.forms:
        yield from wants(form, page)
    yield from _drawn(page)
    yield from _prompted(page)


def _drawn(page: Page) -> Iterator[Want]:
    """Fields that only a script draws: the words it would write beside them."""
    text = "\n".join(script.text for script in page.scripts)[:MAX_SCRIPTS]
    unescaped = _ESCAPED.sub(lambda code: chr(int(code[1], 16)), text).encode("utf-8", "replace").decode("utf-8")
    exact = [match[1].strip() for match in _DRAWN.finditer(unescaped) if _HINT.search(match[1])][:MAX_DRAWN]
    for written, own in zip(exact, comparable_lines("\n".join(exact)) if exact else (), strict=True):
        if not warns(own):
            yield from (Want(signal, 0.7 * value, written) for signal, value in said(own))


def _prompted(page: Page) -> Iterator[Want]:
    """A sentence that tells people to enter it: many forms are drawn by a script and have no field to read."""
    for exact, own in sentences(page.text, _HINT):
        prompt = _PROMPT.search(own)
        if prompt is None or warns(own) or _PAPERS.search(own) or _TOLD.search(own):
            continue
        yield from (Want(signal, 0.7, exact) for signal, words in WORDS.items() if words.search(prompt[0]))


def _sent_elsewhere(look: Look, page: Page) -> Iterator[Signal]:
    for form in page.forms:
        sure = next((want for want in wants(form, page) if want.value >= _SURE), None)
        where = _elsewhere(form, look, base_of(page, look.final_url or look.url)) if sure else None
        if sure and where:
            value, place, place_en, target = where
            because = f"页面把访问者填写的“{clip(sure.snippet, 20)}”等信息提交到{place}。"
            because_en = f"What visitors fill in is sent to {place_en}."
            yield _harm("form_sent_elsewhere", value, because, because_en, target)
            return
    if framed := _framed_form(page):
        because = f"页面嵌入了任何人都能制作的第三方表单（{readable(host_of(framed))}），访问者填写的内容不归本站。"
        because_en = "The page frames a form on a service where anybody can draw one up."
        yield _harm("form_sent_elsewhere", _FRAMED, because, because_en, framed)


def _framed_form(page: Page) -> str:
    """The address of a form service in a frame of the page. A link is no frame: offices make surveys too."""
    framed = (link.href for link in page.links[:MAX_LINKS] if link.zone == HIDDEN and not link.text)
    return next((href for href in framed if is_form_service(host_of(href))), "")


def _elsewhere(form: Form, look: Look, base: str) -> tuple[float, str, str, str] | None:
    """How bad the destination of a form is, in words, with the address; None when it stays where the page is."""
    sent = [hint.removeprefix("formaction=") for field in form.fields for hint in field.hints.split()]
    targets = [form.action, *(target for target in sent if "/" in target or ":" in target)]
    own = serving_host(look)
    for target in (target.strip() for target in targets):
        scheme = _scheme(target)
        if scheme in _UNSAFE_SCHEMES:
            return 1.0, f"“{scheme}:”地址", f"a {scheme} address", target
        host = host_of(absolute(target, base)) if target else ""
        if host and split_suffix(host)[1] != split_suffix(own)[1]:
            return 1.0, f"另一个网站 {readable(host)}", f"another site, {host}", target
        if scheme == "http" and look.final_url.startswith("https:"):
            return 0.5, "未加密的地址", "an address without encryption", target
    return None


def _scheme(target: str) -> str:
    try:
        return urlsplit(target[:2000]).scheme.casefold()
    except ValueError:
        return ""


def _harm(name: str, value: float, because: str, because_en: str, snippet: str) -> Signal:
    return Signal(name, Axis.HARM, Family.FUNCTION, value, because, because_en, clip(snippet))
