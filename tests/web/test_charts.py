from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.web.hostile import PROBES
from zhenwang.web.charts import Chart, Series, Titled, bars, cut, lines, multiples, scale, stacked
from zhenwang.web.rendering import environment

TITLED = Titled("c", "标题", "说明")
NAMES = ("1月", "2月", "3月")
SERIES = (Series("立案", (3, 0, 12)), Series("认定", (1, 0, 4)))


def drawn(chart: Chart) -> str:
    return environment("zh").from_string('{% import "chart.html.j2" as c %}{{ c.draw(chart) }}').render(chart=chart)


CHARTS = (
    bars(TITLED, [("武汉市", 12), ("宜昌市", 3), ("无", 0)]),
    lines(TITLED, NAMES, SERIES),
    stacked(TITLED, NAMES, SERIES),
    multiples(TITLED, SERIES, NAMES),
    bars(TITLED, []),
    lines(TITLED, (), ()),
    stacked(TITLED, (), ()),
    multiples(TITLED, (), ()),
)


@pytest.mark.parametrize("chart", CHARTS)
def test_a_chart_is_well_formed_named_and_inside_its_frame(chart: Chart) -> None:
    (svg,) = [found for found in ET.fromstring(drawn(chart)).iter("svg") if found.get("role") == "img"]
    assert [svg.findtext("title"), svg.findtext("desc")] == ["标题", "说明"]
    _, _, width, height = (float(part) for part in str(svg.get("viewBox")).split())
    for rect in svg.iter("rect"):
        x, y, wide, high = (float(str(rect.get(name))) for name in ("x", "y", "width", "height"))
        assert min(x, y, wide, high) >= 0
        assert x + wide <= width + 0.5
        assert y + high <= height + 0.5
        assert rect.findtext("title")
    assert "style=" not in drawn(chart)


def test_the_first_series_stands_at_the_bottom_and_heights_are_in_proportion() -> None:
    chart = stacked(TITLED, NAMES, SERIES)
    by = {rect.tip: rect for rect in chart.rects}
    assert by["立案 1月 3"].y > by["认定 1月 1"].y
    assert by["立案 3月 12"].height == pytest.approx(4 * by["立案 1月 3"].height, rel=0.02)
    assert len(by) == 4  # nothing is drawn for nought


def test_W1_names_are_escaped_wherever_they_stand() -> None:
    for chart in (bars(TITLED, [(PROBES, 1)]), lines(TITLED, (PROBES,), (Series(PROBES, (1,)), Series("b", (2,))))):
        page = drawn(chart)
        assert "<script" not in page
        assert "<img" not in page
        ET.fromstring(page)


@given(st.floats(min_value=0, max_value=10_000_000))
def test_scales_are_round_short_and_reach_the_most(most: float) -> None:
    ticks = scale(most)
    assert ticks[0] == 0
    assert ticks[-1] >= most
    assert 2 <= len(ticks) <= 5
    assert all(tick == int(tick) for tick in ticks)


@pytest.mark.parametrize(
    ("text", "most", "short"),
    [("武汉市", 6, "武汉市"), ("武汉市人民政府", 6, "武汉…"), ("abcdef", 6, "abcdef"), ("", 3, ""), ("政", 1, "政…")],
)
def test_names_are_cut_by_how_wide_they_are(text: str, most: int, short: str) -> None:
    assert cut(text, most) == short
