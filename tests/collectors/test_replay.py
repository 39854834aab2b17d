from __future__ import annotations

import gzip
import json

import pytest

from tests.collectors.hostile import Bench, answer
from zhenwang.collectors.client import Fetched, GuardedClient
from zhenwang.collectors.recording import RecordingError
from zhenwang.collectors.replay import ReplayTransport

MIB = 1024 * 1024


def recorded(folder, *answers, default=None) -> GuardedClient:
    (folder / "answers.json").write_text(json.dumps({"default": default, "answers": answers}), encoding="utf-8")
    return GuardedClient(ReplayTransport(folder))


def page(url: str, text: str = "<title>页</title>", **more) -> dict:
    return {"url": url, "status": 200, "headers": [["Content-Type", "text/html"]], "text": text} | more


def kinds(fetched: Fetched) -> list[str]:
    return [gap.kind for gap in fetched.gaps]


def test_a_recorded_page_comes_back_with_its_headers_and_address(tmp_path):
    client = recorded(tmp_path, page("http://site.example", address="198.51.100.7"))
    fetched = client.fetch("http://site.example/")
    assert (fetched.status, fetched.body.decode(), fetched.gaps) == (200, "<title>页</title>", ())
    assert fetched.header("content-type") == "text/html"
    assert fetched.hops[0].address == "198.51.100.7"


def test_addresses_match_exactly_and_others_on_the_host_answer_404(tmp_path):
    client = recorded(tmp_path, page("https://site.example/a?b=1"))
    assert client.fetch("https://site.example/a?b=1").status == 200
    for other in ("https://site.example/a", "https://site.example/a?b=2", "http://site.example/a?b=1"):
        assert client.fetch(other).status == 404


def test_a_host_of_which_only_a_fault_is_recorded_is_down_altogether(tmp_path):
    down = {"url": "https://site.example/", "fault": "timeout"}
    assert kinds(recorded(tmp_path, down).fetch("http://site.example/")) == ["timeout"]
    assert recorded(tmp_path, down, page("http://site.example/a")).fetch("http://site.example/").status == 404


def test_hosts_not_listed_answer_with_the_default_or_not_at_all(tmp_path):
    parked = page("", "<title>parked</title>")
    assert recorded(tmp_path, default=parked).fetch("http://other.example/any").body == b"<title>parked</title>"
    assert kinds(recorded(tmp_path).fetch("http://other.example/any")) == ["dns"]
    assert kinds(recorded(tmp_path, default={"fault": "timeout"}).fetch("http://other.example/")) == ["timeout"]


@pytest.mark.parametrize(
    ("fault", "kind"),
    [("dns", "dns"), ("timeout", "timeout"), ("refused", "connection_refused"), ("reset", "connection_reset")],
)
def test_recorded_faults_give_the_gaps_of_the_network(tmp_path, fault, kind):
    fetched = recorded(tmp_path, {"url": "http://site.example/", "fault": fault}).fetch("http://site.example/")
    assert (kinds(fetched), fetched.status, len(fetched.hops)) == ([kind], 0, 1)


@pytest.mark.parametrize("address", ["10.0.0.1", "127.0.0.1", "169.254.169.254", "::ffff:192.0.2.1", "100.100.100.200"])
def test_F1_a_recorded_address_of_ours_is_refused_as_on_the_network(tmp_path, address):
    client = recorded(tmp_path, page("http://site.example/", address=address))
    assert kinds(client.fetch("http://site.example/")) == ["refused_address"]


def test_F1_literals_are_judged_with_documentation_ranges_allowed(tmp_path):
    client = recorded(tmp_path, page("http://203.0.113.9/"), page("http://[2001:db8::9]/"), default=page(""))
    assert client.fetch("http://203.0.113.9/").hops[0].address == "203.0.113.9"
    assert client.fetch("http://[2001:db8::9]/").status == 200
    assert kinds(client.fetch("http://127.0.0.1/")) == ["refused_address"]
    assert kinds(client.fetch("http://[::1]/")) == ["refused_address"]


def test_F10_a_recorded_bomb_stops_at_the_limit(tmp_path):
    (tmp_path / "bomb.gz").write_bytes(gzip.compress(bytes(30 * MIB)))
    bomb = page("http://site.example/", file="bomb.gz") | {"headers": [["Content-Encoding", "gzip"]]}
    fetched = recorded(tmp_path, bomb).fetch("http://site.example/")
    assert (len(fetched.body), kinds(fetched)) == (20 * MIB, ["too_large"])


