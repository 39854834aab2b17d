"""Every signal that any detector can emit rests on an article, and on the limb of art. 31 that it speaks to."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import detectors
import models
import zhenwang.web
from models.artefact import parse_model
from models.gate import HOST_NAMES
from zhenwang.domain.legal_basis import read_grounds, read_legal_basis
from zhenwang.domain.signal import Axis, Family

ROOT = Path(detectors.__file__).parents[1]
MODEL = parse_model((Path(models.__file__).parent / "weights.json").read_text(encoding="utf-8"))


def lines(name: str) -> list[str]:
    return (ROOT / "seeds" / name).read_text(encoding="utf-8").splitlines(keepends=True)


GROUNDS, BAD = read_grounds(lines("signal_basis.csv"), "signal_basis.csv")
ARTICLES, _ = read_legal_basis(lines("legal_basis.csv"), "legal_basis.csv")


def named_in_source() -> Iterator[str]:
    """The names in the source of the detectors: what ``Signal`` is called with, and every constant that is the name of
    a known signal, however it gets there.
    """
    known = set(GROUNDS) | set(MODEL.weights) | worded()
    for path in sorted((ROOT / "detectors").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Signal" and node.args:
                if isinstance(node.args[0], ast.Constant):
                    yield str(node.args[0].value)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in known:
                yield node.value


def worded() -> set[str]:
    text = (Path(zhenwang.web.__file__).parent / "words" / "console.toml").read_text(encoding="utf-8")
    return set(re.findall(r"^signal_(\w+) =", text, re.MULTILINE))


def documented() -> set[str]:
    table = (ROOT / "docs" / "scoring.md").read_text(encoding="utf-8")
    return set(re.findall(r"^\| `(\w+)` \| [^|]+ \| (?:claim|mismatch|harm|exculpation) \|", table, re.MULTILINE))


ALL = sorted({*named_in_source(), *MODEL.weights, *documented()})


def test_the_names_are_found():
    assert BAD == ()
    assert len(ALL) >= 45
    assert {"foreign_site_code", "asks_bank", "injected_betting", "not_in_registry"} <= set(named_in_source())


SIMILAR_NAMES = ("altered_name", "swapped_name")


@pytest.mark.parametrize("name", ALL)
def test_every_signal_rests_on_an_article_that_is_held_word_for_word(name):
    assert name in GROUNDS, f"seeds/signal_basis.csv has no row for {name}"
    ground = GROUNDS[name]
    assert {ground.basis, ground.otherwise} - {""} <= set(ARTICLES)


@pytest.mark.parametrize("name", ALL)
def test_every_signal_has_words_for_people(name):
    assert name in worded()
    assert name in documented()


@pytest.mark.parametrize("name", sorted(set(ALL) & set(MODEL.weights)))
def test_the_limbs_are_told_apart(name):
    """(a) uses the name: the page calls itself so. (b) same or similar marks, content, function, host name, or a name
    that is only similar. A fact about the host, and whatever speaks for the page, is no limb of an offence.
    """
    weight, limb = MODEL.weights[name], GROUNDS[name].limb
    if weight.axis is Axis.EXCULPATION:
        assert limb == ""
    elif weight.axis is Axis.CLAIM:
        says_its_name = weight.family is Family.NAME and name not in HOST_NAMES | {
            "retired_host",
            "moved_label",
            *SIMILAR_NAMES,
        }
        assert limb == ("a" if says_its_name else "b")
    else:
        assert limb in ("", "b")


def test_what_is_emitted_on_whole_pages_has_its_ground(registry, mirror):
    assert {signal.name for signal in detectors.run(mirror, registry)} <= set(GROUNDS)
