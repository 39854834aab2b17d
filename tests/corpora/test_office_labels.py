"""The labels of offices are learnt from names and hosts: what the places have in common is the office's."""

from __future__ import annotations

import pytest

from corpora.office_labels import Gazetteer, abbreviates, observed, office_labels, reviewed
from zhenwang.matching.offices import office_names

HR = ("人力资源和社会保障局", "人社局")


@pytest.fixture
def gazetteer() -> Gazetteer:
    places = Gazetteer()
    for name in ("湖北省", "荆州市", "公安县", "滁州市", "黄石市", "成都市"):
        places.add(name)
    return places


@pytest.mark.parametrize(
    ("name", "office"),
    [
        ("湖北公安厅", "公安厅"),  # 公安 is a county too
        ("荆州市公安县公安局", "公安局"),
        ("成都市市场监管局", "市场监管局"),
        ("黄石市人社局", "人社局"),
    ],
)
def test_a_name_is_cut_where_a_known_office_begins(gazetteer: Gazetteer, name: str, office: str) -> None:
    assert gazetteer.split(name, office_names())[1] == office


@pytest.mark.parametrize(
    ("label", "does"),
    [("rsj", True), ("rlzyhshbzj", True), ("renshe", True), ("hrss", False), ("jsr", False), ("ren", False)],
)
def test_an_abbreviation_takes_letters_of_the_name_in_their_order(label: str, does: bool) -> None:
    assert abbreviates(label, HR) is does


def test_the_place_is_taken_off_the_label() -> None:
    assert office_labels("rsj.huangshi.gov.cn", HR, ("黄石市",)) == ("rsj",)
    assert "rsj" in office_labels("www.hsrsj.gov.cn", HR, ("黄石市",))
    assert office_labels("www.huangshi.gov.cn", HR, ("黄石市",)) == ()


def test_what_most_places_agree_on_is_the_label(gazetteer: Gazetteer) -> None:
    rows = [
        {"name": "滁州市纪委监委", "domain": "www.czlz.gov.cn"},
        {"name": "黄石市纪委监委", "domain": "www.hslz.gov.cn"},
        {"name": "荆州市纪委监委", "domain": "lz.jingzhou.gov.cn"},
        {"name": "某某小吃店", "domain": "www.example.cn"},
    ]
    seen = observed(rows, gazetteer)
    assert set(seen) == {("纪委监委", "lz")}
    assert [(label, places) for label, places, _ in reviewed(seen)["纪委监委"]] == [("lz", 3)]


def test_a_label_of_one_rank_is_likely_of_the_other() -> None:
    labels = reviewed({("水利厅", "slt"): {"湖北省": "slt.hubei.gov.cn"}})
    assert ("slj", 0, "as slt of 水利厅") in labels["水利局"]
