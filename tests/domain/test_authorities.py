from __future__ import annotations

from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from zhenwang.domain.authorities import COLUMNS, Offices, read_authorities
from zhenwang.domain.legal_basis import LegalBasis, read_legal_basis

SEEDS = Path(__file__).parents[2] / "seeds"
HEADER = ",".join(COLUMNS) + "\n"


def test_the_authorities_that_ship_are_read_and_their_articles_are_held() -> None:
    with (SEEDS / "authorities.csv").open(encoding="utf-8", newline="") as lines:
        acting, bad = read_authorities(lines, "authorities.csv")
    with (SEEDS / "legal_basis.csv").open(encoding="utf-8", newline="") as lines:
        articles, _ = read_legal_basis(lines, "legal_basis.csv")
    assert bad == ()
    assert [one.part for one in acting] == ["lead", "cooperate", "cooperate", "cooperate", "report"]
    assert {one.basis for one in acting} <= set(articles)


def test_who_leads_comes_first_whatever_the_order_of_the_file() -> None:
    rows = [HEADER, "telecom,AT,RTR,RTR,domain,,,\n", "lead,AT,CERT.at,CERT.at,lead;crime,,,leads\n"]
    acting, bad = read_authorities(rows, "a.csv")
    assert ([one.name for one in acting], bad) == (["CERT.at", "RTR"], ())
    assert acting[0].competence == ("lead", "crime")


def test_a_bad_row_is_named_and_the_rest_is_kept() -> None:
    acting, bad = read_authorities([HEADER, "lead,AT\n", ",AT,,,,,,\n", "x,AT,Y,,,,,\n"], "a.csv")
    assert [one.name for one in acting] == ["Y"]
    assert [(row.line, row.reason) for row in bad] == [
        (2, "2 cells where 8 are needed"),
        (3, "role and name must be filled in"),
    ]
    assert "the header must read role," in str(read_authorities(["a,b\n"], "a.csv")[1][0])


def test_an_article_that_is_not_held_is_not_cited() -> None:
    held = LegalBasis("k", "Law", " § 1", "words", date(2020, 1, 1), "s")
    offices = Offices((), {"k": held})
    assert (offices.citation("k"), offices.citation("other"), offices.citation("")) == ("《Law》 § 1", "", "")


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    acting, bad = read_authorities((HEADER + text).splitlines(keepends=True), "a.csv")
    assert all(one.name for one in acting)
    assert all(row.file == "a.csv" for row in bad)
