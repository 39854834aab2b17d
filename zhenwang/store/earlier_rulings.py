"""What schema 0003 makes of rulings made before it: who prepared a case, what was put to review, where it was sent.

Before there were packages, a proposal and its confirmation named the evidence; so that is what stands as the proposal.
Frozen with the migration.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Row, text

from zhenwang.store.columns import unescaped

_CARRY = text(
    "UPDATE cases SET analysts = :analysts, proposal = :proposal, ruled = :ruled, handoffs = :handoffs WHERE id = :id"
)
_STEPS = ("propose", "exclude", "hand_off")


def carry_over(connection: Connection) -> None:
    """Fill ``analysts``, ``proposal``, ``ruled`` and ``handoffs`` of the cases that people had ruled on."""
    told = _told(connection)
    query = text("SELECT id, evidence, proposer FROM cases WHERE proposer <> '' OR state = 'not_fake'")
    changed = [_carried(row, told.get(row.id, {})) for row in connection.execute(query).all()]
    if changed:
        connection.execute(_CARRY, changed)


def _told(connection: Connection) -> dict[str, dict[str, dict[str, str]]]:
    """The facts of the latest step of each kind, by case; of handoffs, every authority."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    query = text("SELECT case_id, action, facts FROM history ORDER BY position")
    for case_id, action, facts in connection.execute(query):
        steps = found.setdefault(case_id, {})
        if action == "reopen":
            steps.clear()
        elif action == "hand_off":
            steps.setdefault(action, {})[json.loads(facts).get("authority", "")] = "sent"
        elif action in _STEPS:
            steps[action] = json.loads(facts)
    return found


def _carried(row: Row[Any], steps: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    ruled = {name: value for name, value in steps.get("propose", {}).items() if name in ("limb", "imitates")}
    ruled |= {name: value for name, value in steps.get("exclude", {}).items() if name == "exclusion"}
    return {
        "id": row.id,
        "analysts": _json([{"person": "", "name": unescaped(row.proposer)}] if row.proposer else []),
        "proposal": row.evidence if row.proposer else "",
        "ruled": _json(ruled),
        "handoffs": _json(dict(steps.get("hand_off", {}))),
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
