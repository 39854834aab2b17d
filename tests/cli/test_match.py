"""``zhenwang match``: hosts as arguments are explained, hosts on standard input become JSON lines."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from zhenwang.cli.match_text import marked

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def registry(tmp_path: Path) -> str:
    file = tmp_path / "r.csv"
    file.write_text("name,domain\nInternal Revenue Service,www.irs.gov\n湖北省人民政府,www.hubei.gov.cn\n")
    return str(file)


def test_hosts_as_arguments_are_explained(zhenwang: Run, registry: str) -> None:
    words = ("www-irs-gov.refund.example", "https://Hubei-gov.top/x", "www.irs.gov", "plain.example")
    code, said, told = zhenwang("match", *words, "--registry", registry)
    hosts = [line for line in said.splitlines() if "bits" not in line]
    assert (code, told) == (0, "")
    assert hosts[0].startswith("0.")
    assert "embedded_host" in hosts[0]
    assert "www-[irs-gov].refund.example" in hosts[0]
    assert hosts[0].endswith("www.irs.gov Internal Revenue Service")
    assert "[hubei]-gov.top" in hosts[1]
    assert hosts[2].endswith("www.irs.gov  not put forward: official, or under an official name")
    assert "not put forward: its name resembles no" in hosts[3]
    assert len(hosts) == 4


def test_arguments_that_are_no_hosts_are_told_of_and_the_others_explained(zhenwang: Run, registry: str) -> None:
    code, said, told = zhenwang("match", "192.0.2.1", "a..\x1b[31m", "irs-gov.top", "--registry", registry)
    assert code == 1
    assert "irs" in said
    assert "'192.0.2.1' is no host name: an IP address, not a host name" in told
    assert "\x1b" not in told + said


def test_arguments_as_json_are_the_lines_of_standard_input(zhenwang: Run, registry: str) -> None:
    words = ("match", "--registry", registry, "--nearest")
    _, said, _ = zhenwang(*words, "--json", "irs-gov.top", "plain.example")
    assert zhenwang(*words, given=b"irs-gov.top\nplain.example\n")[1] == said
    (row,) = map(json.loads, said.splitlines())
    assert row["nearest"][0]["site"] == row["site"] == "www.irs.gov"
    assert {"site", "rule", "span", "score"} <= set(row["nearest"][0])


def test_lines_that_are_no_hosts_are_told_of_at_the_end(zhenwang: Run, registry: str) -> None:
    given = b"\xff\xfe\x00\n" + b"a" * 100_000 + b"\nirs-gov.top\n10.0.0.1\n10.0.0.2\n"
    code, said, told = zhenwang("match", "--registry", registry, given=given)
    assert code == 0
    assert [json.loads(line)["host"] for line in said.splitlines()] == ["irs-gov.top"]
    assert told.splitlines()[0] == "4 of 5 lines are no host names and were passed over:"
    assert "  2 × an IP address, not a host name: line 4 '10.0.0.1', line 5 '10.0.0.2'" in told
    assert "1 × longer than 4,096 bytes: line 2 'aaa" in told


def test_every_repeated_line_has_its_own_answer(zhenwang: Run, registry: str) -> None:
    assert zhenwang("match", "--registry", registry, given=b"irs-gov.top\n" * 3)[1].count("\n") == 3


@pytest.mark.parametrize(("closed", "stream"), [("<&-", "input"), (">&-", "output")])
def test_a_closed_stream_is_said_in_a_sentence(registry: str, closed: str, stream: str) -> None:
    command = [sys.executable, "-m", "zhenwang", "match", "--registry", registry]
    shell = f'exec "$@" {closed}'
    done = subprocess.run(["bash", "-c", shell, "sh", *command], capture_output=True, input="", text=True, check=False)
    assert done.returncode == 2
    assert f"standard {stream} is closed" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_reader_that_goes_away_is_no_error(registry: str) -> None:
    command = f"yes irs-gov.top | head -n 3000 | {sys.executable} -m zhenwang match --registry {registry} | head -n 1"
    done = subprocess.run(
        ["bash", "-c", command + "; echo ${PIPESTATUS[2]}"], capture_output=True, text=True, check=False
    )
    assert done.stdout.splitlines()[1] == "0"
    assert done.stderr == ""


def test_a_rule_is_told_by_its_name_and_in_words(zhenwang: Run, registry: str) -> None:
    _, said, _ = zhenwang("match", "www-irs-gov.refund.top", "--registry", registry)
    first, *reasons = said.splitlines()
    assert first.split("  ")[1] == "embedded_host: an official host stands inside it"
    assert [line.split("  ")[-1].strip() for line in reasons] == [
        "service_word: a word that services use",
        "embedded_host: an official host stands inside it",
        "service_word: a word that services use",
        "open_suffix: a suffix that costs next to nothing",
    ]
    assert all(re.fullmatch(r" {8} *[+]\d+\.\d bits  \S+ +  ?\w+: .*", line) for line in reasons), reasons


def test_a_service_abroad_is_named_though_no_registry_holds_it(zhenwang: Run, registry: str) -> None:
    assert (
        "etax.chinatax.gov.cn Individual income tax"
        in zhenwang("match", "gerensuodeshui.top", "--registry", registry)[1]
    )


@pytest.mark.parametrize(
    ("text", "place", "shown"),
    [("a-gov.top", (2, 5), "a-[gov].top"), ("a.top", None, "a.top"), ("[b]", (1, 2), "[[b]]")],
)
def test_the_span_stands_in_brackets(text: str, place: tuple[int, int] | None, shown: str) -> None:
    assert marked(text, place).plain == shown


def test_names_are_read_as_reports_write_them(zhenwang: Run, registry: str) -> None:
    lines = b"hubei[.]gov-cn[.]top\nhxxps://www-irs-gov[.]top/pay\n"
    code, said, told = zhenwang("match", "--registry", registry, given=lines)
    assert (code, told) == (0, "")
    assert [json.loads(row)["host"] for row in said.splitlines()] == ["hubei.gov-cn.top", "www-irs-gov.top"]


def test_a_file_among_the_arguments_is_told_to_be_one(zhenwang: Run, registry: str, tmp_path: Path) -> None:
    names = tmp_path / "fakes.txt"
    names.write_text("hubei-gov.top\n")
    code, _, told = zhenwang("match", str(names), "--registry", registry)
    assert code == 1
    assert "is a file; zhenwang match <" in told
