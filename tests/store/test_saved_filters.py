from __future__ import annotations

from sqlalchemy import insert, select

from tests.store.made import NOW
from zhenwang.domain.access import Actor, Grant, Role
from zhenwang.domain.queue_filter import Wanted
from zhenwang.store import accounts, saved_filters
from zhenwang.store.accounts import Newcomer
from zhenwang.store.opening import Store
from zhenwang.store.work_schema import saved_filters as table


def enrolled(store: Store, login: str) -> str:
    made = accounts.enrol(store, Newcomer(login, f"人{login}", grants=(Grant(Role.ANALYST),)), Actor("", "t"), "t", NOW)
    assert made.login == login  # type: ignore[union-attr]  # it is new
    return login


def test_a_filter_is_kept_replaced_and_removed_by_its_account_only(store: Store) -> None:
    ada, bo = enrolled(store, "ada"), enrolled(store, "bo")
    assert saved_filters.save(store, ada, " 武汉\u202e的 ", Wanted(region="4201"), NOW) is None
    assert saved_filters.save(store, ada, "武汉的", Wanted(region="4201", band="review"), NOW) is None
    [kept] = saved_filters.of(store, ada)
    assert (kept.name, kept.wanted) == ("武汉的", Wanted(region="4201", band="review"))
    assert saved_filters.of(store, bo) == ()
    assert not saved_filters.remove(store, bo, kept.id)
    assert saved_filters.remove(store, ada, kept.id)
    assert not saved_filters.remove(store, ada, kept.id)


def test_what_a_table_says_is_read_by_the_list_of_keys(store: Store) -> None:
    ada = enrolled(store, "ada")
    for n, query in enumerate(
        ("sort=password&tab=settled&severity=S7", "\x01&&==", "&".join(["a=b"] * 99), "x" * 9000)
    ):
        with store.write() as connection:
            connection.execute(insert(table).values(account=ada, name=f"f{n}", query=query, created_at=NOW))
    assert [one.wanted for one in saved_filters.of(store, ada)] == [Wanted("settled"), Wanted(), Wanted(), Wanted()]


def test_names_and_numbers_are_bounded(store: Store) -> None:
    ada = enrolled(store, "ada")
    for name in ("", "   ", "\u200b\x00", "\n\t"):
        refused = saved_filters.save(store, ada, name, Wanted(), NOW)
        assert refused is not None
        assert refused.about == "name"
    for n in range(saved_filters.MOST):
        assert saved_filters.save(store, ada, f"{n}" + "长" * 500, Wanted(), NOW) is None
    most = saved_filters.save(store, ada, "one more", Wanted(), NOW)
    assert most is not None
    assert most.about == "most"
    with store.read() as connection:
        assert max(len(name) for name in connection.execute(select(table.c.name)).scalars()) == saved_filters.MAX_NAME
    nobody = saved_filters.save(store, "", "x", Wanted(), NOW)
    assert nobody is not None
    assert nobody.about == "account"
