"""Finds fees, memberships, recruiting and complaint bureaus that cost money, offered in an authority's dress."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detectors._sentences import sentences, warns
from detectors._serving import clip
from zhenwang.domain.look import Look
from zhenwang.domain.registry import Registry
from zhenwang.domain.signal import Axis, Family, Signal

_HINT = re.compile(r"[费費会會招诉訴款名骗騙追]")
_KINDS = (
    (
        re.compile(
            r"(?:入会|会员|加盟|理事|代理)费.{0,8}(?:\d+\s?元|缴纳|收取|优惠)|(?:申请|办理|缴费)(?:入会|会员)"
            r"|成为(?:会员|理事单位)"
        ),
        "页面招收会员并收取费用。",
        "The page takes members for a fee.",
    ),
    (
        re.compile(
            r"(?:报名|培训|体检|服装|押金|保证|资料|手续|服务|加急|工本|制证|解冻|激活"
            r"|认证)费.{0,10}\d+(?:\.\d+)?\s?元"
        ),
        "页面向访问者收取费用。",
        "The page takes fees from visitors.",
    ),
    (
        re.compile(
            r"(?:内部|直招|包分配|带编|包编制).{0,12}(?:名额|安排|费用|咨询|报名|免试)|(?:高薪|日结"
            r"|兼职).{0,8}(?:招聘|招募)"
        ),
        "页面以招录名义招人。",
        "The page recruits people.",
    ),
    (
        re.compile(
            r"(?:代理|帮助?|协助|专业|全国|在线).{0,6}(?:投诉|维权|追款|追回|退款|追损)|被骗.{0,8}(?:追回|追款"
            r"|挽回|报案登记|登记)"
        ),
        "页面以投诉、追款的名义招揽受害人。",
        "The page offers complaints or refunds to victims.",
    ),
)  # fmt: skip
# A notice that sets a fee says by what rule; a registered bureau takes complaints and no money.
_BY_RULE = re.compile(r"标准|文件|〔|发改|物价|财政|规定|免收|不收|减免|取消|第.{1,4}条|12315|12345|消费者协会|公安")


def detect(look: Look, registry: Registry) -> Iterator[Signal]:  # noqa: ARG001  # every detector takes both
    """One finding: the first sentence of the page that takes people in."""
    if look.page is None:
        return
    for exact, own in sentences(f"{look.page.title}\n{look.page.text}", _HINT):
        if warns(own) or _BY_RULE.search(own):
            continue
        for pattern, because, because_en in _KINDS:
            if pattern.search(own):
                yield Signal("solicits_people", Axis.HARM, Family.FUNCTION, 1.0, because, because_en, clip(exact))
                return
