"""Edits of a text: what stands from here to there becomes this. A text can be edited at once, or edit by edit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Edit:
    """``text[start:end]`` becomes ``new``, of which every character stood there or stands for what stood there."""

    start: int
    end: int
    new: str


class Step(Protocol):
    """One step of making a text comparable. ``edits`` are in order, do not overlap, and make what the call makes."""

    def __call__(self, text: str) -> str: ...

    def edits(self, text: str) -> Iterable[Edit]: ...


Apply = Callable[[Step, str], str]
"""How a step is taken: the text behind it. Whoever keeps a map takes it edit by edit."""


def at_once(step: Step, text: str) -> str:
    """The step without any map."""
    return step(text)


@dataclass(frozen=True, slots=True)
class Rule:
    """A step that replaces whatever a pattern finds. The pattern must not match the empty string."""

    pattern: re.Pattern[str]
    new: str | Callable[[re.Match[str]], str]

    def __call__(self, text: str) -> str:
        return self.pattern.sub(self.new, text)

    def edits(self, text: str) -> Iterator[Edit]:
        for found in self.pattern.finditer(text):
            new = self.new if isinstance(self.new, str) else self.new(found)
            if new != found[0]:
                yield Edit(found.start(), found.end(), new)


@dataclass(frozen=True, slots=True)
class Drop:
    """A step that takes single characters away: all for which ``kept`` is false."""

    kept: Callable[[str], NDArray[np.bool_]]

    def __call__(self, text: str) -> str:
        points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
        return points[self.kept(text)].tobytes().decode("utf-32-le", "surrogatepass")

    def edits(self, text: str) -> Iterator[Edit]:
        turns = np.flatnonzero(np.diff(self.kept(text), prepend=True, append=True)).tolist()
        for start, end in zip(turns[::2], turns[1::2], strict=True):
            yield Edit(start, end, "")


@dataclass(frozen=True, slots=True)
class Strip:
    """A step that takes the spaces at both ends away."""

    def __call__(self, text: str) -> str:
        return text.strip(" ")

    def edits(self, text: str) -> Iterator[Edit]:
        left = len(text) - len(text.lstrip(" "))
        right = len(text.rstrip(" "))
        if left:
            yield Edit(0, left, "")
        if max(left, right) < len(text):
            yield Edit(max(left, right), len(text), "")
