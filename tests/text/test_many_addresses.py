"""A report is no way to fill the inbox, or to keep the machine reading: what it names and what is tried are bounded."""

from __future__ import annotations

import pytest

from zhenwang.domain.hosts import parse_host
from zhenwang.text import addresses
from zhenwang.text.addresses import MAX_FOUND, addresses_named, extract_urls, hosts_named


def test_R2_twenty_full_fields_name_fifty_hosts_and_not_a_thousand() -> None:
    fields = [" ".join(f"site{field}x{number}.example" for number in range(90)) for field in range(20)]
    assert len(hosts_named(fields)) == MAX_FOUND
    assert hosts_named(fields)[0] == "site0x0.example"


def test_R2_fields_that_name_one_address_are_one() -> None:
    assert len(addresses_named(["www.example.com/a"] * 20)) == 1


@pytest.mark.parametrize("part", [",啊.中国", "，甲.乙乙 ", "http://甲..乙乙 ", ",a.zz", "http://啊.中国,"])
def test_R2_few_of_what_looks_like_an_address_are_tried(part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    tried = []
    monkeypatch.setattr(addresses, "parse_host", lambda name: tried.append(name) or parse_host(name))
    extract_urls("".join(part.replace("啊", f"啊{number}") for number in range(4_000)))
    assert len(tried) <= 400


def test_the_fiftieth_address_is_found_and_the_next_is_not() -> None:
    text = " ".join(f"http://a{number}.example/" for number in range(60))
    assert [found.host.ascii for found in extract_urls(text)] == [f"a{number}.example" for number in range(50)]
