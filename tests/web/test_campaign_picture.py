from datetime import UTC, datetime

from zhenwang.domain.campaign import Edge, Fact, FactKind
from zhenwang.domain.case import State
from zhenwang.store.campaign_list import Member
from zhenwang.web.campaign_picture import MOST_COLUMNS, MOST_ROWS, picture
from zhenwang.web.campaign_view import EdgeView

NOW = datetime(2026, 11, 20, tzinfo=UTC)


def member(number: int, host: str = "") -> Member:
    name = host or f"h{number}.example.com"
    return Member(f"ZW-20261120-{number:04d}", name, f"https://{name}/", State.LEAD, "a", "S2", "", "", NOW, NOW)


def edge(number: int, *members: Member) -> EdgeView:
    fact = Fact(FactKind.PHONE, str(number))
    return EdgeView(Edge(FactKind.PHONE, (fact,), tuple(one.case for one in members), 2), number, "", "", members, 0)


def test_each_dot_stands_on_its_cases_row_and_each_line_spans_its_dots() -> None:
    held = [member(number) for number in range(1, 5)]
    drawn = picture(held, [edge(1, held[0], held[3]), edge(2, held[1], held[2], held[3])], {"a": "青柳市人民政府"})
    rows = {row.member.case: row for row in drawn.rows}
    assert [column.dots for column in drawn.columns] == [
        tuple(sorted(rows[one.case].y for one in members)) for members in ((held[0], held[3]), held[1:])
    ]
    assert all((column.y, column.end) == (column.dots[0], column.dots[-1]) for column in drawn.columns)
    assert rows[held[3].case].end == drawn.columns[1].x
    assert rows[held[0].case].imitates == "青柳市人民政府"
    assert drawn.whole
    assert drawn.rows[-1].y < drawn.height


def test_those_that_show_the_same_stand_beside_each_other() -> None:
    held = [member(number) for number in range(1, 7)]
    drawn = picture(held, [edge(1, *held[::2]), edge(2, *held[1::2]), edge(3, held[0], held[1])], {})
    order = [row.member.case[-1] for row in drawn.rows]
    assert order == ["3", "5", "1", "4", "6", "2"]
    assert len({row.y for row in drawn.rows}) == 6


def test_what_does_not_fit_is_left_out_and_said() -> None:
    held = [member(number) for number in range(1, MOST_ROWS + 10)]
    many = [edge(number, held[0], held[number]) for number in range(1, MOST_COLUMNS + 5)]
    drawn = picture(held, many, {})
    assert (len(drawn.rows), len(drawn.columns), drawn.whole) == (MOST_ROWS, MOST_COLUMNS, False)
    assert drawn.notes == 0  # no room for words beside so many columns


def test_of_a_long_host_the_registered_part_stays() -> None:
    drawn = picture([member(1, "a" * 60 + ".www.hubei.gov.cn.evil-domain.com"), member(2)], [], {})
    (long, _) = drawn.rows
    assert "".join(piece.text for piece in long.registrable) == "evil-domain[.]com"
    before = "".join(piece.text for piece in long.before)
    assert before.startswith("…")
    assert before.endswith("gov[.]cn[.]")
