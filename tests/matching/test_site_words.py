from __future__ import annotations

from collections.abc import Iterator

import pytest

from zhenwang.domain.registry import OfficialSite
from zhenwang.matching import site_words
from zhenwang.matching.service_words import ServiceWord
from zhenwang.matching.site_words import language_of, words_for

ROWS = (
    ("zhengshu", "zh", "document"),
    ("cx", "zh", "action"),
    ("dl", "zh", "action"),
    ("rimborso", "it", "money"),
    ("login", "en", "action"),
    ("verify", "en", "action"),
    ("refund", "en", "money"),
)


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    words = {word: ServiceWord(word, language, kind, "") for word, language, kind in ROWS}
    monkeypatch.setattr(site_words, "service_words", lambda: words)
    site_words._foremost.cache_clear()
    yield
    site_words._foremost.cache_clear()


def site(name: str, host: str) -> OfficialSite:
    return OfficialSite(host, name, (host,))


@pytest.mark.parametrize(
    ("name", "host", "language"),
    [
        ("湖北省人民政府", "www.hubei.gov.cn", "zh"),
        ("マイナポータル", "myna.go.jp", "ja"),
        ("国税庁", "www.nta.go.jp", "ja"),
        ("Internal Revenue Service", "www.irs.gov", "en"),
        ("Agenzia delle Entrate", "www.agenziaentrate.gov.it", "it"),
        ("Bundesministerium", "www.bmf.gv.at", "de"),
        ("Somebody", "example.org", ""),
    ],
)
def test_a_language_is_told_by_script_or_country(name: str, host: str, language: str) -> None:
    assert language_of(site(name, host)) == language


def test_words_are_of_the_sites_language_and_english_the_foremost_first() -> None:
    chinese = words_for(site("湖北省人民政府", "www.hubei.gov.cn"))
    assert set(chinese[:3]) == {"zhengshu", "cx", "dl"}
    assert chinese[0] == "zhengshu"
    assert chinese[3:] == ("login", "refund", "verify")
    assert words_for(site("Agenzia", "www.agenziaentrate.gov.it"))[0] == "rimborso"
    assert set(words_for(site("Service", "www.irs.gov"))) == {"login", "verify", "refund"}
