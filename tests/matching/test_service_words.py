from __future__ import annotations

import re
from importlib import resources

import pytest

from zhenwang.matching.segment import segments
from zhenwang.matching.service_words import ServiceWord, service_words

KINDS = {"action", "money", "document", "channel", "warning", "office"}


def rows() -> list[list[str]]:
    text = resources.files("zhenwang.matching").joinpath("service_words.tsv").read_text("utf-8")
    return [line.split("\t") for line in text.splitlines() if not line.startswith("#")]


@pytest.mark.parametrize(
    ("word", "language", "kind"),
    [
        ("payments", "en", "money"),
        ("refund", "en", "money"),
        ("toll", "en", "money"),
        ("verification", "en", "action"),
        ("cx", "zh", "action"),
        ("baoming", "zh", "action"),
        ("gjj", "zh", "money"),
        ("zkz", "zh", "document"),
        ("weizhang", "zh", "warning"),
        ("kyufukin", "ja", "money"),
        ("jiwongeum", "ko", "money"),
        ("dichvucong", "vi", "channel"),
        ("bansos", "id", "money"),
        ("yojana", "hi", "money"),
        ("basvuru", "tr", "action"),
        ("gosuslugi", "ru", "channel"),
        ("mokhalafat", "ar", "warning"),
        ("reembolso", "es", "money"),
        ("amende", "fr", "money"),
        ("steuererstattung", "de", "money"),
        ("rimborso", "it", "money"),
        ("teruggave", "nl", "money"),
        ("epidoma", "el", "money"),
    ],
)
def test_the_words_of_impostors_are_known(word: str, language: str, kind: str) -> None:
    found = service_words()[word]
    assert (found.language, found.kind) == (language, kind)


def test_a_row_says_what_a_host_can_hold_in_which_language_of_which_kind() -> None:
    for row in rows():
        word, language, means, written, kind, source = row
        assert re.fullmatch("[a-z]{2,20}", word), row
        assert re.fullmatch("[a-z]{2,3}", language), row
        assert kind in KINDS, row
        assert all(cell and cell == cell.strip() for cell in (means, written, source)), row
        assert means.isascii(), row


def test_no_language_has_a_word_twice() -> None:
    pairs = [(word, language) for word, language, *_ in rows()]
    assert len(pairs) == len(set(pairs))


def test_a_word_of_several_languages_is_that_of_the_first_row() -> None:
    assert [language for word, language, *_ in rows() if word == "multas"] == ["es", "pt"]
    assert service_words()["multas"] == ServiceWord("multas", "es", "money", "fines", "multas")


def test_pinyin_initials_stand_beside_the_full_spelling() -> None:
    by_writing: dict[str, set[str]] = {}
    for word, _, _, written, *_ in rows():
        by_writing.setdefault(written, set()).add(word)
    assert by_writing["查询"] == {"chaxun", "cx"}
    assert by_writing["社保"] == {"shebao", "sb"}
    assert by_writing["准考证"] == {"zhunkaozheng", "zkz"}


def test_a_token_of_an_office_and_its_service_comes_apart() -> None:
    costs = dict.fromkeys((*service_words(), "irs"), 8.0)
    pieces = segments("irspaymentonline", costs.get, 4.7)
    assert ["irspaymentonline"[piece.start : piece.end] for piece in pieces] == ["irs", "payment", "online"]
