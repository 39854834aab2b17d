from __future__ import annotations

import json

from sqlalchemy import text

from models.severity import severity
from tests.store.made import a_score, a_signal, case_opened
from zhenwang.domain.queue_order import urgency
from zhenwang.domain.score import Band
from zhenwang.domain.signal import Axis, Family, Signal
from zhenwang.store.columns import canonical
from zhenwang.store.opening import Store
from zhenwang.store.records import score_record, signal_record
from zhenwang.store.regrading import regrade

FOUND = {
    "asks": (a_signal(), Signal("asks_bank", Axis.HARM, Family.FUNCTION, 1.0, "", "")),
    "barely": (a_signal(), Signal("asks_identity", Axis.HARM, Family.FUNCTION, 0.2, "", "")),
    "solicits": (a_signal(), Signal("solicits_people", Axis.HARM, Family.FUNCTION, 1.0, "", "")),
    "betting": (a_signal(), Signal("injected_betting", Axis.HARM, Family.FUNCTION, 1.0, "", "")),
    "reborn": (a_signal(), Signal("retired_host", Axis.MISMATCH, Family.HOST, 1.0, "", "")),
    "tampered": (Signal("injected_on_official_host", Axis.HARM, Family.CONTENT, 1.0, "", ""),),
    "resolves": (Signal("resolves_onto_official", Axis.MISMATCH, Family.HOST, 1.0, "", ""),),
    "copy": (a_signal(),),
    "harm-only": (Signal("asks_bank", Axis.HARM, Family.FUNCTION, 1.0, "", ""),),
    "silent": (),
}


def test_older_cases_are_graded_as_the_model_of_the_release_does_and_take_their_place(store: Store) -> None:
    bands = (Band.CONFIRMABLE, Band.CLEAR)
    for name, signals in FOUND.items():
        for band in bands:
            case = case_opened(store, f"{name}-{band.value}.example.com")
            record = score_record(a_score(band))
            record.pop("severity")
            values = {"id": case.id, "score": canonical(record), "band": band.value,
                      "signals": canonical([signal_record(signal) for signal in signals])}  # fmt: skip
            with store.write() as connection:
                connection.execute(
                    text(
                        "UPDATE cases SET score = :score, signals = :signals, band = :band, urgency = 1 WHERE id = :id"
                    ),
                    values,
                )
    with store.write() as connection:
        regrade(connection)
        rows = connection.execute(text("SELECT host, severity, urgency, score FROM cases")).all()
    assert len(rows) == len(FOUND) * len(bands)
    for host, graded, place, score in rows:
        name, _, band = host.split(".")[0].rpartition("-")
        assert graded == severity(FOUND[name], Band(band)), host
        assert place == urgency(graded, Band(band), json.loads(score)["probability"])
