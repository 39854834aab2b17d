"""Finds certificates queried in a body's name, and certificates for sale: the best documented trade of such sites."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from detectors._once import told_once
from detectors._sentences import sentences, warns
from detectors._serving import clip
from detectors.claimed_name import designations
from zhenwang.domain.look import Look, Page
from zhenwang.domain.registry import Registry
from zhenwang.domain.signal import Axis, Family, Signal
from zhenwang.text.comparable import comparable

_PAPER = (
    r"(?:特种作业|操作证|资格证|合格证|职业资格|技能等级|执业|职称|学历|学位|毕业证|上岗证|施工员|建造师|驾驶证|证书"
    r"|证件|资质)"
)
_CERTIFICATE = re.compile(
    rf"{_PAPER}(?:(?!办|发|登记|申请|换).){{0,16}}(?:查询|查验|核验|验证|真伪)|(?:查询|查验|核验"
    rf"|验证).{{0,8}}(?:证书|资格证|操作证|学历"
    rf"|证件真伪|职业资格)"
    r"|certificate (?:query|verification|lookup|check)|verify (?:your |a )?certificate"
)
_CERTIFICATE_FIELD = re.compile(
    r"证书编?号|操作证号|证件编号|资格证号|毕业证号|学位证号|准操项目|证号|档案号|certificate (?:no|number|id)"
)
_PERSON_FIELD = re.compile(r"^(?:请输入)?(?:您的)?姓名|身份证|full name")
_HINT = re.compile(r"[证證历歷质質]|certificate", re.IGNORECASE)

_SALE = re.compile(
    r"包过|保过|包拿证|包下证|免考|不用(?:参加)?考试|不考试|无需考试|免培训|直接拿证|挂靠|代考|替考|买证|卖证"
    r"|办理?假证"
)
_TRADE = re.compile(
    r"价格|费用|收费|多少钱|\d+\s?元|优惠|咨询|微信|qq|v信|vx|加我|热线|电话|客服|报名|办理|代办|拿证|出证|下证"
    r"|免考|包过"
)
# Offices promise quick papers too, but name no price and no private account for them.
_QUICK = re.compile(
    r"(?:快速|当天|即日|[一二三五七\d]+(?:个)?(?:天|日|工作日)).{0,2}(?:出证|拿证|下证)|(?:联网|网上|官网|全国"
    r"|国网)可查"
    r"|可查真伪"
)
_PRICED = re.compile(r"价格|多少钱|\d+\s?元|优惠|微信|qq|v信|vx|加我|客服|代办")
_PAPER_WORD = re.compile(rf"{_PAPER}|[考办拿出下]证|[工师员]证")


@told_once
def detect(look: Look, registry: Registry) -> Iterator[Signal]:
    """A query counts in a government's name alone; a sale says what it is in anybody's."""
    if look.page is None:
        return
    yield from _queries(look, look.page, registry)
    yield from _sales(look.page)


def _queries(look: Look, page: Page, registry: Registry) -> Iterator[Signal]:
    named = designations(look, registry)
    if not named:
        return
    labels = [comparable(field.label[:200]) for form in page.forms for field in form.fields[:100]]
    numbered = any(_CERTIFICATE_FIELD.search(label) for label in labels)
    asked = numbered or any(_PERSON_FIELD.search(label) for label in labels)
    # In a portal's navigation such a query is one service among many: there it takes the form itself.
    places = (page.title, page.header, *((page.navigation, page.text) if numbered else ()))
    words = next((found for text in places if (found := _words_of_query(text))), None)
    if words is None:
        return
    site = named[0][1][0]
    because = f"页面以“{site.name}”的名义提供证书查询。"
    because_en = f"The page offers certificate queries in the name of {site.name}."
    yield _harm("certificate_query", 1.0 if asked else 0.6, because, because_en, words, site.id)


def _words_of_query(text: str) -> str | None:
    return next((exact for exact, own in sentences(text, _HINT) if _CERTIFICATE.search(own) and not warns(own)), None)


def _sales(page: Page) -> Iterator[Signal]:
    texts = (page.title, *(value for name, value in page.meta if name.casefold() in ("keywords", "description")))
    for exact, own in chain.from_iterable(sentences(text, _HINT) for text in (*texts, page.text)):
        if _offered(own) and _PAPER_WORD.search(own) and not _kept_from(own):
            because = "页面兜售证书或代办取证。"
            yield _harm("certificate_sale", 1.0, because, "The page sells certificates or a way to get them.", exact)
            return


def _offered(own: str) -> bool:
    if _SALE.search(own) and _TRADE.search(own):
        return True
    quick = set(_QUICK.findall(own))
    return len(quick) > 1 or (bool(quick) and bool(_PRICED.search(own)))


def _kept_from(own: str) -> bool:
    # "No examination needed" is the seller's own word, and no warning.
    return warns(re.sub(r"(?:无需|不需要?)(?:参加)?(?:考试|培训|到场)", "", own))


def _harm(name: str, value: float, because: str, because_en: str, snippet: str, site: str = "") -> Signal:
    return Signal(name, Axis.HARM, Family.FUNCTION, value, because, because_en, clip(snippet), site=site)
