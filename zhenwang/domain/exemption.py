"""Exemptions (豁免): hosts that a person said are not to be put forward, why, and until when. Lapsed ones are kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from zhenwang.domain.hosts import split_suffix

PERMANENT = "permanent"
"""How people write that an exemption has no end. Leaving the end out says nothing, and is refused."""


class ExemptionKind(StrEnum):
    """Why a host is innocent: the exculpatory classes (requirements 3.5) that are about a host and not about one page.

    A hacked official page is none of them: its host is official, and the page is not innocent.
    """

    REPOST = "repost"  # media that repost with a source line
    ENCYCLOPAEDIA = "encyclopaedia"  # and law databases
    GATEWAY = "gateway"  # transformation, translation, cache, accessibility
    INSTITUTION = "institution"  # 事业单位, universities, hospitals
    ENTERPRISE = "enterprise"  # state-owned firms
    MEDIA = "media"  # official services that media run
    NEIGHBOUR = "neighbour"  # party organs, 人大, 政协, courts, procuratorates
    TEST_HOST = "test_host"  # of a vendor or of the government cloud
    DEMONSTRATION = "demonstration"  # on code hosting
    FORUM = "forum"  # local forums
    NO_CLAIM = "no_claim"  # content farms titled like policies
    NEW_SITE = "new_site"  # the sponsor's own, not yet registered


class ExemptionScope(StrEnum):
    HOST = "host"
    DOMAIN = "domain"


@dataclass(frozen=True, slots=True)
class Exemption:
    """``host`` is an A-label name; with the scope ``domain`` everything below it is exempt too.

    ``since`` and ``until`` are the first and the last day of it, where the offices are; ``until`` None is permanent.
    """

    host: str
    scope: ExemptionScope
    kind: ExemptionKind
    reason: str
    who: str
    since: date
    until: date | None
    sources: str = ""

    def covers(self, host: str) -> bool:
        """Whether it speaks of an A-label host, whatever the day.

        Never of a public suffix, nor of what strangers share: amazonaws.com does not reach x.s3.amazonaws.com.
        """
        if host != self.host and not (self.scope is ExemptionScope.DOMAIN and host.endswith("." + self.host)):
            return False
        suffix, registrable = split_suffix(host)
        return host != suffix and registrable == split_suffix(self.host)[1]

    def in_force(self, on: date) -> bool:
        return self.since <= on and not self.lapsed(on)

    def lapsed(self, on: date) -> bool:
        return self.until is not None and on > self.until

    def lapses_in(self, on: date) -> int | None:
        """Days from ``on`` to the first day without it, 1 on its last day; None when it is permanent or has lapsed."""
        return None if self.until is None or self.lapsed(on) else (self.until - on).days + 1


@dataclass(frozen=True, slots=True)
class ExemptionRuling:
    """A person exempts a host, or (``exemption`` None) ends what stands for it. Append-only, counted from 1."""

    number: int
    at: datetime
    who: str
    why: str
    host: str
    exemption: Exemption | None


class ExemptionState(StrEnum):
    """In the order in which people want to see them."""

    IN_FORCE = "in_force"
    PENDING = "pending"  # it begins on a later day
    LAPSED = "lapsed"
    REPLACED = "replaced"  # by a later one for the same host
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class KeptExemption:
    """An exemption, and the ruling that ended or replaced it, if there was one."""

    exemption: Exemption
    over: ExemptionRuling | None = None

    def state(self, on: date) -> ExemptionState:
        if self.over:
            return ExemptionState.REPLACED if self.over.exemption else ExemptionState.ENDED
        if self.exemption.lapsed(on):
            return ExemptionState.LAPSED
        return ExemptionState.IN_FORCE if self.exemption.in_force(on) else ExemptionState.PENDING
