"""The human form of a handoff: one self-contained page in Chinese, made to be printed on A4 and read in two minutes.

Every text of a suspect page is shown as text: the template escapes everything, and addresses are defanged.
"""

from __future__ import annotations

import functools
import json

from jinja2 import Environment, PackageLoader, StrictUndefined

from zhenwang.domain.signal import Axis
from zhenwang.handoff.dossier import Dossier, defang

_AXES = {
    Axis.CLAIM: "它自称是谁",
    Axis.MISMATCH: "为什么不是",
    Axis.HARM: "它对人做什么",
    Axis.EXCULPATION: "有利于它的事实",
}
_LIMBS = {
    "a": "假借、冒用政府或部门名义开办政府网站",
    "b": "利用与政府网站相同或相似标识(名称、域名、徽标等)、内容、功能误导公众",
}


@functools.cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("zhenwang.handoff", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["defang"] = defang
    return environment


def render(dossier: Dossier) -> bytes:
    """A dossier as one UTF-8 HTML page without scripts, links or remote content."""
    template = _environment().get_template("case.html.j2")
    grouped = [(_AXES[axis], [s for s in dossier.case.signals if s.axis is axis]) for axis in Axis]
    return template.render(
        dossier=dossier,
        case=dossier.case,
        official=dossier.official,
        manifest=json.loads(dossier.manifest),
        limb=_LIMBS.get(dossier.proposal.get("limb", ""), ""),
        signals=[(title, found) for title, found in grouped if found],
    ).encode()
