"""Names and numbers as lists have them are mended where that is sure, and left for the reader where it is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenwang.domain.site import Status
from zhenwang.lists.mending import level_of, mend_mark, mend_name, mend_number, mend_text, status_of


@pytest.mark.parametrize(
    ("kind", "text", "became"),
    [
        ("site_code", "4200000093", "4200000093"),
        ("site_code", "４２００００００９３", "4200000093"),
        ("site_code", "4200000093.0", "4200000093"),
        ("site_code", "4.200000093E+09", "4200000093"),
        ("site_code", "4200 0000 93", "4200000093"),
        ("site_code", "BM05000001", "bm05000001"),
        ("site_code", '="4200000093"', "4200000093"),
        ("site_code", "'4200000093", "4200000093"),
        ("site_code", "网站标识码：4200000093", "4200000093"),
        ("icp", "鄂ICP备05011090号-1", "鄂ICP备05011090号-1"),
        ("icp", "鄂 ICP 备 05011090 号 － 1", "鄂ICP备05011090号-1"),
        ("icp", "鄂ICP备05011090-1", "鄂ICP备05011090号-1"),
        ("icp", "鄂ＩＣＰ备０５０１１０９０号", "鄂ICP备05011090号"),
        ("icp", "鄂icp05011090号", "鄂ICP备05011090号"),
        ("icp", "备案号：鄂ICP备05011090号", "鄂ICP备05011090号"),
        ("psb", "鄂公网安备 42010602000665号", "鄂公网安备42010602000665号"),
        ("psb", "鄂公网安备：42010602000665", "鄂公网安备42010602000665号"),
        ("conac", "https://bszs.conac.cn/sitename?method=show&id=085b302ca0945c90e053012819accded",
         "085B302CA0945C90E053012819ACCDED"),
    ],
)  # fmt: skip
def test_a_mark_takes_its_form_and_every_change_is_told(kind: str, text: str, became: str) -> None:
    mended = mend_mark(kind, text)
    assert mended.text == became
    assert bool(mended.reasons) == (became != text.strip("'"))


@pytest.mark.parametrize("text", ["4.2E+09", "33000000069", "05000001", "420000009", "bm0500000l", "N000000672"])
def test_a_code_that_has_lost_something_is_not_guessed(text: str) -> None:
    assert mend_mark("site_code", text).text.lower() == text.lower()


def test_several_marks_in_a_cell_are_all_kept() -> None:
    mended = mend_mark("icp", "鄂ICP备05011090号-1、鄂ICP备19026508号")
    assert (mended.text, mended.further) == ("鄂ICP备05011090号-1", ("鄂ICP备19026508号",))


@pytest.mark.parametrize(
    ("text", "became"),
    [
        ("湖北省教育厅", "湖北省教育厅"),
        ("湖北省\u3000教育厅", "湖北省教育厅"),
        ("财 政 局", "财政局"),
        ("湖北省\n教育厅\u200b", "湖北省教育厅"),
        ("\u00a0湖北省教育厅\u00a0", "湖北省教育厅"),
        ("１２３４５热线", "12345热线"),
        ("City  of\tX", "City of X"),
        ("中心（采购中心）", "中心（采购中心）"),
    ],
)
def test_a_name_loses_odd_blanks_and_nothing_else(text: str, became: str) -> None:
    mended = mend_name(text)
    assert mended.text == became
    assert bool(mended.reasons) == (text != became)


def test_blanks_of_running_text_stay() -> None:
    assert mend_text("省厅主管 日报承办").text == "省厅主管 日报承办"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("正常", Status.ACTIVE),
        ("已关停", Status.RETIRED),
        ("停止运行", Status.RETIRED),
        ("暂停运行", Status.TEMP_OFFLINE),
        ("未开通", Status.PLANNED),
        ("迁移中", Status.MIGRATING),
        ("紧急下线", Status.EMERGENCY_OFFLINE),
        ("retired", Status.RETIRED),
        ("不正常", None),
        ("某", None),
    ],
)
def test_words_of_lists_mean_a_status_or_nothing(text: str, status: Status | None) -> None:
    assert status_of(text) is status


def test_levels_and_numbers_take_the_words_of_the_registry() -> None:
    assert [level_of(text) for text in ("省级", "市级", "区县级", "国家级", "City")] == [
        "province", "prefecture", "county", "central", "City",
    ]  # fmt: skip
    assert [mend_number(text) for text in ("420000.0", "420000", "1.5")] == ["420000", "420000", "1.5"]


@given(st.text(max_size=80))
def test_no_text_makes_mending_raise_and_a_mended_name_is_stable(text: str) -> None:
    once = mend_name(text)
    assert once.status is not None or mend_name(once.text).text == once.text
    for kind in ("site_code", "icp", "psb", "conac"):
        mend_mark(kind, text)
