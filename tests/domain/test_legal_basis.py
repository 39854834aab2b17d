"""Legal basis: the articles that signals rest on."""

from datetime import date
from pathlib import Path

from zhenwang.domain.legal_basis import Ground, read_grounds, read_legal_basis

ROOT = Path(__file__).parents[2]
HEADER = "key,document,article,text,in_force,source\n"


def shipped_keys() -> set[str]:
    with (ROOT / "seeds" / "legal_basis.csv").open(encoding="utf-8", newline="") as lines:
        articles, bad = read_legal_basis(lines, "legal_basis.csv")
    assert bad == ()
    return set(articles)


def test_an_article_is_cited_as_letters_cite_it() -> None:
    articles, bad = read_legal_basis([HEADER, "k,办法,第三十一条,假借,2018-03-19,s\n"], "legal_basis.csv")
    assert bad == ()
    assert articles["k"].citation == "《办法》第三十一条"
    assert articles["k"].in_force == date(2018, 3, 19)


def test_both_limbs_of_article_31_are_shipped_word_for_word() -> None:
    with (ROOT / "seeds" / "legal_basis.csv").open(encoding="utf-8", newline="") as lines:
        articles, _ = read_legal_basis(lines, "legal_basis.csv")
    assert articles["hubei-2018-31a"].text == "假借、冒用政府或部门名义开办政府网站"
    assert "相同或相似标识" in articles["hubei-2018-31b"].text
    assert "误导公众" in articles["hubei-2018-31b"].text


def test_every_article_that_a_signal_rests_on_is_shipped() -> None:
    keys = shipped_keys()
    with (ROOT / "seeds" / "signal_basis.csv").open(encoding="utf-8", newline="") as lines:
        grounds, bad = read_grounds(lines, "signal_basis.csv")
    assert bad == ()
    for ground in grounds.values():
        assert ground.basis in keys, ground
        assert not ground.otherwise or ground.otherwise in keys, ground
        assert ground.limb in ("", "a", "b"), ground


def test_bad_grounds_are_reported_and_the_rest_is_read() -> None:
    rows = [
        "signal,limb,basis,otherwise,why\n",
        "claimed_name,a,k,,w\n",
        "logo,b\n",
        ",a,k,,\n",
        "claimed_name,b,k,,\n",
    ]
    grounds, bad = read_grounds(rows, "s.csv")
    assert grounds == {"claimed_name": Ground("claimed_name", "a", "k", "")}
    assert [row.line for row in bad] == [3, 4, 5]
    assert read_grounds(["signal,limb\n"], "s.csv")[1]
    assert read_grounds([], "s.csv") == ({}, ())


def test_bad_rows_are_reported_and_the_rest_is_read() -> None:
    rows = [
        HEADER,
        "k,d,a\n",
        "k,d,a,t,yesterday,s\n",
        ",d,a,t,2018-03-19,s\n",
        "k,d,a,t,2018-03-19,s\n",
        "k,d,a,t,2018-03-19,s\n",
    ]
    articles, bad = read_legal_basis(rows, "l.csv")
    assert list(articles) == ["k"]
    assert [row.line for row in bad] == [2, 3, 4, 6]


def test_another_header_is_one_sentence() -> None:
    for lines in ([], ["key,text\n", "a,b\n"]):
        articles, bad = read_legal_basis(lines, "l.csv")
        assert not articles
        assert len(bad) == 1
