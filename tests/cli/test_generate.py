"""``zhenwang generate``: names for a DNS checker, from a list of official sites that has names and hosts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from zhenwang.domain.hosts import Host, parse_host

ROWS = """name,domain
湖北省人民政府,www.hubei.gov.cn
湖北省人力资源和社会保障厅,rst.hubei.gov.cn
湖南省人力资源和社会保障厅,rst.hunan.gov.cn
湖南省教育厅,jyt.hunan.gov.cn
"""


@pytest.fixture
def run(zhenwang: Run, tmp_path: Path) -> Run:
    listed = tmp_path / "sites.csv"
    listed.write_text(ROWS, encoding="utf-8")

    def generate(*words: str) -> tuple[int, str, str]:
        return zhenwang("generate", *words, "--registry", str(listed))

    return generate


@pytest.mark.parametrize("asked", ["www.hubei.gov.cn", "hubei.gov.cn", "https://www.hubei.gov.cn/a", "湖北省人民政府"])
def test_a_site_is_found_by_host_and_by_name(run: Run, asked: str) -> None:
    code, said, _ = run(asked, "--class", "embedded", "--plain", "--limit", "20")
    assert code == 0
    assert "hubei-gov-cn.com" in said.splitlines()


def test_plain_is_one_ascii_host_a_line_and_none_below_gov_cn(run: Run) -> None:
    code, said, told = run("rst.hubei.gov.cn", "--plain")
    hosts = said.splitlines()
    assert (code, told) == (0, "")
    assert 500 < len(hosts) <= 1_000
    assert len(set(hosts)) == len(hosts)
    assert all(isinstance(parse_host(host), Host) and host.isascii() for host in hosts)
    assert not [host for host in hosts if host.endswith(".gov.cn")]
    assert any(host.startswith("xn--") for host in hosts)


def test_json_says_class_rule_span_and_score(run: Run) -> None:
    code, said, _ = run("湖北省人力资源和社会保障厅", "--json", "--limit", "300")
    found = json.loads(said)
    assert code == 0
    assert found["site"] == "rst.hubei.gov.cn"
    first = found["names"][0]
    assert set(first) == {"host", "class", "unicode", "registrable", "suffix", "rule", "span", "score"}
    assert first["score"] > 0.5
    assert first["span"]
    assert sum(found["made"].values()) > 10_000


def test_text_counts_each_class_and_shows_both_forms_of_a_name(run: Run) -> None:
    code, said, _ = run("www.hubei.gov.cn", "--class", "native", "--class", "place_office", "--limit", "40")
    assert code == 0
    assert "www.hubei.gov.cn 湖北省人民政府" in said
    assert "native" in said
    assert "place_office" in said
    assert "front" not in said
    assert "湖北省人民政府.com  xn--" in said


def test_who_is_not_known_or_not_one_is_refused(run: Run) -> None:
    code, said, told = run("example.org")
    assert (code, said) == (1, "")
    assert "example.org" in told
    code, said, told = run("湖南省")
    assert code == 2
    assert "jyt.hunan.gov.cn" in said
    assert "2 sites" in told


@pytest.mark.parametrize("words", [("--limit", "-1"), ("--limit", "200001"), ("--plain", "--json")])
def test_misuse_is_said(run: Run, words: tuple[str, ...]) -> None:
    code, said, told = run("www.hubei.gov.cn", *words)
    assert (code, said) == (2, "")
    assert words[0].strip("-") in told


def test_it_teaches_itself(zhenwang: Run) -> None:
    code, said, _ = zhenwang("generate", "--help")
    assert code == 0
    assert "--plain" in said
    assert "place-office" in said
