from __future__ import annotations

import json
import time
from datetime import UTC, datetime

import pytest

from tests.collectors.hostile import Bench, answer
from zhenwang.collectors.client import GuardedClient
from zhenwang.collectors.limits import Limits
from zhenwang.collectors.pictures import is_picture
from zhenwang.collectors.replay import ReplayTransport
from zhenwang.collectors.visit import visit
from zhenwang.domain.candidate import Candidate, Sighting
from zhenwang.domain.hosts import parse_host
from zhenwang.domain.look import Look

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
SVG = "<svg xmlns='http://www.w3.org/2000/svg'/>"


def page(url: str, text: str = "<title>页</title>", **more) -> dict:
    return {"url": url, "status": 200, "headers": [["Content-Type", "text/html"]], "text": text} | more


def look(tmp_path, *answers: dict, url: str = "https://site.cn/", told: bool = False) -> Look:
    (tmp_path / "answers.json").write_text(json.dumps({"default": None, "answers": answers}), encoding="utf-8")
    sightings = (Sighting("site.cn", "report", "1", NOW, url),) if told else ()
    candidate = Candidate(parse_host("site.cn"), url, 1.0, sightings)
    return visit(candidate, GuardedClient(ReplayTransport(tmp_path)), NOW)


def kinds(seen: Look) -> list[str]:
    return [gap.kind for gap in seen.gaps]


def test_a_look_brings_back_what_the_page_said(tmp_path):
    seen = look(tmp_path, page("https://site.cn/"))
    assert (seen.host, seen.url, seen.at) == ("site.cn", "https://site.cn/", NOW)
    assert (seen.status, seen.final_url, seen.page) == (200, "https://site.cn/", None)
    assert seen.header("content-type") == "text/html"
    assert (seen.gaps, seen.pictures) == ((), ())


@pytest.mark.parametrize("url", ["", "site.cn", "https://site.cn/"])
@pytest.mark.parametrize("fault", ["refused", "timeout", "reset"])
def test_http_is_tried_after_https_when_only_the_host_is_known(tmp_path, url, fault):
    seen = look(tmp_path, {"url": "https://site.cn/", "fault": fault}, page("http://site.cn/"), url=url)
    assert (seen.final_url, seen.status, kinds(seen)) == ("http://site.cn/", 200, ["https_failed"])
    assert [hop.status for hop in seen.hops] == [0, 200]


def test_an_address_that_somebody_named_is_taken_as_it_stands(tmp_path):
    answers = ({"url": "https://site.cn/", "fault": "refused"}, page("http://site.cn/"), page("http://site.cn/p?q"))
    assert kinds(look(tmp_path, *answers, told=True)) == ["connection_refused"]
    assert look(tmp_path, *answers, url="http://site.cn/p?q", told=True).final_url == "http://site.cn/p?q"


def test_a_host_that_is_down_or_gone_is_a_gap_and_no_exception(tmp_path):
    down = ({"url": "https://site.cn/", "fault": "refused"}, {"url": "http://site.cn/", "fault": "timeout"})
    assert kinds(look(tmp_path, *down)) == ["connection_refused", "timeout"]
    gone = look(tmp_path)
    assert (kinds(gone), gone.status, gone.final_url, len(gone.hops)) == (["dns"], 0, "", 1)


def test_a_forbidden_address_is_not_asked_a_second_time(tmp_path):
    seen = look(tmp_path, page("https://site.cn/", address="10.0.0.1"), page("http://site.cn/"))
    assert (kinds(seen), len(seen.hops)) == (["refused_address"], 1)


REFRESH = "<meta http-equiv=refresh content='0;url={}'>"


@pytest.mark.parametrize(
    "first",
    [
        page("https://site.cn/", REFRESH.format("/b")),
        page("https://site.cn/", "<base href='/x/'>" + REFRESH.format("../b")),
        page("https://site.cn/", "x") | {"headers": [["Refresh", "0; url=/b"]]},
    ],
)
def test_F6_a_refresh_is_followed_like_a_redirect(tmp_path, first):
    seen = look(tmp_path, first, page("https://site.cn/b", "<title>b</title>"))
    assert (seen.final_url, seen.body, seen.gaps) == ("https://site.cn/b", b"<title>b</title>", ())
    assert (seen.hops[0].url, seen.hops[0].location) == ("https://site.cn/", "https://site.cn/b")
    assert seen.url == "https://site.cn/"


