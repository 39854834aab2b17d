"""The public pages in a real browser: keys alone, with and without scripts, on a narrow phone, held to WCAG by axe."""

from __future__ import annotations

import io
import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from tests.web.browsing import CHROMIUM, HEIGHT, WIDTH, Keyboard, browser, served
from tests.web.hostile import SENT
from tests.web.hostile_probes import HOSTS, PROBES_APART
from tests.web.made import SITES
from tests.web.public_door import MESSAGE, NARROW, PHONE, Door, every_page, quiet, report
from tests.web.public_made import a_code, number_in
from zhenwang.settings import Settings
from zhenwang.web import intake, proof
from zhenwang.web.intake_models import MAX_PICTURE
from zhenwang.web.quotas import Quota

pytestmark = [
    pytest.mark.slow,
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: the browser's part is not proven here"),
]
AXE = Path(__file__).parent / "axe" / "axe-core-4.11.1"
_RUN = "axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'], resultTypes: ['violations'] })"
UNREAD = {"text": "不记得网址了", "note": "红色的页面"}


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory, empty_store: Path) -> Iterator[Door]:
    folder = tmp_path_factory.mktemp("door")
    (folder / "seeds").mkdir()
    (folder / "var").mkdir()
    (folder / "seeds" / "official_sites.csv").write_text(SITES, encoding="utf-8")
    (folder / "seeds" / "legal_basis.csv").write_bytes((Settings().seeds / "legal_basis.csv").read_bytes())
    (folder / "var" / "zhenwang.db").write_bytes(empty_store.read_bytes())
    limits = {"reports_per_client": "10000 per minute", "questions_per_client": "10000 per minute"}
    app = intake.create_app(
        Settings(var=folder / "var", seeds=folder / "seeds", plan="files", database_url="", **limits)
    )
    with served(app) as home, browser() as opened:
        yield Door(app, home, opened)


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_report_is_made_with_keys_alone(door: Door, language: str, scripts: bool) -> None:
    host = f"keys-{language}-{str(scripts).lower()}.example"
    seen = door.visitor(java_script_enabled=scripts)
    keys = Keyboard(seen.page, door.home)
    seen.page.goto(f"{door.home}/?lang={language}", wait_until="load")
    keys.tab_to(name="text")
    keys.fill_in(note="收到短信", contact="13800000000")
    assert seen.page.locator("#problem").count() == 1, "nothing names a site yet"
    assert seen.page.input_value("#note") == "收到短信"
    assert keys.focused()["text"].startswith("还没有" if language == "zh" else "The report was not"), keys.focused()
    keys.tab_to(text="没有找到网址" if language == "zh" else "No address")
    keys.press("Enter")
    keys.tab_to(name="text")
    keys.fill_in(text=f"http://{host}/cx", reached_by="qr")
    assert re.search(r"/receipt/[0-9a-f]{32}", seen.page.url)
    assert "已收到" in seen.page.text_content("h1") or "Received" in seen.page.text_content("h1")
    assert door.kept(host) == [(f"http://{host}/cx",)]
    quiet(seen)


def test_enter_in_a_field_sends_the_report(door: Door) -> None:
    seen = door.visitor(java_script_enabled=False)
    seen.page.goto(door.home, wait_until="load")
    seen.page.fill("#text", "http://enter-key.example/")
    seen.page.focus("#claims")
    with seen.page.expect_navigation(wait_until="load"):
        seen.page.keyboard.press("Enter")
    assert "/receipt/" in seen.page.url


def test_the_language_changes_and_what_was_typed_stays(door: Door) -> None:
    for scripts in (True, False):
        seen = door.visitor(java_script_enabled=scripts)
        seen.page.goto(door.home, wait_until="load")
        for name, value in UNREAD.items():
            seen.page.fill(f"#{name}", value)
        with seen.page.expect_navigation(wait_until="load"):
            seen.page.get_by_role("button", name="English").click()
        assert seen.page.get_attribute("html", "lang") == "en"
        assert {name: seen.page.input_value(f"#{name}") for name in UNREAD} == UNREAD
        quiet(seen)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_picture_of_a_code_is_enough_and_its_address_is_shown(door: Door, scripts: bool) -> None:
    host = f"code-{str(scripts).lower()}.example"
    seen = door.visitor(java_script_enabled=scripts)
    seen.page.goto(door.home, wait_until="load")
    picture = {"name": "a.png", "mimeType": "image/png", "buffer": a_code(f"http://{host}/pay")}
    seen.page.set_input_files("#picture", picture)
    report(seen)
    assert f"code-{str(scripts).lower()}[.]example" in seen.page.inner_text("main")
    assert seen.page.locator(f"a[href*='{host}']").count() == 0
    assert door.kept(host) == [(f"http://{host}/pay",)]
    quiet(seen)


