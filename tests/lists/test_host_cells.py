"""Addresses as people type them into lists become hosts, and everything that was changed is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenwang.domain.site import Status
from zhenwang.lists.host_cells import MAX_HOSTS, is_address, mend_hosts


@pytest.mark.parametrize(
    "text",
    [
        "www.a.gov.cn",
        "http://www.a.gov.cn",
        "https://www.a.gov.cn/",
        " www.a.gov.cn\n",
        "HTTP://www.a.gov.cn/index.html",
    ],
)
def test_an_ordinary_address_needs_no_word(text: str) -> None:
    mended = mend_hosts(text)
    assert (mended.text, mended.reasons) == ("www.a.gov.cn", ())


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("http：//www.a.gov.cn", "full-width"),
        ("ｗｗｗ．ａ．ｇｏｖ．ｃｎ", "full-width"),
        ("http;//www.a.gov.cn", "misspelt"),
        ("http:\\\\www.a.gov.cn\\", "misspelt"),
        ("http:/www.a.gov.cn", "misspelt"),
        ("http//www.a.gov.cn", "misspelt"),
        ("htttp://www.a.gov.cn", "misspelt"),
        ("hhttp://www.a.gov.cn", "misspelt"),
        ("http:// www.a.gov.cn", "misspelt"),
        ("http://http://www.a.gov.cn", "misspelt"),
        ("\u200bwww.a.gov.cn\ufeff", "invisible"),
        ("\u00a0www.a.gov.cn\u3000", "odd blanks"),
        ("WWW.A.GOV.CN", "small letters"),
        ("http://www.a.gov.cn:8080/", "port"),
        ("http://www.a.gov.cn/zwgk/index.html", "path"),
        ("www.a.gov.cn?x=1", "path"),
        ("www。a。gov。cn", "printed dot"),
        ("www·a·gov·cn", "printed dot"),
        ("网址：http://www.a.gov.cn", "words before"),
        ("网址:www.a.gov.cn", "words before"),
        ('="www.a.gov.cn"', "spreadsheet"),
        ("www.a.gov.cn（主站）", "afterthought"),
    ],
)
def test_a_slip_is_mended_and_told(text: str, word: str) -> None:
    mended = mend_hosts(text)
    assert mended.text == "www.a.gov.cn"
    assert any(word in reason for reason in mended.reasons), mended.reasons


@pytest.mark.parametrize(
    "text",
    [
        "http://a.gov.cn/ http://b.gov.cn/",
        "a.gov.cn；b.gov.cn",
        "a.gov.cn、b.gov.cn",
        "a.gov.cn\nb.gov.cn",
        "a.gov.cn，b.gov.cn",
        "http://a.gov.cnhttp://b.gov.cn",
        "a.gov.cn 或 b.gov.cn",
    ],
)
def test_the_second_address_of_a_cell_is_a_further_host(text: str) -> None:
    mended = mend_hosts(text)
    assert (mended.text, mended.further) == ("a.gov.cn", ("b.gov.cn",))
    assert any("2 addresses" in reason for reason in mended.reasons)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("a.gov.cn（已关停）", Status.RETIRED),
        ("a.gov.cn(已迁移至新站)", Status.RETIRED),
        ("（建设中）a.gov.cn", Status.PLANNED),
        ("a.gov.cn（临时下线）", Status.TEMP_OFFLINE),
        ("a.gov.cn（正常）", None),
        ("a.gov.cn（IPv6）", None),
    ],
)
def test_an_afterthought_may_tell_the_status(text: str, status: Status | None) -> None:
    mended = mend_hosts(text)
    assert (mended.text, mended.status) == ("a.gov.cn", status)
    assert mended.note


def test_brackets_inside_a_path_are_part_of_it() -> None:
    assert mend_hosts("http://a.gov.cn/(S(x1))/d.aspx;jsessionid=7").note == ""


@pytest.mark.parametrize("text", ["暂无", "无", "x@a.gov.cn", "http://", "……", "-", "a", "#REF!"])
def test_what_is_no_host_stays_for_the_reader_to_refuse(text: str) -> None:
    assert not mend_hosts(text).further


@pytest.mark.parametrize(
    "text", ["59.175.169.110", "http://59.175.169.110:8080/web/", "５９．１７５．１６９．１１０", "http://[::1]/"]
)
def test_an_address_without_a_name_is_known(text: str) -> None:
    assert is_address(mend_hosts(text).text)


@pytest.mark.parametrize("text", ["<script src=http://a.cn/x.js>", "see http://a.cn/ now", "a.cn && rm -rf"])
def test_a_host_amid_other_text_is_not_taken_for_a_sites(text: str) -> None:
    mended = mend_hosts(text)
    assert mended.text != "a.cn"
    assert mended.further == ()


def test_words_beside_a_host_are_kept_in_the_note() -> None:
    mended = mend_hosts("a.gov.cn 电话027-87654321")
    assert (mended.text, mended.note) == ("a.gov.cn", "电话027-87654321")


def test_hosts_of_one_cell_are_bounded() -> None:
    assert len(mend_hosts(" ".join(f"a{n}.gov.cn" for n in range(MAX_HOSTS + 20))).further) == MAX_HOSTS - 1


@given(st.text(alphabet="aw.:/\\（）(hтtpｈ：。·　 ;,网\n=\"'0123#?@", max_size=60))
def test_mending_twice_changes_nothing_more(text: str) -> None:
    mended = mend_hosts(text)
    for host in (mended.text, *mended.further):
        if "." in host and not is_address(host) and "/" not in host:
            assert mend_hosts(host).text == host or mended.reasons == ()
