from __future__ import annotations

import json
import re
import string
from importlib import resources
from pathlib import Path

from zhenwang.domain.case import State
from zhenwang.domain.report import REACHED_BY as WAYS
from zhenwang.domain.score import Band
from zhenwang.domain.signal import Axis
from zhenwang.domain.workflow import TRANSITIONS
from zhenwang.web import decision_fields, words

TEMPLATES = Path(words.__file__).parent / "templates"
CATALOGUE = words.catalogue()


def test_both_languages_are_complete_and_agree_in_their_placeholders() -> None:
    for key, both in CATALOGUE.items():
        assert len(both) == 2, key
        assert all(text.strip() for text in both), key
        slots = [{name for _, name, _, _ in string.Formatter().parse(text) if name} for text in both]
        assert slots[0] == slots[1], key


def test_chinese_words_hold_chinese_punctuation() -> None:
    verbatim = {"limb_a", "limb_b"}  # the article's own characters
    bad = [key for key, (zh, _) in CATALOGUE.items() if key not in verbatim and re.search("[\u4e00-\u9fff][,;:]", zh)]
    assert not bad


def test_every_word_that_a_template_asks_for_exists() -> None:
    asked = {
        word for path in TEMPLATES.glob("*.j2") for word in re.findall(r"\bt\.(\w+)", path.read_text(encoding="utf-8"))
    }
    assert asked - {"get"} <= CATALOGUE.keys()
    assert not CATALOGUE.keys() & {"get", "keys", "items", "values", "copy"}, "hidden by the mapping's own methods"


def test_every_name_of_the_line_has_its_words() -> None:
    weights = json.loads(resources.files("models").joinpath("weights.json").read_text(encoding="utf-8"))["weights"]
    needed = [
        *(f"state_{state.value}" for state in State),
        *(f"band_{band.value}" for band in Band),
        *(f"severity_S{rank}" for rank in range(6)),
        *(f"axis_{axis.value}" for axis in Axis),
        *(f"axis_none_{axis.value}" for axis in Axis),
        *(f"act_{step.action}" for step in TRANSITIONS),
        *(f"fact_{fact}" for step in TRANSITIONS for fact in step.facts),
        *(f"signal_{name}" for name in weights),
        *(f"reached_{way}" for way in WAYS),
        *(
            decision_fields.WORDED[name] + choice
            for name, choices in decision_fields.CHOICES.items()
            for choice in choices
        ),
        *(f"status_{status}" for status in ("waiting", "looked", "case", "official")),
    ]
    assert not [key for key in needed if key not in CATALOGUE]


def test_a_fixed_sentence_is_known_and_another_is_not() -> None:
    assert words.known_reason("zh", "list.txt:3: not a host or web address: 'x y'") == "不是域名或网址"
    assert words.known_reason("zh", "source 'ct' gave nothing at all: that is a failure").startswith("来源没有")
    assert words.known_reason("zh", "KeyError: 'poison'") == ""
    assert words.known_reason("en", "an empty report") == ""


def test_j_goes_down_and_is_said_to() -> None:
    assert CATALOGUE["keys_move"][0].startswith("下一条")
    assert "t.keys_move" in (TEMPLATES / "frame.html.j2").read_text(encoding="utf-8")
