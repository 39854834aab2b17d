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
RESOLVED_ONTO = "resolves_onto_official"
GATEWAY = "transformation_gateway"
"""What it shows is the official page, which claims everything and is entitled to it."""

_HELD_BACK: Mapping[str, str] = MappingProxyType(
    {
        "official_host": "该域名在官方名录之内，只能转官方核查，不能按假冒网站处理。",
        "neighbour_host": "该域名属于名录中的其他真实单位，不能按假冒网站处理。",
        "unlisted_gov_host": "该域名是受限注册的政府域名但未列入名录，应按“官方不规范”核查，不能按假冒网站处理。",
        GATEWAY: "该网页是官方网站的转换或缓存服务，不能按假冒网站处理。",
        "redirects_to_official": "该域名直接跳转到官方网站，页面是真的，应按域名问题核查，不能按假冒网站处理。",
        RESOLVED_ONTO: (
            "该域名解析到官方网站自己的服务器，返回的是官方页面，属恶意解析："
            "应由平台设置默认虚拟主机和SNI规则拒绝非本站域名，不能按假冒网站处理。"
        ),
        "known_service_host": "该域名属于公认的新闻、百科、检索等网站，用户所发内容应转平台处理，不能按假冒网站处理。",
        "linked_from_official": "官方首页指向该域名，可能是未登记的官方网站，须先向主办单位核实，不能按假冒网站处理。",
        "warns_of_counterfeits": "页面在揭露或提醒防范假冒网站，标识系引述，不能按假冒网站处理。",
        "link_directory": "页面是名录、导航或检索结果，标识系收录，不能按假冒网站处理。",
        "public_institution": "页面以事业单位、企业或社会组织自己的名义开办，没有以政府名义出现，不能按假冒网站处理。",
        "forum_page": "页面是论坛社区，标识系网友转贴，不能按假冒网站处理。",
        "course_page": "页面是考试培训或招聘信息，标识系转载，不能按假冒网站处理。",
        "reference_work": "页面是百科词条或法律法规资料，标识系收录，不能按假冒网站处理。",
        "exempted_host": "该域名有生效的豁免登记，须先终止豁免再看一次，才能按假冒网站提请认定。",
        COMPROMISED: "该页面在真实官方域名上，疑似被篡改，应转网络安全处置，不能按假冒网站处理。",
    }
)
GENUINE = frozenset(_HELD_BACK)
"""Signals after which nobody is put up as a counterfeit, with or without a weight of their own."""

_PRESUMED: Mapping[str, str] = MappingProxyType(
    {
        "demonstration_host": "该域名是代码托管、厂商演示或测试地址，未见危害行为，须先核实承办单位，暂不能提请认定。",
        "evident_demonstration": "页面自称演示或模板，不能实际使用，未见危害行为，须先核实承办单位，暂不能提请认定。",
    }
)
PRESUMED = frozenset(_PRESUMED)
"""Signals of a host or page that is for trying things out. Anybody may rent such a host, so the presumption falls where
people are harmed, or where the host's own name imitates an official one.
"""

HARMS = frozenset(
    {
        *("asks_identity", "asks_bank", "asks_payment", "certificate_query", "certificate_sale", "app_download"),
        *("injected_betting", "conditional_redirect"),
    }
)
"""What no demonstration does. A password box or the vendor's telephone number stands on many."""


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
    presumed = next((name for name in _PRESUMED if name in heard), "")
    if presumed and not (HARMS | HOST_NAMES).intersection(spoken):
        return _PRESUMED[presumed]
    return ""


def settle(by_probability: Band, spoken: Mapping[str, Weight], heard: frozenset[str]) -> tuple[Band, str]:
    """The band that a case gets, and the sentence that holds it back if the probability alone would have said more."""
    if COMPROMISED in spoken:
        return Band.REVIEW, _HELD_BACK[COMPROMISED]
    claims = {name for name, weight in spoken.items() if weight.axis is Axis.CLAIM}
    if not claims:
        return Band.CLEAR, "" if by_probability is Band.CLEAR else "页面没有自称任何政府单位，不构成假冒。"
    if RESOLVED_ONTO in heard:
        return Band.REVIEW, _HELD_BACK[RESOLVED_ONTO]
    harmful = any(weight.axis is Axis.HARM for weight in spoken.values())
    if GATEWAY in heard and not harmful:
        return Band.CLEAR, ""
    if claims <= HOST_NAMES and not harmful and by_probability in (Band.CONFIRMABLE, Band.REVIEW):
        return Band.WATCH, "只有域名相似，页面没有任何自称，继续观察。"
    if by_probability is Band.CONFIRMABLE and (held_back := objection(spoken, heard)):
        return Band.REVIEW, held_back
    return by_probability, ""