NETWORK_AND_RECORDING = {
    "page": {"/": ("200 OK", [["Content-Type", "text/html"]], "<title>x</title>")},
    "redirect": {"/": ("302 Found", [["Location", "/b"]], "unseen"), "/b": ("200 OK", [], "there")},
    "loop": {"/": ("302 Found", [["Location", "/b"]], ""), "/b": ("301 Moved", [["Location", "/"]], "")},
    "endless": {f"/{'x' * n}": ("302 Found", [["Location", f"/{'x' * (n + 1)}"]], "") for n in range(15)},
    "inside": {"/": ("302 Found", [["Location", "http://10.0.0.1/"]], "")},
    "file": {"/": ("302 Found", [["Location", "file:///etc/passwd"]], "")},
    "no location": {"/": ("302 Found", [], "body")},
    "codings": {"/": ("200 OK", [["Content-Encoding", "gzip, gzip, gzip"]], "x")},
    "corrupt": {"/": ("200 OK", [["Content-Encoding", "gzip"]], "not gzip")},
    "missing": {"/z": ("200 OK", [], "")},
    "error": {"/": ("503 Busy", [["Retry-After", "9"]], "later")},
}


@pytest.mark.parametrize("case", NETWORK_AND_RECORDING)
def test_a_recording_behaves_like_the_network(hostile: Bench, tmp_path, case):
    answers = []
    for path, (status, headers, text) in NETWORK_AND_RECORDING[case].items():
        hostile.serve(path, answer(text.encode(), status, *(f"{name}: {value}" for name, value in headers)))
        answers.append({"url": f"http://site.cn{path}", "status": int(status[:3]), "headers": headers, "text": text})
    live = hostile.client.fetch("http://site.cn/")
    replayed = recorded(tmp_path, *answers).fetch("http://site.cn/")
    assert (replayed.status, replayed.gaps, replayed.final_url) == (live.status, live.gaps, live.final_url)
    assert [(h.url, h.status, h.location) for h in replayed.hops] == [(h.url, h.status, h.location) for h in live.hops]
    if case != "missing":
        assert replayed.body == live.body


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("{", "answers.json"),
        ("[]", "'answers'"),
        ('{"answers": {}}', "'answers'"),
        ('{"answers": [1]}', "answer 1"),
        ('{"answers": [{"url": "http://127.1/"}]}', "127.1"),
        ('{"answers": [{"url": "http://a.cn/"}, {"url": "http://a.cn"}]}', "answer 2"),
        ('{"answers": [{"url": "http://a.cn/", "fault": "meteor"}]}', "meteor"),
        ('{"answers": [{"url": "http://a.cn/", "status": "200"}]}', "status"),
        ('{"answers": [{"url": "http://a.cn/", "status": 7}]}', "status"),
        ('{"answers": [{"url": "http://a.cn/", "headers": [["a"]]}]}', "headers"),
        ('{"answers": [{"url": "http://a.cn/", "headers": 5}]}', "headers"),
        ('{"answers": [{"url": "http://a.cn/", "address": "here"}]}', "here"),
        ('{"answers": [{"url": "http://a.cn/", "text": 5}]}', "text"),
        ('{"answers": [{"url": "http://a.cn/", "file": "gone.html"}]}', "gone.html"),
        ('{"answers": [{"url": "http://a.cn/", "file": "../answers.json"}]}', "../answers.json"),
        ('{"answers": [{"url": "http://a.cn/", "file": "/etc/passwd"}]}', "/etc/passwd"),
        ('{"answers": [], "default": 3}', "default"),
    ],
)
def test_a_broken_recording_names_its_file_and_entry(tmp_path, content, named):
    folder = tmp_path / "day"
    folder.mkdir()
    (tmp_path / "answers.json").write_text("{}")
    (folder / "answers.json").write_text(content)
    with pytest.raises(RecordingError) as caught:
        ReplayTransport(folder)
    assert named in str(caught.value)
    assert "answers.json" in str(caught.value)


def test_a_missing_recording_is_said_to_be_missing(tmp_path):
    with pytest.raises(RecordingError):
        ReplayTransport(tmp_path / "nowhere")
