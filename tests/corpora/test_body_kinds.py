"""The kind of a body is read from its name, and art. 2 says which kinds are protected."""

import pytest

from corpora.body_kinds import is_subject, kind_of


@pytest.mark.parametrize(
    ("name", "kind", "protected"),
    [
        ("黄石市人民政府", "government", True),
        ("湖北省公安厅", "department", True),
        ("湖北省人民政府国有资产监督管理委员会", "department", True),
        ("武汉东湖新技术开发区管理委员会", "outpost", True),
        ("浦东新区公安局", "department", True),
        ("湖北省气象局", "administrative_institution", True),
        ("湖北省公共资源交易中心", "institution", False),
        ("阳新县人民法院", "court", False),
        ("湖北省人民检察院", "procuratorate", False),
        ("黄石市人民代表大会常务委员会", "congress", False),
        ("中国人民政治协商会议湖北省委员会", "consultative", False),
        ("随州市纪委监委", "supervision", False),
        ("中共黄石市委政法委员会", "party", False),
        ("平安舟山", "party", False),
        ("人民日报", "media", False),
        ("天地图", "", False),
    ],
)
def test_the_kind_is_read_from_the_name(name: str, kind: str, protected: bool) -> None:
    assert kind_of(name) == kind
    assert is_subject(kind) is protected
