"""Every page of the console held to WCAG 2.1 AA by axe-core, in both languages, as each kind of colleague sees it."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI

from tests.web.browsing import CHROMIUM, HEIGHT, WIDTH, browser, served, sit, store_of
from tests.web.hostile_scene import fill
from tests.web.made import NOW, a_score, open_case
from tests.web.people_made import QUICK
from tests.web.registry_made import keep, write_seeds
from zhenwang.domain.access import Role
from zhenwang.domain.report import Report
from zhenwang.settings import Settings
from zhenwang.store import reports
from zhenwang.web.console import create_app
from zhenwang.web.permissions import doors

AXE = Path(__file__).parent / "axe" / "axe-core-4.11.1"
WORK = (Role.CLERK, Role.ANALYST, Role.REVIEWER, Role.OFFICER, Role.APPROVER)
_RUN = "axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'], resultTypes: ['violations'] })"
_DOWNLOADS = (".{form}", ".csv", ".json", ".png", "handoff.html", "/health", "/counts")


def test_the_checker_is_the_one_that_was_published() -> None:
    told = json.loads((AXE / "manifest.json").read_text())
    body = (AXE / told["file"]).read_bytes()
    assert base64.b64encode(hashlib.sha384(body).digest()).decode() == told["sha384"]
    assert (told["version"], told["licence"]) == ("4.11.1", "MPL-2.0")
    assert "Mozilla Public License" in (AXE / "LICENSE").read_text()


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, empty_store) -> Iterator[tuple[str, FastAPI, Any]]:
    folder = tmp_path_factory.mktemp("axe")
    (folder / "var").mkdir()
    (folder / "var" / "zhenwang.db").write_bytes(empty_store.read_bytes())
    (folder / "seeds").mkdir()
    write_seeds(folder / "seeds")
    app = create_app(Settings(var=folder / "var", seeds=folder / "seeds", plan="files", database_url=""), QUICK)
    with served(app) as home, browser() as opened:
        yield home, app, opened


@pytest.fixture
def opened_chromium(office: tuple[str, FastAPI, Any]) -> Any:
    """The same browser: two of them in one thread stand in each other's way."""
    return office[2]


def serious(page: Any) -> list[str]:
    found = page.evaluate(_RUN)["violations"]
    grave = [one for one in found if one["impact"] in ("serious", "critical")]
    return [f"{one['id']} x{len(one['nodes'])}: {one['nodes'][0]['html'][:200]}" for one in grave]


def too_wide(page: Any) -> list[str]:
    """A page of 1366 pixels is never scrolled sideways, and its bar stays one line."""
    width = page.evaluate("() => document.documentElement.scrollWidth")
    bar = page.evaluate("() => (document.querySelector('.bar') || { offsetHeight: 0 }).offsetHeight")
    over = page.evaluate("() => [...document.querySelectorAll('.bar a, .bar button')].some(e => e.offsetHeight > 40)")
    return ([f"{width} pixels wide"] if width > WIDTH else []) + ([f"a bar of {bar}"] if bar > 60 or over else [])


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: the browser's part is not proven here")
@pytest.mark.parametrize(
    "languages",
    [("zh", "en"), pytest.param(("en", "zh"), marks=pytest.mark.soak)],
    ids=["each page in one language", "and in the other"],
)
def test_no_page_has_a_serious_or_critical_violation(
    office: tuple[str, FastAPI, Any], languages: tuple[str, str]
) -> None:
    """Pages take turns in their languages; with its second order the soak sees every page in both."""
    home, app, opened = office
    store = store_of(app)
    case = open_case(store, score=a_score())
    report = Report("c" * 32, NOW, ("http://new.example/", "http://hubеi.example/"), "青柳市政府", "sms", "收到短信")
    reports.accept(store, report, "axe", NOW)
    keep(store)
    known = {"case_id": case.id, "host": "new.example", "reference": report.reference, "number": "1",
             "site_id": "rsj.qingliu.gov.cn", "login": "nobody", "step": "preview", "token": "x" * 43}  # fmt: skip
    paths = [door.path for door in doors(app) if "GET" in door.methods and not door.path.endswith(_DOWNLOADS)]
    people = {"worker": WORK, "auditor": (Role.AUDITOR,), "admin": (Role.ADMIN,)}
    wrong, looked = [], set()
    for name, roles in people.items():
        context = opened.new_context(viewport={"width": WIDTH, "height": HEIGHT}, bypass_csp=True)
        context.add_init_script(path=str(AXE / "axe.min.js"))
        sit(context, app, home, name, *roles)
        page = context.new_page()
        for place, path in enumerate(paths):
            language, filled = languages[place % 2], path
            for parameter, value in known.items():
                filled = filled.replace("{" + parameter + "}", value)
            if "{" in filled or path in looked or "provider" in path:
                continue
            answer = page.goto(f"{home}{filled}?lang={language}", wait_until="load")
            if answer is None or answer.status >= 400 or f"lang={language}" not in page.url:
                continue
            looked.add(path)
            wrong += [f"{filled}: {one}" for one in (*serious(page), *too_wide(page))]
        context.close()
    assert len(looked) > 20, sorted(looked)
    assert not wrong, "\n".join(wrong)


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: the browser's part is not proven here")
@pytest.mark.parametrize("language", ["en", pytest.param("zh", marks=pytest.mark.soak)])
def test_nor_has_a_campaign_a_colleague_or_what_an_imitated_body_sees(
    settings: Settings, opened_chromium: Any, language: str
) -> None:
    write_seeds(settings.seeds)
    app = create_app(settings, QUICK)
    with served(app) as home:
        scene = fill(store_of(app), app)
        context = opened_chromium.new_context(viewport={"width": WIDTH, "height": HEIGHT}, bypass_csp=True)
        context.add_init_script(path=str(AXE / "axe.min.js"))
        page, wrong, looked = context.new_page(), [], set()
        for room, roles in {"campaigns": WORK, "sponsor": WORK, "people": (Role.ADMIN,)}.items():
            sit(context, app, home, room, *roles)
            path = next(path for path in scene.paths if re.fullmatch(f"/{room}/[^/]+", path))
            answer = page.goto(f"{home}{path}?lang={language}", wait_until="load")
            looked.add((room, answer.status if answer else 0))
            wrong += [f"{path}: {one}" for one in (*serious(page), *too_wide(page))]
    assert looked == {("campaigns", 200), ("sponsor", 200), ("people", 200)}
    assert not wrong, "\n".join(wrong)
