"""Recognises a page that speaks for itself as another organisation: a school, hospital, firm or newspaper."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detectors import claimed_name, footer_marks
from detectors._own_claims import is_copied, is_hard
from detectors._serving import clip, holder, serving_host
from zhenwang.domain.look import Look
from zhenwang.domain.registry import Registry
from zhenwang.domain.signal import Axis, Family, Signal

_KINDS = (
    r"大学|学院|党校|中学|小学|学校|幼儿园|职教中心|医院|卫生院|卫生服务中心|疾病预防控制中心|血站|中心血库|研究院|研究所|科学院|图书馆|博物馆|美术馆"
    r"|档案馆|文化馆|纪念馆|科技馆|体育馆|少年宫|剧院|出版社|报社|日报社|融媒体中心|广播电视台|电视台|协会|学会|商会|联合会|研究会|促进会|基金会"
    r"|志愿者协会|红十字会|(?:投资|建设|发展|水务|供水|自来水|燃气|热力|电力|供电|公交|地铁|轨道交通|交通|高速公路|铁路|港务|机场|城市建设|城建|国有资本"
    r"|国有资产|旅游|文旅|粮食|农垦|烟草|邮政|电信|移动通信|联通)[\u4e00-\u9fff]{0,8}(?:集团|公司)"
)
_OWN = re.compile(
    r"(?:版[权權]所有|主[办辦](?:单位|單位)?|承[办辦](?:单位|單位)?|©|copyright)[\s:：©\d-]{0,20}(?:by\s)?"
    rf"([\u4e00-\u9fff]{{2,24}}?(?:{_KINDS}))(?:有限)?(?:责任)?(?:公司)?(?![\u4e00-\u9fff])",
    re.IGNORECASE,
)
_SUPERVISED = re.compile(r"(?:主管|指导|监管|监督|上级|举办)(?:单位|部门|机关)?\s{0,3}[:：]")
_RUN = re.compile(r"(?:主[办辦]|承[办辦]|版[权權]所有|官网|网站|门户)")
# 互联网政务应用安全管理规定 art. 5: institutions belong on .cn or .公益.
_WHERE_IT_BELONGS = (".cn", ".org", ".xn--55qw42g", ".xn--fiqs8s")
_AT_HOME, _ELSEWHERE = 1.0, 0.7


def detect(look: Look, registry: Registry) -> Iterator[Signal]:
    """An institution on .cn is where art. 5 of the 2024 rules wants it, unless it also shows official marks."""
    if look.page is None or holder(serving_host(look), registry):
        return
    own = _OWN.search(look.page.footer[-20_000:])
    if own is None or any(not _supervises(signal.snippet) for signal in claimed_name.detect(look, registry)):
        return
    if any(is_hard(signal) for signal in footer_marks.detect(look, registry)) or is_copied(look, registry):
        return
    yield Signal(
        "public_institution",
        Axis.EXCULPATION,
        Family.CONTEXT,
        _AT_HOME if serving_host(look).endswith(_WHERE_IT_BELONGS) else _ELSEWHERE,
        f"页面以“{own[1]}”自己的名义开办，不是政府网站，也没有自称政府网站。",
        f"The page speaks for {own[1]} itself, which is no government site and does not call itself one.",
        snippet=clip(own[0]),
    )


def _supervises(words: str) -> bool:
    """Whether a name stands there as the authority over the institution (主管单位), not as who runs the site."""
    supervised = _SUPERVISED.search(words)
    return supervised is not None and not _RUN.search(words[supervised.end() :])
