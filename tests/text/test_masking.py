"""A text that was carried to another place is the same text once its names are masked; others stay others."""

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.text.gazette import HERE, TEMPLATES, TEXTS, elsewhere
from zhenwang.text.comparable import comparable
from zhenwang.text.fingerprint import jaccard, shingles
from zhenwang.text.masking import BODY, NUMBER, PERSON, PLACE, SIGNS, masked

FURTHER = (
    ("黑龙江省", "齐齐哈尔市", "滑县", "人力资源和社会保障局", "公安局", "李强", "欧阳雪峰"),
    ("内蒙古自治区", "恩施土家族苗族自治州", "鄂托克前旗", "发展和改革委员会", "农业农村局", "何志军", "钱伟"),
    ("湖北省", "三门峡市", "洪山区", "住房和城乡更新局", "卫生健康委员会", "张三丰", "王海"),
)


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_with_names_and_figures_swapped_is_the_same_text(name: str) -> None:
    here, there = comparable(TEXTS[name]), comparable(elsewhere(name))
    assert jaccard(shingles(here), shingles(there)) < 0.85
    assert jaccard(shingles(masked(here)), shingles(masked(there))) >= 0.95
    for names in FURTHER:
        other = comparable(TEMPLATES[name].format(**dict(zip("pckbmaz", names, strict=True))))
        assert jaccard(shingles(masked(here)), shingles(masked(other))) >= 0.9, names


def test_texts_on_different_matters_stay_different() -> None:
    seen = {name: shingles(masked(comparable(text))) for name, text in TEXTS.items()}
    assert max(jaccard(one, other) for one, other in itertools.combinations(seen.values(), 2)) < 0.05


def test_no_name_or_figure_of_the_texts_is_left() -> None:
    for text in TEXTS.values():
        seen = masked(comparable(text))
        assert not any(word in seen for word in (HERE["p"], HERE["c"], HERE["k"], HERE["a"], HERE["m"]))
        assert not any(char.isdigit() for char in seen if char.isascii())


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("云溪市教育局局长王海出席,王海指出", f"{PLACE}{BODY}局长{PERSON}出席,{PERSON}指出"),
        ("江原省云溪市长埠县人民政府办公室", PLACE + BODY),
        ("2018年3月19日,二〇一八年三月,共47号", f"{NUMBER},{NUMBER},共{NUMBER}号"),
        ("记者王海、李晓梅、陈建国,通讯员周文斌报道", f"记者{PERSON},通讯员{PERSON}报道"),
        ("恩施土家族苗族自治州卫生健康委员会", PLACE + BODY),
        ("城市和乡镇的布局,市场与区域,大厅里的局面", "城市和乡镇的布局,市场与区域,大厅里的局面"),
        ("全市各县区要统筹城乡,我省上市公司", "全市各县区要统筹城乡,我省上市公司"),
        ("走进长埠。长埠县很美。长埠县欢迎您", f"走进{PLACE}。{PLACE}很美。{PLACE}欢迎您"),
    ],
)
def test_what_is_a_name_and_what_is_not(text: str, wanted: str) -> None:
    assert masked(text) == wanted


def test_names_that_are_given_are_masked_wherever_they_stand() -> None:
    names = frozenset(("云溪", "云溪市教育局", "水利和湖泊局", ""))
    assert masked("走进云溪,云溪市教育局与水利和湖泊局", names) == f"走进{PLACE},{PLACE}{BODY}与{BODY}"


def test_signs_are_no_comparable_text() -> None:
    assert comparable("".join(SIGNS)) == ""


@given(st.text("云溪市县区局厅委政府办公室长王海李张三在的,。、年月日0123一二两百⌂⚑aé(\ud800\x00", max_size=60))
def test_masking_is_idempotent_and_never_raises(text: str) -> None:
    once = masked(comparable(text))
    assert masked(once) == once


@pytest.mark.parametrize(
    "piece",
    [
        "云溪市教育局",
        "市",
        "1",
        "一",
        "王",
        "局长王海",
        "记者王海、",
        "云溪",
        "⌂",
        "政府",
        "委",
        "教育",
        "王海,",
        "自治",
    ],
)
def test_P9_masking_takes_linear_time(piece: str) -> None:
    def cost(length: int) -> float:
        costs = []
        for _ in range(2):
            started = time.process_time()
            masked(piece * (length // len(piece)))
            costs.append(time.process_time() - started)
        return min(costs)

    assert cost(160_000) < 12 * max(cost(40_000), 0.01)
