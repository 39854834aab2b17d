"""Registry lists: every bad value is named with file, line and column, and nothing is dropped unsaid."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenwang.domain.body import BodyKind, FormerName
from zhenwang.domain.csv_rows import MAX_CELL, MAX_LINE, BadRow
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.domain.site import Conflict, Status
from zhenwang.lists.joining import MAX_ALIASES
from zhenwang.lists.site_list import read_registry

SEEDS = Path(__file__).parents[2] / "seeds"


def read(text: str) -> tuple[tuple[OfficialSite, ...], tuple[BadRow, ...]]:
    return read_registry(text.splitlines(keepends=True), "list.csv")


@pytest.fixture(scope="module")
def shipped() -> tuple[OfficialSite, ...]:
    with (SEEDS / "official_sites.csv").open(encoding="utf-8", newline="") as lines:
        sites, bad = read_registry(lines, "official_sites.csv")
    assert bad == ()
    return sites


def test_a_name_and_a_domain_are_enough() -> None:
    sites, bad = read("name,domain\n湖北省人民政府,www.hubei.gov.cn\n")
    assert bad == ()
    assert sites == (OfficialSite("www.hubei.gov.cn", "湖北省人民政府", ("www.hubei.gov.cn",)),)


def test_every_column_arrives_where_it_belongs() -> None:
    sites, bad = read(
        "\ufeffName,HOST,other_hosts,aliases,level,region_code,region,protected,site_code,icp,psb,conac,"
        "confidence,sources,note\r\n"
        "湖北省人民政府,https://WWW.hubei.gov.cn:443/zwgk/?a=1,湖北省人民政府门户网站·政务;hubei.gov.cn,"
        "湖北省政府；鄂,province,420000,湖北省,no,4200000093; BM05000001,鄂 ICP备 05011090号－1,"
        "鄂公网安备：42010602000665号,085b302ca0945c90e053012819accded,HIGH,s,n\r\n"
    )
    assert bad == ()
    (site,) = sites
    assert site.id == "www.hubei.gov.cn"
    assert site.hosts == (
        "www.hubei.gov.cn",
        "xn--gmq29h2ymrsd2wek9me3dixwgfi3slqt6d.xn--zfr164b",
        "hubei.gov.cn",
    )
    assert (site.aliases, site.level, site.region_code, site.region) == (
        ("湖北省政府", "鄂"),
        "province",
        "420000",
        "湖北省",
    )
    assert (site.protected, site.confidence, site.sources, site.note) == (False, "high", "s", "n")
    assert site.marks.site_codes == ("4200000093", "bm05000001")
    assert site.marks.icp == ("鄂ICP备05011090号-1",)
    assert site.marks.psb == ("鄂公网安备42010602000665号",)
    assert site.marks.conac == ("085B302CA0945C90E053012819ACCDED",)


@pytest.mark.parametrize(
    ("column", "value", "word"),
    [
        ("domain", "not a host", "not a host name"),
        ("domain", "192.0.2.7", "IP address"),
        ("domain", "http://[::1", "cannot be read"),
        ("domain", "", "no domain"),
        ("site_code", "33000000069", "ten digits"),
        ("site_code", "bm236554412", "ten digits"),
        ("site_code", "N000000672", "ten digits"),
        ("icp", "黑ICP010010-2", "not in the form"),
        ("icp", "大ICP备05011090号", "not in the form"),
        ("psb", "鄂公网安备420106020006号", "not in the form"),
        ("conac", "CA180000000604223630002", "hexadecimal"),
        ("protected", "maybe", "neither yes nor no"),
        ("confidence", "sure", "not one of"),
        ("other_hosts", "a_b c", "not a host name"),
        ("kind", "ministry", "not one of government"),
        ("status", "reachable 2026-04-26", "counts as active"),
        ("former_names", "旧名@the year 2018", "not a day, month or year"),
        ("former_names", "旧名@2018-13", "not a day, month or year"),
        ("conflicts", "domain=www.a.gov.cn", "not in the form"),
        ("conflicts", "www.a.gov.cn<a>|www.b.gov.cn<b>", "not in the form"),
    ],
)
def test_a_bad_value_is_named_with_file_line_and_column(column: str, value: str, word: str) -> None:
    cells = {"name": "湖北省教育厅", "domain": "jyt.hubei.gov.cn", column: value}
    sites, bad = read(f"{','.join(cells)}\n\n{','.join(cells.values())}\nB,b.gov.cn{',' * (len(cells) - 2)}\n")
    assert [(row.file, row.line, row.column, row.value) for row in bad] == [("list.csv", 3, column, value)]
    assert word in bad[0].reason
    assert str(bad[0]).startswith(f"list.csv:3, column '{column}': ")
    assert len(sites) == (1 if column == "domain" else 2), "a bad mark costs the mark, a bad host costs the row"


def test_the_columns_of_the_body_arrive_where_they_belong() -> None:
    sites, bad = read(
        "name,domain,short_names,former_names,aliases,english_name,kind,parent,supervisor,sponsor,operator,platform,"
        "status,conflicts\n"
        "湖北省人力资源和社会保障厅,rst.hubei.gov.cn,省人社厅;人社厅,湖北省人事厅@2009-03;旧名,湖北人社,HRSS,department,"
        "湖北省人民政府,省政府办公厅,主办,承办,平台,temp_offline,"
        "domain=rst.a.gov.cn<list a>|rst.b.gov.cn<list b>; name=甲<x>|乙<y>\n"
    )
    assert bad == ()
    (site,) = sites
    assert site.short_names == ("省人社厅", "人社厅")
    assert site.former_names == (FormerName("湖北省人事厅", "2009-03"), FormerName("旧名"))
    assert (site.aliases, site.english_name, site.kind) == (("湖北人社",), "HRSS", BodyKind.DEPARTMENT)
    assert (site.parent, site.supervisor, site.sponsor) == ("湖北省人民政府", "省政府办公厅", "主办")
    assert (site.operator, site.platform, site.status) == ("承办", "平台", Status.TEMP_OFFLINE)
    assert site.conflicts == (
        Conflict("domain", (("rst.a.gov.cn", "list a"), ("rst.b.gov.cn", "list b"))),
        Conflict("name", (("甲", "x"), ("乙", "y"))),
    )


@pytest.mark.parametrize(
    "heading", ["网站 名称", "网站\u3000名称", "\u200b网站名称（全称）", "*网站名称：", "ＮＡＭＥ"]
)
def test_a_heading_is_known_however_it_is_spaced_and_bracketed(heading: str) -> None:
    sites, bad = read(f"{heading},网站域名\nA,a.gov.cn\n")
    assert bad == ()
    assert sites[0].name == "A"


def test_a_sponsor_names_a_site_that_has_no_name_of_its_own() -> None:
    sites, bad = read("domain,owner,representing\na.gov.uk,Council,\nb.gov.uk,Council,Panel\n")
    assert bad == ()
    assert [(site.name, site.sponsor) for site in sites] == [("Council", "Council"), ("Panel", "Council")]


def test_unknown_columns_are_one_sentence_and_lose_nothing() -> None:
    sites, bad = read("colour,name,domain,等级\nred,A,a.gov.cn,甲\n,B,b.gov.cn,\n")
    assert len(bad) == 1
    assert bad[0].line == 1
    assert "'colour', '等级'" in bad[0].reason
    assert [(site.name, site.note) for site in sites] == [("A", "colour=red; 等级=甲"), ("B", "")]


def test_the_columns_of_other_lists_are_known() -> None:
    sites, bad = read("name,domain,url,organiser,status,country,n_sources\nA,,https://a.gov.cn/x,办公室,active,CN,2\n")
    assert bad == ()
    assert sites[0].id == "a.gov.cn"
    annex, bad = read(
        "序号,网站标识码,网站名称,网站地址,是否合格\n1,4205000001,宜昌市人民政府,http://www.yichang.gov.cn/,合格\n"
    )
    assert bad == ()
    assert (annex[0].id, annex[0].marks.site_codes) == ("www.yichang.gov.cn", ("4205000001",))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", "empty"),
        ("\n \n", "empty"),
        ("www.hubei.gov.cn\n", "'name' and 'domain'"),
        ("name,adress\nA,a.gov.cn\n", "'domain'"),
        ("name\tdomain\nA\ta.gov.cn\n", "'name'"),
    ],
)
def test_without_a_header_nothing_can_be_read_and_it_says_so(text: str, word: str) -> None:
    sites, bad = read(text)
    assert sites == ()
    assert len(bad) == 1
    assert word in bad[0].reason
    assert bad[0].line == 1


def test_a_row_with_more_cells_than_the_header_has_shifted_and_is_not_read() -> None:
    sites, bad = read("name,domain,protected\nA, b,a.gov.cn,no\nC,c.gov.cn,no,,\n")
    assert [site.name for site in sites] == ["C"]
    assert (bad[0].line, bad[0].column, bad[0].value.strip()) == (2, "", "A, b,a.gov.cn,no")
    assert "4 cells where the header has 3" in bad[0].reason


def test_a_row_with_fewer_cells_is_read_and_reported() -> None:
    sites, bad = read("name,domain,note\nA,a.gov.cn\n")
    assert [site.name for site in sites] == ["A"]
    assert "2 cells where the header has 3" in bad[0].reason


def test_two_names_of_one_host_are_one_site_and_both_are_kept() -> None:
    sites, bad = read(
        "name,domain,other_hosts,site_code,protected,note\n"
        "A,a.gov.cn,x.gov.cn,1234567890,no,n1\n"
        "B,A.GOV.CN,y.gov.cn,1234567891,yes,n2\n"
        "A,a.gov.cn,,,no,\n"
    )
    (site,) = sites
    assert (site.name, site.aliases) == ("A", ("B",))
    assert site.hosts == ("a.gov.cn", "x.gov.cn", "y.gov.cn")
    assert site.marks.site_codes == ("1234567890", "1234567891")
    assert (site.protected, site.note) == (True, "n1; n2")
    assert [(row.line, row.column, row.value) for row in bad] == [(3, "name", "B")]
    assert "line 2" in bad[0].reason


def test_a_further_host_never_takes_the_host_of_another_site() -> None:
    sites, bad = read("name,domain,other_hosts\nA,a.gov.cn,b.gov.cn;c.gov.cn\nB,b.gov.cn,c.gov.cn\n")
    assert [site.hosts for site in sites] == [("a.gov.cn", "c.gov.cn"), ("b.gov.cn",)]
    assert [(row.line, row.value) for row in bad] == [(2, "b.gov.cn"), (3, "c.gov.cn")]


def test_a_site_without_a_name_is_still_an_official_host() -> None:
    sites, bad = read("name,domain\n,a.gov.cn\n")
    assert sites[0].name == "a.gov.cn"
    assert bad[0].column == "name"


def test_an_open_quotation_mark_costs_its_own_line_and_not_the_rest() -> None:
    rows = "".join(f"N{n},n{n}.gov.cn\n" for n in range(200))
    sites, bad = read(f'name,domain\n"A,a.gov.cn\n{rows}')
    assert len(sites) == 200
    assert [(row.line, row.value.strip()) for row in bad] == [(2, '"A,a.gov.cn')]


def test_a_quoted_cell_may_run_over_lines_and_the_count_stays_right() -> None:
    sites, bad = read('name,domain,note\nA,a.gov.cn,"one\ntwo, ""three"""\nB,bad host,\n')
    assert sites[0].note == 'one\ntwo, "three"'
    assert [row.line for row in bad] == [4]


