from __future__ import annotations

from zhenwang.domain.registry import OfficialSite
from zhenwang.matching.latin import latin_names


def test_the_labels_of_the_own_hosts_come_first_and_the_office_abbreviation_follows_the_region() -> None:
    names = latin_names(OfficialSite("rst.hubei.gov.cn", "湖北省人力资源和社会保障厅", ("rst.hubei.gov.cn",)))
    assert names.labels == ("rst", "hubei")
    assert {"rst", "hbrst", "hubeirst", "hubei-rst"} <= set(names.abbreviations)


def test_a_name_in_latin_letters_has_initials_and_no_pinyin() -> None:
    names = latin_names(OfficialSite("www.irs.gov", "Internal Revenue Service", ("www.irs.gov",)))
    assert names.labels == ("irs",)
    assert names.pinyin == ()
    assert "irs" in names.initials
    assert names.abbreviations == ()
