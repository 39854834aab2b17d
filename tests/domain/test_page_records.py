"""What was read of a page survives being written down, and what is no such record is refused."""

import copy
import json
from typing import Any

import pytest

from zhenwang.domain.appearance import Appearance
from zhenwang.domain.look import Field, Form, Image, Link, Page, Script, Structure
from zhenwang.domain.page_records import (
    Json,
    appearance_record,
    page_record,
    recorded_appearance,
    recorded_page,
    recorded_structure,
    structure_record,
)
from zhenwang.domain.sketch import Sketch

PAGE = Page(
    charset="utf-8",
    title="甲市",
    meta=(("SiteName", "甲市人民政府"),),
    header="头",
    navigation="航",
    footer="脚",
    text="文",
    links=(Link("/a", "甲", "body"),),
    images=(Image("/l.png", "徽", "header"),),
    scripts=(Script("", (("type", "x"),), "var a"),),
    forms=(Form("/s", "post", (Field("n", "text", "姓名", "maxlength=9"),)),),
    hidden="藏",
)
STRUCTURE = Structure(Sketch((7).to_bytes(8, "little") * 2, 5), ("/a.js",))
APPEARANCE = Appearance(3, 4, (("phash", 2**64 - 1),), (0, 255), ("https://a.cn/",))


def written(record: Json) -> Any:
    return json.loads(json.dumps(record))


def test_pages_structures_and_appearances_come_back_as_they_were() -> None:
    assert recorded_page(written(page_record(PAGE))) == PAGE
    assert recorded_structure(written(structure_record(STRUCTURE))) == STRUCTURE
    assert recorded_appearance(written(appearance_record(APPEARANCE))) == APPEARANCE


def test_records_from_before_a_field_existed_still_read() -> None:
    record = written(page_record(PAGE))
    del record["hidden"], record["forms"][0]["fields"][0]["hints"]
    page = recorded_page(record)
    assert (page.hidden, page.forms[0].fields[0].hints) == ("", "")


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("title",), 5),
        (("title",), None),
        (("meta",), [["one"]]),
        (("meta",), [[1, 2]]),
        (("links",), {"href": "x"}),
        (("links", 0, "href"), ["x"]),
        (("scripts", 0, "attributes"), "ab"),
        (("forms", 0, "fields"), 3),
        (("hidden",), {}),
    ],
)
def test_P8_what_is_no_page_is_refused(path: tuple[str | int, ...], value: object) -> None:
    record = written(page_record(PAGE))
    place = record
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    with pytest.raises(ValueError, match="not the record of a page"):
        recorded_page(record)


@pytest.mark.parametrize("record", [None, [], "x", 3, {}, {"title": "x"}])
def test_P8_other_values_are_refused(record: object) -> None:
    for read in (recorded_page, recorded_structure, recorded_appearance):
        with pytest.raises(ValueError, match="not the record"):
            read(record)


@pytest.mark.parametrize(
    "wrong",
    [{"paths": "!"}, {"paths": "AAAA"}, {"size": 1}, {"size": -1}, {"size": "2"}, {"size": 1.5}, {"assets": [None]}],
)
def test_P8_hashes_that_are_none_are_refused(wrong: Json) -> None:
    with pytest.raises(ValueError, match="structure"):
        recorded_structure(structure_record(STRUCTURE) | wrong)


@pytest.mark.parametrize(
    "wrong", [{"width": 2**40}, {"height": -1}, {"hashes": [["phash", 2**64]]}, {"colours": ["a"]}, {"codes": [1]}]
)
def test_P8_numbers_out_of_bounds_are_refused(wrong: Json) -> None:
    with pytest.raises(ValueError, match="appearance"):
        recorded_appearance(copy.deepcopy(written(appearance_record(APPEARANCE))) | wrong)
