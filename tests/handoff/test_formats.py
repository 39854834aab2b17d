"""A handoff in both forms: exact for machines, safe and complete for people."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from zhenwang.domain.authorities import Offices, read_authorities
from zhenwang.domain.case import Case, Event, State
from zhenwang.domain.legal_basis import read_legal_basis
from zhenwang.domain.look import Hop, Look
from zhenwang.domain.registry import OfficialSite
from zhenwang.domain.score import Band, Contribution, Score
from zhenwang.domain.signal import Axis, Family, Signal
from zhenwang.evidence.manifest import build
from zhenwang.handoff import as_html, as_json, package
from zhenwang.handoff.dossier import Dossier, NotConfirmed, defang, gather

NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)
SITE = OfficialSite("www.huangshi.gov.cn", "黄石市人民政府", ("www.huangshi.gov.cn",))
SEEDS = Path(__file__).parents[2] / "seeds"
HUBEI = Offices(
    read_authorities((SEEDS / "authorities.csv").open(encoding="utf-8", newline=""), "authorities.csv")[0],
    read_legal_basis((SEEDS / "legal_basis.csv").open(encoding="utf-8", newline=""), "legal_basis.csv")[0],
    limbs={"a": "hubei-2018-31a", "b": "hubei-2018-31b"},
)
PROPOSAL = {
    "limb": "a", "imitates": SITE.id, "quote": "黄石市人民政府门户网站", "mismatch": "域名不在名录",
    "misleading": "公众会误认", "without_sponsor": "正在收集信息",
}  # fmt: skip


def _dossier(
    text: str = "页面自称黄石市人民政府",
    url: str = "http://www.lansegs.example/",
    state: State = State.CONFIRMED,
    offices: Offices = HUBEI,
    confirmer: str = "李强",
    package_seen: str = "p1",
):
    score = Score(0.99, Band.CONFIRMABLE, SITE.id, "a", (), "m", "r")
    signal = Signal("claimed_name", Axis.CLAIM, Family.NAME, 1.0, text, text, text, "hubei-2018-31a", SITE.id)
    hops = (Hop(url, 200, "192.0.2.1"),)
    look = Look("www.lansegs.example", url, NOW, url, 200, (("server", text),), text.encode("utf-8", "replace"), hops)
    case = Case(
        "ZW-20261120-0001", look.host, url, date(2026, 11, 20), state, SITE.id, score, (signal,), NOW, "d", "e" * 64
    )
    analysis, fixed, review = State.ANALYSIS, State.EVIDENCE_FIXED, State.REVIEW
    seen = PROPOSAL | {"seen_digest": "e" * 64, "proposal": "p1"}
    events = [
        Event(case.id, 1, NOW, "王芳", "analyse", State.LEAD, analysis, text, {}, "1"),
        Event(case.id, 2, NOW, "王芳", "fix_evidence", analysis, fixed, text, {"evidence": "e" * 64}, "2"),
        Event(case.id, 3, NOW, "王芳", "propose", fixed, review, text, seen, "3"),
        Event(case.id, 4, NOW, confirmer, "confirm", review, State.CONFIRMED, text, {"seen_digest": package_seen}, "4"),
    ]
    return gather(case, SITE, look, build(case, look, NOW).as_json(), {"page.body": look.body}, events, NOW, offices)


def test_an_unconfirmed_case_gives_no_dossier() -> None:
    for state in set(State) - {
        s for s in State if s.value in {"confirmed", "coordination", "handed_off", "down", "reported", "closed"}
    }:
        assert isinstance(_dossier(state=state), NotConfirmed), state


def test_W11_a_history_that_shows_one_person_or_another_package_gives_no_dossier() -> None:
    for refused in (_dossier(confirmer="王　芳"), _dossier(package_seen="p0")):
        assert isinstance(refused, NotConfirmed)
        assert "two people" in refused.reason


def test_the_machine_form_is_exact() -> None:
    dossier = _dossier()
    assert isinstance(dossier, Dossier)
    content = json.loads(as_json.render(dossier))
    assert content["suspect"]["url"] == "http://www.lansegs.example/"
    assert content["imitates"]["hosts"] == ["www.huangshi.gov.cn"]
    assert (content["proposed_by"], content["confirmed_by"]) == ("王芳", "李强")
    assert content["finding"]["quote"] == PROPOSAL["quote"]


def test_the_human_form_shows_everything_and_links_nothing() -> None:
    dossier = _dossier()
    assert isinstance(dossier, Dossier)
    page = as_html.render(dossier).decode()
    for words in (*PROPOSAL.values(), "王芳", "李强", "hxxp[:]//www[.]lansegs[.]example/", "第三十一条"):
        if words not in {"a", SITE.id}:
            assert words in page
    assert "http://www.lansegs" not in page
    assert "href" not in page
    assert "<script" not in page


def test_every_time_of_the_letter_is_beijings_with_its_offset() -> None:
    dossier = _dossier()
    assert isinstance(dossier, Dossier)
    page = as_html.render(dossier).decode()
    assert "李强（2026-11-20 16:00:00 +08:00）：" in page
    assert page.count("2026-11-20 16:00:00 +08:00") == 3
    assert "+0000" not in page
    assert "2026-11-20 08:00:00 +00:00" in as_html.render(dossier, UTC).decode()


def test_who_leads_and_who_cooperates_is_said_with_the_article() -> None:
    dossier = _dossier()
    assert isinstance(dossier, Dossier)
    page = as_html.render(dossier).decode()
    acting = page[page.index("处置单位") :]
    assert [acting.index(f"<th>{part}</th>") for part in ("牵头", "配合", "报送")] == sorted(
        acting.index(f"<th>{part}</th>") for part in ("牵头", "配合", "报送")
    )
    assert "（省网信办）" in acting
    assert "《湖北省政府网站管理办法（鄂政办发〔2018〕10号）》第三十一条" in acting
    content = json.loads(as_json.render(dossier))
    assert [one["part"] for one in content["authorities"]] == ["lead", *["cooperate"] * 3, "report"]
    assert content["authorities"][0]["article"] == content["article"] == content["signals"][0]["article"]
    assert content["article"].endswith("第三十一条")


def test_what_a_jurisdiction_does_not_have_is_left_out_of_the_letter() -> None:
    dossier = _dossier(offices=Offices(zone=ZoneInfo("America/New_York")))
    assert isinstance(dossier, Dossier)
    page, content = as_html.render(dossier).decode(), json.loads(as_json.render(dossier))
    assert not [word for word in ("处置单位", "第三十一条", "北京时间") if word in page]
    assert "2026-11-20 03:00:00 -05:00" in page
    assert "本页时间均为 America/New_York 时间" in page
    assert (content["authorities"], content["article"], content["signals"][0]["article"]) == ([], "", "")


def test_R14_keys_and_numbers_of_an_address_stand_in_the_evidence_and_in_no_form_of_the_letter() -> None:
    whole = "http://www.lansegs.example/p?token=8f3kQ29dkE3j4h5g6&phone=13700091234&id=7"
    dossier = _dossier(url=whole)
    assert isinstance(dossier, Dossier)
    files = package.files(dossier)
    assert json.loads(files["evidence/manifest.json"])["files"][0]["origin"] == whole
    for name in ("case.json", "case.html"):
        for secret in (b"8f3kQ29dkE3j4h5g6", b"13700091234"):
            assert secret not in files[name], name
        assert b"id=7" in files[name]


def test_W3_no_address_of_the_letter_is_live() -> None:
    dossier = _dossier(text="提交到 HTTP://evil.example/a?b=https://c.example/ 和 www.lansegs.example")
    assert isinstance(dossier, Dossier)
    page = as_html.render(dossier).decode()
    assert not re.search("https?://", page, re.IGNORECASE)
    assert "hxxp[:]//evil[.]example/a?b=hxxps[:]//c[.]example/ 和 www[.]lansegs[.]example" in page


def test_the_letters_chinese_has_chinese_punctuation() -> None:
    dossier = _dossier()
    assert isinstance(dossier, Dossier)
    page = re.sub("<style>.*?</style>", "", as_html.render(dossier).decode(), flags=re.DOTALL)
    assert not re.search("[\u4e00-\u9fff][(),;:]", page)


def test_the_weightiest_fact_comes_first() -> None:
    case = _dossier().case
    light, heavy = replace(case.signals[0], because="轻"), replace(case.signals[0], name="heavy", because="重")
    score = replace(case.score, contributions=(Contribution("heavy", 4, 1, 4), Contribution("claimed_name", 1, 1, 1)))
    page = as_html.render(replace(_dossier(), case=replace(case, signals=(light, heavy), score=score))).decode()
    assert page.index("<li>重") < page.index("<li>轻")


def test_an_official_name_in_chinese_is_shown_in_both_forms() -> None:
    site = replace(SITE, hosts=("www.huangshi.gov.cn", "xn--fiqs8s.example"))
    page = as_html.render(replace(_dossier(), official=site)).decode()
    assert "www.huangshi.gov.cn、中国.example（xn--fiqs8s.example）" in page


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_W1_hostile_words_stay_words(words: str) -> None:
    hostile = f"{words}<script>alert(1)</script><img src=x onerror=alert(1)>\"'"
    dossier = _dossier(text=hostile, url="javascript:alert(1)//<b>")
    assert isinstance(dossier, Dossier)
    page = as_html.render(dossier).decode()
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "<b>" not in page


def test_the_package_names_its_own_files_and_can_be_checked_without_us() -> None:
    dossier = _dossier()
    assert isinstance(dossier, Dossier)
    files = package.files(dossier)
    assert set(files) == {
        "case.json",
        "case.html",
        "evidence/manifest.json",
        "evidence/SHA256SUMS",
        "evidence/page.body",
    }
    assert b"  page.body\n" in files["evidence/SHA256SUMS"]


def test_W3_addresses_are_defanged() -> None:
    assert defang("https://a.b.example/x.html?q=1.2") == "hxxps[:]//a[.]b[.]example/x.html?q=1.2"
    assert defang("a.b.example") == "a[.]b[.]example"
