from __future__ import annotations

import gzip
import socket
import time

import brotli
import pytest

from tests.collectors.hostile import PUBLIC, Bench, answer, make_bench
from zhenwang.collectors.limits import Limits

HTML = b"<title>ok</title>"
MIB = 1024 * 1024
BOMB = {"gzip": gzip.compress(bytes(40 * MIB)), "br": brotli.compress(bytes(40 * MIB), quality=1)}
BOMB["gzip, gzip"] = gzip.compress(BOMB["gzip"])


def kinds(fetched) -> list[str]:
    return [gap.kind for gap in fetched.gaps]


def moved(location: str, status: str = "302 Found", *more: str) -> bytes:
    return answer(b"", status, f"Location: {location}", *more)


# --- redirects ---


@pytest.mark.parametrize("status", ["301 x", "302 x", "303 x", "307 x", "308 x"])
def test_redirects_are_followed_and_every_hop_is_kept(hostile: Bench, status):
    hostile.serve("/", moved("/a b", status).replace(b"/a b", "/中".encode()))
    hostile.serve("/%E4%B8%AD", answer(HTML))
    fetched = hostile.client.fetch("http://site.cn")
    assert (fetched.url, fetched.final_url) == ("http://site.cn", "http://site.cn/%E4%B8%AD")
    assert (fetched.body, [hop.status for hop in fetched.hops]) == (HTML, [int(status[:3]), 200])
    assert fetched.hops[0].location == "/中"


@pytest.mark.parametrize("status", ["300 x", "304 x", "200 OK", "201 x"])
def test_other_answers_with_a_location_are_not_redirects(hostile: Bench, status):
    hostile.serve("/", moved("http://127.0.0.1/", status))
    assert len(hostile.client.fetch("http://site.cn/").hops) == 1


@pytest.mark.parametrize(
    ("location", "kind"),
    [
        ("http://127.0.0.1/", "refused_address"),
        ("http://[::ffff:169.254.169.254]/", "refused_address"),
        ("http://inner.cn/", "refused_address"),
        ("//10.0.0.1/", "refused_address"),
        ("file:///etc/passwd", "refused_url"),
        ("gopher://site.cn:6379/_INFO", "refused_url"),
        ("http://site.cn:6379/", "refused_url"),
        ("http://2130706433/", "refused_url"),
        ("http://a.cn\\@127.0.0.1/", "refused_url"),
        ("/x\ty", "refused_url"),
    ],
)
def test_F6_every_hop_is_read_and_judged_anew(hostile: Bench, location, kind):
    hostile.names.answers["inner.cn"] = [["10.1.2.3"]]
    hostile.serve("/", moved(location))
    fetched = hostile.client.fetch("http://site.cn/")
    assert (kinds(fetched), fetched.status, fetched.body) == ([kind], 302, b"")
    assert hostile.wire.connects == [(PUBLIC, 80)]


def test_F6_https_may_lead_to_http_but_not_out_of_the_web(hostile: Bench):
    hostile.serve("/", moved("http://other.cn/x"))
    hostile.serve("/x", answer(HTML))
    assert hostile.client.fetch("http://site.cn:8443/").final_url == "http://other.cn/x"


def test_F6_a_redirect_loop_is_named(hostile: Bench):
    hostile.serve("/", moved("/b"))
    hostile.serve("/b", moved("/"))
    fetched = hostile.client.fetch("http://site.cn/")
    assert (kinds(fetched), len(fetched.hops)) == (["redirect_loop"], 2)


def test_F6_ten_redirects_are_followed_and_the_eleventh_is_not(hostile: Bench):
    for number in range(30):
        hostile.serve(f"/{number}", moved(f"/{number + 1}"))
    hostile.serve("/30", answer(HTML))
    long = hostile.client.fetch("http://site.cn/0")
    assert (kinds(long), len(long.hops)) == (["too_many_redirects"], 11)
    assert hostile.client.fetch("http://site.cn/20").body == HTML
    assert kinds(hostile.client.fetch("http://site.cn/20", visited=("http://x.cn/",))) == ["too_many_redirects"]


