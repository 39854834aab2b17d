from __future__ import annotations

import pytest

from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.registry.search import named

REGISTRY = Registry.of(
    [
        OfficialSite("www.qsq.gov.cn", "青山区人民政府", ("www.qsq.gov.cn",), ("Qingshan District",)),
        OfficialSite("www.bai.gov.cn", "白杨县人民政府", ("www.bai.gov.cn",)),
    ]
)


@pytest.mark.parametrize("text", ["青山", " 青 山区", "qingshan", "Ｑｉｎｇｓｈａｎ　district"])
def test_a_site_is_meant_by_a_part_of_its_name(text: str) -> None:
    assert [site.id for site in named(REGISTRY, text)] == ["www.qsq.gov.cn"]


def test_a_blank_means_nobody_and_a_common_word_everybody() -> None:
    assert not list(named(REGISTRY, " \u3000"))
    assert len(list(named(REGISTRY, "人民政府"))) == 2
