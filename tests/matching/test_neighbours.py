from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from zhenwang.matching.labels import Label, edits_allowed
from zhenwang.matching.neighbours import Neighbours

WORDS = st.text(alphabet="abc", min_size=1, max_size=12)


def label(text: str) -> Label:
    return Label(text, text, "label", (f"{text}.gov.cn",))


def test_edits_allowed_grow_with_length() -> None:
    assert [edits_allowed(length) for length in (4, 5, 8, 9)] == [0, 1, 1, 2]


@settings(max_examples=300)
@given(st.sets(WORDS, max_size=12), WORDS)
def test_m3_the_index_finds_exactly_what_comparing_with_every_label_finds(texts: set[str], word: str) -> None:
    expected = {
        (text, distance) for text in texts if 1 <= (distance := OSA.distance(word, text)) <= edits_allowed(len(text))
    }
    found = {(near.text, distance) for near, distance in Neighbours.of(map(label, texts)).near(word)}
    assert found == expected


def test_dots_count_towards_the_edits_a_host_may_suffer() -> None:
    dotted = Label("mynagojp", "myna.go.jp", "host", ("myna.go.jp",))
    index = Neighbours.of([dotted])
    assert [distance for _, distance in index.near("mnyaogjp")] == [2]
    assert [distance for _, distance in index.near("ynagoj")] == [2]
    assert not list(index.near("ynago"))


def test_a_hostile_word_costs_nothing() -> None:
    assert not list(Neighbours.of([label("huangshi")]).near("h" * 10_000))