@pytest.mark.parametrize(
    ("row", "word"),
    [
        ("A\0,a.gov.cn", "control character"),
        (f"{'A' * (MAX_CELL + 1)},a.gov.cn", "longer"),
        (f"{'A' * (MAX_LINE + 1)},a.gov.cn", "longer"),
        (f"{'A' * 200_000},a.gov.cn", "longer"),
        ("A\udcff,a.gov.cn", "UTF-8"),
    ],
    ids=["nul", "cell", "line", "field", "bytes"],
)
def test_a_hostile_row_is_reported_and_the_next_one_is_read(row: str, word: str) -> None:
    sites, bad = read_registry(["name,domain\n", row + "\n", "B,b.gov.cn\n"], "list.csv")
    assert [site.name for site in sites] == ["B"]
    assert [found.line for found in bad] == [2]
    assert word in bad[0].reason


def test_bytes_of_another_charset_are_named_with_their_line() -> None:
    lines = b"name,domain\n\xba\xfe\xb1\xb1,a.gov.cn\nB,b.gov.cn\n".decode("utf-8", "surrogateescape").splitlines()
    sites, bad = read_registry(lines, "list.csv")
    assert [site.name for site in sites] == ["B"]
    assert (bad[0].line, bad[0].column) == (2, "name")
    assert "not UTF-8" in bad[0].reason


