"""Recognises a service that a newspaper or broadcaster runs for an office: 主办 X市人民政府, 承办 X融媒体中心."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detectors._own_claims import asks_for_papers, own_marks
from detectors._serving import clip, holder, serving_host
from detectors.known_service import known
from zhenwang.domain.look import Look
from zhenwang.domain.registry import Registry
from zhenwang.domain.service import ServiceKind
from zhenwang.domain.signal import Axis, Family, Signal

MAX_TEXT = 20_000

_RUN_BY = re.compile(
    r"(?:承[办辦]|协办|运营|運營|技术支持|制作|维护|运行维护)(?:单位|方|机构)?\s{0,3}[:：]?\s{0,3}"
    r"([\u4e00-\u9fff]{2,20}?(?:日报社?|晚报社?|都市报|报社|报业(?:集团)?|报业传媒集团|广播电视台|广播电视总台|电视台|广电(?:传媒)?(?:集团)?|融媒体中心"
    r"|传媒中心|传媒集团|新闻网|新闻中心|通讯社|新华网|人民网|[\u4e00-\u9fff]{1,4}在线|荆楚网|长江网))"
)
_ON_ITS_HOST, _IN_ITS_WORDS = 1.0, 0.3


def detect(look: Look, registry: Registry) -> Iterator[Signal]:
    """On the host of a known medium it weighs; elsewhere it is the page's own word, and weighs little or nothing."""
    host = serving_host(look)
    if look.page is None or holder(host, registry):
        return
    run = _RUN_BY.search(look.page.footer[-MAX_TEXT:]) or _RUN_BY.search(look.page.header[:MAX_TEXT])
    if run is None:
        return
    service = known(host, registry)
    at_home = service is not None and service.kind is ServiceKind.MEDIA
    if not at_home and (asks_for_papers(look, registry) or own_marks(look, registry)):
        return
    yield Signal(
        "media_run_service",
        Axis.EXCULPATION,
        Family.CONTEXT,
        _ON_ITS_HOST if at_home else _IN_ITS_WORDS,
        f"页面写明由“{run[1]}”承办，可能是媒体受托开办的官方服务，请向主办单位核实。",
        f"The page says that {run[1]} runs it: it may be an official service run by a medium. Ask the sponsor.",
        snippet=clip(run[0]),
    )
