import pytest

from zhenwang.store.wal import notice, wal_is_safe


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 6, 23), False),
        ((3, 7, 0), False),
        ((3, 40, 1), False),
        ((3, 43, 2), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 44, 9), True),
        ((3, 45, 0), False),
        ((3, 49, 2), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 0), False),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 52, 0), False),
        ((3, 52, 1), True),
        ((3, 53, 4), True),
        ((4, 0, 0), True),
    ],
)
def test_Q8_versions_inside_the_wal_reset_window(version: tuple[int, int, int], safe: bool) -> None:
    assert wal_is_safe(version) is safe
    assert (notice(version) == "") is safe


def test_notice_names_the_version_and_the_way_out() -> None:
    said = notice((3, 40, 1))
    assert "3.40.1" in said
    assert "3.51.3" in said
