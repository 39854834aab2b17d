from hypothesis import given
from hypothesis import strategies as st

from zhenwang.pages.page import read_page
from zhenwang.text.comparable import comparable
from zhenwang.text.fingerprint import body_of, containment, jaccard, shingles

OFFICIAL = "领导之窗 市长 主持市政府全面工作 机构职能 负责全市网站管理 联系方式 本市人民路八号".replace(" ", "")


def test_hashes_are_the_same_on_every_machine() -> None:
    assert shingles("政府网站") == {10209409630885925270}


def test_a_mirror_holds_the_official_text_whatever_junk_it_adds() -> None:
    mirror = comparable("娱乐城注册送彩金" + "★".join(OFFICIAL) + "最新网址")
    assert containment(shingles(OFFICIAL), shingles(mirror)) == 1.0
    assert jaccard(shingles(OFFICIAL), shingles(mirror)) < 0.9


def test_one_changed_character_touches_five_shingles() -> None:
    changed = OFFICIAL[:10] + "某" + OFFICIAL[11:]
    assert len(shingles(OFFICIAL) - shingles(changed)) == 5


def test_spaces_do_not_count() -> None:
    assert shingles("open data portal") == shingles("opendata portal")


def test_short_and_empty_texts() -> None:
    assert len(shingles("政府")) == 1
    assert shingles("") == frozenset()
    assert containment(frozenset(), shingles("政府")) == 0.0
    assert jaccard(frozenset(), frozenset()) == 0.0


def test_the_body_of_a_page_is_its_visible_text() -> None:
    page, _ = read_page("<p>政府網(wǎng)站</p><script>var x</script>".encode())
    assert page is not None
    assert body_of(page) == "政府网站"


@given(st.text(max_size=60), st.text(max_size=60))
def test_measures_stay_between_nothing_and_all(one: str, other: str) -> None:
    a, b = shingles(one), shingles(other)
    assert 0.0 <= jaccard(a, b) <= containment(a, b) <= 1.0
    assert jaccard(a, a) == float(bool(a))
    assert all(0 <= value < 2**64 for value in a)
