"""Names are worked out from labels and places, and nothing that is stuck to a sponsor stays with it."""

import pytest

from corpora.claims import committee, sponsor_of
from corpora.divisions import Divisions
from corpora.official_central import english
from corpora.short_forms import full_name, government_short_names, short_names


@pytest.mark.parametrize(
    ("name", "shorts"),
    [
        ("湖北省人力资源和社会保障厅", ["湖北省人社厅"]),
        ("湖北省发展和改革委员会", ["湖北省发展改革委", "湖北省发改委"]),
        ("湖北省公安厅", []),
    ],
)
def test_departments_have_the_short_names_that_documents_use(name: str, shorts: list[str]) -> None:
    assert list(short_names(name)) == shorts


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("连云港市人社局", "连云港市人力资源和社会保障局"),
        ("深圳市人大", "深圳市人民代表大会常务委员会"),
        ("江苏省工信厅", "江苏省工业和信息化厅"),
        ("北京市经信局", "北京市经济和信息化局"),
        ("湖北省公安厅", "湖北省公安厅"),
    ],
)
def test_a_short_name_stands_for_one_full_name(short: str, full: str) -> None:
    assert full_name(short) == full


@pytest.mark.parametrize(
    ("name", "shorts"),
    [
        ("大冶市人民政府", ["大冶市政府"]),
        ("恩施土家族苗族自治州人民政府", ["恩施土家族苗族自治州政府", "恩施州人民政府", "恩施州政府"]),
        ("长阳土家族自治县人民政府", ["长阳土家族自治县政府"]),
        ("新疆生产建设兵团", []),
    ],
)
def test_governments_have_short_names(name: str, shorts: list[str]) -> None:
    assert list(government_short_names(name)) == shorts


def test_the_committee_is_read_from_the_organiser_and_not_guessed() -> None:
    assert committee("黄石经济技术开发区管委会办公室") == "黄石经济技术开发区管委会"
    assert committee("荆州市人民政府") == ""
    assert committee("襄阳东津新区（经开区）管委会综合办公室") == ""


@pytest.mark.parametrize(
    ("organiser", "sponsor"),
    [
        ("天津港保税区管理委员会办公室天津自贸区天津机场片区", "天津港保税区管理委员会"),
        ("上海市浦东新区人民政府国家级新区G", "上海市浦东新区人民政府"),
        ("河北省商务厅", "河北省商务厅"),
        ("管委会办公室", ""),
        ("3400000063", ""),
        ("", ""),
    ],
)
def test_the_sponsor_is_a_whole_body_or_nothing(organiser: str, sponsor: str) -> None:
    assert sponsor_of(organiser) == sponsor


def test_an_english_name_is_the_bodys_own_or_none() -> None:
    assert english("National Health Commission; rank 正部级") == "National Health Commission"
    assert english("Ministry of Finance (MOF); rank 正部级") == "Ministry of Finance"
    assert english("SASAC; rank 正部级") == ""


def test_a_place_is_found_by_its_full_and_by_its_short_name() -> None:
    rows = [
        ("500000", "重庆市", "province", ""),
        ("500100", "市辖区", "prefecture", "500000"),
        ("500103", "渝中区", "county", "500100"),
        ("520000", "贵州省", "province", ""),
        ("522300", "黔西南布依族苗族自治州", "prefecture", "520000"),
        ("441900", "东莞市", "county", "441900"),
    ]
    keys = ("code", "name", "level", "parent_code")
    divisions = Divisions.of(dict(zip(keys, row, strict=True)) for row in rows)
    assert divisions.leading("黔西南州人社局") == ("522300", "黔西南州")
    assert divisions.leading("黔西南布依族苗族自治州公安局")[0] == "522300"
    assert divisions.leading("天门市") == ("", "")
    assert divisions.path("500103") == ("重庆市", "渝中区")
    assert (divisions.levels["441900"], divisions.parents["441900"]) == ("prefecture", "440000")
