"""The gate: what a score alone can never do.

Names and looks rank a candidate, they never confirm one. A case may be put to a reviewer as a counterfeit only when a
claim, a mismatch, and a witness other than name and look have spoken, and nothing says that the host is genuine. The
probability has no say here, so no weight and no training run can open the gate.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from models.artefact import Weight
from zhenwang.domain.score import Band
from zhenwang.domain.signal import Axis, Family

WITNESSES = frozenset({Family.IDENTIFIER, Family.CONTENT, Family.FUNCTION})
"""Families of which one must have spoken before a case is confirmable."""

HOST_NAMES = frozenset({"lookalike_host", "embedded_official_host", "government_word_host"})
"""Claims that only the host name makes: alone they say nothing about any page."""

COMPROMISED = "injected_on_official_host"

_HELD_BACK: Mapping[str, str] = MappingProxyType(
    {
        "official_host": "该域名在官方名录之内，只能转官方核查，不能按假冒网站处理。",
        "neighbour_host": "该域名属于名录中的其他真实单位，不能按假冒网站处理。",
        "unlisted_gov_host": "该域名是受限注册的政府域名但未列入名录，应按“官方不规范”核查，不能按假冒网站处理。",
        "transformation_gateway": "该网页是官方网站的转换或缓存服务，不能按假冒网站处理。",
        "redirects_to_official": "该域名直接跳转到官方网站，页面是真的，应按域名问题核查，不能按假冒网站处理。",
        "exempted_host": "该域名有生效的豁免登记，须先终止豁免再看一次，才能按假冒网站提请认定。",
        COMPROMISED: "该页面在真实官方域名上，疑似被篡改，应转网络安全处置，不能按假冒网站处理。",
    }
)
GENUINE = frozenset(_HELD_BACK)
"""Signals after which nobody is put up as a counterfeit, with or without a weight of their own."""


def objection(spoken: Mapping[str, Weight], heard: frozenset[str]) -> str:
    """Why a case may not be confirmable, as one Chinese sentence; empty when nothing stands against it.

    ``spoken`` are the weighted signals that contributed, by name; ``heard`` the names of all signals, shadow included.
    """
    genuine = next((name for name in _HELD_BACK if name in heard), None)
    if genuine:
        return _HELD_BACK[genuine]
    axes = {weight.axis for weight in spoken.values()}
    if Axis.CLAIM not in axes:
        return "页面没有自称任何政府单位，不构成假冒。"
    if Axis.MISMATCH not in axes:
        return "没有证据表明该域名不属于所称单位。"
    if not any(weight.family in WITNESSES and weight.axis is not Axis.EXCULPATION for weight in spoken.values()):
        return "只有名称或外观相似，没有专属标识、内容或功能方面的证据，不能提请认定。"
    return ""


def settle(by_probability: Band, spoken: Mapping[str, Weight], heard: frozenset[str]) -> tuple[Band, str]:
    """The band that a case gets, and the sentence that holds it back if the probability alone would have said more."""
    if COMPROMISED in spoken:
        return Band.REVIEW, _HELD_BACK[COMPROMISED]
    claims = {name for name, weight in spoken.items() if weight.axis is Axis.CLAIM}
    if not claims:
        return Band.CLEAR, "" if by_probability is Band.CLEAR else "页面没有自称任何政府单位，不构成假冒。"
    harmful = any(weight.axis is Axis.HARM for weight in spoken.values())
    if claims <= HOST_NAMES and not harmful and by_probability in (Band.CONFIRMABLE, Band.REVIEW):
        return Band.WATCH, "只有域名相似，页面没有任何自称，继续观察。"
    if by_probability is Band.CONFIRMABLE and (held_back := objection(spoken, heard)):
        return Band.REVIEW, held_back
    return by_probability, ""
