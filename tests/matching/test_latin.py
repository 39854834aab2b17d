from __future__ import annotations

import pytest

from zhenwang.domain.registry import OfficialSite
from zhenwang.matching.latin import MOST, LatinNames, latin_names


def latin(name: str, host: str, region: str = "", aliases: tuple[str, ...] = ()) -> LatinNames:
    return latin_names(OfficialSite(host, name, (host,), region=region, aliases=aliases))


def test_the_labels_of_the_own_hosts_come_first_and_the_office_abbreviation_follows_the_region() -> None:
    names = latin("湖北省人力资源和社会保障厅", "rst.hubei.gov.cn")
    assert names.labels == ("rst", "hubei")
    assert names.pinyin[:2] == ("hubei", "hubeisheng")
    assert {"hb", "hbs", "hbsrlzyhshbzt"} <= set(names.initials)
    assert names.abbreviations[0] == "rst"
    assert {"rst", "hrss", "hbrst", "hubeirst", "hubei-rst", "hb-hrss"} <= set(names.abbreviations)


def test_a_department_has_the_usual_abbreviation_also_where_its_host_has_another() -> None:
    names = latin("武汉市人力资源和社会保障局", "www.whrs.example.cn")
    assert {"whrsj", "wh-rsj"} <= set(names.abbreviations)


def test_the_region_that_stands_before_the_office_in_one_label_is_used() -> None:
    assert {"czlz", "cz-jw"} <= set(latin("滁州市纪委监委", "www.czlz.gov.cn").abbreviations)


def test_a_district_is_named_without_the_city_above_it_where_the_region_tells() -> None:
    names = latin("上海市闵行区人民政府", "www.shmh.gov.cn", "上海市/闵行区")
    assert "minhang" in names.pinyin
    assert "mhzf" in names.abbreviations


def test_official_spellings_that_are_not_pinyin_are_combined_too() -> None:
    names = latin("陕西省应急管理厅", "yjt.example.gov.cn")
    assert {"shaanxi", "shanxi"} <= set(names.pinyin)
    assert {"shaanxi-yjt", "sxyjglt"} <= set(names.abbreviations)


def test_the_whole_country_is_no_region_of_an_office() -> None:
    assert latin("国家统计局", "www.stats.gov.cn").abbreviations == ("tjj",)


def test_a_name_in_latin_letters_has_initials_and_no_pinyin() -> None:
    names = latin("Internal Revenue Service", "www.irs.gov")
    assert names.labels == ("irs",)
    assert names.pinyin == ()
    assert "irs" in names.initials
    assert names.abbreviations == ()


@pytest.mark.parametrize("name", ["", "政府", "·" * 50, "湖" * 4_000, "a" * 4_000])
def test_hostile_names_give_bounded_answers(name: str) -> None:
    names = latin(name, "www.hubei.gov.cn", aliases=tuple(f"湖北省第{i}人社厅" for i in range(200)))
    assert all(len(forms) <= MOST for forms in (names.labels, names.pinyin, names.initials, names.abbreviations))
