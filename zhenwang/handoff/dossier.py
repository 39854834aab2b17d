"""The dossier: everything about one case that may leave the house, gathered before any format is chosen."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

from zhenwang.domain.authorities import Offices
from zhenwang.domain.case import Case, Event
from zhenwang.domain.look import Look
from zhenwang.domain.registry import OfficialSite
from zhenwang.domain.two_people import faults
from zhenwang.domain.workflow import EXPORTABLE

BEIJING = ZoneInfo("Asia/Shanghai")
"""The zone that letters are written in."""
_ADDRESS = re.compile(r"https?://[^\s/\\?#\"'<>…，。；：、）)]*", re.IGNORECASE)
_SCHEME = re.compile(r"http(s?)://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dossier:
    """``manifest`` is the fixed evidence as canonical JSON and ``files`` the bytes it lists, by our names for them.

    ``proposal`` holds the facts the analyst put to review, ``confirmed_by`` the other person. ``exported_at`` is
    printed, so it is an argument like every instant. ``offices`` are those of the jurisdiction that acts.
    """

    case: Case
    official: OfficialSite | None
    look: Look
    manifest: bytes
    files: Mapping[str, bytes]
    proposal: Mapping[str, str]
    proposed_by: str
    confirmed_by: str
    confirmed_at: datetime
    reason: str
    exported_at: datetime
    offices: Offices

    @property
    def limb(self) -> str:
        """``a`` or ``b`` of art. 31, as people found; else as the score has it."""
        return self.proposal.get("limb", self.case.score.limb)

    @property
    def article(self) -> str:
        """The article of the limb as a letter cites it; empty when its wording is not held."""
        return self.offices.limb(self.limb)


@dataclass(frozen=True, slots=True)
class NotConfirmed:
    """Why a case may not leave the house yet."""

    reason: str


def gather(
    case: Case,
    official: OfficialSite | None,
    look: Look,
    manifest: bytes,
    files: Mapping[str, bytes],
    events: Sequence[Event],
    now: datetime,
    offices: Offices | None = None,
) -> Dossier | NotConfirmed:
    """A dossier of a confirmed case, or the reason why there is none: nothing goes out before two people agree."""
    if case.state not in EXPORTABLE:
        return NotConfirmed(f"case {case.id} is in state '{case.state}'; only a confirmed case is handed off")
    confirmed = next((event for event in reversed(events) if event.action == "confirm"), None)
    proposed = next((event for event in reversed(events) if event.action == "propose"), None)
    if confirmed is None or proposed is None or (broken := faults(events)):
        why = f": {broken[0]}" if confirmed and proposed else ""
        return NotConfirmed(f"the history of case {case.id} shows no proposal and confirmation by two people{why}")
    return Dossier(
        case, official, look, manifest, files,
        proposed.facts, proposed.actor, confirmed.actor, confirmed.at, confirmed.reason, now,
        offices or Offices(),
    )  # fmt: skip


def defang(url: str) -> str:
    """An address that cannot be clicked: ``hxxps[:]//www[.]x[.]example/``. For people; machines get the plain one."""
    scheme, separator, rest = url.partition("://")
    if not separator:
        return url.replace(".", "[.]")
    host, slash, path = rest.partition("/")
    plain = _SCHEME.sub(r"hxxp\1[:]//", f"{slash}{path}")
    return f"{scheme.lower().replace('http', 'hxxp')}[:]//{host.replace('.', '[.]')}{plain}"


def defanged(text: str, host: str = "") -> str:
    """A text in which no address can be clicked, and the suspect's ``host`` not either."""
    plain = _ADDRESS.sub(lambda found: defang(found[0]), text)
    return plain.replace(host, defang(host)) if host else plain


def instant(moment: datetime, zone: tzinfo = BEIJING) -> str:
    """An instant with its offset, as ``2026-11-20 16:00:00 +08:00``."""
    local = moment.astimezone(zone).isoformat(sep=" ", timespec="seconds")
    return f"{local[:19]} {local[19:]}"
