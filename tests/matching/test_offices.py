from __future__ import annotations

import pytest

from zhenwang.matching.offices import labels_of_office, office_names, office_of


@pytest.mark.parametrize(
    ("name", "place", "office"),
    [
        ("湖北省人力资源和社会保障厅", "湖北省", "人力资源和社会保障厅"),
        ("湖北省人社厅", "湖北省", "人力资源和社会保障厅"),
        ("武汉市发改委", "武汉市", "发展和改革委员会"),
        ("荆州市公安县公安局", "荆州市公安县", "公安局"),
        ("黄石市人民政府", "黄石市", "人民政府"),
        ("湖北省高级人民法院", "湖北省", "高级人民法院"),
        ("湖北省人民政府外事办公室", "湖北省", "外事办公室"),
    ],
)
def test_a_name_is_a_place_and_an_office_under_its_full_name(name: str, place: str, office: str) -> None:
    assert office_of(name) == (place, office)


@pytest.mark.parametrize("name", ["", "公安局", "黄石市", "Internal Revenue Service"])
def test_without_a_place_or_an_office_there_is_none(name: str) -> None:
    assert office_of(name) is None


@pytest.mark.parametrize(
    ("office", "labels"),
    [
        ("人力资源和社会保障厅", {"rst", "hrss"}),
        ("人力资源和社会保障局", {"rsj", "hrss"}),
        ("住房和城乡建设厅", {"zjt", "zfcxjst"}),
        ("应急管理厅", {"yjt", "yjglt"}),
        ("应急管理局", {"yjj", "yjglj"}),
        ("发展和改革委员会", {"fgw", "drc"}),
        ("市场监督管理局", {"scjgj", "scjg"}),
        ("公安局", {"gaj"}),
        ("司法局", {"sfj"}),
        ("人民政府", {"zf"}),
    ],
)
def test_the_labels_that_offices_use_are_known(office: str, labels: set[str]) -> None:
    assert labels <= {known.label for known in labels_of_office(office)}


def test_the_commonest_label_comes_first_and_each_says_where_it_is_from() -> None:
    for office in set(office_names().values()):
        labels = labels_of_office(office)
        assert [label.hosts for label in labels] == sorted((label.hosts for label in labels), reverse=True)
        for known in labels:
            assert known.evidence
            assert ("." in known.evidence) == (known.hosts > 0), known
            assert known.label.isascii()
            assert known.label.isalnum()


def test_no_way_of_writing_stands_for_two_offices() -> None:
    assert all(office_names()[office] == office for office in office_names().values())
