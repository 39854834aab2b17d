"""How old the lists are that an entry names."""

from __future__ import annotations

from zhenwang.registry.source_dates import ListSource, SourceDates

LINES = (
    "role,file,origin,as_of,sha256\n",
    "read,a.csv,github:x/y@1 crawlers/,2026-04-27,0\n",
    "read,b.csv,github:x/y@1 crawlers/,2026-08-22,0\n",
    "read,c.csv,某页面 2019-2020,2020,0\n",
    "made,seeds/official_sites.csv,,,0\n",
    "by_hand,corpora/left_out.csv,nobody,2027,0\n",
)


def test_an_entry_of_several_lists_tells_each_with_its_newest_date() -> None:
    dates = SourceDates.read(LINES)
    assert dates.of("github:x/y@1 crawlers/govcms.py + 某页面 2019-2020 页脚; 电话核实") == (
        ListSource("github:x/y@1 crawlers/govcms.py", "2026-08-22"),
        ListSource("某页面 2019-2020 页脚", "2020"),
        ListSource("电话核实", ""),
    )
    assert dates.newest == "2026-08-22"


def test_without_lists_nothing_is_dated() -> None:
    assert SourceDates.read(()).newest == ""
    assert SourceDates.read(LINES).of("") == ()
