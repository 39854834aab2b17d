"""How large a log says it is: static-ct checkpoints and RFC 6962 tree heads.

Only the size (and, for a tree head, its time) is read here. The signature is **not** verified: entries are matched
whether or not the log keeps its promises, and proving that it does is another part's work.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime

from zhenwang.sources.ct_entry import instant

MAX_SIZE = 1 << 40
"""The leaf index is 40 bits wide."""

# c2sp.org/tlog-checkpoint: origin, size, root hash, extension lines; an empty line; signatures after an em dash.
_NOTE = re.compile(
    r"(?P<origin>[^\n]{1,255})\n(?P<size>0|[1-9][0-9]{0,12})\n(?P<root>[A-Za-z0-9+/]{43}=)\n(?:[^\n]+\n){0,64}\n"
    r"(?:— [^\s+]{1,255} [A-Za-z0-9+/=]{8,}\n){1,16}"
)


@dataclass(frozen=True, slots=True)
class TreeHead:
    """``size`` entries; ``at`` is the tree head's own time, None for a checkpoint."""

    size: int
    at: datetime | None = None


def read_checkpoint(body: bytes, origin: str) -> TreeHead | str:
    """The size in a signed note, or one sentence why it is refused. An empty ``origin`` is not compared."""
    try:
        note = _NOTE.fullmatch(body.decode("utf-8"))
    except UnicodeDecodeError:
        note = None
    if note is None:
        return "its checkpoint is not a signed note"
    if origin and note["origin"] != origin:
        return f"its checkpoint is of another log: {note['origin'][:100]!r} instead of {origin!r}"
    size = int(note["size"])
    return TreeHead(size) if size <= MAX_SIZE else f"its checkpoint claims {size} entries"


def read_sth(body: bytes) -> TreeHead | str:
    """The size and time in a get-sth answer (RFC 6962, 4.3), or one sentence why it is refused."""
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return "its tree head is not JSON"
    if not isinstance(answer, dict):
        return "its tree head is not a JSON object"
    size, milliseconds = answer.get("tree_size"), answer.get("timestamp")
    if type(size) is not int or not 0 <= size <= MAX_SIZE:
        return "its tree head has no sensible tree_size"
    at = instant(milliseconds) if type(milliseconds) is int else None
    return TreeHead(size, at) if at else "its tree head has no sensible timestamp"
