from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenwang.domain.body import Contact
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.domain.sponsor import (
    MAX_NAME,
    MAX_NOTE,
    TICKS,
    Reply,
    SponsorAnswer,
    Tick,
    answer_of,
    facts_of,
    numbers,
    read_reply,
)

TODAY = date(2026, 11, 23)
FORM = {"runs": "no", "commissioned": "no", "former": "no", "name": "周敏", "office": "市政府办", "on": "2026-11-23"}


@pytest.mark.parametrize(
    ("runs", "commissioned", "former", "answer"),
    [
        ("no", "no", "no", "not_ours"),
        ("yes", "no", "no", "ours"),
        ("no", "yes", "no", "commissioned"),
        ("yes", "yes", "unsure", "commissioned"),
        ("no", "no", "yes", "former"),
        ("unsure", "no", "yes", "former"),
        ("no", "no", "unsure", "unknown"),
        ("unsure", "unsure", "unsure", "unknown"),
    ],
)
def test_three_ticks_come_to_one_answer(runs: str, commissioned: str, former: str, answer: str) -> None:
    ticks = {"runs": Tick(runs), "commissioned": Tick(commissioned), "former": Tick(former)}
    assert answer_of(ticks) == answer


def test_not_ours_takes_three_times_no() -> None:
    came = {ticks: answer_of(dict(zip(TICKS, ticks, strict=True))) for ticks in product(Tick, repeat=3)}
    assert [ticks for ticks, answer in came.items() if answer is SponsorAnswer.NOT_OURS] == [(Tick.NO,) * 3]


def test_a_whole_form_is_a_reply_with_its_facts() -> None:
    reply = read_reply(FORM | {"note": "从未\n开办"}, TODAY)
    assert isinstance(reply, Reply)
    facts = facts_of(reply, "link")
    assert facts["sponsor_answer"] == "not_ours"
    assert (facts["answered_by"], facts["answered_office"], facts["answered_on"]) == ("周敏", "市政府办", "2026-11-23")
    assert facts["answered_note"] == "从未 开办"
    assert facts["tick_runs"] == "no"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("runs", ""), ("runs", "maybe"), ("commissioned", "YES"), ("former", "true"), ("name", " \u200b"),
        ("name", "\u3164"), ("office", ""), ("on", ""), ("on", "11/23"), ("on", "2026-11-24"), ("on", "2026-10-01"),
    ],
)  # fmt: skip
def test_what_is_missing_or_cannot_be_is_named(field: str, value: str) -> None:
    assert read_reply(FORM | {field: value}, TODAY) == (field,)


@given(st.dictionaries(st.sampled_from([*FORM, "note"]), st.text(max_size=3_000)))
def test_no_form_raises_and_every_reply_is_bounded(form: dict[str, str]) -> None:
    reply = read_reply(FORM | form, TODAY)
    if isinstance(reply, Reply):
        assert len(reply.name) <= MAX_NAME
        assert len(reply.note) <= MAX_NOTE
        assert TODAY - timedelta(days=31) <= reply.on <= TODAY
        assert "\n" not in reply.name + reply.note


def site(host: str, name: str, *phones: str, **values: str) -> OfficialSite:
    made = OfficialSite(host, name, (host,), contact=Contact(phones=phones, sources="其页脚"))
    return replace(made, **values)  # type: ignore[arg-type]  # texts only


def test_the_number_to_call_comes_from_the_registry_its_own_first() -> None:
    own = site("slj.a.gov.cn", "甲市水利局", "0714-1", supervisor="甲市人民政府办公室")
    other = site("hh.a.gov.cn", "甲市河湖网", "0714-2", "0714-1", sponsor="甲市水利局")
    office = site("www.a.gov.cn", "甲市人民政府办公室", "0714-9")
    found = numbers(Registry.of([office, other, own]), own)
    assert [(number.kind, number.phone) for number in found] == [
        ("office", "0714-1"), ("sibling", "0714-2"), ("supervisor", "0714-9"),
    ]  # fmt: skip
    assert found[0].source == "其页脚"


def test_a_registry_without_numbers_says_so() -> None:
    alone = site("www.b.gov.cn", "乙县人民政府")
    assert numbers(Registry.of([alone]), alone) == ()
    assert numbers(Registry.of([alone]), None) == ()
