"""What a second person agrees to: the digest of everything that was put to review (threat W11).

A confirmation, a signature and a handoff name this digest. When anything of it changes, so does the digest, and what
was agreed to holds no longer.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from zhenwang.domain.case import Case
from zhenwang.domain.transitions import TRANSITIONS, Guard


def package_digest(case: Case, facts: Mapping[str, str]) -> str:
    """SHA-256, in hexadecimal, over the case, its evidence and look, the proposal's facts and who prepared it."""
    package = {
        "case": case.id,
        "host": case.host,
        "evidence": case.evidence,
        "look": case.look_digest,
        "facts": dict(facts),
        "analysts": [[one.person, one.name] for one in case.analysts],
    }
    text = json.dumps(package, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def bound(case: Case, action: str) -> str:
    """The digest that a ruling must name as seen: of the evidence, of the whole proposal, or none (empty)."""
    guards = {
        guard for step in TRANSITIONS if step.action == action and case.state in step.before for guard in step.guards
    }
    if Guard.SAME_PROPOSAL in guards:
        return case.proposal
    return case.evidence if Guard.SAME_EVIDENCE in guards else ""
