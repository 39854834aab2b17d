import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.made import a_host, a_score
from zhenwang.domain.candidate import Candidate, Match, Sighting
from zhenwang.domain.report import Report
from zhenwang.domain.score import Contribution, Score
from zhenwang.domain.signal import Signal
from zhenwang.store import records
from zhenwang.store.columns import canonical

text = st.text(st.characters(exclude_categories=()), max_size=30)
number = st.floats(allow_nan=False, allow_infinity=False)
instant = st.datetimes(timezones=st.sampled_from([timezone(timedelta(hours=8)), UTC]))
optional = st.none() | text
sighting = st.builds(Sighting, text, text, text, instant, optional)
match = st.builds(Match, text, text, text, text, number)
candidate = st.builds(
    Candidate, st.just(a_host("湖北省.example.com")), text, number, st.lists(sighting, max_size=3).map(tuple),
    st.none() | match,
)  # fmt: skip
signal = st.builds(Signal, name=text, value=number, because=text, because_en=text, snippet=text, basis=text, site=text)
contribution = st.builds(Contribution, text, number, number, number)
score = st.builds(
    Score, probability=number, imitates=text, limb=text, contributions=st.lists(contribution, max_size=3).map(tuple),
    model=text, registry=text, held_back=text,
)  # fmt: skip
report = st.builds(Report, text, instant, st.lists(text, max_size=3).map(tuple), text, text, text)


@pytest.mark.parametrize(
    ("made", "write", "read"),
    [
        (sighting, records.sighting_record, records.read_sighting),
        (match, records.match_record, records.read_match),
        (candidate, records.candidate_record, records.read_candidate),
        (signal, records.signal_record, records.read_signal),
        (score, records.score_record, records.read_score),
        (report, records.report_record, records.read_report),
    ],
)
def test_records_come_back_as_they_went(
    made: st.SearchStrategy[object], write: Callable[[object], object], read: Callable[[object], object]
) -> None:
    @settings(max_examples=40, deadline=None, database=None)
    @given(made)
    def comes_back(value: object) -> None:
        assert read(json.loads(canonical(write(value)))) == value

    comes_back()


def test_a_record_from_another_model_says_so_instead_of_guessing() -> None:
    record = records.score_record(a_score()) | {"band": "doubtful"}
    with pytest.raises(ValueError, match="doubtful"):
        records.read_score(record)


def test_a_later_field_is_ignored() -> None:
    record = records.score_record(a_score()) | {"added_later": 1}
    assert records.read_score(record) == a_score()


def test_instants_keep_their_instant() -> None:
    at = datetime(2026, 11, 20, 8, tzinfo=timezone(timedelta(hours=8)))
    record = records.sighting_record(Sighting("x", "ct", "l", at))
    assert records.read_sighting(record).seen_at == at
