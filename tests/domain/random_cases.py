"""Random histories of a case: several people with several accounts, roles that come and go, stale and replayed rulings.

The steps are taken by the real table and its real consequences; what came of them is told as events, which a judge that
knows nothing of the table reads (``history_rules``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cache
from random import Random

from zhenwang.domain.access import MACHINE, Actor, Grant, Role
from zhenwang.domain.case import Case, Event, Ruling, State
from zhenwang.domain.consequences import recorded, taken
from zhenwang.domain.handoff_steps import HandoffStep
from zhenwang.domain.review import bound
from zhenwang.domain.score import Band, Score
from zhenwang.domain.transitions import TRANSITIONS, Transition
from zhenwang.domain.workflow import Refused, rule

AT = datetime(2026, 11, 22, tzinfo=UTC)
REGION = "420100"
WAY = (
    "analyse", "fix_evidence", "ask_sponsor", "sponsor_answered", "propose", "confirm", "coordinate", "sign",
    "hand_off", "progress", "down", "report", "close", "reopen",
)  # fmt: skip
ACCOUNTS = (
    # person, name as it reads there, the roles of the account when nothing was withdrawn
    ("p1", "王芳", (Role.ANALYST, Role.CLERK)),
    ("p1", "王芳（复核）", (Role.REVIEWER, Role.OFFICER)),
    ("p2", "李强", (Role.ANALYST, Role.REVIEWER)),
    ("p2", "ＬＩ　强", (Role.APPROVER, Role.OFFICER)),
    ("p3", "赵敏", (Role.REVIEWER, Role.APPROVER, Role.OFFICER, Role.ANALYST)),
    ("p4", "王 芳", (Role.REVIEWER, Role.ANALYST)),  # another person whom a reader takes for the first
    ("p5", "审计", (Role.AUDITOR, Role.ADMIN)),
    ("p6", "外地", (Role.ANALYST, Role.REVIEWER, Role.OFFICER, Role.APPROVER)),
)
_PLACES = ("武汉电信", "北京联通", "武汉电信 ")
_SEVERITIES = ("S1", "S3", "S5")
SAID: Mapping[str, tuple[str, ...]] = {
    "evidence": ("d1", "d2", "d3"), "limb": ("a", "b"), "imitates": ("www.hubei.gov.cn",),
    "quote": ("湖北省人民政府",), "mismatch": ("域名不符", "标识码属于他人"), "misleading": ("收集身份证号",),
    "asked": ("电话",), "exclusion": ("repost",), "referred_to": ("12377",), "authority": ("cac", "police"),
    "step": tuple(step.value for step in HandoffStep), "outcome": ("已处置",), "vantage_one": _PLACES,
    "vantage_two": _PLACES, "other": ("ZW-20261122-0002",), "severity": _SEVERITIES, "until": ("2026-12-31",),
    "escalated_to": ("主管单位",), "sponsor_answer": ("not_ours", "not_ours", "ours", "perhaps"),
    "answered_by": ("办公室",),
    "authorities_told": ("已电告网信办",),
}  # fmt: skip


def a_case(band: Band = Band.CONFIRMABLE, severity: str = "S1", state: State = State.LEAD) -> Case:
    held = "" if band is Band.CONFIRMABLE else "held back"
    score = Score(0.97, band, "www.hubei.gov.cn", "b", (), "m1", "r1", held, severity)
    day = date(2026, 11, 22)
    host = "hubei-gov.top"
    return Case("ZW-20261122-0001", host, f"http://{host}/", day, state, "www.hubei.gov.cn", score, (), AT, "look",
                region=REGION)  # fmt: skip


@dataclass
class Walk:
    """One case and everything that became of it; ``held`` are the roles that each account has just now."""

    chance: Random
    case: Case
    table: tuple[Transition, ...] = TRANSITIONS
    events: list[Event] = field(default_factory=list)
    roles: list[frozenset[Role]] = field(default_factory=list)
    sent: list[Ruling] = field(default_factory=list)
    digests: list[str] = field(default_factory=lambda: ["", "stale"])
    ways: Ways = field(init=False)
    held: list[tuple[Role, ...]] = field(default_factory=lambda: [roles for _, _, roles in ACCOUNTS])

    def __post_init__(self) -> None:
        self.ways = ways(self.table)

    def step(self) -> None:
        """Something happens: roles change, or somebody or the machine tries something."""
        if self.chance.random() < 0.06:
            self._change_roles()
            return
        self.attempt(self.chosen())

    def attempt(self, ruling: Ruling) -> None:
        """Somebody asks for a step; the table takes it or refuses."""
        self.sent.append(ruling)
        found = rule(self.case, ruling, self.table)
        if not isinstance(found, Refused):
            self._take(found, ruling)

    def _take(self, step: Transition, ruling: Ruling) -> None:
        before, self.case = self.case, taken(self.case, step, ruling)
        self.digests += [self.case.evidence, self.case.proposal]
        actor = ruling.actor
        facts = recorded(before, self.case, step, ruling)
        self.events.append(
            Event(before.id, len(self.events) + 1, AT, actor.name, step.action, before.state, self.case.state,
                  ruling.reason, facts, "", actor.person, actor.account)
        )  # fmt: skip
        self.roles.append(actor.roles_for(before.region, before.system))

    def _change_roles(self) -> None:
        number = self.chance.randrange(len(ACCOUNTS))
        roles = ACCOUNTS[number][2]
        self.held[number] = roles if self.chance.random() < 0.5 else roles[: self.chance.randrange(len(roles))]

    def chosen(self) -> Ruling:
        """What somebody tries next: mostly what leads on, by whom it is for, seeing what there is to see."""
        if self.sent and self.chance.random() < 0.08:
            return self.again(self.chance.choice(self.sent))  # the same request, sent again
        action = self._action()
        facts = self._facts(action)
        actor = self._actor(action)
        # Who is careful names what there is to see now; who is not, something older, or the wrong thing.
        seen = bound(self.case, action) if self.chance.random() < 0.8 else self.chance.choice(self.digests[-12:])
        return Ruling(action, actor, "理由" if self.chance.random() < 0.98 else " ", facts, seen)

    def _action(self) -> str:
        named, onward, aside = self.ways.of[self.case.state]
        luck = self.chance.random()
        if luck < 0.7 and onward:
            return self.chance.choice(onward)
        return self.chance.choice(aside if luck < 0.9 and aside else named)

    def _actor(self, action: str) -> Actor:
        if action in self.ways.machine and self.chance.random() < 0.3:
            return MACHINE
        if self.chance.random() < 0.85:
            needed = self.ways.roles[action]
            able = [number for number, roles in enumerate(self.held) if not needed.isdisjoint(roles)]
            if able:
                return self._signed_in(self.chance.choice(able))
        return self._signed_in(self.chance.randrange(len(ACCOUNTS)))

    def _signed_in(self, number: int) -> Actor:
        person, name, _ = ACCOUNTS[number]
        return Actor(person, name, f"a{number}", _grants(self.held[number], "11" if person == "p6" else ""))

    def again(self, ruling: Ruling) -> Ruling:
        """A replayed ruling comes with the roles that its account has now, as the store reads them."""
        if not ruling.actor.account:
            return ruling
        return replace(ruling, actor=self._signed_in(int(ruling.actor.account[1:])))

    def _facts(self, action: str) -> dict[str, str]:
        asked = self.ways.facts[action]
        facts = {name: self.chance.choice(SAID[name]) for name in asked}
        if action in ("propose", "hand_off") and self.chance.random() < 0.4:
            facts |= {"without_sponsor": "情况紧急"} if action == "propose" else {"verbal_approval": "赵处长"}
        if facts and self.chance.random() < 0.03:
            facts.pop(self.chance.choice(list(facts)))
        return facts


@cache
def _grants(roles: tuple[Role, ...], region: str) -> tuple[Grant, ...]:
    return tuple(Grant(role, region) for role in roles)


@dataclass(frozen=True)
class Ways:
    """A table by state (all actions, those that lead on, and those that lead elsewhere) and by action."""

    of: dict[State, tuple[list[str], list[str], list[str]]]
    roles: dict[str, frozenset[Role]]
    facts: dict[str, tuple[str, ...]]
    machine: frozenset[str]


@cache
def ways(table: tuple[Transition, ...]) -> Ways:
    of = {state: [step for step in table if state in step.before] for state in State}
    actions = {step.action for step in table}
    return Ways(
        {state: (_each(steps), _each(s for s in steps if _onward(s, state)), _each(s for s in steps if _aside(s)))
         for state, steps in of.items()},
        {name: frozenset().union(*(step.roles for step in table if step.action == name)) for name in actions},
        {name: tuple({fact: 0 for step in table if step.action == name for fact in step.facts}) for name in actions},
        frozenset(step.action for step in table if step.machine),
    )  # fmt: skip


def _each(steps: Iterable[Transition]) -> list[str]:
    return list(dict.fromkeys(step.action for step in steps))


def _onward(step: Transition, state: State) -> bool:
    """A confirmation taken back and a signature that follows later are possible, and not the way."""
    if step.action == "reopen":
        return step.machine
    return step.action in WAY and (step.action != "sign" or state is step.before[0])


def _aside(step: Transition) -> bool:
    return step.after is not None and step.action not in WAY


def walked(seed: int, steps: int = 32, table: tuple[Transition, ...] = TRANSITIONS) -> Walk:
    chance = Random(seed)
    band = Band.CONFIRMABLE if chance.random() < 0.9 else Band.REVIEW
    walk = Walk(chance, a_case(band, chance.choice(_SEVERITIES)), table)
    for _ in range(steps):
        walk.step()
    return walk
