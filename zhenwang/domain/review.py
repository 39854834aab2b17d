"""What a second person agrees to: the digest of everything that was put to review (threat W11).

A confirmation, a signature and a handoff name this digest. When anything of it changes, so does the digest, and what
was agreed to holds no longer.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from zhenwang.domain.case import Case


def package_digest(case: Case, facts: Mapping[str, str], analyst: str) -> str:
    """SHA-256, in hexadecimal, over the case, its evidence and look, the proposal's facts and who proposed it."""
    package = {
        "case": case.id,
        "host": case.host,
        "evidence": case.evidence,
        "look": case.look_digest,
        "facts": dict(facts),
        "analyst": analyst,
    }
    text = json.dumps(package, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
