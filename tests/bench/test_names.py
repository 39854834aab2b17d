"""What the benchmark of names is asked with is the same every time, and shaped as it says."""

from __future__ import annotations

import statistics

import pytest
from rapidfuzz.distance import OSA

from bench.names.home_task import near_misses
from bench.names.labels import edits_of, lexicon_of, made_labels, made_sites
from bench.names.look_alikes import planted_beside
from bench.names.permutations import permutations
from bench.names.phishing_rule import REPORTED_FROM, PhishingRule, entropy
from bench.names.reference import agrees
from bench.names.stream import PLANTED, as_logged, made_stream
from zhenwang.domain.hosts import Host, parse_host


def test_a_shorter_list_of_labels_begins_a_longer_one() -> None:
    labels = made_labels(3_000)
    assert labels == made_labels(3_000)
    assert labels[:500] == made_labels(500)
    assert len(set(labels)) == 3_000
    assert statistics.mean(map(len, labels)) == pytest.approx(9.7, abs=0.5)
    assert all(label.isalnum() and label.isascii() for label in labels)


def test_longer_labels_may_be_misspelt_more() -> None:
    assert [edits_of("a" * length) for length in (4, 5, 8, 9, 32, 33)] == [0, 1, 1, 2, 2, 0]
    assert lexicon_of(("rst", "hubei")).edits.tolist() == [0, 1]


def test_the_stream_is_the_same_every_time() -> None:
    stream = made_stream(2_000)
    assert stream == made_stream(2_000)
    assert len(set(stream.names)) == 2_000
    assert len(stream.planted) == pytest.approx(2_000 * PLANTED, rel=0.5)


def test_names_are_hosts_and_bodies_are_theirs() -> None:
    stream = made_stream(300)
    for name, body in zip(stream.names, stream.bodies, strict=True):
        host = parse_host(name)
        assert isinstance(host, Host)
        assert host.ascii.removeprefix("www.") == f"{body.decode()}.{host.suffix}"


def test_a_sample_holds_as_many_look_alikes_as_were_asked_for() -> None:
    stream = made_stream(5_000)
    sample = stream.sample(100, planted=0.5)
    assert (len(sample), len(sample.planted)) == (100, 50)
    assert {sample.names[at] for at in sample.planted} <= {stream.names[at] for at in stream.planted}


def test_two_logs_show_every_name_four_times() -> None:
    stream = made_stream(2_500)
    logged = as_logged(stream)
    assert sorted(logged.names) == sorted(stream.names * 4)


def test_sites_are_as_many_as_asked_and_distinct() -> None:
    sites = made_sites(4_000)
    assert len({site.id for site in sites}) == 4_000
    assert sites == made_sites(4_000)


def test_near_misses_are_near() -> None:
    misses = near_misses(made_labels(200))
    assert misses
    assert all(OSA.distance(miss.name, miss.label) == miss.edits <= edits_of(miss.label) for miss in misses)


@pytest.mark.parametrize(
    "name",
    [
        "hubi",
        "hhubei",
        "huebi",
        "hubri",
        "hubnei",
        "lubei",
        "hu-bei",
        "hu.bei",
        "hubai",
        "hube1",
        "hubeix",
        "xn--hbei-0ra",
    ],
)
def test_every_kind_of_permutation_is_there(name: str) -> None:
    assert name in permutations("hubei")


def test_a_label_is_not_its_own_permutation() -> None:
    assert "hubei" not in permutations("hubei")


@pytest.mark.parametrize(
    ("name", "reported"),
    [
        ("hubei-login.top", True),
        ("hubel.com", True),
        ("hubeiabc.com", True),
        ("kitten.com", False),
        ("mail.com", False),
    ],
)
def test_the_rule_reports_labels_and_what_is_one_edit_from_them(name: str, reported: bool) -> None:
    assert PhishingRule(("hubei",)).reported([name]) == [reported]


def test_hyphens_and_depth_add_points() -> None:
    rule = PhishingRule(())
    assert rule.score("a-a-a-a-a.com") > rule.score("aaaaaaaaa.com")
    assert rule.score("a.a.a.a.com") > rule.score("aaaa.com")
    assert rule.score("a.top") == rule.score("a.com") + 20 < REPORTED_FROM


def test_entropy_is_in_bits() -> None:
    assert (entropy(""), entropy("aa"), entropy("ab"), entropy("abcd")) == (0, 0, 1, 2)


def test_the_exact_answer_is_that_of_the_brute_force() -> None:
    labels = made_labels(40)
    assert agrees(lexicon_of(labels), planted_beside(labels, 8))
