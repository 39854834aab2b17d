"""Which zone an element opens, by its words; and which runs of words keep theirs once the page is known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenwang.pages.zones import BODY, BOTTOM, FOOTER, HEADER, NAVIGATION, TOP, settled, zone_of

NAMES = {
    "header": HEADER, "page-header": HEADER, "siteHeader": HEADER, "headerTop": HEADER, "panel-head": None,
    "logo": TOP, "top": TOP, "topnav": TOP, "top-banner": TOP, "stopwatch": None, "desktop": None,
    "nav": NAVIGATION, "mainNav": NAVIGATION, "menu": NAVIGATION, "daohang": NAVIGATION, "导航": NAVIGATION,
    "footer": FOOTER, "foot_link": FOOTER, "copyright": FOOTER, "page-footer": FOOTER, "底部": FOOTER,
    "football": None, "footnote": None, "bottom": BOTTOM, "bottomline": None, "header-bottom": HEADER,
}  # fmt: skip


@pytest.mark.parametrize(("name", "zone"), NAMES.items())
def test_the_first_telling_word_of_id_or_class_decides(name: str, zone: str | None) -> None:
    assert zone_of("div", name) == zone
    assert zone_of("div", None, f"clearfix {name}") == zone


def test_tags_and_roles_say_it_themselves() -> None:
    assert [zone_of(tag) for tag in ("header", "nav", "footer", "div")] == [HEADER, NAVIGATION, FOOTER, None]
    assert zone_of("div", None, None, "contentinfo") == FOOTER
    assert zone_of("body", None, "footer") is None


RUNS = {
    "one footer": ([(BODY, 900), (FOOTER, 50)], [BODY, FOOTER]),
    "a box has a footer": ([(FOOTER, 20), (BODY, 900), (FOOTER, 50)], [BODY, BODY, FOOTER]),
    "two parts": ([(BODY, 900), (FOOTER, 50), (BODY, 40), (FOOTER, 60)], [BODY, FOOTER, BODY, FOOTER]),
    "words behind": ([(BODY, 900), (FOOTER, 50), (BODY, 5000)], [BODY, FOOTER, BODY]),
    "only a bottom": ([(BODY, 900), (BOTTOM, 50)], [BODY, FOOTER]),
    "a bottom that touches": ([(BODY, 900), (BOTTOM, 50), (FOOTER, 9)], [BODY, FOOTER, FOOTER]),
    "a bottom behind": ([(BODY, 900), (FOOTER, 50), (BOTTOM, 9)], [BODY, FOOTER, FOOTER]),
    "a bottom apart": ([(BOTTOM, 90), (BODY, 40), (FOOTER, 60)], [BODY, BODY, FOOTER]),
    "a navigation": ([(NAVIGATION, 390), (BODY, 100)], [NAVIGATION, BODY]),
    "content called so": ([(NAVIGATION, 2_000), (BODY, 900)], [BODY, BODY]),
}


@pytest.mark.parametrize(("runs", "zones"), RUNS.values(), ids=RUNS.keys())
def test_runs_keep_the_zone_that_fits_the_page(runs: list[tuple[str, int]], zones: list[str]) -> None:
    assert settled(runs) == zones


ANY = st.sampled_from((HEADER, NAVIGATION, BODY, FOOTER, BOTTOM))


@given(st.lists(st.tuples(ANY, st.integers(min_value=0, max_value=3_000)), max_size=20))
def test_every_run_has_a_zone_that_pages_have_and_a_named_footer_stays_one(runs: list[tuple[str, int]]) -> None:
    zones = settled(runs)
    assert len(zones) == len(runs)
    assert set(zones) <= {HEADER, NAVIGATION, BODY, FOOTER}
    assert (FOOTER in zones) or not any(zone in (FOOTER, BOTTOM) and size for zone, size in runs)
