from __future__ import annotations

from dataclasses import replace

import pytest

from tests.web.conftest import Desk
from tests.web.made import a_page, open_case, signals
from zhenwang.domain.case import Case
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.domain.signal import Axis, Family, Signal
from zhenwang.web.case_sentence import MOST_VALUE, as_text, sentence
from zhenwang.web.words import words

ZH, EN = words("zh"), words("en")
SITE = OfficialSite("www.qingliu.gov.cn", "青柳市人民政府", ("www.qingliu.gov.cn",))
REGISTRY = Registry.of([SITE])


@pytest.fixture
def case(desk: Desk) -> Case:
    return open_case(desk.store)


def signal(name: str, axis: Axis, snippet: str = "", site: str = SITE.id, value: float = 1.0) -> Signal:
    return Signal(name, axis, Family.CONTENT, value, "因为。", "Because.", snippet, "", site)


def test_who_comes_first_then_why_then_what(case: Case) -> None:
    found = sentence(case, REGISTRY, a_page(), ZH)
    assert [one.axis for one in found] == [Axis.CLAIM, Axis.CLAIM, Axis.MISMATCH, Axis.HARM]
    assert (
        as_text(found, ZH) == "页面自称青柳市人民政府；页脚标识码属于青柳市人民政府；域名不在其名录；收取身份证件信息。"
    )
    assert as_text(sentence(case, REGISTRY, a_page(), EN), EN).startswith(
        "The page calls itself 青柳市人民政府; the site code"
    )


def test_each_axis_says_only_its_strongest(case: Case) -> None:
    many = [signal(name, Axis.HARM) for name in ("asks_bank", "asks_code", "asks_identity", "app_download")]
    said = sentence(replace(case, signals=tuple(many)), REGISTRY, None, ZH)
    assert len(said) == 3
    assert len({one.signal for one in said}) == 3
    twice = (signal("foreign_jiucuo", Axis.CLAIM), signal("foreign_jiucuo", Axis.CLAIM))
    assert len(sentence(replace(case, signals=twice), REGISTRY, None, ZH)) == 1


def test_what_speaks_for_it_stands_at_the_end(case: Case) -> None:
    kind = signal("repost_with_source", Axis.EXCULPATION, "来源：青柳网")
    found = sentence(replace(case, signals=(*signals(), kind)), REGISTRY, a_page(), ZH)
    assert found[-1].axis is Axis.EXCULPATION
    assert as_text(found, ZH).endswith("但注明转载来源。")


def test_a_case_without_words_says_nothing(case: Case) -> None:
    assert sentence(replace(case, signals=(signal("new_detector", Axis.CLAIM),)), REGISTRY, None, ZH) == ()
    assert as_text((), ZH) == ""


def test_what_a_page_says_is_cut_and_kept_in_one_line(case: Case) -> None:
    long = signal("swapped_name", Axis.CLAIM, "凯途\n体育" * 50, site="")
    [one] = sentence(replace(case, signals=(long,)), REGISTRY, None, ZH)
    assert "\n" not in one.text
    assert len(one.text) < MOST_VALUE + 30
    braces = signal("altered_name", Axis.CLAIM, "{site}{0}{value.__class__}")
    assert "{site}" in sentence(replace(case, signals=(braces,)), REGISTRY, None, ZH)[0].text


def test_a_site_that_left_the_registry_is_named_by_its_id(case: Case) -> None:
    gone = signal("claimed_name", Axis.CLAIM, site="www.gone.gov.cn")
    assert sentence(replace(case, signals=(gone,)), REGISTRY, None, ZH)[0].text == "页面自称www.gone.gov.cn"
    nobody = signal("claimed_name", Axis.CLAIM, site="")
    assert sentence(replace(case, signals=(nobody,)), REGISTRY, None, ZH)[0].text == "页面自称另一单位"