def test_a_photograph_that_is_too_large_is_made_smaller_by_the_browser(door: Door) -> None:
    large = Image.frombytes("RGB", (1200, 1000), random.Random(1).randbytes(3_600_000))
    code = Image.open(io.BytesIO(a_code("http://photo.example/x"))).convert("RGB").resize((600, 600))
    framed = Image.new("RGB", (1200, 1700), "white")
    framed.paste(large, (0, 0))
    framed.paste(code, (300, 1050))
    written = io.BytesIO()
    framed.save(written, "PNG", compress_level=1)
    assert len(written.getvalue()) > MAX_PICTURE
    seen = door.visitor()
    seen.page.goto(door.home, wait_until="load")
    picture = {"name": "large.png", "mimeType": "image/png", "buffer": written.getvalue()}
    seen.page.set_input_files("#picture", picture)
    for _ in range(100):
        if seen.page.evaluate("document.getElementById('picture').files[0].type") == "image/jpeg":
            break
        seen.page.wait_for_timeout(100)
    report(seen)
    assert door.kept("photo.example") == [("http://photo.example/x",)]
    quiet(seen)


def test_the_code_on_the_receipt_leads_back_to_it(door: Door) -> None:
    for scheme in ("light", "dark"):
        seen = door.visitor(color_scheme=scheme)
        seen.page.goto(door.home, wait_until="load")
        report(seen, text=MESSAGE)
        shown = Image.open(io.BytesIO(seen.page.locator("svg.qr").screenshot()))
        found = zxingcpp.read_barcodes(shown)
        number = number_in(seen.page.url.removeprefix(door.home))
        assert [one.text for one in found] == [f"{door.home}/receipt/{number}"]
        seen.page.goto(found[0].text, wait_until="load")
        assert seen.page.inner_text("#number").split() == re.findall("....", number)
        quiet(seen)


def test_the_number_is_typed_as_it_was_copied(door: Door) -> None:
    seen = door.visitor(java_script_enabled=False)
    seen.page.goto(door.home, wait_until="load")
    report(seen, text=MESSAGE)
    copied = seen.page.inner_text("#number").upper().replace("0", "０")
    keys = Keyboard(seen.page, door.home)
    seen.page.goto(f"{door.home}/receipt", wait_until="load")
    keys.tab_to(name="number")
    keys.fill_in(number=copied)
    assert seen.page.locator(".standing").inner_text() == "已登记，等待查看。"
    quiet(seen)


@pytest.mark.parametrize(
    ("language", "scheme", "viewport"),
    [
        ("zh", "dark", NARROW),
        ("en", "light", PHONE),
        pytest.param("zh", "light", PHONE, marks=pytest.mark.soak),
        pytest.param("en", "dark", NARROW, marks=pytest.mark.soak),
    ],
)
def test_no_public_page_has_a_serious_violation_or_is_scrolled_sideways(
    door: Door, language: str, scheme: str, viewport: dict[str, int]
) -> None:
    wrong, looked = [], set()
    context = door.browser.new_context(viewport=viewport, bypass_csp=True, color_scheme=scheme)
    context.add_init_script(path=str(AXE / "axe.min.js"))
    page = context.new_page()
    for name in every_page(door, page, language):
        looked.add(name)
        width = page.evaluate("() => document.documentElement.scrollWidth")
        wrong += [f"{name}: {width} pixels on {viewport['width']}"] if width > viewport["width"] else []
        wrong += [
            f"{name} {scheme} {one['id']}: {one['nodes'][0]['html'][:200]}"
            for one in page.evaluate(_RUN)["violations"]
            if one["impact"] in ("serious", "critical")
        ]
    context.close()
    assert len(looked) == 12
    assert not wrong, "\n".join(wrong)


def test_letters_twice_as_large_fit_on_a_phone(door: Door) -> None:
    """A phone set to 200 % text: the root's letters are doubled, as Android's font scale does."""
    context = door.browser.new_context(viewport=PHONE, bypass_csp=True)
    page = context.new_page()
    for name in every_page(door, page, "zh"):
        if name == "docs":  # its tables of fields are for programmers, and tables may scroll (WCAG 1.4.10)
            continue
        page.add_style_tag(content="html { font-size: 225% !important; }")
        width = page.evaluate("() => document.documentElement.scrollWidth")
        assert width <= PHONE["width"], (name, width)


