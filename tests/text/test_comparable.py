import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhenwang.text.comparable import comparable, comparable_lines
from zhenwang.text.folds import folds

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
    "several syllables": "政府(zhèng fǔ)网站(wangzhan)",
    "no brackets": "政zhèng府fǔ网wǎng站zhàn",
    "no brackets, no tones": "政 zheng 府 fu 网 wang 站 zhan",
    "before the characters": "zhèng fǔ wǎng zhàn 政府网站",
    "brackets in brackets": "政((zhèng))府【(fǔ)】网站",
    "other signs for brackets": '政<zhèng>府/fǔ/网|wǎng|站"zhàn"',
    "letters of teaching fonts": "政府网站(zhɑn)",
    "bopomofo": "政府(ㄈㄨˇ)网ㄨㄤˇ站",
    "pictures": "政😀府🚩网❤️站",
    "signs of ascii": "政~府^网`站",
    "radicals of a pdf": "政府⽹站",
    "variants": "政府網\U000e0100站",
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


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (
            "看著沿著,著作顯著;乾縣乾淨;答覆覆蓋;瞭解瞭望;憑藉慰藉;甚麼甚至",
            "看着沿着,著作显著;乾县干净;答复覆盖;了解瞭望;凭借慰藉;甚么甚至",
        ),
        ("裏面裡面,羣眾衆,說説,戶内,発気広県", "里面里面,群众众,说说,户内,发气广县"),
        ("⺠政、⻓江、⻔户、⻋站", "民政、长江、门户、车站"),
        ("𝐠𝐨𝐯 ɡov ɢᴏᴠ 🅶🅾🆅 gоv", "gov gov gov gov gov"),
        ("①❷⓷４𝟓٦,2O18年", "123456,2018年"),
        ("二○一八年", "二〇一八年"),
        ("2018(nián)3(yuè)，(dòu)9ab(wǎng)网", "20183,9ab网"),
        ("年nián3月yuè", "年3月"),
        ("2|0|1|8年,g·o·v,第1·条", "2018年,gov,第1条"),
        ("政,府,网,站,管,理,办,法", "政府网站管理办法"),
        ("县(市、区(qū))三级", "县(市、区)三级"),
        ("&#" + "0" * 5_000 + "25919;&#" + "9" * 5_000 + ";府", "政府"),
    ],
)
def test_forms_of_characters_words_and_figures(written: str, read: str) -> None:
    assert comparable(written) == read.replace("甚么", "什么")


@pytest.mark.parametrize(
    "kept",
    [
        "乾隆年间的著作", "甲(yi)乙", "智能(ai)", "武汉han dynasty", "卡拉ok厅", "图书馆wifi覆盖",
        "东、西、南、北、中", "5年~10年", "政务.cn",
        "100+人3#楼", "a_b 5*6 1-2", "2018-2020", "○○○.□□□.gov.cn", "第1.2条", "c++语言",
        "(là) l'été à paris (né)", "город москва",
    ],
)  # fmt: skip
def test_what_is_no_disguise_stays(kept: str) -> None:
    assert comparable(kept) == kept


def test_the_form_of_every_character_is_its_own_form() -> None:
    table = folds()
    assert (table.single[table.single] == table.single).all()


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
def test_lines_are_read_as_if_alone(text: str) -> None:
    text = text.replace("&", "")
    assert comparable_lines(text) == [comparable(line) for line in text.split("\n")]


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
