"""What a hostile site, reporter or colleague writes is shown as text, on every page that there is."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient

from tests.web.conftest import Desk, opened
from tests.web.hostile import SENT, hostile_case, hostile_report
from tests.web.hostile_probes import HOSTS, PROBES_APART
from tests.web.hostile_scene import fill
from tests.web.made import open_case
from tests.web.registry_made import write_seeds
from zhenwang.domain.access import Role
from zhenwang.domain.hosts import Host, parse_host
from zhenwang.settings import Settings

_LIVE = {"href", "src", "action", "formaction", "data", "poster", "srcset", "ping", "xlink:href",
         "hx-get", "hx-post", "hx-put", "hx-patch", "hx-delete"}  # fmt: skip
_OURS = {"script", "img", "link", "form", "input", "select", "textarea", "svg", "style", "iframe", "object", "embed"}
_NEVER = {"iframe", "object", "embed", "style", "base", "math", "video", "audio", "marquee", "animate", "use"}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory, empty_store) -> Iterator[dict[str, str]]:
    """Every page of the console, by its path, over a store that is hostile in every field."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "var").mkdir()
    (folder / "var" / "zhenwang.db").write_bytes(empty_store.read_bytes())
    (folder / "seeds").mkdir()
    write_seeds(folder / "seeds")
    with opened(Settings(var=folder / "var", seeds=folder / "seeds", plan="files", database_url="")) as http:
        desk = Desk(http)
        desk.enter("<script>__x(9)</script>王芳")
        scene = fill(desk.store, http.app)  # type: ignore[arg-type]  # Starlette types no application
        answers = {path: http.get(path) for path in scene.paths}
        case_ruling = desk.post(f"/cases/{scene.case.id}/decide", action=SENT, reason=SENT, limb=SENT)
        desk.enter("<script>__x(9)</script>周宁", Role.ADMIN)
        answers |= {path: http.get(path) for path, answer in answers.items() if answer.status_code == 403}
        broken = [path for path, answer in answers.items() if answer.status_code >= 500]
        assert not broken
        html = {path: one.text for path, one in answers.items() if "text/html" in one.headers.get("content-type", "")}
        yield html | {"a ruling": case_ruling.text}


def test_W1_there_are_sixty_probes_and_fifty_hosts_on_many_pages(pages: dict[str, str]) -> None:
    assert len(set(PROBES_APART)) == 60
    assert len(set(HOSTS)) == 50
    assert len(pages) > 40
    assert sum("&lt;" in page for page in pages.values()) > 15


def test_W1_no_probe_becomes_markup(pages: dict[str, str]) -> None:
    for path, page in pages.items():
        for element in LexborHTMLParser(page).css("*"):
            # The printed letter brings its own style, in a sandbox (test_attachments holds it to that).
            assert element.tag not in _NEVER or (element.tag == "style" and path.endswith("/handoff.html")), path
            assert not any(name.startswith(("on", "hx-on")) for name in element.attributes), (path, element.html[:200])
            assert element.tag != "script" or (element.attributes.get("src") or "").startswith("/static/"), path
            assert element.tag != "meta" or "http-equiv" not in element.attributes, path
            assert "style" not in element.attributes, (path, element.html[:200])


def test_W3_nothing_that_can_be_clicked_or_loaded_leaves_this_console(pages: dict[str, str]) -> None:
    for path, page in pages.items():
        for element in LexborHTMLParser(page).css("*"):
            for name, target in element.attributes.items():
                if name in _LIVE:
                    assert re.match(r"(?:/(?!/)|#)", target or ""), (path, element.tag, name, target)


def test_W3_no_page_shows_an_address_that_can_be_copied_live(pages: dict[str, str]) -> None:
    for path, page in pages.items():
        tree = LexborHTMLParser(page)
        tree.strip_tags(["textarea", "input", "option", "script", "title"])
        shown = tree.body.text() if tree.body else ""
        assert not re.search(r"https?://evil\.example", shown), (
            path,
            re.findall(r".{60}https?://evil.{30}", shown)[:2],
        )


_UNSEEN = re.compile("[\u202a-\u202e\u2066-\u2069\u200b\u2060\u00ad\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")


def test_W4_direction_marks_and_unseen_characters_are_seen_or_gone(pages: dict[str, str]) -> None:
    for path, page in pages.items():
        assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b\u2060\u00ad\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]", page), (
            path
        )
    assert "U+202E" in pages["/queue"] + pages["/inbox"] + pages["/quarantine"]


def test_W4_every_hostile_host_says_what_it_hides_and_keeps_its_punycode(pages: dict[str, str]) -> None:
    queue = pages["/queue"]
    for name in HOSTS:
        host = parse_host(name)
        if isinstance(host, Host) and host.unicode != host.ascii and len(host.ascii) < 64:
            assert host.ascii.replace(".", "[.]") in pages["/inbox"] + queue, name
    assert "混用文字：拉丁+西里尔" in queue + pages["/inbox"]
    assert "形似" in queue + pages["/inbox"]


def test_W3_the_suspects_address_is_defanged(desk: Desk) -> None:
    case = open_case(desk.store)
    page = desk.http.get(f"/cases/{case.id}").text
    for shown in ("hxxps[:]//qingliu-gov[.]example[.]com/", "hxxp[:]//evil[.]example/live", "hxxps[:]//evil[.]example"):
        assert shown in page
    assert "://" not in page
    assert str(case.host) not in page


@pytest.mark.parametrize("path", ["/", "/receipt", "/docs", "/nowhere"])
def test_W1_the_public_pages_echo_nothing_live(public: TestClient, path: str) -> None:
    for query in ({"lang": SENT}, {"number": SENT}):
        page = re.sub(r'<script src="/static/[a-z.]+" defer></script>', "", public.get(path, params=query).text)
        assert "<script" not in page
        assert "<img src=x" not in page


def test_R16_a_hostile_report_is_kept_as_written_and_shown_as_text(desk: Desk) -> None:
    case = hostile_case(desk.store)
    report = hostile_report(desk.store, case)
    page = desk.http.get(f"/cases/{case.id}").text
    assert report.receipt not in page
    assert "<script>__x" not in page
    assert "&lt;script&gt;" in page