def test_W1_hostile_text_is_shown_again_and_on_the_receipt_as_text(door: Door) -> None:
    seen = door.visitor(viewport={"width": WIDTH, "height": HEIGHT})
    seen.page.goto(door.home, wait_until="load")
    hostile = "\n".join(PROBES_APART) + SENT
    written = {"text": hostile, "note": hostile[:4000], "claims": hostile[:200], "contact": SENT[:200]}
    for name, value in written.items():
        seen.page.evaluate("([id, text]) => { document.getElementById(id).value = text; }", [name, value])
    before = {name: seen.page.input_value(f"#{name}") for name in written}
    with seen.page.expect_navigation(wait_until="load"):
        seen.page.get_by_role("button", name="English").click()
    again = {name: seen.page.input_value(f"#{name}") for name in written}
    assert again == {name: value.replace("\0", "\ufffd") for name, value in before.items()}
    report(seen, text=SENT + "\n" + "\n".join(f"http://{host}/" for host in HOSTS))
    links = seen.page.eval_on_selector_all("main [href]", "all => all.map(one => one.href)")
    assert all(link.startswith(door.home) for link in links), links
    seen.page.goto(f"{door.home}/receipt?number={'%22%3E%3Cscript%3E__x(7)%3C/script%3E'}", wait_until="load")
    quiet(seen)


def test_the_page_speaks_to_a_screen_reader(door: Door) -> None:
    seen = door.visitor()
    seen.page.goto(door.home, wait_until="load")
    for role in ("banner", "main", "contentinfo", "navigation"):
        assert seen.page.get_by_role(role).count() == 1, role
    assert seen.page.get_by_role("heading", level=1).count() == 1
    assert seen.page.get_by_label("图片（可不填）").count() == 1
    assert seen.page.get_by_role("textbox", name="此栏请留空").count() == 0, "the trap is not read out"
    seen.page.keyboard.press("Tab")
    assert seen.page.evaluate("document.activeElement.textContent") == "跳到正文"
    report(seen, **UNREAD)
    assert seen.page.evaluate("document.activeElement.id") == "problem"
    seen.page.get_by_role("alert").get_by_role("link").click()
    assert seen.page.evaluate("document.activeElement.id") == "text"


@pytest.mark.parametrize("scripts", [True, False])
def test_who_reports_much_proves_it_by_work_or_by_an_answer(
    door: Door, monkeypatch: pytest.MonkeyPatch, scripts: bool
) -> None:
    """The client's limit is used up; with scripts the browser works in the background, without a question is asked."""
    monkeypatch.setattr(door.app.state.guard, "client", Quota.of("1 per 10 minutes"))
    monkeypatch.setattr(door.app.state.guard.proofs, "work", 2_000)
    monkeypatch.setattr(proof, "_ask", lambda t: (t["proof_ask_plus"].format(a="二", b="三"), "5"))
    host = f"proof-{str(scripts).lower()}.example"
    seen, early = door.visitor(java_script_enabled=scripts), door.visitor(java_script_enabled=scripts)
    early.page.goto(door.home, wait_until="load")
    seen.page.goto(door.home, wait_until="load")
    report(seen, text="http://first.example/")
    if scripts:
        seen.page.goto(door.home, wait_until="load")
        seen.page.get_by_text("验证已自动完成").wait_for()
        report(seen, text=f"http://{host}/")
    else:
        report(early, text=f"http://{host}/")
        seen = early
        assert seen.page.get_by_label("二加三等于几？").count() == 1
        assert seen.page.input_value("#text") == f"http://{host}/"
        seen.page.wait_for_timeout(2_100)
        report(seen, answer="五")
    assert "/receipt/" in seen.page.url
    assert door.kept(host) == [(f"http://{host}/",)]
    quiet(seen)


def test_a_double_click_is_one_report(door: Door) -> None:
    seen = door.visitor()
    seen.page.goto(door.home, wait_until="load")
    seen.page.fill("#text", "http://double.example/")
    with seen.page.expect_navigation(wait_until="load"):
        seen.page.dblclick("#send")
    seen.page.wait_for_url("**/receipt/**")
    assert door.kept("double.example") == [("http://double.example/",)]
