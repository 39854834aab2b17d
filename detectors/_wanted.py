"""What forms ask for, field by field: from the words beside it, its name, and what the markup says belongs in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from zhenwang.domain.look import Field, Form, Page
from zhenwang.text.comparable import comparable, comparable_lines

MAX_FIELDS = 300
_CHOSEN = frozenset({"select", "radio", "checkbox"})
_BUTTONS = frozenset({"submit", "button", "reset", "image"})

IDENTITY, BANK, CODE = "asks_identity", "asks_bank", "asks_code"

WORDS = {
    IDENTITY: re.compile(
        r"身份证(?!明|办|查|遗失|补|换|丢|挂失|服务|业务|怎)|证件号|公民身份|身份号码|护照号|通行证号|居住证号"
        r"|社会?保(?:障|险)?卡?号"
        r"|人脸|刷脸|手持证件|sfz|shen ?fen ?zheng"
        r"|\bid (?:card|number|no)\b|identity (?:card|number|document)|passport (?:no|number)|social security"
        r"|national id"
    ),
    BANK: re.compile(
        r"银行卡|银行(?:账|帐)|信用卡|储蓄卡|借记卡|(?:支付|取款|交易|提款|提现|网银|卡)密码"
        r"|(?:卡|背面|卡片后).{0,6}(?:安全码|三位|3位)|cvv|cvc|cvn"
        r"|预留.{0,4}手机|开户(?:银?行|支行)|持卡人|收款账[号户]|yin ?hang ?ka"
        r"|(?:credit|debit|bank) ?card|card ?(?:number|holder)|name on card|(?:card )?security code|atm pin"
        r"|\biban\b|routing number"
    ),
    CODE: re.compile(
        r"(?:短信|手机|语音|动态|电话).{0,4}(?:验证|校验|确认)码|动态(?:码|口令|密码)|短信.{0,3}(?:码|口令)"
        r"|(?:收到|发送至|接收).{0,12}(?:验证|校验|确认)码|\botp\b"
        r"|one.?time (?:code|password|pin|passcode)|sms (?:verification )?code|code (?:sent|we sent|from your)"
        r"|text message code"
    ),
}  # fmt: skip
"""Comparable words that ask for each of them."""

_NAMES = {
    IDENTITY: re.compile(
        r"id_?card|card_?id|\bid_?(?:no|num|number)\b|idno|identity_?(?:no|num|card|code)|sfz|zjhm|shen_?fen"
        r"|passport_?(?:no|num)"
    ),
    BANK: re.compile(
        r"bank_?(?:card|acc|no|num|name|user|code)|yhk|yin_?hang|\bcard_?(?:no|num|number)\b|cvv|cvc|cvn"
        r"|cc_?(?:num|no|exp|csc)"
        r"|credit_?card|pay_?(?:pass|pwd)|zhifu_?mima"
    ),
    CODE: re.compile(
        r"sms_?(?:code|yzm|verif)|\botp\b|otp_?code|dx_?yzm|(?:phone|mobile|msg|tel)_?(?:code|yzm)"
        r"|dynamic_?(?:code|pwd|pass)"
    ),
}
_AUTOCOMPLETE = {BANK: re.compile(r"autocomplete=\S*\bcc-(?:number|csc|exp)"), CODE: re.compile(r"one-time-code")}
# A number that may end in X: in China, the number of an identity card and hardly anything else (GB 11643).
_ID_PATTERN = re.compile(r"pattern=\S*(?:\\d|\[0-9\])\S*[xX]")
_OTHER_NUMBER = re.compile(r"信用代码|组织机构|税号|纳税人|企业")
_OTHER_CARD = re.compile(
    r"(?:读者|借书|借阅|图书|社保|医保|市民|公交|一卡通|校园|会员|就诊|诊疗|健康|病历|水|电|气|燃|加油|积分|充值"
    r"|礼品|购物|门禁|物联|流量"
    r"|ic|考勤|工|学|准考|居民|老年|旅游|年)卡"
)  # fmt: skip
_BARE_CARD = re.compile(r"卡号")
_MAIL = re.compile(r"验证码|校验码|确认码|verification code|\bcode\b")
_PICTURE = re.compile(r"图形|图片|看不清|换一|计算|captcha|上图|右侧|左侧|图中|附加码")
_PHONE = re.compile(r"手机|电话|mobile|phone")
_SEND = re.compile(
    r"(?:获取|发送|点击|免费|重发).{0,4}(?:验证码|校验码|短信|动态码)|(?:send|get|request) (?:the |a )?code"
)
_PASSWORD = re.compile(r"密码|口令|password|passcode|mi ?ma")
_PAPER_PHOTO = re.compile(
    r"身份证|手持|国徽|人像面|证件(?:正|反|原|扫)|正反面|人脸|自拍|银行卡|id card|selfie|passport"
)
_MARKUP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_SEARCH = re.compile(r"^(?:q|kw|wd|ss|key|keys?word|search\w*|sou\w*|query|searchword)$")
_GENERIC = re.compile(r"[请您的输入填写选择必须内容此处这里点击\W\d_]")


@dataclass(frozen=True, slots=True)
class Want:
    """One thing that a form asks for: the signal that says so, how surely (0..1), and the words that ask for it."""

    signal: str
    value: float
    snippet: str


def wants(form: Form, page: Page) -> Iterator[Want]:
    """What a form asks for, in the order of its fields. Types are as fields have them; ``page`` is where it stands."""
    fields = [field for field in form.fields if field.type.casefold() != "hidden"][:MAX_FIELDS]
    labels = [_toneless(label) for label in comparable_lines("\n".join(map(_in_one_line, fields)))] if fields else []
    for field, label in zip(fields, labels, strict=True):
        if not _SEARCH.match(field.name.casefold()):
            yield from _of_field(field, label)
    yield from _by_telephone(fields, labels, page)
    yield from _of_boxes(fields)


def said(label: str) -> Iterator[tuple[str, float]]:
    """The signals that the comparable words of one label speak for."""
    for signal, words in WORDS.items():
        if words.search(label) and not (signal == BANK and _OTHER_CARD.search(label)):
            yield signal, 1.0
    if _BARE_CARD.search(label) and not WORDS[BANK].search(label) and not _OTHER_CARD.search(label):
        yield BANK, 0.7


def _of_field(field: Field, label: str) -> Iterator[Want]:
    kind, shown = field.type.casefold(), field.label.strip() or field.name
    if kind in _BUTTONS or kind in _CHOSEN:
        return
    if kind == "file":
        if _PAPER_PHOTO.search(label) or _NAMES[IDENTITY].search(_spoken(field.name)) or "capture=user" in field.hints:
            yield Want(IDENTITY, 1.0, shown)
        return
    found = dict(said(label)) | dict.fromkeys(_by_markup(field, label), 1.0)
    if not found and (kind == "password" or _PASSWORD.search(label)):
        found[CODE] = 0.4  # honest sites ask for passwords too: the other axes tell whose
    yield from (Want(signal, value, shown) for signal, value in found.items())


def _by_markup(field: Field, label: str) -> Iterator[str]:
    for signal, pattern in _AUTOCOMPLETE.items():
        if pattern.search(field.hints):
            yield signal
    if _ID_PATTERN.search(field.hints) and not _OTHER_NUMBER.search(label):
        yield IDENTITY
    # The words beside a field go before its name: "identity" may ask whether one is a teacher.
    if not _GENERIC.sub("", label):
        yield from (signal for signal, names in _NAMES.items() if names.search(_spoken(field.name)))


def _by_telephone(fields: Sequence[Field], labels: Sequence[str], page: Page) -> Iterator[Want]:
    """A code that comes by telephone, and is called a code like any other."""
    if not any(_PHONE.search(label) for label in labels):
        return
    coded = [index for index, label in enumerate(labels) if _MAIL.search(label) and not _PICTURE.search(label)]
    sent = any(_SEND.search(label) for label in labels) or _SEND.search(comparable(page.text[-4000:]))
    if coded and sent:
        yield Want(CODE, 1.0, fields[coded[0]].label.strip())


def _of_boxes(fields: Sequence[Field]) -> Iterator[Want]:
    """A number asked for digit by digit: what its length says it is."""
    for single, boxes in groupby(fields, lambda field: "maxlength=1" in field.hints.split()):
        row = list(boxes)
        if not single or len(row) < 4:
            continue
        shown = row[0].label.strip() or row[0].name
        if len(row) == 18:
            yield Want(IDENTITY, 0.9, shown)
        elif len(row) in (16, 19) or all(field.type == "password" for field in row):
            yield Want(BANK, 0.9, shown)
        elif len(row) <= 8:
            yield Want(CODE, 0.8, shown)


def _in_one_line(field: Field) -> str:
    return " ".join(field.label[:200].split())


def _toneless(label: str) -> str:
    """Pinyin without its tone marks: a label may be written in nothing else."""
    if label.isascii():
        return label
    apart = unicodedata.normalize("NFD", label)
    return unicodedata.normalize("NFC", "".join(sign for sign in apart if not unicodedata.combining(sign)))


def _spoken(name: str) -> str:
    """A field's name as words: ``bankCardNo`` and ``bank-card-no`` are ``bank_card_no``."""
    return re.sub(r"[-.\[\]\s]", "_", _MARKUP.sub("_", name[:100])).casefold()
