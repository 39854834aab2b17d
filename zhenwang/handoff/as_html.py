"""The human form of a handoff: one self-contained page in Chinese, made to be printed on A4 and read in two minutes.

Every text of a suspect page is shown as text: the template escapes everything, and addresses are defanged. What is
somebody's own in an address (a token, a telephone number) stays in the house (``text.personal``).
"""

from __future__ import annotations

import functools
import json
from datetime import tzinfo
from functools import partial

from jinja2 import Environment, PackageLoader, StrictUndefined

from zhenwang.domain.case import Case
from zhenwang.domain.hosts import Host, parse_host
from zhenwang.domain.signal import Axis, Signal
from zhenwang.handoff.dossier import BEIJING, Dossier, defang, defanged, instant
from zhenwang.text.personal import hidden
from zhenwang.text.unseen import marked

_AXES = {
    Axis.CLAIM: "它自称是谁",
    Axis.MISMATCH: "为什么不是",
    Axis.HARM: "它对人做什么",
    Axis.EXCULPATION: "有利于它的事实",
}
_LIMBS = {
    "a": "假借、冒用政府或部门名义开办政府网站",
    "b": "利用与政府网站相同或相似标识（名称、域名、徽标等）、内容、功能误导公众",
}
_PARTS = {"lead": "牵头", "cooperate": "配合", "report": "报送"}


@functools.cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("zhenwang.handoff", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["defang"] = lambda url: defang(hidden(url))
    return environment


def render(dossier: Dossier, zone: tzinfo | None = None) -> bytes:
    """A dossier as one UTF-8 HTML page without scripts, links or remote content; its times are the offices' own."""
    zone = zone or dossier.offices.zone
    case, official = dossier.case, dossier.official
    return (
        _environment()
        .get_template("case.html.j2")
        .render(
            dossier=dossier,
            case=case,
            official=official,
            hosts=[_both_forms(host) for host in official.hosts] if official else [],
            manifest=json.loads(dossier.manifest),
            limb=_LIMBS.get(dossier.limb, ""),
            parts=_PARTS,
            zone="北京" if zone == BEIJING else f" {zone} ",
            signals=[(title, found) for axis, title in _AXES.items() if (found := _weightiest_first(case, axis))],
            at=partial(instant, zone=zone),
            safe_text=partial(_shown, host=case.host),
        )
        .encode("utf-8", "replace")
    )


def _shown(text: str, host: str) -> str:
    """A text that nobody can click and that does not turn itself around on paper."""
    return marked(defanged(hidden(text), host))


def _weightiest_first(case: Case, axis: Axis) -> list[Signal]:
    moved = {item.signal: abs(item.log_odds) for item in case.score.contributions}
    found = [signal for signal in case.signals if signal.axis is axis]
    return sorted(found, key=lambda signal: -moved.get(signal.name, 0.0))


def _both_forms(name: str) -> str:
    host = parse_host(name)
    return f"{host.unicode}（{host.ascii}）" if isinstance(host, Host) and host.unicode != host.ascii else name
