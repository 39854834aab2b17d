"""Asked again and again, read once: what was made of the last few looks and pages, told apart by identity.

A look and its page are frozen and compare by value: to hash one costs a millisecond, so a cache that goes by value
would cost more than it saves.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from typing import Any, Concatenate, ParamSpec, TypeVar

from zhenwang.domain.look import Look
from zhenwang.domain.registry import Registry
from zhenwang.domain.signal import Signal

KEPT = 6
"""Looks remembered by each reading: the one that is judged, the same without its running text, a few before."""

_Asked = TypeVar("_Asked")
_Found = TypeVar("_Found")
_Rest = ParamSpec("_Rest")


def once(read: Callable[Concatenate[_Asked, _Rest], _Found]) -> Callable[Concatenate[_Asked, _Rest], _Found]:
    """Remembers what was read from the last few looks or pages. What else is asked for must be hashable."""

    @functools.lru_cache(maxsize=KEPT)
    def kept(same: _Same, *rest: _Rest.args, **named: _Rest.kwargs) -> _Found:
        return read(same.held, *rest, **named)

    def asked(held: _Asked, /, *rest: _Rest.args, **named: _Rest.kwargs) -> _Found:
        return kept(_Same(held), *rest, **named)  # type: ignore[arg-type]  # all that is passed on can be hashed

    functools.update_wrapper(asked, read)
    return asked


def told_once(detect: Callable[[Look, Registry], Iterator[Signal]]) -> Callable[[Look, Registry], Iterator[Signal]]:
    """For detectors that others ask: what they say of a look is worked out once, and told to each who asks."""

    @once
    def told(look: Look, registry: Registry) -> tuple[Signal, ...]:
        return tuple(detect(look, registry))

    @functools.wraps(detect)
    def asked(look: Look, registry: Registry) -> Iterator[Signal]:
        return iter(told(look, registry))

    return asked


class _Same:
    """What equals itself only. It is held while it is remembered, so its identity is nobody else's."""

    __slots__ = ("held",)

    def __init__(self, held: object) -> None:
        self.held: Any = held

    def __hash__(self) -> int:
        return id(self.held)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.held is self.held
