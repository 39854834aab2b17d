"""Names tiles, Sunlight's extension of static-ct: one JSON object a line with the names and nothing to verify."""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Iterator

from zhenwang.domain.candidate import Malformed
from zhenwang.sources.certificate import MAX_NAMES
from zhenwang.sources.ct_entry import SOURCE, Entry, instant, locator
from zhenwang.sources.readings import host_like, read_text

MAX_LINE = 2 * 1024 * 1024


def read_names(body: bytes, log: str, first: int = 0) -> Iterator[Entry | Malformed]:
    """Every line of a decoded names tile; a line that cannot be read is one Malformed, and the next line is read."""
    index = first
    for line in body.split(b"\n"):
        if line.strip():
            yield read_line(line, log, index)
            index += 1


def read_line(line: bytes, log: str, index: int) -> Entry | Malformed:
    """One TrimmedEntry: ``{"Timestamp", "Subject": {"CommonName"}, "DNS": [], "IP": []}``."""
    try:
        trimmed = json.loads(line) if len(line) <= MAX_LINE else None
    except (ValueError, RecursionError) as error:
        return Malformed(SOURCE, locator(log, index), f"names tile entry {index} is not JSON: {error}", line)
    if not isinstance(trimmed, dict):
        return Malformed(SOURCE, locator(log, index), f"names tile entry {index} is not a JSON object", line)
    names, strays = _names(trimmed)
    milliseconds = trimmed.get("Timestamp")
    timestamp = instant(milliseconds) if type(milliseconds) is int else None
    if timestamp is None or strays:
        why = f"names that are not text: {strays[:3]!r:.120}" if strays else "no time-stamp"
        return Malformed(SOURCE, locator(log, index), f"names tile entry {index} has {why}", line, names)
    return Entry(log, index, "names", names, "", None, None, timestamp)


def _names(trimmed: dict[str, object]) -> tuple[tuple[str, ...], list[object]]:
    """All readings of the names, and the items that are no names."""
    found: dict[str, None] = {}
    listed, strays = _strings(trimmed.get("DNS"))
    for name in listed:
        found |= dict.fromkeys(read_text(name[:4096]))
    addresses, more = _strings(trimmed.get("IP"))
    for text in addresses:
        try:
            found[f"ip:{ipaddress.ip_address(text)}"] = None
        except ValueError:
            more.append(text)
    subject = trimmed.get("Subject")
    common_name = subject.get("CommonName") if isinstance(subject, dict) else None
    if isinstance(common_name, str) and common_name not in found:
        found |= dict.fromkeys(host_like(common_name))
    return tuple(found), strays + more


def _strings(value: object) -> tuple[list[str], list[object]]:
    if value is None:
        return [], []
    if not isinstance(value, list):
        return [], [value]
    return [one for one in value[:MAX_NAMES] if isinstance(one, str)], [
        one for one in value if not isinstance(one, str)
    ]
