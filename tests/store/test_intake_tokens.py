"""Tokens are told once, known by their digest, replaced and revoked at once, and every step is in the journal."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from zhenwang.domain.access import Actor
from zhenwang.store import intake_tokens
from zhenwang.store.access_schema import journal
from zhenwang.store.intake_tokens import NotIssued
from zhenwang.store.opening import Store
from zhenwang.store.report_schema import intake_tokens as table

NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)
CHIEF = Actor("", "命令行 root")


def issued(store: Store, name: str = "武汉12345", **how: bool) -> str:
    token = intake_tokens.issue(store, name, CHIEF, "开通", NOW, **how)
    assert not isinstance(token, NotIssued)
    return token


def test_a_token_opens_as_its_name_and_only_its_digest_is_kept(store: Store) -> None:
    token = issued(store)
    assert len(token.removeprefix(intake_tokens.PREFIX)) == 43, "256 bits in base64"
    assert intake_tokens.holder(store, token, NOW) == "武汉12345"
    with store.read() as connection:
        kept = connection.execute(select(table)).one()
        told = connection.execute(select(journal)).all()
    assert kept.digest == hashlib.sha256(token.encode()).hexdigest()
    assert token.removeprefix(intake_tokens.PREFIX) not in repr(kept) + repr(told)


def test_what_is_no_token_opens_nothing(store: Store) -> None:
    token = issued(store)
    with store.read() as connection:
        digest = connection.execute(select(table.c.digest)).scalar_one()
    for other in ("", token[:-1], token + "=", token.upper(), digest, "\x00", "\ud800", "x" * 10_000, f" {token}"):
        assert intake_tokens.holder(store, other, NOW) is None, other


def test_a_revoked_token_opens_nothing_and_its_name_may_be_used_again(store: Store) -> None:
    first = issued(store)
    assert intake_tokens.revoke(store, "武汉12345", CHIEF, "换人", NOW) is None
    assert intake_tokens.holder(store, first, NOW) is None
    assert intake_tokens.revoke(store, "武汉12345", CHIEF, "换人", NOW) is NotIssued.UNKNOWN
    second = issued(store)
    assert intake_tokens.holder(store, second, NOW) == "武汉12345"
    assert intake_tokens.holder(store, first, NOW) is None


def test_a_token_in_use_is_replaced_only_when_that_is_said(store: Store) -> None:
    first = issued(store)
    assert intake_tokens.issue(store, "武汉12345", CHIEF, "", NOW) is NotIssued.NAME_TAKEN
    second = issued(store, again=True)
    assert intake_tokens.holder(store, first, NOW) is None
    assert intake_tokens.holder(store, second, NOW) == "武汉12345"
    assert [token.name for token in intake_tokens.everyone(store)] == ["武汉12345"]


@pytest.mark.parametrize("name", ["", " ", "a\nb", "x" * 65, "a\\b", "<b>", " a", "\u202e12345", "=1+1", "a  b"])
def test_a_name_can_be_shown_anywhere(store: Store, name: str) -> None:
    assert intake_tokens.issue(store, name, CHIEF, "", NOW) is NotIssued.NAME_BAD


def test_use_is_noted_once_a_minute(store: Store) -> None:
    token = issued(store)
    for seconds, noted in ((0, 0), (30, 0), (60, 60)):
        intake_tokens.holder(store, token, NOW + timedelta(seconds=seconds))
        assert intake_tokens.everyone(store)[0].used_at == NOW + timedelta(seconds=noted)


def test_the_journal_says_who_issued_and_revoked(store: Store) -> None:
    issued(store)
    issued(store, again=True)
    intake_tokens.revoke(store, "武汉12345", CHIEF, "到期", NOW)
    with store.read() as connection:
        rows = connection.execute(select(journal).order_by(journal.c.position)).all()
    assert [(row.action, row.subject, row.actor) for row in rows] == [
        ("token_issued", "武汉12345", CHIEF.name),
        ("token_issued", "武汉12345", CHIEF.name),
        ("token_revoked", "武汉12345", CHIEF.name),
    ]
    assert rows[2].reason == "到期"