def test_more_rows_than_the_bound_end_the_reading_with_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zhenwang.lists.site_list.MAX_ROWS", 3)
    sites, bad = read("name,domain\n" + "".join(f"N{n},n{n}.gov.cn\n" for n in range(5)))
    assert len(sites) == 3
    assert "more than 3 rows" in bad[0].reason


def test_names_of_one_host_are_bounded() -> None:
    sites, bad = read("name,domain\n" + "".join(f"N{n},a.gov.cn\n" for n in range(MAX_ALIASES + 10)))
    assert len(sites[0].aliases) == MAX_ALIASES
    assert len(bad) == MAX_ALIASES + 9


@given(st.lists(st.text(max_size=40), max_size=30))
def test_no_text_makes_it_raise(lines: list[str]) -> None:
    sites, bad = read_registry(["name,domain,site_code\n", *lines], "list.csv")
    assert all(row.reason and row.line >= 1 for row in bad)
    assert all(site.id == site.hosts[0] for site in sites)


cell = st.text(alphabet="abc湖北省,\";\n\r\t' .-甲", max_size=12)


@given(
    st.lists(
        st.tuples(cell, st.sampled_from(["a.gov.cn", "b.cn", "nohost", "", "A.gov.cn/x", "d.e.f.com"])), max_size=12
    )
)
def test_every_name_ends_in_a_site_or_in_a_report(rows: list[tuple[str, str]]) -> None:
    quoted = ['"{}","{}"\n'.format(name.replace('"', '""'), host) for name, host in rows]
    sites, bad = read_registry(["name,domain\n", *(part for row in quoted for part in row.splitlines(True))], "l.csv")
    kept = {name for site in sites for name in (site.name, *site.aliases)}
    told = "\n".join(row.reason + row.value for row in bad)
    for name, host in rows:
        if name.strip():
            assert name.strip() in kept or (host and host in told) or name.strip() in told


