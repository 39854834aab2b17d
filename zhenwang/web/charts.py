"""Charts as plain data: rectangles, lines and texts with their places, which one template draws as inline SVG.

A chart never stands alone: it has a title, one sentence for those who cannot see it, and its numbers as a table.
Colours are classes (``series-0`` …), so that paper, dark screens and the content policy are the style sheet's business.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_LINE = 24  # height of a row of bars
_FONT = 12
_NAMES = 168  # where bars begin, right of their names
_LEFT, _RIGHT, _TOP, _BOTTOM = 40, 12, 12, 26
_TICKS = 4
_PANEL_WIDTH, _PANEL_HEIGHT, _GAP = 144, 84, 14
_WIDTH = 620  # half of the page: one unit is one pixel there, so that all texts are of one size


@dataclass(frozen=True, slots=True)
class Rect:
    """``series`` is a class number; ``tip`` is told by a mouse held over it."""

    x: float
    y: float
    width: float
    height: float
    series: int
    tip: str


@dataclass(frozen=True, slots=True)
class Line:
    """``points`` as ``x,y`` pairs. ``series`` -1 is a rule of the grid."""

    points: tuple[tuple[float, float], ...]
    series: int

    @property
    def path(self) -> str:
        return " ".join(f"{x:g},{y:g}" for x, y in self.points)


@dataclass(frozen=True, slots=True)
class Label:
    """``anchor`` is ``start``, ``middle`` or ``end``."""

    x: float
    y: float
    text: str
    anchor: str = "start"


@dataclass(frozen=True, slots=True)
class Chart:
    """``legend`` names the series, with their class numbers."""

    id: str
    title: str
    description: str
    width: float
    height: float
    rects: tuple[Rect, ...] = ()
    lines: tuple[Line, ...] = ()
    labels: tuple[Label, ...] = ()
    legend: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """A name and one number for each place on the axis. ``tone`` is its class number where it is not its place."""

    name: str
    values: tuple[float, ...]
    tone: int | None = None

    def shade(self, place: int) -> int:
        return place if self.tone is None else self.tone


@dataclass(frozen=True, slots=True)
class Titled:
    """``id`` is unique on its page; ``description`` says in a sentence what the chart shows."""

    id: str
    title: str
    description: str


def bars(titled: Titled, rows: Sequence[tuple[str, float]], tone: int = 0, width: float = _WIDTH) -> Chart:
    """One horizontal bar for each row, with its name before and its number behind it."""
    most, room = max((value for _, value in rows), default=0) or 1, width - _NAMES - 48
    rects, labels = [], []
    for place, (name, value) in enumerate(rows):
        y, length = place * _LINE + 4.0, round(room * max(value, 0) / most, 1)
        rects.append(Rect(_NAMES, y, length, _LINE - 8, tone, f"{name} {shown(value)}"))
        labels.append(Label(_NAMES - 8, y + _FONT, cut(name, 22), "end"))
        labels.append(Label(_NAMES + length + 6, y + _FONT, shown(value)))
    return Chart(titled.id, titled.title, titled.description, width, len(rows) * _LINE + 8, tuple(rects), (),
                 tuple(labels))  # fmt: skip


def lines(titled: Titled, names: Sequence[str], series: Sequence[Series], width: float = _WIDTH) -> Chart:
    """One line for each series over the same places."""
    frame = _Frame(width, 210, names, max((max(one.values, default=0) for one in series), default=0))
    drawn = [
        Line(tuple((frame.x(place), frame.y(value)) for place, value in enumerate(one.values)), one.shade(number))
        for number, one in enumerate(series)
    ]
    dots = [
        Rect(
            frame.x(place) - 2.5,
            frame.y(value) - 2.5,
            5,
            5,
            one.shade(number),
            f"{one.name} {names[place]} {shown(value)}",
        )
        for number, one in enumerate(series)
        for place, value in enumerate(one.values)
    ]
    return frame.chart(titled, dots, drawn, series)


def stacked(titled: Titled, names: Sequence[str], series: Sequence[Series], width: float = _WIDTH) -> Chart:
    """One column for each place, made up of the series, the first one at the bottom."""
    sums = [sum(one.values[place] for one in series) for place in range(len(names))]
    frame = _Frame(width, 210, names, max(sums, default=0))
    rects = []
    for place, name in enumerate(names):
        beneath = 0.0
        for number, one in enumerate(series):
            value = one.values[place]
            top, foot = frame.y(beneath + value), frame.y(beneath)
            wide = min(34.0, frame.step * 0.62)
            if value:
                tip = f"{one.name} {name} {shown(value)}"
                rects.append(Rect(frame.x(place) - wide / 2, top, wide, round(foot - top, 1), one.shade(number), tip))
            beneath += value
    return frame.chart(titled, rects, [], series)


def multiples(titled: Titled, panels: Sequence[Series], names: Sequence[str], across: int = 4) -> Chart:
    """A small column chart for each series, all on one scale, so that places can be compared."""
    most = max((max(panel.values, default=0) for panel in panels), default=0) or 1
    rects: list[Rect] = []
    rules: list[Line] = []
    labels: list[Label] = []
    for number, panel in enumerate(panels):
        left = (number % across) * (_PANEL_WIDTH + _GAP)
        foot = (number // across) * (_PANEL_HEIGHT + _GAP) + _PANEL_HEIGHT
        step = _PANEL_WIDTH / max(1, len(panel.values))
        for place, value in enumerate(panel.values):
            high = round((_PANEL_HEIGHT - 24) * value / most, 1)
            tip = f"{panel.name} {names[place]} {shown(value)}"
            if high:
                rects.append(
                    Rect(round(left + place * step + 1, 1), foot - high, round(step - 2, 1), high, panel.shade(0), tip)
                )
        rules.append(Line(((left, foot), (left + _PANEL_WIDTH, foot)), -1))
        total = shown(sum(panel.values))
        labels += [Label(left, foot - _PANEL_HEIGHT + 12, cut(panel.name, 16)),
                   Label(left + _PANEL_WIDTH, foot - _PANEL_HEIGHT + 12, total, "end")]  # fmt: skip
    down = -(-len(panels) // across)
    size = (across * (_PANEL_WIDTH + _GAP) - _GAP, max(1, down) * (_PANEL_HEIGHT + _GAP))
    return Chart(titled.id, titled.title, titled.description, *size, tuple(rects), tuple(rules), tuple(labels))


def cut(text: str, most: int) -> str:
    """A text that is at most ``most`` Latin letters wide; Chinese characters are two."""
    wide = 0
    for place, char in enumerate(text):
        wide += 2 if unicodedata.east_asian_width(char) in "FW" else 1
        if wide > most:
            return text[: max(1, place - 1)] + "…"
    return text


def shown(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) or value >= 100 else f"{value:.1f}"


def scale(most: float) -> tuple[float, ...]:
    """Round numbers from nought to at least ``most``, at most five, whole as counts are."""
    step = 1.0
    while step * _TICKS < most:
        # 1, 2, 5, 10, 20, 50 …
        step *= 2.5 if f"{step:.0f}".startswith("2") else 2
    return tuple(step * tick for tick in range(int(-(-max(most, 1) // step)) + 1))


@dataclass(frozen=True, slots=True)
class _Frame:
    """A plot with names below and numbers left of it."""

    width: float
    height: float
    names: Sequence[str]
    most: float

    @property
    def step(self) -> float:
        return (self.width - _LEFT - _RIGHT) / max(1, len(self.names))

    def x(self, place: int) -> float:
        return round(_LEFT + self.step * (place + 0.5), 1)

    def y(self, value: float) -> float:
        top = scale(self.most)[-1]
        return round(self.height - _BOTTOM - (self.height - _BOTTOM - _TOP) * value / top, 1)

    def chart(self, titled: Titled, rects: list[Rect], drawn: list[Line], series: Sequence[Series]) -> Chart:
        ticks = scale(self.most)
        rules = [Line(((_LEFT, self.y(tick)), (self.width - _RIGHT, self.y(tick))), -1) for tick in ticks]
        labels = [Label(_LEFT - 6, self.y(tick) + 4, shown(tick), "end") for tick in ticks]
        labels += [
            Label(self.x(place), self.height - 8, cut(name, max(4, int(self.step / 7))), "middle")
            for place, name in enumerate(self.names)
        ]
        legend = tuple((one.name, one.shade(number)) for number, one in enumerate(series))
        size = (self.width, self.height)
        return Chart(titled.id, titled.title, titled.description, *size, tuple(rects), (*rules, *drawn), tuple(labels),
                     legend)  # fmt: skip
