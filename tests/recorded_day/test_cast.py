"""The expectations, the recording and the registry agree, and the day keeps its own rules."""

import csv
import io
import json
import re
from collections import Counter
from urllib.parse import urlsplit

import pytest

from corpora.day_cast import bodies, cast, names
from corpora.recorded_day import FOLDER
from zhenwang.domain.hosts import Host, parse_host
from zhenwang.lists.site_list import read_registry

EXPECTED = list(csv.DictReader(io.StringIO((FOLDER / "expected.csv").read_text("utf-8"))))
RECORDING = json.loads((FOLDER / "answers.json").read_text("utf-8"))
RESERVED = re.compile(r"(^|\.)(example|test|example\.(com|net|org))$")


@pytest.fixture(scope="module")
def registry():
    with (FOLDER.parent / "official_sites.csv").open(encoding="utf-8") as lines:
        sites, _ = read_registry(lines, "official_sites.csv")
    return {host: site for site in sites for host in site.hosts}


def test_every_recorded_host_is_expected_and_the_other_way_round():
    recorded = {urlsplit(answer["url"]).hostname for answer in RECORDING["answers"]}
    assert recorded == {row["host"] for row in EXPECTED}
    assert len(recorded) == len(EXPECTED) >= 30


def test_words_of_the_table():
    outcomes = {"case", "watch", "clear", "official", "unseen"}
    for row in EXPECTED:
        assert row["outcome"] in outcomes, row
        assert row["why"].strip(), row
        allowed = {"case": {"confirmable", "review"}, "watch": {"watch"}, "clear": {"clear"}}
        assert row["band"] in allowed.get(row["outcome"], {""}), row
        assert row["limb"] in ({"a", "b"} if row["outcome"] == "case" else {""}), row
        assert bool(row["imitates"]) == (row["outcome"] in ("case", "watch")), row


def test_the_day_has_every_kind_of_outcome():
    counts = Counter(row["band"] or row["outcome"] for row in EXPECTED)
    assert counts["confirmable"] >= 10
    assert min(counts[kind] for kind in ("review", "watch", "clear", "unseen")) >= 3
    assert counts["official"] >= 2


def test_who_is_suspected_stands_on_a_reserved_name():
    for row in EXPECTED:
        if row["outcome"] not in ("official", "clear"):
            assert RESERVED.search(row["host"]), row["host"]
    real = {row["host"] for row in EXPECTED if not RESERVED.search(row["host"])}
    assert real == {"www.hubei.gov.cn", "www.qsq.gov.cn", "big5.xinhuanet.com"}


def test_imitated_sites_are_protected_entries_of_the_registry(registry):
    for row in EXPECTED:
        if row["imitates"]:
            site = registry[row["imitates"]]
            assert site.id == row["imitates"]
            assert site.protected


def test_official_hosts_are_in_the_registry_and_no_suspect_is(registry):
    for row in EXPECTED:
        assert (row["host"] in registry) == (row["outcome"] == "official"), row["host"]


def test_names_of_the_bodies_are_those_of_the_registry(registry):
    for host, name in names().items():
        assert registry[host].name == name


def test_our_renditions_invent_no_marks(registry):
    for host, body in bodies().items():
        marks = registry[host].marks
        shown = body.facts.get("marks", {})
        assert shown.get("site_code", "") in ("", *marks.site_codes), host
        assert shown.get("conac", "") in ("", *marks.conac), host
        assert body.facts.get("icp", "") in ("", *marks.icp), host
        assert body.facts.get("psb", "") in ("", *marks.psb), host


def test_hosts_are_in_their_wire_form():
    for member in cast():
        host = parse_host(member.host)
        assert isinstance(host, Host)
        assert host.ascii == member.host


def test_every_member_turns_up_somewhere():
    assert all(set(member.seen) <= {"data", "names", "entries", "report", "list"} and member.seen for member in cast())
