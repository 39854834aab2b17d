import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhenwang.text.comparable import comparable, comparable_lines

SAME = {
    "toned pinyin": "政府網(wǎng)站",
    "toneless, repeated": "政(zheng)(zheng)(zheng)府网站",
    "doubled": "政府网(wǎng)(wǎng)站",
    "full-width brackets": "政（zhèng）府网站",
    "other brackets": "政【zheng】府〔fǔ〕网站",
    "spaces in brackets": "政 ( zhèng ) 府网站",
    "tone digits": "政(zheng4)府(fu3)网站",
    "pinyin after every character": "政(zhèng)府(fǔ)網(wǎng)站(zhàn)",
    "upper case": "政(ZHENG)府网站",
    "symbols": "政★府◆网■站",
    "more symbols": "政|府·网_-站",
    "symbol behind pinyin": "政(zhèng)★府●(fǔ)网站",
    "bullets": "●政府网站★",
    "spaces": "政 府 网 站",
    "line breaks": "政府\n网站",
    "zero width": "政\u200b府\u200d网\ufeff站",
    "bidi": "\u202e政府\u202c网站\u2066",
    "struck through": "政\u0336府\u0336网站",
    "variation selector": "政\ufe00府\U000e0100网站",
    "private use": "\ue60e政府网站",
    "entities": "&#25919;府&#x7F51;站",
    "entities in entities": "&amp;amp;#25919;府网站",
    "compatibility ideographs": "政府⽹站",
    "traditional": "政府網站",
    "lone surrogate": "政\ud800府网站",
    "nul": "政\x00府网站",
}


@pytest.mark.parametrize("written", SAME.values(), ids=SAME.keys())
def test_what_reads_the_same_compares_the_same(written: str) -> None:
    assert comparable(written) == "政府网站"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("人工智能(AI)技术", "人工智能(ai)技术"),
        ("人工智能（AI）", "人工智能(ai)"),
        ("全球定位系统(GPS)", "全球定位系统(gps)"),
        ("方案(a)和方案(b)", "方案(a)和方案(b)"),
        ("咖啡(café)", "咖啡(café)"),
        ("附件(1)", "附件(1)"),
        ("地级市(州)", "地级市(州)"),
    ],
)
def test_a_genuine_bracket_stays(written: str, kept: str) -> None:
    assert comparable(written) == kept


def test_symbols_before_a_stop_go_too() -> None:
    assert comparable("政府★,网站■。★开通|(试行◆)") == "政府,网站。开通(试行)"


def test_pinyin_goes_behind_what_mojibake_left() -> None:
    assert comparable("?(wǎng)站") == "?站"
    assert comparable("好\ufffd(wǎng)站") == "好站"


def test_latin_text_keeps_its_words() -> None:
    assert comparable("Ｗｅｌｃｏｍｅ  to\n湖北 Hubei  Province") == "welcome to湖北hubei province"


def test_numbers_and_marks_keep_their_signs() -> None:
    assert comparable("鄂ICP备05011090号-1 2018-2020") == "鄂icp备05011090号-1 2018-2020"


def test_no_ampersand_and_so_no_entity_survives() -> None:
    assert comparable("R&amp;D ＆lt; &lt;b&gt;") == "r d lt; <b>"


def test_lines_stay_in_step_with_the_lines_given() -> None:
    text = "湖 北 省\n人民★政府\n\n hello (a) \n办(bàn)"
    assert comparable_lines(text) == ["湖北省", "人民政府", "", "hello (a)", "办"]
    assert comparable_lines("a\n&amp;#10;b\nc") == ["a", "b", "c"]


def test_the_shape_of_a_whole_converted_document() -> None:
    plain = "第一条为落实国务院办公厅通知精神，规范政府网站建设和管理，制定本办法。"
    copy = "第一條 為落實國務(wù)院辦公廳通知精神，規(guī)范政府網(wǎng)站建設(shè)和管理，制定本辦法。"
    assert comparable(copy) == comparable(plain)


PIECES = (
    *"政府网網薴苧著乾瞭看()（）[]【 \n\t&;#★|·-_??�İſΣςａｉaiwǎ\u030c\u0301\u034f\u200d",
    *"\u1100\u1161\uff76\uff9e\x00\ud800",
    *("(zheng)", "(ai)", "(wǎng)", "&amp;", "&#38;", "&lt", "&#x7F51;", "amp;", "看著"),
)
NASTY = st.lists(st.one_of(st.sampled_from(PIECES), st.characters()), max_size=40).map("".join)


@settings(max_examples=400)
@given(NASTY)
def test_comparable_is_idempotent_and_never_raises(text: str) -> None:
    once = comparable(text)
    assert comparable(once) == once
    assert "&" not in once


@given(NASTY)
def test_there_are_as_many_comparable_lines_as_lines(text: str) -> None:
    assert len(comparable_lines(text)) == len(text.split("\n"))


@pytest.mark.parametrize(
    "piece",
    ["政(zheng)", "政(", "政★", "&amp;", "&am&#112;;", " \n", "政 ", "a\u0301", "(wǎng)", "政(zheng", "★(", "\u202e"],
)
def test_P9_comparable_takes_linear_time(piece: str) -> None:
    started = time.process_time()
    comparable(piece * (300_000 // len(piece)))
    assert time.process_time() - started < 3
