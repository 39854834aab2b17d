"""A host that spells its division is evidence for one reading of the characters."""

from __future__ import annotations

from corpora.heteronyms import Division, dictionary, evidence

LUOHE = Division("411100", "漯河市", "河南省漯河市")


def test_the_host_shows_another_reading_than_the_dictionary() -> None:
    assert dictionary("漯河") != ("luo", "he")
    assert evidence(LUOHE, {"www.luohe.gov.cn"}) == (("luo", "he"), "www.luohe.gov.cn")


def test_initials_and_other_places_show_no_reading() -> None:
    assert evidence(LUOHE, {"www.lh.gov.cn", "www.hubei.gov.cn"}) is None


def test_a_name_of_one_character_is_read_with_its_division() -> None:
    assert evidence(Division("371722", "单县", "山东省菏泽市单县"), {"www.shanxian.gov.cn"}) == (
        ("shan", "xian"),
        "www.shanxian.gov.cn",
    )
