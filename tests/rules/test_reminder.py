"""The reminder letter: polite, factual, and never the word for a fake."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.made_sites import TODAY, department, found, home_page, marked, observed, portal
from zhenwang.domain.body import Contact
from zhenwang.domain.finding import Finding, FindingKind
from zhenwang.domain.legal_basis import LegalBasis, read_legal_basis
from zhenwang.domain.registry import OfficialSite
from zhenwang.rules.reminder import KIND_WORDS, draft, suggested_days

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def articles() -> dict[str, LegalBasis]:
    with (ROOT / "seeds" / "legal_basis.csv").open(encoding="utf-8", newline="") as lines:
        return dict(read_legal_basis(lines, "legal_basis.csv")[0])


def findings() -> tuple[Finding, ...]:
    return found(marked(), seen=[observed("scjg.hubei.gov.cn", page=home_page(footer=""), country="US")])


def test_the_letter_says_what_was_seen_why_it_matters_and_by_when(articles: dict[str, LegalBasis]) -> None:
    site = marked(supervisor="湖北省人民政府办公厅", contact=Contact(phones=("027-87811234",)))
    letter = draft(site, findings(), date(2026, 12, 20), articles)
    assert letter.startswith("关于湖北省市场监督管理局网站有关情况的提醒函（草稿）")
    assert "湖北省人民政府办公厅并转湖北省市场监督管理局：" in letter
    for finding in findings():
        assert finding.because in letter
        assert articles[finding.basis].text in letter
        assert articles[finding.basis].citation in letter
    assert "2027年1月19日前（30个自然日内）" in letter
    assert "2027年1月4日前（15个自然日内）" in letter
    assert "〔联系人姓名，待填〕" in letter
    assert "027-87811234" in letter
    assert letter.rstrip().endswith("2026年12月20日")


def test_without_articles_the_facts_still_stand() -> None:
    letter = draft(marked(), findings(), TODAY)
    assert "依据" not in letter
    assert findings()[0].because in letter


def test_a_sponsor_is_addressed_and_nobody_is_asked_to_pass_it_on_to_himself() -> None:
    assert "湖北省教育厅办公室：" in draft(department(sponsor="湖北省教育厅办公室"), findings(), TODAY)
    assert "并转" not in draft(department(supervisor="湖北省教育厅"), findings(), TODAY)


WORDS = st.text(st.sampled_from("假冒仿充政府\n\x00\u202e，a"), max_size=40)


@given(WORDS, WORDS, WORDS)
def test_no_page_and_no_registry_makes_the_letter_accuse(name: str, because: str, snippet: str) -> None:
    finding = Finding(FindingKind.NAMING, "a.gov.cn", "name", because, because, "", snippet)
    letter = draft(portal(name=name), [finding], TODAY)
    for word in ("假冒", "仿冒", "冒充"):
        assert word not in letter
    assert "\u202e" not in letter
    assert "\x00" not in letter


def test_a_flood_of_findings_is_counted_and_not_printed_whole() -> None:
    served = tuple(f"h{number}.example" for number in range(60))
    many = found(portal(), seen=[observed("www.huangshi.gov.cn", served_hosts=served)]) * 3
    letter = draft(portal(), many, TODAY)
    assert "以下150项" in letter
    assert "另有100项" in letter


def test_every_kind_has_words_and_a_term() -> None:
    assert set(KIND_WORDS) == set(FindingKind)
    assert all(7 <= suggested_days(kind) <= 30 for kind in FindingKind)


def test_nobody_known_is_addressed_as_a_blank_and_an_office_is_not_asked_to_write_to_itself() -> None:
    host = OfficialSite("www.newgov.gov.cn", "www.newgov.gov.cn", ("www.newgov.gov.cn",))
    letter = draft(host, findings(), TODAY)
    assert letter.startswith("关于域名www.newgov.gov.cn有关情况的提醒函")
    assert "待核〕：" in letter
    own = draft(portal(supervisor="黄石市人民政府办公室"), findings(), TODAY)
    assert "\n黄石市人民政府办公室：\n" in own