def test_the_shipped_list_has_no_bad_row_and_one_owner_for_every_host(shipped: tuple[OfficialSite, ...]) -> None:
    hosts = [host for site in shipped for host in site.hosts]
    assert len(hosts) == len(set(hosts))
    assert len(shipped) > 3_600
    assert {site.confidence for site in shipped} == {"high", "medium", "low"}
    assert all(site.sources for site in shipped)


def test_the_shipped_list_covers_hubei(shipped: tuple[OfficialSite, ...]) -> None:
    hubei = [site for site in shipped if site.region_code.startswith("42")]
    counties = [site for site in hubei if site.level == "county" and site.name.endswith("政府")]
    assert len(hubei) >= 375
    assert len(counties) >= 102
    registry = Registry.of(shipped)
    for host, name in (
        ("www.hubei.gov.cn", "湖北省人民政府"),
        ("www.huangshi.gov.cn", "黄石市人民政府"),
        ("www.hbdaye.gov.cn", "大冶市人民政府"),
        ("rst.hubei.gov.cn", "湖北省人力资源和社会保障厅"),
    ):
        owner = registry.owner(host)
        assert owner is not None
        assert owner.name == name
        assert owner.protected
    assert registry.holders("site_code", "4200000093")[0].id == "scjg.hubei.gov.cn"


def test_the_shipped_list_says_where_it_is_doubtful(shipped: tuple[OfficialSite, ...]) -> None:
    registry = Registry.of(shipped)
    for host in ("www.hbdaye.gov.cn", "www.yiling.gov.cn", "www.nqbqx.gov.cn", "www.pds.gov.cn"):
        owner = registry.owner(host)
        assert owner is not None
        assert owner.confidence == "low"
        assert "不一致" in owner.note or "已知错误" in owner.note
    assert registry.owner("xzbq.sooxz.com") is None
    assert registry.owner("www.pds.cn") is None
    assert all(site.note for site in shipped if site.confidence == "low")


def test_the_shipped_list_protects_governments_and_not_their_neighbours(shipped: tuple[OfficialSite, ...]) -> None:
    for site in shipped:
        if site.name.endswith("人民政府"):
            assert site.protected, site.name
        if site.name.endswith(("法院", "检察院", "常务委员会", "交易中心")):
            assert not site.protected, site.name


def test_a_name_of_the_shipped_list_means_one_body_and_in_hubei_one_site(shipped: tuple[OfficialSite, ...]) -> None:
    bodies: dict[str, tuple[str, str]] = {}
    sites: dict[str, str] = {}
    for site in shipped:
        for name in (site.name, *site.aliases):
            assert bodies.setdefault(name, (site.region_code, site.kind)) == (site.region_code, site.kind), name
            assert not site.region_code.startswith("42") or sites.setdefault(name, site.id) == site.id, name
            assert len(name) >= 2


def test_a_column_of_a_declared_mark_is_read_and_rows_of_one_host_are_joined() -> None:
    sites, bad = read(
        "name,domain,site_code,Mark:VAT_ID\n"
        "A,a.example,4200000093,ATU 1234 5678; ATU2\n"
        "A,a.example,,ATU2;ATU3\n"
    )  # fmt: skip
    assert bad == ()
    assert list(sites[0].marks.all()) == [
        ("site_code", "4200000093"),
        *(("vat_id", value) for value in ("ATU12345678", "ATU2", "ATU3")),
    ]


def test_a_heading_that_names_no_kind_is_no_mark() -> None:
    sites, _ = read("name,domain,mark:\nA,a.example,1\n")
    assert not list(sites[0].marks.all())
    assert "mark:=1" in sites[0].note
