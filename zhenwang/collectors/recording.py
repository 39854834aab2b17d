"""Recorded answers, read and checked: ``answers.json`` beside the files that it names.

    {"default": ANSWER | null, "answers": [ANSWER, ...]}
    ANSWER = {"url", "status", "headers": [[name, value], ...], "file" | "text", "address", "fault"}

``fault`` is null, ``dns``, ``timeout``, ``refused`` or ``reset``. ``file`` is relative to the folder and stays in it.
"""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from zhenwang.collectors.addresses import Address
from zhenwang.collectors.urls import Target, parse_url

FAULTS = frozenset({"dns", "timeout", "refused", "reset"})
ANSWERS = "answers.json"


class RecordingError(ValueError):
    """A recording that cannot be replayed; the message names the file, the entry and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said once. The body is ``text``, or the bytes of ``file``."""

    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    file: Path | None
    text: str
    address: Address
    fault: str


@dataclass(frozen=True, slots=True)
class Recording:
    """Answers by exact address (``Target.text``), and for each host that is listed its first answer.

    A fault stands for a host only when nothing else is recorded of it: that host is down.
    """

    answers: Mapping[str, Answer]
    hosts: Mapping[str, Answer]
    default: Answer | None


def read_recording(folder: Path) -> Recording:
    """Read ``answers.json`` in a folder; raises ``RecordingError``. Pages are opened only when they are asked for."""
    path = folder / ANSWERS
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise RecordingError(f"{path}: {error}") from error
    if not isinstance(found, dict) or not isinstance(found.get("answers"), list):
        raise RecordingError(f"{path}: needs an object with a list 'answers'")
    answers: dict[str, Answer] = {}
    hosts: dict[str, Answer] = {}
    for number, entry in enumerate(found["answers"], 1):
        where = f"{path}: answer {number}"
        answer = _answer(folder, entry, where)
        target = parse_url(str(entry.get("url", "")))
        if not isinstance(target, Target):
            raise RecordingError(f"{where}: {entry.get('url')!r} is not a URL that would be requested: {target.reason}")
        if target.text in answers:
            raise RecordingError(f"{where}: {target.text} is listed twice")
        answers[target.text] = answer
        held = hosts.setdefault(target.host_text, answer)
        if held.fault and not answer.fault:
            hosts[target.host_text] = answer
    default = found.get("default")
    fallback = None if default is None else _answer(folder, default, f"{path}: the default answer")
    return Recording(MappingProxyType(answers), MappingProxyType(hosts), fallback)


def _answer(folder: Path, entry: Any, where: str) -> Answer:
    if not isinstance(entry, dict):
        raise RecordingError(f"{where}: is not an object")
    fault = entry.get("fault") or ""
    if fault and fault not in FAULTS:
        raise RecordingError(f"{where}: fault {fault!r} is none of {', '.join(sorted(FAULTS))}")
    status = entry.get("status", 0 if fault else 200)
    if not isinstance(status, int) or not (fault or 100 <= status <= 999):
        raise RecordingError(f"{where}: status {status!r} is not an HTTP status")
    try:
        address = ipaddress.ip_address(entry.get("address", "192.0.2.1"))
    except ValueError as error:
        raise RecordingError(f"{where}: {error}") from error
    text = entry.get("text", "")
    if not isinstance(text, str):
        raise RecordingError(f"{where}: 'text' is not a string")
    return Answer(status, _headers(entry, where), _file(folder, entry, where), text, address, fault)


def _headers(entry: Mapping[str, Any], where: str) -> tuple[tuple[bytes, bytes], ...]:
    try:
        return tuple((name.encode("ascii"), value.encode()) for name, value in entry.get("headers") or ())
    except (TypeError, ValueError, AttributeError) as error:
        raise RecordingError(f"{where}: 'headers' is not a list of [name, value]") from error


def _file(folder: Path, entry: Mapping[str, Any], where: str) -> Path | None:
    name = entry.get("file")
    if name is None:
        return None
    path = folder / str(name)
    if not path.resolve().is_relative_to(folder.resolve()) or not path.is_file():
        raise RecordingError(f"{where}: there is no file {name!r} in the folder")
    return path
