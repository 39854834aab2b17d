"""Recognises the host of a public service: a newspaper, an encyclopaedia, an archive, a search engine, a forum."""

from __future__ import annotations

from collections.abc import Iterator

from detectors._serving import clip, holder, readable, serving_host
from zhenwang.domain.look import Look
from zhenwang.domain.registry import Registry
from zhenwang.domain.service import OPEN_TO_ALL, Service, ServiceKind, service_of
from zhenwang.domain.signal import Axis, Family, Signal

_WHAT = {
    ServiceKind.MEDIA: ("新闻媒体", "a news medium"),
    ServiceKind.REFERENCE: ("百科", "an encyclopaedia"),
    ServiceKind.LAW: ("法律资料库", "a collection of laws"),
    ServiceKind.DOCUMENTS: ("文档分享网站", "a site for sharing documents"),
    ServiceKind.ARCHIVE: ("网页存档", "an archive of web pages"),
    ServiceKind.SEARCH: ("搜索引擎", "a search engine"),
    ServiceKind.DIRECTORY: ("网址导航或查询工具", "a directory of sites"),
    ServiceKind.FORUM: ("社区或资讯平台", "a forum or news platform"),
    ServiceKind.COURSES: ("培训或招聘网站", "a site for courses or jobs"),
}

# Where strangers publish, or services are run for others, the host says less.
_OTHERS = frozenset({ServiceKind.MEDIA, ServiceKind.FORUM, ServiceKind.DOCUMENTS})
_SHOWS_OTHERS = 0.5


def detect(look: Look, registry: Registry) -> Iterator[Signal]:
    """The host alone decides, for its words are anybody's."""
    host = serving_host(look)
    service = known(host, registry)
    if service is None or service.kind in OPEN_TO_ALL or holder(host, registry):
        return
    what, what_en = _WHAT[service.kind]
    yield Signal(
        "known_service_host",
        Axis.EXCULPATION,
        Family.HOST,
        _SHOWS_OTHERS if service.kind in _OTHERS else 1.0,
        f"域名 {readable(host)} 属于公认的{what}“{service.name}”。",
        f"{host} belongs to {service.name_en}, {what_en} of general fame.",
        snippet=clip(host),
    )


def known(host: str, registry: Registry) -> Service | None:
    """The public service that a host belongs to, as the jurisdiction lists them."""
    return service_of(host, registry.jurisdiction.services) if registry.jurisdiction else None
