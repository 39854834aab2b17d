"""The domain's words as JSON values and back. Reading is spelled out by field: what is stored outlives the classes.

Every ``x_record`` returns a value that ``columns.canonical`` accepts; every ``read_x`` undoes it exactly.
Pages and looks are in ``look_records``.
"""

from __future__ import annotations

from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from zhenwang.domain.candidate import Candidate, Match, Reason, Sighting
from zhenwang.domain.hosts import Host
from zhenwang.domain.report import Report
from zhenwang.domain.score import Band, Contribution, Score
from zhenwang.domain.signal import Axis, Family, Signal

Json = dict[str, Any]
_OF_REPORT = tuple(field.name for field in fields(Report))


def signal_record(signal: Signal) -> Json:
    return asdict(signal)


def read_signal(record: Json) -> Signal:
    return Signal(
        name=record["name"],
        axis=Axis(record["axis"]),
        family=Family(record["family"]),
        value=record["value"],
        because=record["because"],
        because_en=record["because_en"],
        snippet=record["snippet"],
        basis=record["basis"],
        site=record["site"],
        limb=record.get("limb", ""),
    )


def score_record(score: Score) -> Json:
    return asdict(score)


def read_score(record: Json) -> Score:
    return Score(
        probability=record["probability"],
        band=Band(record["band"]),
        imitates=record["imitates"],
        limb=record["limb"],
        contributions=tuple(
            Contribution(item["signal"], item["weight"], item["value"], item["log_odds"])
            for item in record["contributions"]
        ),
        model=record["model"],
        registry=record["registry"],
        held_back=record["held_back"],
        severity=record.get("severity", ""),
    )


def sighting_record(sighting: Sighting) -> Json:
    return asdict(sighting) | {"seen_at": sighting.seen_at.isoformat()}


def read_sighting(record: Json) -> Sighting:
    return Sighting(
        name=record["name"],
        source=record["source"],
        locator=record["locator"],
        seen_at=datetime.fromisoformat(record["seen_at"]),
        url=record["url"],
    )


def match_record(match: Match) -> Json:
    return asdict(match)


def read_match(record: Json) -> Match:
    reasons = tuple(Reason(one["rule"], one["span"], one["bits"]) for one in record.get("reasons", ()))
    return Match(record["host"], record["site"], record["rule"], record["span"], record["score"], reasons)


def candidate_record(candidate: Candidate) -> Json:
    return {
        "host": asdict(candidate.host),
        "url": candidate.url,
        "rank": candidate.rank,
        "sightings": [sighting_record(sighting) for sighting in candidate.sightings],
        "match": match_record(candidate.match) if candidate.match else None,
    }


def read_candidate(record: Json) -> Candidate:
    host = record["host"]
    return Candidate(
        host=Host(host["ascii"], host["unicode"], host["suffix"], host["registrable"]),
        url=record["url"],
        rank=record["rank"],
        sightings=tuple(read_sighting(item) for item in record["sightings"]),
        match=read_match(record["match"]) if record["match"] else None,
    )


def report_record(report: Report) -> Json:
    record = {name: getattr(report, name) for name in _OF_REPORT}  # asdict() would copy each, for every report
    return record | {"received_at": report.received_at.isoformat()}


def read_report(record: Json) -> Report:
    return Report(
        receipt=record["receipt"],
        received_at=datetime.fromisoformat(record["received_at"]),
        urls=tuple(record["urls"]),
        claims=record["claims"],
        reached_by=record["reached_by"],
        note=record["note"],
        channel=record.get("channel", ""),
        origin=record.get("origin", ""),
    )
