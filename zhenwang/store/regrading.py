"""What schema 0003 makes of older cases: their severity as a column, and their place in the queue by harm.

Scores say how urgent the harm is since October 2026; older ones are graded here by their signals, as the model of that
release did (requirements 3.4). Frozen with the migration: what the model says later changes nothing here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, text

from zhenwang.domain.queue_order import urgency
from zhenwang.domain.score import Band

_CHUNK = 1000
_TAKES = frozenset({
    "asks_identity", "asks_bank", "asks_code", "asks_payment", "certificate_query", "certificate_sale", "app_download",
})  # fmt: skip
_SOLICITS = frozenset({"solicits_people", "personal_channel", "asks_code", "form_sent_elsewhere"})
_PARASITE = frozenset(
    {"injected_betting", "injected_on_official_host", "conditional_redirect", "redirect_elsewhere"}
)  # fmt: skip
_SURE = 0.5


def regrade(connection: Connection) -> None:
    """Fill ``severity`` and ``urgency`` of every case, from its score and signals."""
    after = ""
    while rows := _rows(connection, after):
        connection.execute(
            text("UPDATE cases SET severity = :severity, urgency = :urgency WHERE id = :id"),
            [_graded(row.id, json.loads(row.score), json.loads(row.signals)) for row in rows],
        )
        after = rows[-1].id


def _rows(connection: Connection, after: str) -> Sequence[Any]:
    query = text("SELECT id, score, signals FROM cases WHERE id > :after ORDER BY id LIMIT :most")
    return connection.execute(query, {"after": after, "most": _CHUNK}).all()


def _graded(case_id: str, score: Mapping[str, Any], signals: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    band = Band(score["band"])
    severity = score.get("severity") or _severity(signals, band)
    return {"id": case_id, "severity": severity, "urgency": urgency(severity, band, score["probability"])}


def _severity(signals: Sequence[Mapping[str, Any]], band: Band) -> str:
    values = {signal["name"]: signal["value"] for signal in signals if signal["value"]}
    if "injected_on_official_host" in values:
        return "S3"
    if "resolves_onto_official" in values and band is not Band.CLEAR:
        return "S5"
    if band is Band.CLEAR or not any(signal["axis"] == "claim" and signal["value"] for signal in signals):
        return "S0"
    if any(signal["name"] in _TAKES and signal["value"] >= _SURE for signal in signals):
        return "S1"
    ranks = ((_SOLICITS, "S2"), (_PARASITE, "S3"), (frozenset({"retired_host"}), "S4"))
    return next((rank for names, rank in ranks if names & values.keys()), "S5")
