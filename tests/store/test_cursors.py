from zhenwang.store import cursors
from zhenwang.store.opening import Store


def test_a_source_goes_on_where_it_stopped(store: Store) -> None:
    assert cursors.get(store, "ct:sunlight") == ""
    assert cursors.put(store, "ct:sunlight", "41") == "41"
    cursors.put(store, "ct:sunlight", '{"index":42}')
    cursors.put(store, "ct:other", "7")
    assert cursors.get(store, "ct:sunlight") == '{"index":42}'
    assert cursors.get(store, "ct:other") == "7"