def test_F10_the_body_of_a_redirect_is_never_read(hostile: Bench):
    sent = []

    def endless(connection: socket.socket, _request: str) -> None:
        connection.sendall(
            b"HTTP/1.1 302 Found\r\nLocation: /ok\r\nContent-Encoding: br\r\nContent-Length: 99999999\r\n\r\n"
        )
        try:
            while True:
                sent.append(connection.send(bytes(65536)))
        except OSError:
            sent.append(0)

    hostile.serve("/", endless)
    hostile.serve("/ok", answer(HTML))
    fetched = hostile.client.fetch("http://site.cn/")
    assert (fetched.body, kinds(fetched)) == (HTML, [])


# --- bodies ---


@pytest.mark.parametrize("encoding", BOMB)
def test_F10_bombs_stop_at_the_decoded_limit(hostile: Bench, encoding):
    hostile.serve("/", answer(BOMB[encoding], "200 OK", f"Content-Encoding: {encoding}"))
    fetched = hostile.client.fetch("http://site.cn/")
    assert (len(fetched.body), kinds(fetched)) == (20 * MIB, ["too_large"])


def test_F10_fifty_codings_over_several_headers_are_refused_unread(hostile: Bench):
    hostile.serve("/", answer(BOMB["gzip"], "200 OK", *["Content-Encoding: gzip"] * 50))
    fetched = hostile.client.fetch("http://site.cn/")
    assert (fetched.body, kinds(fetched), fetched.status) == (b"", ["bad_encoding"], 200)


def test_F11_the_deadline_holds_over_all_redirects_together(hostile: Bench):
    def late(connection: socket.socket, request: str) -> None:
        time.sleep(0.15)
        connection.sendall(moved(request.split(" ")[1] + "x"))

    for number in range(1, 12):
        hostile.serve("/" + "x" * number, late)
    begun = time.monotonic()
    fetched = hostile.client.fetch("http://site.cn/x", Limits(deadline=0.5))
    assert kinds(fetched) == ["timeout"]
    assert time.monotonic() - begun < 1.5


# --- nothing of ours goes out ---


def test_F19_cookies_are_not_sent_back(hostile: Bench):
    hostile.serve("/", moved("/b", "302 Found", "Set-Cookie: id=1; Path=/"))
    hostile.serve("/b", answer(HTML, "200 OK", "Set-Cookie: id=2"))
    hostile.client.fetch("http://site.cn/")
    hostile.client.fetch("http://site.cn/b")
    assert len(hostile.server.requests) == 3
    assert not any("cookie" in request.lower() for request in hostile.server.requests)


@pytest.mark.parametrize("scheme", ["Basic realm=x", "NTLM", "Negotiate"])
def test_F14_no_credentials_and_no_second_request_on_a_prompt(hostile: Bench, scheme, tmp_path, monkeypatch):
    (tmp_path / ".netrc").write_text("machine site.cn login me password secret\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    hostile.serve("/", answer(HTML, "401 Unauthorized", f"WWW-Authenticate: {scheme}"))
    assert hostile.client.fetch("http://site.cn/").status == 401
    assert len(hostile.server.requests) == 1
    assert "authorization" not in hostile.server.requests[0].lower()


def test_F25_F26_only_plain_get_without_referrer(hostile: Bench):
    hostile.serve("/a", moved("http://other.cn/b", "307 Temporary Redirect"))
    hostile.client.fetch("http://site.cn/a")
    assert len(hostile.server.requests) == 2
    for request in hostile.server.requests:
        head = request.lower()
        assert head.startswith("get ")
        assert "referer" not in head
        assert "\r\naccept-encoding: gzip\r\n" in head
        assert "zhenwang" in head


def test_headers_are_kept_as_text(hostile: Bench):
    hostile.serve("/", answer(HTML, "200 OK", "Server: x", "X-Name: \xd6\xd0", "Set-Cookie: a", "Set-Cookie: b"))
    fetched = hostile.client.fetch("http://site.cn/")
    assert [value for name, value in fetched.headers if name.lower() == "set-cookie"] == ["a", "b"]
    assert (fetched.header("server"), fetched.header("X-NAME")) == ("x", "\xd6\xd0")


def test_connections_are_closed_and_not_shared(hostile: Bench):
    hostile.serve("/", answer(HTML))
    for _ in range(3):
        hostile.client.fetch("http://site.cn/")
    assert len(hostile.wire.connects) == 3


def test_the_clock_is_an_argument(hostile: Bench):
    bench = make_bench(hostile.server, Limits(deadline=5))
    times = iter([0.0, 0.0])
    bench.client.clock = lambda: next(times, 100.0)
    assert kinds(bench.client.fetch("http://site.cn/")) == ["timeout"]
