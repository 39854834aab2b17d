import hashlib
import json
from datetime import UTC

from hypothesis import given, settings
from hypothesis import strategies as st

from zhenwang.domain.look import Field, Form, Gap, Hop, Image, Link, Look, Page, Picture, Script
from zhenwang.store.columns import canonical
from zhenwang.store.look_records import blob_digests, look_record, read_look

text = st.text(st.characters(exclude_categories=()), max_size=12)


def some(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(strategy, max_size=2).map(tuple)


pairs = some(st.tuples(text, text))
page = st.builds(
    Page, charset=text, title=text, meta=pairs, header=text, navigation=text, footer=text, text=text,
    links=some(st.builds(Link, text, text, text)), images=some(st.builds(Image, text, text, text)),
    scripts=some(st.builds(Script, text, pairs, text)),
    forms=some(st.builds(Form, text, text, some(st.builds(Field, text, text, text)))),
)  # fmt: skip
look = st.builds(
    Look, host=text, url=text, at=st.datetimes(timezones=st.just(UTC)), final_url=text, status=st.integers(0, 999),
    headers=pairs, body=st.binary(max_size=20),
    hops=some(st.builds(Hop, text, st.integers(0, 999), text, st.none() | text)),
    pictures=some(st.builds(Picture, text, text, st.binary(max_size=9))), gaps=some(st.builds(Gap, text, text)),
    page=st.none() | page,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(look)
def test_R16_looks_come_back_byte_for_byte(seen: Look) -> None:
    kept: dict[str, bytes] = {}

    def put(data: bytes) -> str:
        digest = hashlib.sha256(data).hexdigest()
        kept[digest] = data
        return digest

    record = json.loads(canonical(look_record(seen, put)))
    assert read_look(record, kept.__getitem__) == seen
    assert set(blob_digests(record)) == set(kept)
