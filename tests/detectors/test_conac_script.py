"""A CONAC mark that contradicts itself is a weak mismatch, and only of a page that claims somebody."""

import pytest

from detectors.conac_script import detect
from zhenwang.domain.body import BodyKind
from zhenwang.domain.look import Image, Script
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.domain.signal import Axis, Family

ELSEWHERE = "www.a1ylhsk.cn"
TRUE = "https://dcs.conac.cn/js/14/000/0000/40445163/CA140000000404451630001.js"
MADE_UP = "https://dcs.conac.cn/js/14/000/0000/40445163/CA170000000607788990001.js"
TITLE = "青柳市人民政府门户网站"


@pytest.fixture(scope="module")
def known() -> Registry:
    return Registry.of(
        (
            OfficialSite("www.qingliu.gov.cn", "青柳市人民政府", ("www.qingliu.gov.cn",), kind=BodyKind.GOVERNMENT),
            OfficialSite("www.qlbwg.cn", "青柳市博物馆", ("www.qlbwg.cn",), kind=BodyKind.INSTITUTION),
        )
    )


def colour(name: str) -> Image:
    return Image(f"https://dcs.conac.cn/image/{name}.png", "", "footer")


def test_a_path_that_is_not_its_numbers_own_contradicts_itself(known, look, make_page):
    (signal,) = detect(look(ELSEWHERE, make_page(title=TITLE, scripts=(Script(MADE_UP, (), ""),))), known)
    assert (signal.name, signal.axis, signal.family) == ("conac_contradicts_itself", Axis.MISMATCH, Family.IDENTIFIER)
    written = Script("", (), f"document.write(unescape(\"%3Cscript src='{MADE_UP}'%3E\"))")
    assert len(list(detect(look(ELSEWHERE, make_page(title=TITLE, scripts=(written,))), known))) == 1


@pytest.mark.parametrize(
    ("title", "image", "speaks"),
    [
        (TITLE, "blue", True),
        (TITLE, "red", False),
        (TITLE, "red_error", True),
        ("青柳市博物馆官方网站", "red", True),
        ("青柳市博物馆官方网站", "blue", False),
    ],
)
def test_the_colour_is_that_of_the_kind_of_body(known, look, make_page, title, image, speaks):
    seen = make_page(title=title, images=(colour(image),))
    assert bool(list(detect(look(ELSEWHERE, seen), known))) is speaks


@pytest.mark.parametrize("title", ["某某科技", "青柳市人民政府召开会议_新闻网"])
def test_nothing_is_said_of_a_page_that_claims_nobody(known, look, make_page, title):
    assert list(detect(look(ELSEWHERE, make_page(title=title, scripts=(Script(MADE_UP, (), ""),))), known)) == []


def test_a_true_path_and_the_owners_own_slips_are_left_alone(known, look, make_page):
    assert list(detect(look(ELSEWHERE, make_page(title=TITLE, scripts=(Script(TRUE, (), ""),))), known)) == []
    own = make_page(title=TITLE, scripts=(Script(MADE_UP, (), ""),), images=(colour("blue"),))
    assert list(detect(look("www.qingliu.gov.cn", own), known)) == []
