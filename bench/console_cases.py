"""Many made cases with histories, put into a store through its own tables: the same for the same number, always."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import insert, select

from zhenwang.domain.case import State
from zhenwang.domain.damage import Head
from zhenwang.domain.look import Field as FormField
from zhenwang.domain.look import Form, Look, Page
from zhenwang.domain.queue_order import urgency
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.domain.report import Report
from zhenwang.domain.score import Band, Contribution, Score
from zhenwang.domain.signal import Axis, Family, Signal
from zhenwang.registry.placing import place_of
from zhenwang.store import chain, history, inbox, looks, reports
from zhenwang.store.case_rows import FRESH
from zhenwang.store.columns import canonical, instant_text
from zhenwang.store.opening import Store
from zhenwang.store.records import score_record, signal_record
from zhenwang.store.schema import cases
from zhenwang.store.schema import history as history_table

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
LOOKS = 60
REPORTS = 1_000
_CHUNK = 2000
_SYLLABLES = (
    "hu", "bei", "wu", "han", "gov", "zheng", "fu", "xiang", "yang", "yi", "chang", "shi", "zhou", "jing", "men",
    "cx", "rst", "pay", "wap", "online", "fuwu",
)  # fmt: skip
_ENDINGS = ("example.com", "example.net", "test.top", "example.cc", "test.cn", "example.org.cn")
_PEOPLE = tuple(f"人员{n:02d}" for n in range(24))
_WAY = (("triage", State.TRIAGE), ("analyse", State.ANALYSIS), ("fix_evidence", State.EVIDENCE_FIXED))
# What a store looks like after some years: most cases are settled, one in eight is in work.
_ENDS: tuple[tuple[State, int], ...] = (
    (State.NOT_FAKE, 52), (State.CLOSED, 12), (State.WATCH, 9), (State.REFERRED, 6), (State.OFFICIAL_ISSUE, 5),
    (State.LEAD, 5), (State.TRIAGE, 3), (State.ANALYSIS, 3), (State.REVIEW, 2), (State.HANDED_OFF, 2),
    (State.CONFIRMED, 1),
)  # fmt: skip
_SIGNALS = (
    ("claimed_name", Axis.CLAIM, Family.NAME, "页面在标题自称“{name}”。", "The title says it is {name}."),
    ("foreign_site_code", Axis.CLAIM, Family.IDENTIFIER, "页脚的网站标识码属于{name}。", "Its code belongs to {name}."),
    ("copied_text", Axis.CLAIM, Family.CONTENT, "大段文字与{name}网站相同。", "Its text is that of {name}."),
    ("not_in_registry", Axis.MISMATCH, Family.HOST, "域名不在{name}的名录中。", "Not a host of {name}."),
    ("asks_identity", Axis.HARM, Family.FUNCTION, "页面要求填写身份证号。", "It asks for an identity number."),
    ("asks_payment", Axis.HARM, Family.FUNCTION, "页面要求付款。", "It asks for a payment."),
    ("reposts_with_source", Axis.EXCULPATION, Family.CONTEXT, "注明了转载来源。", "It names its source."),
)


def fill(store: Store, registry: Registry, many: int) -> list[str]:
    """Put ``many`` cases with their histories into an empty store; returns their ids."""
    dice = random.Random(20261120)
    sites = sorted((site for site in registry.sites.values() if site.protected), key=lambda site: site.id)
    digests = [_look(store, dice, sites[n % len(sites)], n) for n in range(LOOKS)]
    before, ids = history.head(store), []
    for start in range(0, many, _CHUNK):
        made = [_case(dice, registry, sites, digests, n) for n in range(start, min(many, start + _CHUNK))]
        events = [event for case in made for event in _events(dice, case)]
        with store.write() as connection:
            connection.execute(insert(cases), made)
            rows = list(_chained(events, before))
            connection.execute(insert(history_table), rows)
        before = Head(rows[-1]["position"], rows[-1]["digest"])
        ids += [case["id"] for case in made]
    return ids


def report(store: Store, ids: Sequence[str], many: int = REPORTS) -> None:
    """Two reports for most hosts, one in four of a host without a case; none where there are some already."""
    if inbox.groups(store, 1):
        return
    dice = random.Random(20261121)
    with store.read() as connection:
        known = list(connection.execute(select(cases.c.host).where(cases.c.id.in_(dice.sample(ids, 400)))).scalars())
    hosts = [*known, *(f"bei-jubao{n}.example.net" for n in range(len(known) // 3))]
    for n in range(many):
        url, at = f"https://{hosts[n % len(hosts)]}/cx", NOW - timedelta(minutes=n * 30)
        told = Report(f"{n:032x}", at, (url,), "武汉市人民政府", dice.choice(("sms", "search", "qr")), "收到短信")
        reports.accept(store, told, "", at)


def _case(
    dice: random.Random, registry: Registry, sites: Sequence[OfficialSite], digests: Sequence[str], number: int
) -> dict[str, Any]:
    site, state = dice.choice(sites), dice.choices([s for s, _ in _ENDS], [w for _, w in _ENDS])[0]
    day = date(2022, 1, 1) + timedelta(days=number * 1700 // 100_000)
    host = f"{'-'.join(dice.choice(_SYLLABLES) for _ in range(dice.randint(2, 5)))}{number}.{dice.choice(_ENDINGS)}"
    score, region = _score(dice, site), place_of(registry, site.id)
    in_work = state in (State.LEAD, State.TRIAGE, State.ANALYSIS, State.REVIEW, State.HANDED_OFF)
    held = in_work and dice.random() < 0.3
    return FRESH | {
        "id": f"ZW-{day:%Y%m%d}-{number:06d}", "host": host, "url": f"https://{host}/cx/{number}", "day": day,
        "number": number, "state": state.value, "imitates": site.id, "band": score.band.value,
        "severity": score.severity, "urgency": urgency(score.severity, score.band, score.probability),
        "score": score_record(score), "signals": [signal_record(one) for one in _signals(dice, site)],
        "opened_at": datetime(day.year, day.month, day.day, number % 24, number % 60, tzinfo=UTC),
        "look_digest": digests[number % len(digests)], "reports": dice.choice((0, 0, 0, 1, 3)),
        "moved_by": dice.choice(_PEOPLE), "region": region[0], "system": region[1],
        "claim_account": f"a{number % 24}" if held else "", "claim_name": _PEOPLE[number % 24] if held else "",
        "claim_token": number % 7, "claim_until": NOW + timedelta(days=3650) if held else None,
        "suppressed_until": date(2027, 3, 1) if in_work and dice.random() < 0.05 else None,
        "due_at": NOW + timedelta(hours=dice.randint(-200, 400)) if in_work else None,
        "due_key": "review" if in_work else "", "due_stale": False,
    }  # fmt: skip


def _score(dice: random.Random, site: OfficialSite) -> Score:
    band = dice.choice((Band.CONFIRMABLE, Band.REVIEW, Band.REVIEW, Band.WATCH))
    weighed = tuple(Contribution(name, 2.0, 1.0, dice.uniform(0.2, 4.0)) for name, *_ in _SIGNALS)
    severity = dice.choice(("S1", "S2", "S3", "S4", "S5", "S5", "S0"))
    return Score(round(dice.random(), 6), band, site.id, "a", weighed, "made-model", "made", severity=severity)


def _signals(dice: random.Random, site: OfficialSite) -> list[Signal]:
    return [
        Signal(name, axis, family, 1.0, zh.format(name=site.name), en.format(name=site.name), site.name, "", site.id)
        for name, axis, family, zh, en in dice.sample(_SIGNALS, dice.randint(4, len(_SIGNALS)))
    ]


def _events(dice: random.Random, case: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The way of a case to where it stands, each step an hour after the one before."""
    at, who = case["opened_at"], dice.randrange(len(_PEOPLE))
    steps = [("open", State.LEAD)]
    if case["state"] != State.LEAD.value:
        steps += _WAY[: dice.randint(1, len(_WAY))]
    if case["state"] != steps[-1][1].value:
        steps += [("exclude", State(case["state"]))]
    before = State.LEAD
    for sequence, (action, after) in enumerate(steps, 1):
        machine = action == "open"
        name = "zhenwang" if machine else _PEOPLE[who]
        yield {
            "case_id": case["id"], "sequence": sequence, "at": instant_text(at + timedelta(hours=sequence)),
            "actor": name, "action": action, "before": before.value, "after": after.value,
            "reason": "看过页面，没有发现冒用的内容",
            "facts": canonical({"exclusion": "repost"} if action == "exclude" else {}),
            "person": "" if machine else f"p{who}", "account": "" if machine else f"a{who}",
        }  # fmt: skip
        before = after


def _chained(events: Sequence[dict[str, Any]], before: Head) -> Iterator[dict[str, Any]]:
    position, digest = before.position, before.digest
    for event in events:
        position += 1
        row = event | {"position": position}
        digest = chain.link(row, history.CHAIN.covered, digest)
        yield row | {"digest": digest}


def _look(store: Store, dice: random.Random, site: OfficialSite, number: int) -> str:
    text = f"欢迎访问{site.name}门户网站 " + "".join(
        dice.choice("政务公开服务查询证书通知公告人事考试") for _ in range(9000)
    )
    form = Form("https://made.example/take", "post", (FormField("sfz", "text", "身份证号"),))
    page = Page("utf-8", f"{site.name}门户网站", (), site.name, "首页 政务公开", "版权所有", text, (), (), (), (form,))
    host = f"look{number}.example.com"
    look = Look(host, f"https://{host}/", NOW, f"https://{host}/", 200, (), text.encode(), page=page)
    return looks.save(store, look, _signals(dice, site), _score(dice, site), NOW.date(), NOW)
