"""What an exemption may never speak of: suffixes that strangers share, and suffixes of a government as a whole."""

from __future__ import annotations

from zhenwang.domain.exemption import ExemptionScope
from zhenwang.domain.hosts import Host
from zhenwang.matching.government import Suffixes


def objection(host: Host, scope: ExemptionScope, suffixes: Suffixes) -> str:
    """Why a host cannot be exempt, in one sentence with what to do; empty when it can.

    Under a government suffix only single hosts can: a host that was sold or broken into there is excused by nobody.
    """
    if host.ascii == host.suffix:
        return f"{host.unicode} is a public suffix, under which strangers register: name the hosts one by one"
    held = suffixes.above(host.ascii)
    if held == host.ascii:
        return f"{host.unicode} is a suffix of governments, and no suffix is trusted as a whole: name the hosts"
    if held and scope is ExemptionScope.DOMAIN:
        return f"{host.unicode} stands under the government suffix {held}, where only single hosts can be exempt"
    return ""
