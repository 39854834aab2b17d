"""The people, reports and rulings that the pictures of the console show: made up, over the recorded day."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from zhenwang import line, registry_in_use, runtime
from zhenwang.access.passwords import Cost, Passwords
from zhenwang.domain.access import Actor, Grant, Role
from zhenwang.domain.case import Case, Ruling, State
from zhenwang.domain.reply import Proposal, Reply, Review
from zhenwang.domain.report import Report
from zhenwang.settings import Settings
from zhenwang.store import accounts, case_queue, cases, replies, reports
from zhenwang.store.accounts import Account, Newcomer
from zhenwang.store.opening import Store
from zhenwang.store.today import CALLED, CALLED_OFFICE

_INSTALLER = Actor("", "示例")
_STAFF: Mapping[str, tuple[str, tuple[Role, ...]]] = {
    "wangfang": ("王芳", (Role.CLERK, Role.ANALYST)),
    "liqiang": ("李强", (Role.REVIEWER,)),
    "zhaomin": ("赵敏", (Role.OFFICER,)),
    "chenjie": ("陈洁", (Role.APPROVER,)),
    "sunhao": ("孙昊", (Role.AUDITOR,)),
    "zhouning": ("周宁", (Role.ADMIN,)),
}
_REPORTS = (
    ("http://{host}/cx", "短信说证书要重新登记，让我填身份证 420106199001011234，我的电话 13812345678", "sms", ""),
    ("http://{host}/cx?from=sms", "同样的短信，我女儿也收到了", "sms", "phone"),
    ("https://www.hubei.gov.cn/hbfb/", "这个网站是真的吗", "search", "transfer"),
    ("http://gov-cn-hubei.example/login", "搜索出来的第一个", "search", ""),
    ("来电说有个假的社保网站，没记住网址", "来电说有个假的社保网站，没记住网址", "", "phone"),
)
_ASKED = "gov-cn-hubei.example"
"""Its reply waits for the review."""
_GENUINE = "www.hubei.gov.cn"


@dataclass(frozen=True, slots=True)
class Picture:
    """A page: ``name`` of the picture, ``path``, and the login of whoever opens it (empty: nobody)."""

    name: str
    path: str
    by: str = "wangfang"


@dataclass(frozen=True, slots=True)
class Scene:
    """What the pages are about: a case in review, one that is handed off, and a report."""

    people: Mapping[str, Account]
    review: str
    handed: str
    urgent: str
    report: str
    host: str


def prepare(settings: Settings) -> Scene:
    """Run the recorded day, unless it was run into that folder before, and let people work on it for a morning."""
    with registry_in_use.opened_store(settings) as store:
        first = accounts.nobody_yet(store)
    if first:
        _run_day(settings)
    with registry_in_use.opened_store(settings) as store:
        people = {login: _enrolled(store, login) for login in _STAFF}
        found = case_queue.queue(store, limit=40)
        if first:
            _morning(store, people, found)
        by_state = {case.state: case for case in case_queue.queue(store, limit=40)}
        review, handed = by_state[State.REVIEW], by_state.get(State.HANDED_OFF, by_state[State.REVIEW])
        told = _reported(store, found[0].host)
        if first:
            _replies(store, people, found[0].host)
        return Scene(people, review.id, handed.id, found[0].id, told.reference, found[0].host)


def paths(scene: Scene) -> Iterator[Picture]:
    """Every page, in Chinese; those that officials see most also in English."""
    plain = {
        "today": ("/", "wangfang"), "shift": ("/shift", "wangfang"), "queue": ("/queue", "wangfang"),
        "campaigns": ("/campaigns", "wangfang"), "inbox": ("/inbox", "wangfang"),
        "inbox_all": ("/inbox?tab=all", "wangfang"),
        "report_new": ("/inbox/new", "wangfang"),
        "report": (f"/inbox/{scene.report}", "wangfang"), "reports_of_host": (f"/inbox/host/{scene.host}", "wangfang"),
        "reply_review": (f"/inbox/host/{_ASKED}", "liqiang"), "tokens": ("/tokens", "zhouning"),
        "case": (f"/cases/{scene.urgent}", "wangfang"), "case_review": (f"/cases/{scene.review}", "liqiang"),
        "case_handed_off": (f"/cases/{scene.handed}", "zhaomin"), "handoffs": ("/handoffs", "zhaomin"),
        "registry": ("/registry", "wangfang"), "site": ("/registry/www.hubei.gov.cn", "wangfang"),
        "conflicts": ("/conflicts", "zhouning"), "findings": ("/findings", "wangfang"),
        "statistics": ("/statistics", "chenjie"), "samples": ("/samples", "chenjie"),
        "annual": ("/statistics/annual", "chenjie"),
        "audit": ("/audit", "sunhao"), "people": ("/people", "zhouning"), "account": ("/account", "wangfang"),
        "workdays": ("/workdays", "zhouning"), "quarantine": ("/quarantine", "wangfang"), "runs": ("/runs", "wangfang"),
        "enter": ("/enter", ""),
    }  # fmt: skip
    for name, (path, by) in plain.items():
        yield Picture(name, path, by)
    for name in ("today", "queue", "case", "inbox", "statistics"):
        path, by = plain[name]
        yield Picture(f"{name}_en", f"{path}?lang=en", by)


def _run_day(settings: Settings) -> None:
    environment = os.environ | {"ZHENWANG_VAR": str(settings.var), "ZHENWANG_PLAN": settings.plan}
    command = [sys.executable, "-m", "zhenwang", "daily"]
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)


def _enrolled(store: Store, login: str) -> Account:
    held = accounts.get(store, login)
    if held:
        return held
    name, roles = _STAFF[login]
    kept = Passwords(Cost(1, 8, 1)).kept(os.urandom(16).hex())
    newcomer = Newcomer(login, name, password=kept, grants=tuple(map(Grant, roles)))
    made = accounts.enrol(store, newcomer, _INSTALLER, "示例", runtime.now())
    if not isinstance(made, Account):
        raise RuntimeError(f"{login} could not be enrolled: {made}")
    return made


def _morning(store: Store, people: Mapping[str, Account], found: list[Case]) -> None:
    """One case each: called about, in review, handed off, ruled out; the rest are as the night left them."""
    first, second, third, *others = found
    call = {CALLED: "张主任", CALLED_OFFICE: "省政府办公厅政务公开办"}
    _rule(store, people["wangfang"], first, "note", "已说明页面在收身份证号，请先口头同意移交。", call)
    _reviewed(store, people, second)
    case = _reviewed(store, people, third)
    case = _rule(store, people["liqiang"], case, "confirm", "看过固定的页面和截图，同意。", {}, case.proposal)
    case = _rule(store, people["zhaomin"], case, "coordinate", "与省委网信办沟通。", {})
    case = _rule(store, people["chenjie"], case, "sign", "同意发函。", {}, case.proposal)
    _rule(store, people["zhaomin"], case, "hand_off", "机要件送达。", {"authority": "lead"}, case.proposal)
    if others:
        _rule(store, people["wangfang"], others[-1], "triage", "再看看。", {})


def _reviewed(store: Store, people: Mapping[str, Account], case: Case) -> Case:
    analyst = people["wangfang"]
    case = _rule(store, analyst, case, "analyse", "页面自称政府，值得研判。", {})
    fixed = line.fix_evidence(store, case, _actor(analyst), "页面还在，先固定。", runtime.now())
    case = _sure(fixed)
    case = _rule(store, analyst, case, "ask_sponsor", "电话征询。", {"asked": "办公室值班电话（名录所载）"})
    answer = {"sponsor_answer": "not_ours", "answered_by": "办公室 陈科长"}
    case = _rule(store, analyst, case, "sponsor_answered", "对方回电确认。", answer)
    claim = next((signal.snippet for signal in case.signals if signal.snippet), "")
    facts = {"limb": "a", "imitates": case.imitates, "quote": claim, "mismatch": "域名不在该单位名录中",
             "misleading": "以政府名义收集身份证号"}  # fmt: skip
    return _rule(store, analyst, case, "propose", "自称、不符、误导三项都有页面原文。", facts, case.evidence)


def _rule(
    store: Store, by: Account, case: Case, action: str, reason: str, facts: Mapping[str, str], seen: str = ""
) -> Case:
    ruling = Ruling(action, _actor(by), reason, facts, seen)
    return _sure(cases.rule(store, case.id, ruling, runtime.now(), case.version))


def _sure(result: object) -> Case:
    if not isinstance(result, Case):
        raise RuntimeError(f"a step of the scene was refused: {result}")
    return result


def _actor(account: Account) -> Actor:
    return Actor(account.person, account.name, account.login, account.grants)


def _reported(store: Store, host: str) -> Report:
    """The reports of the scene, each once however often it is prepared; the first of them."""
    made = []
    for number, (url, note, way, channel) in enumerate(_REPORTS):
        at = runtime.now() - timedelta(hours=number)
        report = Report(f"{number:032x}", at, (url.format(host=host),), "湖北省人民政府", way, note, channel)
        reports.accept(store, replace(report, note=note), f"scene-{number}", at)
        made.append(report)
    return made[0]


def _replies(store: Store, people: Mapping[str, Account], returned: str) -> None:
    """One reply that was given, one that was returned, and one that waits for the review."""
    official = "您反映的网址在政府网站名录里，是官方网站。谢谢您的提醒。"
    waits = "您的举报已收到，正在查看；结果出来前请勿填写个人信息或付款。"
    for host, text, review in (
        (_GENUINE, official, Review(0, approve=True)),
        (returned, "您反映的网站正在核查。", Review(0, approve=False, reason="请写明不要付款，已付款的拨打110。")),
        (_ASKED, waits, None),
    ):
        made = replies.propose(store, _actor(people["wangfang"]), host, Proposal(text), runtime.now())
        if isinstance(made, Reply) and review:
            given = replace(review, number=made.number)
            made = replies.review(store, _actor(people["liqiang"]), host, given, runtime.now())
        if not isinstance(made, Reply):
            raise RuntimeError(f"a reply of the scene was refused: {made}")
