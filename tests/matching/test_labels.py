from __future__ import annotations

from zhenwang.domain.registry import OfficialSite
from zhenwang.matching.labels import Label, collect


def labels(*rows: tuple[str, str]) -> dict[str, Label]:
    return {found.text: found for found in collect(OfficialSite(host, name, (host,)) for name, host in rows)}


def test_hosts_labels_initials_and_words_follow_from_name_and_host() -> None:
    found = labels(("HM Revenue and Customs", "www.tax.service.gov.uk"), ("Internal Revenue Service", "www.irs.gov"))
    assert {"hmrc", "irs", "irsgov", "tax", "revenue", "internalrevenueservice"} <= found.keys()
    assert found["irsgov"].kind == "host"
    assert found["irs"].kind == "label"
    assert found["hmrc"].kind == "initials"


def test_chinese_names_give_pinyin_initials_and_themselves() -> None:
    found = labels(("黄石市人民政府", "www.huangshi.gov.cn"))
    assert {"hssrmzf", "huangshi", "黄石市人民政府", "huangshishirenminzhengfu"} <= found.keys()
    assert found["huangshi"].kind == "label"


def test_a_traditional_name_is_known_by_its_simplified_form() -> None:
    assert "国家税务总局" in labels(("國家稅務總局", "www.chinatax.gov.cn"))


def test_a_japanese_name_gets_no_pinyin() -> None:
    assert not [found for found in labels(("マイナ手続き庁", "myna.go.jp")).values() if found.kind == "pinyin"]


def test_a_label_of_many_bodies_is_generic_and_one_of_nearly_all_is_dropped() -> None:
    rows = [(f"Office {i}", f"www.place{i:02}.gov.cn") for i in range(41)]
    rows += [(f"Bureau {i}", f"rst.town{i:02}.gov.cn") for i in range(4)]
    found = labels(*rows)
    assert "www" not in found
    assert found["rst"].generic
    assert not found["town01"].generic


def test_the_shortest_host_of_a_registrable_part_comes_first() -> None:
    found = labels(("湖北省人力资源和社会保障厅", "rst.hubei.gov.cn"), ("湖北", "hubei.gov.cn"))
    assert found["hubei"].sites == ("hubei.gov.cn", "rst.hubei.gov.cn")


def test_a_region_and_its_office_run_together_are_looked_for_also_where_the_own_host_is_another() -> None:
    found = labels(("湖北省人力资源和社会保障厅", "www.hbhrss.example.cn"))
    assert found["hbrst"].kind == "combined"
    assert "hubeirst" in found


def test_neither_neighbours_nor_offices_with_two_letters_are_combined() -> None:
    court = OfficialSite("hscourt.gov.cn", "黄石市中级人民法院", ("hscourt.gov.cn",), protected=False)
    portal = OfficialSite("www.huangshi.gov.cn", "黄石市人民政府", ("www.huangshi.gov.cn",))
    found = [label for label in collect((court, portal)) if label.kind == "combined"]
    assert {site for label in found for site in label.sites} == {portal.id}
    assert all(label.text.endswith("zhengfu") for label in found)  # and no ga, zf or xf
