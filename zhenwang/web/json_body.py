"""A body in JSON, read in one meaning or refused with the place: RFC 8259 as RFC 7493 (I-JSON) narrows it."""

from __future__ import annotations

import codecs
import json
import math
import re
from collections.abc import Callable, Coroutine, Iterator
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException

MAX_DEPTH = 32
MAX_DIGITS = 100
MAX_NAMES = 100
"""Names of one object: each that is not described would be told as a fault of its own."""
MAX_VALUES = 66_000
"""More commas and brackets than a report can hold in all its texts: a body of nothing but these costs memory."""
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_BRACKET = re.compile(r'"(?:[^"\\]|\\.)*"|[\[{}\]]', re.DOTALL)
_SHOWN = 120


class BadJsonError(HTTPException):
    """The body is no JSON that this program reads (400). ``place`` is a JSON pointer, a line and column, or a byte."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(400, reason)
        self.place, self.reason = place.encode("utf-8", "replace").decode()[:_SHOWN], reason


def read_json(body: bytes, most: int = MAX_VALUES) -> Any:
    """The value. BadJsonError for a name twice, NaN, a number of more than ``MAX_DIGITS`` characters or beyond a
    double, half a surrogate pair, a byte order mark, more than ``MAX_NAMES`` names in an object, deeper nesting than
    ``MAX_DEPTH``, more than ``most`` brackets and commas, and whatever RFC 8259 does not know.
    """
    if body.startswith(_MARKS):
        raise BadJsonError("byte 0", "a byte order mark stands before the JSON: leave it out")
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise BadJsonError(f"byte {fault.start}", "the body is not UTF-8") from None
    opened = text.count("[") + text.count("{")
    if opened + text.count(",") > most:
        raise BadJsonError("", f"there are more than {most} brackets and commas")
    flaws: list[_Flaw] = []
    value = _parsed(text, flaws)
    if flaws or opened > MAX_DEPTH or _SURROGATE.search(text):
        for place, reason in _flaws_in(value):
            raise BadJsonError(place, reason)
    return value


class StrictJson(APIRoute):
    """A route whose body is read by ``read_json``."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handler = super().get_route_handler()

        async def read(request: Request) -> Response:
            strict = _StrictRequest(request.scope, request.receive)
            if self.body_field and not await strict.body():
                raise BadJsonError("", "the body is empty")
            return await handler(strict)

        return read


class _StrictRequest(Request):
    async def json(self) -> Any:
        return read_json(await self.body())


class _Flaw:
    """Stands in a value where something must be refused, until it is known where that is."""

    def __init__(self, reason: str) -> None:
        self.reason = reason


class _Twice(_Flaw):
    """An object in which one name stands twice: one reader would take the first, another the last."""


def _parsed(text: str, flaws: list[_Flaw]) -> Any:
    def flaw(found: _Flaw) -> _Flaw:
        flaws.append(found)
        return found

    def once(pairs: list[tuple[str, Any]]) -> Any:
        if len(pairs) > MAX_NAMES:
            return flaw(_Flaw(f"an object has more than {MAX_NAMES} names"))
        found = dict(pairs)
        return found if len(found) == len(pairs) else flaw(_Twice("an object has one name twice"))

    def constant(name: str) -> Any:
        return flaw(_Flaw(f"{name} is no JSON"))

    def whole(digits: str) -> Any:
        return int(digits) if len(digits) <= MAX_DIGITS else flaw(_Flaw(f"a number has over {MAX_DIGITS} characters"))

    def real(digits: str) -> Any:
        if len(digits) > MAX_DIGITS:
            return flaw(_Flaw(f"a number has over {MAX_DIGITS} characters"))
        number = float(digits)
        return number if math.isfinite(number) else flaw(_Flaw("a number is beyond what a double holds"))

    try:
        return json.loads(text, object_pairs_hook=once, parse_constant=constant, parse_int=whole, parse_float=real)
    except json.JSONDecodeError as fault:
        raise BadJsonError(f"line {fault.lineno} column {fault.colno}", f"no JSON: {fault.msg}") from None
    except RecursionError:
        raise BadJsonError(_too_deep(text), f"nested deeper than {MAX_DEPTH}") from None


def _flaws_in(value: Any) -> Iterator[tuple[str, str]]:
    """Every place that must be refused, as a JSON pointer (RFC 6901) with the reason, outer ones first."""
    here: list[tuple[str, Any]] = [("", value)]
    for _depth in range(MAX_DEPTH + 1):
        inner: list[tuple[str, Any]] = []
        for place, one in here:
            if isinstance(one, _Flaw):
                yield place, one.reason
            elif isinstance(one, str):
                if _is_torn(one):
                    yield place, "half a surrogate pair is no character"
            elif isinstance(one, dict):
                for name, held in one.items():
                    below = f"{place}/{name.replace('~', '~0').replace('/', '~1')[:_SHOWN]}"
                    if _is_torn(name):
                        yield below, "half a surrogate pair is no character"
                    inner.append((below, held))
            elif isinstance(one, list):
                inner += ((f"{place}/{number}", held) for number, held in enumerate(one))
        here = inner
    for place, _ in here[:1]:
        yield place, f"nested deeper than {MAX_DEPTH}"


def _is_torn(text: str) -> bool:
    if text.isascii():
        return False
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False


def _too_deep(text: str) -> str:
    depth = 0
    for found in _BRACKET.finditer(text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(found[0], 0)
        if depth > MAX_DEPTH:
            line = text.count("\n", 0, found.start()) + 1
            return f"line {line} column {found.start() - text.rfind(chr(10), 0, found.start())}"
    return ""
