"""A case and a report whose every field tries to run a script, break out of its place, or turn the text around."""

from __future__ import annotations

from tests.web.made import NOW, OFFICIAL, open_case
from zhenwang.domain.case import Case
from zhenwang.domain.look import Field, Form, Image, Link, Page
from zhenwang.domain.report import Report
from zhenwang.domain.signal import Axis, Family, Signal
from zhenwang.store import reports
from zhenwang.store.opening import Store

PROBES = (
    "<script>__x('script')</script><img src=x onerror=__x('img')><svg onload=__x('svg')>"
    "\"><b onmouseover=__x('attr') autofocus onfocus=__x('focus') x=\"' onfocus='__x(1)' autofocus='"
    "</textarea><script>__x('textarea')</script></title><script>__x('title')</script>"
    '<a href="javascript:__x(\'a\')">领取</a><a href="http://evil.example/live">官网</a>'
    "<iframe srcdoc=\"<script>parent.__x('frame')</script>\"></iframe><style>@import '//evil.example/s'</style>"
    "<link rel=stylesheet href=//evil.example/s.css><meta http-equiv=refresh content='0;url=http://evil.example'>"
    '{{ 7*7 }}{% raw %}${7*7}<div hx-get="http://evil.example" hx-trigger=load></div>'
    "\u202emoc.nc.vog\u202c gov\u200b.cn\ufeff\ud800\x1b[31m湖北省人民政府"
)


SENT = PROBES.replace("\ud800", "")
"""The probes as a browser can send them."""


def hostile_case(store: Store) -> Case:
    page = Page(
        "utf-8", PROBES, (("x", PROBES),), PROBES, PROBES, PROBES, PROBES * 3,
        (Link("javascript:__x('l')", PROBES, "body"), Link("http://evil.example/live", PROBES, PROBES)),
        (Image("http://evil.example/i.png", PROBES, PROBES),), (),
        (Form("javascript:__x('f')", PROBES, (Field(PROBES, PROBES, PROBES),)),),
    )  # fmt: skip
    found = (
        Signal("claimed_name", Axis.CLAIM, Family.NAME, 1.0, PROBES, PROBES, PROBES[:120], PROBES, OFFICIAL),
        Signal(PROBES, Axis.HARM, Family.FUNCTION, 1.0, PROBES, PROBES, "http://evil.example/live", "", PROBES),
        Signal("not_in_registry", Axis.MISMATCH, Family.HOST, 1.0, PROBES, PROBES, PROBES),
    )
    svg = b"<svg xmlns='http://www.w3.org/2000/svg' onload='__x(2)'/>"
    return open_case(store, "evil.example", page, found, logo=svg, url="https://evil.example/?q=" + PROBES)


def hostile_report(store: Store, case: Case) -> Report:
    report = Report("ab" * 16, NOW, ("javascript:__x('u')", "http://evil.example/" + PROBES), PROBES, PROBES, PROBES)
    reports.accept(store, report, "", NOW)
    return report
