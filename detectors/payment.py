"""Finds where a page takes money: pay buttons, transfers to a person, wallets, and codes to pay by."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detectors._sentences import sentences, warns
from detectors._serving import clip
from zhenwang.domain.look import Form, Look, Page
from zhenwang.domain.registry import Registry
from zhenwang.domain.signal import Axis, Family, Signal
from zhenwang.pages.picture_codes import code_kind, codes_in
from zhenwang.text.comparable import comparable

MAX_LINKS = 2000

_FIELD = re.compile(
    r"(?:支付|缴费|付款|充值|转账|汇款|缴纳|打款|捐款|应付|应缴).{0,4}(?:金额(?!范围|区间)|数额|方式|账户)|^(?:请输入)?金额$"
    r"|payment (?:amount|method)|amount to pay"
)
_BUTTON = re.compile(
    r"(?:立即|确认|马上|去|在线|扫码|微信|支付宝|银联|提交并|前往)(?:支付|付款|缴费|缴款|充值|打款)|(?:支付宝"
    r"|微信|银联|云闪付)支付|pay now|proceed to pay|checkout"
)
_PAY_ADDRESS = re.compile(
    r"(?:weixin://wxpay|wxp://|alipays?://|alipayqr://|https?://qr\.alipay\.com|uppaywallet://|bitcoin:|ethereum:"
    r"|tron:"
    r"|https?://(?:wx\.tenpay\.com|openapi\.alipay\.com/gateway|mclient\.alipay\.com|checkout\.stripe\.com"
    r"|www\.paypal\.com/cgi-bin))",
    re.IGNORECASE,
)
_HINT = re.compile(r"[账賬帐帳汇匯款付缴繳費费元]|USDT|wallet|0x|transfer", re.IGNORECASE)
_TRANSFER = re.compile(
    r"(?:转账|汇款|打款|汇入|转入|汇到|转到|付款|缴费|支付)(?:到|至|给|入|于)?.{0,16}(?:账户|账号|帐户|帐号|卡号"
    r"|卡上)"
    r"|(?:扫|识别).{0,8}(?:码|二维码).{0,8}(?:支付|付款|缴费|缴款|转账)|(?:缴纳|支付|交纳|预付|先付"
    r"|补交).{0,16}(?:\d+(?:\.\d+)?|[一二三五百千]+)(?:万)?元"
    r"|(?:transfer|send|pay).{0,30}(?:to (?:the )?(?:account|wallet|card)|bank account)"
)
_PERSON = re.compile(r"(?:户名|收款人|开户名|账户名|持卡人|姓名)[:：]?\s?([\u4e00-\u9fff]{2,4})(?![\u4e00-\u9fff])")
_BODY_NAME = re.compile(r"[局厅部委院校中心司会社所办馆站队]$|银行|财政|公司|专户")
_CARD = re.compile(r"(?<!\d)(?:62\d{2}|4\d{3}|5[1-5]\d{2})[ -]?\d{4}[ -]?\d{4}[ -]?\d{4}(?:[ -]?\d{1,3})?(?!\d)")
_WALLET = re.compile(r"(?<![\w])(?:0x[0-9a-fA-F]{40}|T[1-9A-HJ-NP-Za-km-z]{33}|bc1[a-z0-9]{25,60})(?![\w])")
_TO_THE_READER = re.compile(r"请|您|扫|以下|下列|下方|指定|立即|马上|please|your|below|us\b")
# Fines, tuition and taxes have their rates, and a guide tells them: a page that sets amounts by rule asks nobody.
_RATE = re.compile(
    r"标准|每(?:人|年|月|吨|次|平方|亩|户)|以下|以上|罚款|工资|规定|条例|办法|第.{1,4}条|预算|投资|项目|亿元|同比"
    r"|补贴|发放"
)


def detect(look: Look, registry: Registry) -> Iterator[Signal]:  # noqa: ARG001  # every detector takes both
    """One finding, the surest. What is paid at a counter or by rule is no demand."""
    if look.page is None:
        return
    found = max(_findings(look, look.page), key=lambda one: one[0], default=None)
    if found:
        value, because, because_en, snippet = found
        yield Signal("asks_payment", Axis.HARM, Family.FUNCTION, value, because, because_en, clip(snippet))


def _findings(look: Look, page: Page) -> Iterator[tuple[float, str, str, str]]:
    for form in page.forms:
        if words := _in_form(form):
            yield 0.9, "页面要求访问者付款。", "The page asks visitors to pay.", words
    for address in _addresses(page):
        yield 1.0, "页面直接调起支付。", "The page opens a payment.", address
    for code in codes_in(look):
        if code_kind(code) == "payment":
            yield 1.0, "页面图片中有收款二维码。", "A picture of the page holds a code to pay by.", code
    yield from _in_text(page)


def _in_form(form: Form) -> str | None:
    fields = form.fields[:200]
    if not any(field.type.casefold() != "hidden" for field in fields):
        return None
    for field in fields:
        pattern = _BUTTON if field.type.casefold() in ("submit", "button", "image", "radio") else _FIELD
        if field.label and pattern.search(comparable(field.label[:200])):
            return field.label
    return None


def _addresses(page: Page) -> Iterator[str]:
    targets = [link.href for link in page.links[:MAX_LINKS]] + [form.action for form in page.forms]
    yield from (target for target in targets if _PAY_ADDRESS.match(target.strip()))
    for script in page.scripts:
        if found := _PAY_ADDRESS.search(script.text):
            yield script.text[found.start() : found.start() + 100]


def _in_text(page: Page) -> Iterator[tuple[float, str, str, str]]:
    for exact, own in sentences(page.text, _HINT):
        if warns(own):
            continue
        if wallet := _WALLET.search(exact):
            yield 1.0, "页面给出数字货币收款地址。", "The page gives a wallet to pay into.", wallet[0]
        elif (card := _CARD.search(exact)) and _checks(card[0]):
            yield 1.0, "页面给出个人银行卡号收款。", "The page gives a bank card to pay to.", exact
        elif (
            (person := _PERSON.search(own))
            and not _BODY_NAME.search(person[1])
            and re.search(r"账号|帐号|卡号|收款", own)
        ):
            yield 1.0, "页面要求向个人账户付款。", "The page asks to pay to a person's account.", exact
        elif _TRANSFER.search(own) and _TO_THE_READER.search(own) and not _RATE.search(own):
            yield 0.5, "页面要求访问者付款。", "The page asks visitors to pay.", exact


def _checks(card: str) -> bool:
    """The check digit of a card number (ISO/IEC 7812-1, Luhn)."""
    digits = [int(figure) for figure in card if figure.isdigit()][::-1]
    return sum(digits[::2]) % 10 == -sum(sum(divmod(2 * digit, 10)) for digit in digits[1::2]) % 10
