"""What several ask of one look is worked out once, and of another look anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from detectors._once import KEPT, once, told_once
from zhenwang.domain.look import Look
from zhenwang.domain.registry import Registry
from zhenwang.domain.signal import Axis, Family, Signal

LOOK = Look("a.example", "https://a.example/", datetime(2026, 11, 22, tzinfo=UTC))
REGISTRY = Registry.of([])


def test_a_look_is_read_once_and_its_equal_again() -> None:
    read: list[str] = []

    @once
    def host(look: Look) -> str:
        read.append(look.host)
        return look.host

    twin = replace(LOOK)
    assert [host(LOOK), host(LOOK), host(twin)] == ["a.example"] * 3
    assert len(read) == 2


def test_what_else_is_asked_for_tells_readings_apart() -> None:
    @once
    def both(look: Look, ending: str) -> str:
        return look.host + ending

    assert both(LOOK, "/1") != both(LOOK, "/2")


def test_only_the_last_few_are_remembered() -> None:
    read: list[str] = []

    @once
    def host(look: Look) -> str:
        read.append(look.host)
        return look.host

    host(LOOK)
    for number in range(KEPT):
        host(replace(LOOK, host=f"{number}.example"))
    host(LOOK)
    assert read.count("a.example") == 2


def test_each_who_asks_hears_all_from_the_first_on() -> None:
    @told_once
    def detect(look: Look, _: Registry) -> Iterator[Signal]:
        yield Signal("one", Axis.CLAIM, Family.NAME, 1.0, "", "", snippet=look.host)
        yield Signal("two", Axis.CLAIM, Family.NAME, 1.0, "", "", snippet=look.host)

    assert next(detect(LOOK, REGISTRY)).name == "one"
    assert [signal.name for signal in detect(LOOK, REGISTRY)] == ["one", "two"]
