"""Recognises a host for trying things out: code hosting, a vendor's host, a test name, a bare port."""

from __future__ import annotations

from collections.abc import Iterator

from detectors._hosting import bare_port, showroom, test_label, test_path
from detectors._serving import clip, holder, readable, serving_host
from detectors.known_service import known
from zhenwang.domain.hosts import split_suffix
from zhenwang.domain.look import Look
from zhenwang.domain.registry import Registry
from zhenwang.domain.service import OPEN_TO_ALL
from zhenwang.domain.signal import Axis, Family, Signal

_VENDOR, _SHOWROOM, _TEST = 1.0, 0.8, 0.6


def detect(look: Look, registry: Registry) -> Iterator[Signal]:
    """Anybody may put anything there, so it weighs and holds back, and harm done there takes it away (``gate``)."""
    host = serving_host(look)
    if look.page is None or not host or holder(host, registry):
        return
    value, what, what_en, snippet = _kind(look, host, registry)
    if not value:
        return
    yield Signal(
        "demonstration_host",
        Axis.EXCULPATION,
        Family.HOST,
        value,
        f"域名 {readable(host)} {what}，可能是演示、测试或学生项目，请先核实承办单位。",
        f"{host} {what_en}: it may be a demonstration, a test or a student's project. Ask the operator first.",
        snippet=clip(snippet),
    )


def _kind(look: Look, host: str, registry: Registry) -> tuple[float, str, str, str]:
    service = known(host, registry)
    if service and service.kind in OPEN_TO_ALL:
        return _VENDOR, f"属于“{service.name}”", f"belongs to {service.name_en}", host
    if suffix := showroom(host):
        return (
            _SHOWROOM,
            f"是 {suffix} 上任何人都可发布的项目页",
            f"is a project's page on {suffix}, open to anybody",
            host,
        )
    if label := test_label(host, split_suffix(host)[1]):
        return _TEST, f"带有测试字样“{label}”", f"is called a test ({label})", label
    if segment := test_path(look.final_url or look.url):
        return _TEST, f"的目录“{segment}”是演示目录", f"shows it under {segment}, a place for showpieces", segment
    if place := bare_port(look.final_url or look.url):
        return _TEST, f"是没有域名的测试地址（{place}）", f"is an address without a name ({place})", place
    return 0.0, "", "", ""
