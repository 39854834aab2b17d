"""Site codes: every slip seen in the wild gets its own reason, and a real code that nobody listed is left in peace."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenwang.domain.registry import Marks, OfficialSite, Registry
from zhenwang.registry.codes import Verdict, judge_code

HOUSING = OfficialSite(
    "www.bjjs.gov.cn",
    "北京市住房和城乡建设委员会",
    ("www.bjjs.gov.cn",),
    region_code="110000",
    marks=Marks(("1100000159",), ("京ICP备17053655号",), ("京公网安备11040102700048号",)),
)
SUINING = OfficialSite(
    "www.suining.gov.cn",
    "遂宁市人民政府",
    ("www.suining.gov.cn",),
    region_code="510900",
    marks=Marks(("5109000015",)),
)
OFFICE = OfficialSite(
    "scjg.hubei.gov.cn",
    "湖北省市场监督管理局",
    ("scjg.hubei.gov.cn",),
    region_code="420000",
    marks=Marks(("4200000093",), ("鄂ICP备05011090号-1",), ("鄂公网安备42010602000665号",)),
)
GUEST = OfficialSite(
    "www.csrc-hb.gov.cn", "驻鄂机构", ("www.csrc-hb.gov.cn",), marks=Marks(("1100000200",), ("鄂ICP备05000001号",))
)
REGISTRY = Registry.of([HOUSING, SUINING, OFFICE, GUEST])
DIVISIONS = {
    "110000": "北京市",
    "420000": "湖北省",
    "510900": "四川省遂宁市",
    "340600": "安徽省淮北市",
    "330000": "浙江省",
}


@pytest.mark.parametrize(
    ("printed", "verdict", "reason", "reason_en"),
    [
        ("33000000069", Verdict.MALFORMED, "有 11 位数字", "11 digits"),
        ("310000000044", Verdict.MALFORMED, "有 12 位数字", "12 digits"),
        ("6101336101000000002921", Verdict.MALFORMED, "工商红盾", "工商红盾"),
        ("3610782", Verdict.MALFORMED, "有 7 位数字", "7 digits"),
        ("bm236554412", Verdict.MALFORMED, "bm 后有 9 位", "9 digits after bm"),
        ("N000000672", Verdict.MALFORMED, "商业", "commercial"),
        ("CA270000000608922730002", Verdict.MALFORMED, "CONAC 标识脚本", "CONAC script"),
        ("54918b9009dd6a86e053012819ac70b5", Verdict.MALFORMED, "CONAC 标识的 id", "CONAC mark"),
        ("42010602000665", Verdict.MALFORMED, "公安备案", "公安备案"),
        ("7700000012", Verdict.MALFORMED, "77", "77"),
        ("见页脚", Verdict.MALFORMED, "见页脚", "neither"),
        ("", Verdict.MALFORMED, "没有编号", "no code"),
        ("3300000000", Verdict.PLACEHOLDER, "0000", "0000"),
        ("1304000000", Verdict.PLACEHOLDER, "0000", "0000"),
        ("bm05000000", Verdict.PLACEHOLDER, "0000", "0000"),
        ("1234567890", Verdict.PLACEHOLDER, "占位", "placeholder"),
        ("1111111111", Verdict.PLACEHOLDER, "占位", "placeholder"),
        ("5109000001", Verdict.PLACEHOLDER, "5109000015", "5109000015"),
    ],
)
def test_every_slip_has_its_reason(printed: str, verdict: Verdict, reason: str, reason_en: str) -> None:
    judged = judge_code(printed, REGISTRY, DIVISIONS)
    assert judged.verdict is verdict
    assert reason in judged.reason
    assert reason_en in judged.reason_en
    assert judged.holders == ()


@pytest.mark.parametrize("printed", ["4200000093", " 4200000093 ", "４２００００００９３", "420000 0093"])
def test_an_owned_code_names_its_holder_however_it_is_printed(printed: str) -> None:
    judged = judge_code(printed, REGISTRY, DIVISIONS, host="scjg.hubei.gov.cn")
    assert (judged.value, judged.verdict, judged.holders) == ("4200000093", Verdict.OWNED, (OFFICE,))
    assert judged.kind == "local"


@pytest.mark.parametrize("code", ["3590000004", "6190000001", "4403920006"])
def test_a_region_outside_the_standard_is_accepted_with_a_note(code: str) -> None:
    judged = judge_code(code, REGISTRY, DIVISIONS)
    assert judged.verdict is Verdict.UNKNOWN_BUT_PLAUSIBLE
    assert f"{code[:6]} 不在 GB/T 2260" in judged.reason
    assert "not in GB/T 2260" in judged.reason_en


def test_an_unknown_code_of_a_known_region_and_of_a_central_body_is_plausible() -> None:
    assert "湖北省" in judge_code("4200000777", REGISTRY, DIVISIONS).reason
    assert judge_code("bm05000009", REGISTRY, DIVISIONS).verdict is Verdict.UNKNOWN_BUT_PLAUSIBLE
    assert judge_code("bm05000009", REGISTRY, DIVISIONS).kind == "central"


def test_a_real_code_on_a_foreign_host_is_copied() -> None:
    judged = judge_code("1100000159", REGISTRY, DIVISIONS, host="baizhuangcun.example.com")
    assert judged.verdict is Verdict.COPIED
    assert "北京市住房和城乡建设委员会" in judged.reason
    assert judged.holders == (HOUSING,)
    assert judge_code("1100000159", REGISTRY, DIVISIONS, host="www.bjjs.gov.cn").verdict is Verdict.OWNED


@pytest.mark.parametrize(
    ("icp", "psb"),
    [
        ("陕ICP备05004418号-1", "陕公网安备 34060002010001号"),
        ("陕ICP备05004418号-1", ""),
        ("", "陕公网安备34060002010001号"),
        ("", "皖公网安备61060002010001号"),
    ],
)
def test_a_region_that_contradicts_the_numbers_beside_it_is_said(icp: str, psb: str) -> None:
    judged = judge_code("3406000012", REGISTRY, DIVISIONS, icp=icp, psb=psb)
    assert judged.verdict is Verdict.CONTRADICTED
    assert "安徽省淮北市（皖）" in judged.reason
    assert "陕" in judged.reason


def test_letters_that_stand_for_one_province_do_not_contradict() -> None:
    judged = judge_code("5100000101", REGISTRY, DIVISIONS, icp="蜀ICP备13001288号-3", psb="川公网安备51010402000532号")
    assert judged.verdict is Verdict.UNKNOWN_BUT_PLAUSIBLE


def test_what_the_registry_itself_lists_side_by_side_contradicts_nothing() -> None:
    assert judge_code("1100000200", REGISTRY, DIVISIONS, icp="鄂ICP备05000001号").verdict is Verdict.OWNED
    assert judge_code("1100000200", REGISTRY, DIVISIONS, icp="冀ICP备05000001号").verdict is Verdict.CONTRADICTED
    assert (
        judge_code("1100000200", REGISTRY, DIVISIONS, host=GUEST.id, icp="冀ICP备05000001号").verdict is Verdict.OWNED
    )


def test_a_serial_0001_is_no_demonstration_where_no_other_code_is_known() -> None:
    assert judge_code("5110000001", REGISTRY, DIVISIONS).verdict is Verdict.UNKNOWN_BUT_PLAUSIBLE


@given(st.text(max_size=60) | st.from_regex(r"(bm|N|CA)?[0-9]{6,24}", fullmatch=True), st.text(max_size=30))
def test_any_text_is_judged_with_a_reason_in_both_languages(text: str, beside: str) -> None:
    judged = judge_code(text, REGISTRY, DIVISIONS, host=beside, icp=beside, psb=beside)
    assert judged.reason
    assert judged.reason_en
    assert (judged.verdict in {Verdict.OWNED, Verdict.COPIED}) <= bool(judged.holders)