@pytest.mark.parametrize(
    ("there", "kind"),
    [
        ("http://127.0.0.1/", "refused_address"),
        ("http://2130706433/", "refused_url"),
        ("file:///etc/passwd", "refused_url"),
        ("http://gone.cn/", "dns"),
    ],
)
def test_F6_a_refresh_is_judged_like_a_redirect_and_the_page_before_it_is_kept(tmp_path, there, kind):
    body = REFRESH.format(there)
    seen = look(tmp_path, page("https://site.cn/", body))
    assert (kinds(seen), seen.body.decode(), seen.status) == ([kind], body, 200)


def test_F11_a_chain_of_slow_refreshes_shares_one_deadline(hostile: Bench):
    def slow(connection, request):
        time.sleep(0.1)
        connection.sendall(answer(REFRESH.format(request.split(" ")[1] + "x").encode()))

    for number in range(1, 12):
        hostile.serve("/" + "x" * number, slow)
    hostile.client.limits = Limits(deadline=0.35)
    candidate = Candidate(parse_host("site.cn"), "http://site.cn/x", 1.0, ())
    begun = time.monotonic()
    seen = visit(candidate, hostile.client, NOW)
    assert kinds(seen) == ["timeout"]
    assert (seen.status, len(seen.hops) > 1) == (200, True)
    assert time.monotonic() - begun < 1.5


def test_F6_redirects_and_refreshes_together_make_a_loop(tmp_path):
    back = {"url": "https://site.cn/b", "status": 302, "headers": [["Location", "/"]], "text": ""}
    seen = look(tmp_path, page("https://site.cn/", REFRESH.format("/b")), back)
    assert kinds(seen) == ["redirect_loop"]
    assert seen.body


def test_F6_redirects_and_refreshes_together_are_at_most_ten(tmp_path):
    steps = []
    for number in range(40):
        there = f"/{number + 1}"
        moved = {"status": 302, "headers": [["Location", there]], "text": ""} if number % 2 else {}
        steps.append(page(f"https://site.cn/{number}", REFRESH.format(there)) | moved)
    seen = look(tmp_path, *steps, url="https://site.cn/0")
    assert kinds(seen) == ["too_many_redirects"]
    assert len(seen.hops) == 11


def test_a_page_that_renews_itself_is_not_a_loop(tmp_path):
    seen = look(tmp_path, page("https://site.cn/", REFRESH.format("https://site.cn/#top")))
    assert (seen.gaps, len(seen.hops)) == ((), 1)


def test_logo_and_icon_are_fetched_and_missing_ones_are_gaps(tmp_path):
    markup = (
        "<link rel=icon href=/i.svg><img src='/my logo.svg'><img src=/gone.png alt=logo>"
        "<img src=http://127.0.0.1/x.png alt=logo><img src=/4.png class=logo>"
    )
    seen = look(
        tmp_path,
        page("https://site.cn/", markup),
        page("https://site.cn/my%20logo.svg", SVG),
        page("https://site.cn/i.svg", SVG),
    )
    assert [(picture.url, picture.role) for picture in seen.pictures] == [
        ("https://site.cn/my%20logo.svg", "logo"),
        ("https://site.cn/i.svg", "icon"),
    ]
    assert kinds(seen) == ["picture", "picture"]
    assert "404" in seen.gaps[0].detail
    assert "127.0.0.1" in seen.gaps[1].detail


def test_F10_a_picture_larger_than_a_mebibyte_is_a_gap(tmp_path):
    large = page("https://site.cn/logo.svg", SVG + " " * 1024 * 1024)
    seen = look(tmp_path, page("https://site.cn/", "<img src=/logo.svg>"), large)
    assert (seen.pictures, kinds(seen)) == ((), ["picture"])


def test_what_is_no_picture_is_not_kept_whatever_its_type_says(tmp_path):
    false = page("https://site.cn/logo.png", "<h1>no</h1>", headers=[["Content-Type", "image/png"]])
    seen = look(tmp_path, page("https://site.cn/", "<img src=/logo.png>"), false)
    assert (seen.pictures, kinds(seen)) == ((), ["picture"])


@pytest.mark.parametrize(
    ("body", "known"),
    [
        (b"\x89PNG\r\n\x1a\n", True),
        (b"GIF89a", True),
        (b"RIFF\0\0\0\0WEBPVP8", True),
        (b"RIFF\0\0\0\0WAVE", False),
        (b"MZ", False),
    ],
)
def test_pictures_are_known_by_their_first_bytes(body, known):
    assert is_picture(body) == known


def test_F15_a_download_is_kept_but_not_searched_for_more(tmp_path):
    binary = page("https://site.cn/", "%PDF-1.7" + REFRESH.format("/b"), headers=[["Content-Type", "image/jpeg"]])
    seen = look(tmp_path, binary)
    assert (len(seen.hops), seen.pictures, seen.gaps) == (1, (), ())
