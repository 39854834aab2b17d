"""What the documents say about weights and bands is what the shipped model holds."""

import re
from pathlib import Path

import models
from models.artefact import parse_model

ROOT = Path(models.__file__).parent.parent
MODEL = parse_model((ROOT / "models" / "weights.json").read_text(encoding="utf-8"))
ROW = re.compile(r"^\| `(\w+)` \| [^|]+ \| (\w+) \| (\w+) \| (\S+) \|$", re.MULTILINE)


def test_the_table_of_signals_is_the_table_of_weights():
    rows = ROW.findall((ROOT / "docs" / "scoring.md").read_text(encoding="utf-8"))
    told = {
        name: (axis, family, float(weight.replace("−", "-")))
        for name, axis, family, weight in rows
        if weight != "shadow"
    }
    assert told == {name: (w.axis.value, w.family.value, w.weight) for name, w in MODEL.weights.items()}
    shadow = {name for name, _, _, weight in rows if weight == "shadow"}
    assert shadow == {"government_word_host", "arrived_elsewhere", "code_leads_elsewhere"}


def test_the_bands_are_told_as_they_are():
    text = (ROOT / "docs" / "scoring.md").read_text(encoding="utf-8")
    for bound in (MODEL.bands.confirmable, MODEL.bands.review, MODEL.bands.watch):
        assert f"≥ {bound:.2f}" in text


def test_the_card_is_about_the_shipped_model():
    assert MODEL.name in (ROOT / "models" / "CARD.md").read_text(encoding="utf-8")
