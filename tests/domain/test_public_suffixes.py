"""Public suffixes: the short way gives what tldextract gives."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenwang.domain.public_suffixes import public_suffix, slow_public_suffix

# Plain rules, wildcards with their exceptions, private rules, IDN rules in both forms, a rule with a gap above it.
ENDINGS = [
    "gov.cn", "cn", "com", "github.io", "ck", "www.ck", "kawasaki.jp", "city.kawasaki.jp", "kobe.jp", "jp", "co.uk",
    "xn--zfr164b", "xn--fiqs8s", "xn--55qx5d.cn", "xn--", "xn--a", "notatld", "s3.amazonaws.com",
    "compute.amazonaws.com", "platform.sh", "*.cn", "xn--wgbh1c", "1.2.3.4", "museum", "",
]  # fmt: skip
labels = st.lists(
    st.sampled_from(["www", "a", "xn--a", "xn--55qx5d", "city", "gov", "-", "_dmarc", "1", ""]), max_size=5
)


@given(labels, st.sampled_from(ENDINGS))
def test_the_short_way_gives_what_tldextract_gives(before: list[str], ending: str) -> None:
    name = ".".join([*before, ending])
    assert public_suffix(name) == slow_public_suffix(name)


@given(st.text("abxn-.0_1/:@[]。", max_size=30))
def test_any_text_gets_the_same_answer(text: str) -> None:
    assert public_suffix(text) == slow_public_suffix(text)


@pytest.mark.parametrize(
    ("name", "suffix"),
    [
        ("rst.hubei.gov.cn", "gov.cn"),
        ("a.b.ck", "b.ck"),
        ("a.www.ck", "ck"),
        ("someone.github.io", "github.io"),
        ("a.notatld", ""),
        ("xn--gmq29h2ymrsd2wek9me3dixwgfi3slqt6d.xn--zfr164b", "xn--zfr164b"),
    ],
)
def test_rules_wildcards_and_exceptions(name: str, suffix: str) -> None:
    assert public_suffix(name) == suffix


def test_a_plain_name_needs_no_http_client() -> None:
    code = (
        "import sys; from zhenwang.domain.hosts import parse_host; parse_host('rst.hubei.gov.cn');"
        "sys.exit('requests' in sys.modules or 'tldextract' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0
