"""A console and an intake over a small registry, each with a fresh store."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.web.made import SITES
from tests.web.people_made import CASE_ROLES, QUICK, seated
from tests.web.registry_made import write_seeds
from zhenwang import runtime
from zhenwang.domain.access import Actor, Role
from zhenwang.domain.case import Case
from zhenwang.domain.review import bound
from zhenwang.settings import Settings
from zhenwang.store import cases
from zhenwang.store.accounts import Account
from zhenwang.store.opening import Store, open_store
from zhenwang.web import console, intake

HOME = "http://127.0.0.1"
COOKIE = "zhenwang"


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("web")
    open_store(f"sqlite:///{folder}/zhenwang.db", folder / "blobs").close()
    return folder / "zhenwang.db"


@pytest.fixture
def settings(tmp_path: Path, empty_store: Path) -> Settings:
    own = tmp_path / "seeds"
    own.mkdir()
    (own / "official_sites.csv").write_text(SITES, encoding="utf-8")
    shutil.copy(Settings().seeds / "legal_basis.csv", own)
    var = tmp_path / "var"
    var.mkdir()
    shutil.copy(empty_store, var / "zhenwang.db")
    # The tests are one client, and the limits have tests of their own.
    many = {"reports_per_client": "100000 per minute", "reports_per_subnet": "100000 per minute"}
    return Settings(var=var, seeds=own, plan="files", database_url="", questions_per_client="100000 per minute", **many)


@dataclass
class Desk:
    """A browser at the console: it keeps cookies, and sends the form token it was shown."""

    http: TestClient

    @property
    def store(self) -> Store:
        return self.http.app.state.house.store  # type: ignore[attr-defined,no-any-return]  # Starlette types no state

    def token(self) -> str:
        shown = self.http.get("/enter").text
        return re.findall(r'name="token" value="([0-9a-f]{64})"', shown)[0]

    def post(self, path: str, **fields: str):
        return self.http.post(path, data={"token": self.token(), **fields})

    def enter(self, name: str, *roles: Role, region: str = "", system: str = "") -> Account:
        """Sit down as somebody with these roles, without a password: all roles that work on cases, unless said."""
        account = seated(self.store, name, roles or CASE_ROLES, region, system)
        self.sit(account)
        return account

    def sit(self, account: Account) -> None:
        """A new session of an account, as after signing in."""
        sessions = self.http.app.state.house.sessions  # type: ignore[attr-defined]  # Starlette types no state
        actor = Actor(account.person, account.name, account.login, account.grants)
        self.carry(sessions.cookie(sessions.enter(sessions.begin(), actor, {"how": "test"}, runtime.now())))

    def carry(self, cookie: str) -> None:
        """Send this cookie from now on; an empty one: nobody's."""
        self.http.cookies.delete(COOKIE) if COOKIE in self.http.cookies else None
        if cookie:
            self.http.cookies.set(COOKIE, cookie, domain="127.0.0.1")

    def rule(self, case: Case, action: str, reason: str = "看过页面", **fields: str):
        """As the page's own form would send it for the case as given."""
        sent = {"action": action, "version": str(case.version), "seen_digest": bound(case, action), "reason": reason}
        return self.post(f"/cases/{case.id}/decide", **(sent | fields))

    def fresh(self, case: Case) -> Case:
        found = cases.get(self.store, case.id)
        assert found
        return found

    def step(self, case: Case, *actions: str) -> Case:
        for action in actions:
            answer = self.rule(case, action, **(PROPOSAL if action == "propose" else {}))
            assert answer.status_code == 303, answer.text
            case = self.fresh(case)
        return case


PROPOSAL = {
    "limb": "a",
    "imitates": "www.qingliu.gov.cn",
    "quote": "青柳市人民政府门户网站",
    "mismatch": "域名不在其名录中",
    "misleading": "收集身份证号",
    "without_sponsor": "正在收集身份证号，情况紧急",
}


def opened(settings: Settings) -> TestClient:
    return TestClient(
        console.create_app(settings, QUICK), base_url=HOME, follow_redirects=False, raise_server_exceptions=False
    )


@pytest.fixture
def anonymous(settings: Settings) -> Iterator[Desk]:
    """A desk at which nobody signed in."""
    with opened(settings) as http:
        yield Desk(http)


@pytest.fixture
def desk(anonymous: Desk) -> Desk:
    """A desk at which a colleague sits who only reads."""
    anonymous.enter("值班员", Role.AUDITOR)
    return anonymous


@pytest.fixture
def listed(settings: Settings) -> Iterator[Desk]:
    """A desk over the registry of ``registry_made``, at which a colleague sits who only reads."""
    write_seeds(settings.seeds)
    with opened(settings) as http:
        read = Desk(http)
        read.enter("值班员", Role.AUDITOR)
        yield read


@pytest.fixture
def public(settings: Settings) -> Iterator[TestClient]:
    with TestClient(
        intake.create_app(settings), base_url=HOME, follow_redirects=False, raise_server_exceptions=False
    ) as http:
        yield http
