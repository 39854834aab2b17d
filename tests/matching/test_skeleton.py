from __future__ import annotations

import pytest

from zhenwang.matching.skeleton import skeleton


@pytest.mark.parametrize(
    "disguised", ["hubei", "һubei", "hubеi", "hübei", "hube1", "hubel", "ｈｕｂｅｉ", "hubeі", "hսbei"]
)
def test_m3_look_alikes_share_a_skeleton(disguised: str) -> None:
    assert skeleton(disguised) == skeleton("hubei")


def test_different_names_keep_apart() -> None:
    assert len({skeleton(name) for name in ("hubei", "hebei", "hubai", "wubei", "hubeiy")}) == 5


def test_pairs_that_a_glance_confuses() -> None:
    assert skeleton("rnofa") == skeleton("mofa")
    assert skeleton("g0v") == skeleton("gov")
