"""Lists as they come: every row is accepted, corrected or rejected, with file, sheet, cell and reason."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from tests.lists.made_lists import HEADINGS, fill, saved, workbook
from zhenwang.domain.site import Status
from zhenwang.lists.list_file import MAX_BYTES, ReadList, RowStanding, read_list

ANNEX = [
    ("附件1",),
    ("2020年第四季度全省政府网站抽查情况表",),
    HEADINGS,
    (1, 4200000093, "湖北省市场监督管理局", "http://scjgj.hubei.gov.cn/", "合格", None),
    (2, "４２０００００１０１", "湖北省公共资源交易中心", "http：//www.hbggzy.cn／", "合格", None),
    (3, 4205000001.0, "宜昌市人民政府", "http;//www.yichang.gov.cn", "不合格", "首页栏目\n未更新"),
    ("合计", None, "3个", None, None, None),
    ("注：抽查时间为2020年11月。",),
]


def standings(read: ReadList) -> list[tuple[str, str]]:
    return [(row.site, row.standing) for row in read.rows]


def told(read: ReadList) -> str:
    return "\n".join([*read.notices, *(str(remark) for row in read.rows for remark in row.remarks)])


def csv(text: str, charset: str = "utf-8") -> ReadList:
    return read_list(text.encode(charset), "list.csv")


def test_a_quarterly_annex_is_read_below_its_merged_titles_and_above_its_notes() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "附件"
    fill(sheet, ANNEX)
    sheet.merge_cells("A1:F1")
    sheet.merge_cells("A2:F2")
    read = read_list(saved(book), "annex.xlsx")
    assert standings(read) == [
        ("scjgj.hubei.gov.cn", "accepted"),
        ("www.hbggzy.cn", "corrected"),
        ("www.yichang.gov.cn", "corrected"),
    ]
    assert [site.marks.site_codes for site in read.sites] == [("4200000093",), ("4200000101",), ("4205000001",)]
    code, address = read.rows[1].remarks
    assert (code.place.sheet, code.place.line, code.place.cell, code.column) == ("附件", 5, "B5", "网站标识码")
    assert (code.value, code.became) == ("４２０００００１０１", "4200000101")
    assert (address.place.cell, address.became) == ("D5", "www.hbggzy.cn")
    assert "full-width" in address.reason
    assert "misspelt" in read.rows[2].remarks[0].reason
    notices = "\n".join(read.notices)
    assert "line 3, below 2 line(s) of title: 附件1" in notices
    assert "line 7: a total" in notices
    assert "line 8: a note" in notices


def test_several_sheets_are_read_and_those_without_headings_are_named() -> None:
    book = Workbook()
    book.worksheets[0].title = "说明"
    fill(book.worksheets[0], [("本表由各单位填报",), ("单位", "联系人")])
    fill(book.create_sheet("市州"), [("网站名称", "网站域名"), ("A", "a.gov.cn")])
    fill(book.create_sheet("县区"), [("网站域名", "主办单位"), ("b.gov.cn", "B局")])
    hidden = book.create_sheet("旧")
    fill(hidden, [("网站名称", "网站域名"), ("C", "c.gov.cn")])
    hidden.sheet_state = "hidden"
    book.create_sheet("空")
    read = read_list(saved(book), "x.xlsx")
    assert [(site.id, site.name) for site in read.sites] == [("a.gov.cn", "A"), ("b.gov.cn", "B局")]
    assert [row.place.sheet for row in read.rows] == ["市州", "县区"]
    notices = "\n".join(read.notices)
    assert "sheet '说明': no row was taken: no headings for a host" in notices
    assert "网站地址" in notices
    assert "sheet '旧' is hidden" in notices
    assert "sheet '空': nothing is filled in" in notices


def test_headings_in_two_tiers_and_headings_repeated_on_every_page() -> None:
    rows = [
        ("序号", "网站标识码", "网站信息", None),
        (None, None, "网站\n名称", "网 站 地 址"),
        (1, "4200000093", "A", "a.gov.cn"),
        ("宜昌市",),
        ("序号", "网站标识码", "网站名称", "网站地址"),
        (2, "4200000094", "B", "b.gov.cn"),
    ]
    read = read_list(workbook(rows), "x.xlsx")
    assert [(site.id, site.marks.site_codes) for site in read.sites] == [
        ("a.gov.cn", ("4200000093",)),
        ("b.gov.cn", ("4200000094",)),
    ]
    assert "line 5: the headings again" in told(read)
    assert "line 4: a line that divides the table" in told(read)


def test_a_value_merged_over_several_rows_stands_in_each() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    fill(
        sheet,
        [("主办单位", "网站名称", "域名"), ("省厅", "A", "a.gov.cn"), (None, "B", "b.gov.cn"), (None, "C", "c.gov.cn")],
    )
    sheet.merge_cells("A2:A3")
    assert [site.sponsor for site in read_list(saved(book), "x.xlsx").sites] == ["省厅", "省厅", ""]


@pytest.mark.parametrize("column", ["网站名称", "网站地址"])
def test_a_formula_in_a_needed_column_is_said_and_never_evaluated(column: str) -> None:
    cells: dict[str, object] = {"序号": "=ROW()-1", "网站名称": "A", "网站地址": "a.gov.cn"}
    cells[column] = '=HYPERLINK("http://evil.example/","a.gov.cn")'
    read = read_list(workbook([list(cells), list(cells.values()), [2, "B", "b.gov.cn"]]), "x.xlsx")
    assert standings(read) == [("", "rejected"), ("b.gov.cn", "accepted")]
    (remark,) = read.rows[0].remarks
    assert remark.place.cell == ("B2" if column == "网站名称" else "C2")
    assert 'HYPERLINK("http://evil.example/"' in remark.reason
    assert "not evaluated" in remark.reason


def test_a_formula_or_an_error_elsewhere_costs_the_value_and_not_the_row() -> None:
    rows = [("网站名称", "网站地址", "网站标识码", "备注"), ("A", "a.gov.cn", "=B1", "ok"), ("#REF!", "#N/A", "", "")]
    read = read_list(workbook(rows), "x.xlsx")
    assert standings(read) == [("a.gov.cn", "corrected"), ("", "rejected")]
    assert read.sites[0].marks.site_codes == ()
    assert "#N/A is an error value" in told(read)


def test_a_formula_in_a_csv_is_refused_and_a_quoted_text_is_read() -> None:
    read = csv('name,domain,site_code\n"=cmd|x",a.gov.cn,\nB,b.gov.cn,"=""4200000093"""\n')
    assert standings(read) == [("", "rejected"), ("b.gov.cn", "corrected")]
    assert read.sites[0].marks.site_codes == ("4200000093",)


def test_a_service_with_an_address_only_is_rejected_and_kept_for_the_rules() -> None:
    read = csv("网站名称,网站地址\n湖北省建筑市场监督平台,http://59.175.169.110:8080/web/\n")
    assert standings(read) == [("", "rejected")]
    assert read.rows[0].remarks[0].reason.startswith("ip_only: ")
    assert "59.175.169.110" in read.rows[0].text


def test_a_code_on_two_sites_loses_neither() -> None:
    read = csv("网站名称,域名,网站标识码\nA,a.gov.cn,4200000093\nB,b.gov.cn,4200000093\nC,c.gov.cn,4200000094\n")
    assert [row.standing for row in read.rows] == ["accepted"] * 3
    assert [site.marks.site_codes for site in read.sites[:2]] == [("4200000093",)] * 2
    assert [len(row.remarks) for row in read.rows] == [1, 1, 0]
    assert "stands at b.gov.cn too" in read.rows[0].remarks[0].reason


def test_one_host_under_two_names_is_one_site_and_both_names_are_kept() -> None:
    read = csv("name,domain\nA,a.gov.cn\nB,A.gov.cn\n")
    (site,) = read.sites
    assert (site.name, site.aliases) == ("A", ("B",))
    assert "already stands in line 2 as 'A'" in read.rows[1].remarks[-1].reason


def test_a_further_host_stays_with_its_owner_and_the_row_says_so() -> None:
    read = csv("name,domain,other_hosts\nA,a.gov.cn,b.gov.cn\nB,b.gov.cn,\n")
    assert [site.hosts for site in read.sites] == [("a.gov.cn",), ("b.gov.cn",)]
    assert read.rows[0].standing is RowStanding.CORRECTED


def test_an_afterthought_sets_the_status_and_is_kept_in_the_note() -> None:
    read = csv("网站名称,网站地址\nA,www.a.gov.cn（已关停）\nB局（临时下线）,b.gov.cn\n中心（注销登记处）,c.gov.cn\n")
    assert [(site.name, site.status, site.note) for site in read.sites] == [
        ("A", Status.RETIRED, "已关停"),
        ("B局", Status.TEMP_OFFLINE, "临时下线"),
        ("中心（注销登记处）", Status.ACTIVE, ""),
    ]


def test_a_list_of_retired_domains_grants_nobody_anything() -> None:
    read = csv(
        "单位名称,注销域名,注销时间\n旧局,www.old.gov.cn,2018年11月2日\n旧办,b.gov.cn,2018\n旧所,c.gov.cn,2018/2/30\n"
    )
    assert read.sites == ()
    assert [(past.host, past.name, past.retired_on, past.note) for past in read.retired] == [
        ("www.old.gov.cn", "旧局", date(2018, 11, 2), ""),
        ("b.gov.cn", "旧办", None, "retired_on=2018"),
        ("c.gov.cn", "旧所", None, "retired_on=2018/2/30"),
    ]
    assert read.count(RowStanding.ACCEPTED) == 3


def test_lists_of_other_countries_are_known_by_their_headings() -> None:
    dotgov = csv(
        "Domain name,Domain type,Organization name,Suborganization name,City,State,Security contact email\n"
        "ACQUISITION.GOV,Federal - Executive,General Services Administration,FAS,Washington,DC,x@gsa.gov\n"
    )
    assert [(site.id, site.name, site.operator) for site in dotgov.sites] == [
        ("acquisition.gov", "General Services Administration", "FAS")
    ]
    british = csv("domain,owner,representing\nx.gov.uk,Council,Panel\n")
    assert [(site.name, site.sponsor) for site in british.sites] == [("Panel", "Council")]
    conac = csv(
        "单位名称,域名,中文域名,标识编号\n湖北省人民政府,www.hubei.gov.cn,湖北省人民政府门户网站·政务,"
        "http://bszs.conac.cn/sitename?method=show&id=085b302ca0945c90e053012819accded\n"
    )
    (site,) = conac.sites
    assert site.hosts == ("www.hubei.gov.cn", "xn--gmq29h2ymrsd2wek9me3dixwgfi3slqt6d.xn--zfr164b")
    assert site.marks.conac == ("085B302CA0945C90E053012819ACCDED",)
    assert "printed dot" in told(conac)


IDN = "xn--gmq29h2ymrsd2wek9me3dixwgfi3slqt6d.xn--zfr164b"
CONAC_ID = "085B302CA0945C90E053012819ACCDED"


@pytest.mark.parametrize("address", ["指向网址", "解析网址", "网站网址", "网站首页网址"])
def test_a_conac_list_gives_the_site_that_a_chinese_domain_points_to(address: str) -> None:
    read = csv(
        f"序号,中文域名,单位名称,标识编号,{address},注册日期,到期日期\n"
        f"1,湖北省人民政府门户网站.政务,湖北省人民政府,{CONAC_ID},http://www.hubei.gov.cn/,2015-01-02,2030-01-02\n"
        "2,某局.政务,某局,CA0123,http://www.mou.gov.cn/,2015-01-02,2030-01-02\n"
    )
    first, second = read.sites
    assert (first.name, first.hosts, first.note) == ("湖北省人民政府", ("www.hubei.gov.cn", IDN), "")
    assert (first.marks.conac, second.marks.conac) == ((CONAC_ID,), ())
    assert "'CA0123' is not in the form of 32 hexadecimal digits: the row is kept without it" in told(read)
    assert "unknown column" not in told(read)


def test_without_another_address_a_chinese_domain_is_the_domain() -> None:
    (site,) = csv("中文域名,单位名称\n湖北省人民政府门户网站·政务,湖北省人民政府\n").sites
    assert (site.id, site.hosts, site.name) == (IDN, (IDN,), "湖北省人民政府")
    tiers = [("序号", "网址", "登记", None), (None, None, "单位名称", "中文域名"), (1, "a.gov.cn", "A", "某局.政务")]
    assert read_list(workbook(tiers), "x.xlsx").sites[0].id == "a.gov.cn"


def test_where_no_headings_are_known_it_is_said_what_stood_there_and_what_was_sought() -> None:
    read = csv("表一,,\n归属,落点,单位名称\n某,http://a.gov.cn/,甲局\n")
    assert read.sites == ()
    notice = read.notices[-1]
    assert "no headings for a host. Line 2 has '归属', '落点', '单位名称'; needed are a name (网站名称," in notice
    assert "指向网址, 中文域名" in notice


def test_two_address_columns_that_disagree_grant_only_the_first() -> None:
    read = csv(
        "网站名称,网站域名,首页网址\nA,a.gov.cn,https://weibo.com/a\nB,b.gov.cn,http://www.b.gov.cn/index.html\n"
    )
    assert [site.hosts for site in read.sites] == [("a.gov.cn",), ("b.gov.cn", "www.b.gov.cn")]
    assert "another host than a.gov.cn: not granted" in told(read)
    assert read.rows[1].standing is RowStanding.ACCEPTED


def test_words_of_chinese_lists_become_the_words_of_the_registry() -> None:
    read = csv("网站名称,域名,网站状态,行政级别,行政区划\nA,a.gov.cn,正常,省级,420000\nB,b.gov.cn,某,其他,湖北省\n")
    first, second = read.sites
    assert (first.status, first.level, first.region_code, first.region) == (Status.ACTIVE, "province", "420000", "")
    assert (second.status, second.level, second.region, second.note) == (Status.ACTIVE, "其他", "湖北省", "网站状态=某")


def test_a_row_without_host_or_with_a_damaged_one_is_rejected_with_its_place() -> None:
    read = csv("网站名称,网站地址\n湖北省教育厅,\n湖北省财政厅,暂无\nA,a.gov.cn,多余\n,b.gov.cn\n")
    assert [row.standing for row in read.rows] == ["rejected", "rejected", "corrected", "corrected"]
    assert str(read.rows[0].remarks[0]).startswith("list.csv:2, column '网站地址'")
    assert "'暂无' is not a host name" in read.rows[1].remarks[0].reason
    assert read.rows[3].remarks[0].became == "b.gov.cn"


@pytest.mark.parametrize(
    ("body", "word"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n", "empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "save it as .xlsx"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\x1f\x8b\x08", "unpack"),
        (b"<html><table><tr><td>x</td></tr></table>", "web page"),
        (b'<?xml version="1.0"?><Workbook/>', "XML"),
        (bytes(range(32)) * 20, "neither a workbook"),
        (b"PK\x03\x04" + bytes(40), "damaged"),
        (b"x" * (MAX_BYTES + 1), "larger than 64 MiB"),
        (b"\n" * 2_000_001 + b"name,domain\nA,a.gov.cn\n", "lines"),
    ],
    ids=["nothing", "blank", "xls", "pdf", "gz", "html", "xml", "binary", "zip", "huge", "lines"],
)
def test_a_file_that_is_no_list_gives_no_row_and_one_sentence(body: bytes, word: str) -> None:
    read = read_list(body, "x")
    assert (read.sites, read.rows) == ((), ())
    assert word in read.notices[-1]


def test_headings_that_cannot_be_mapped_are_told_with_those_that_are_needed() -> None:
    read = csv("编码,单位,负责人\n1,A,某\n")
    assert read.rows == ()
    assert "'编码', '单位', '负责人'" in read.notices[-1]
    assert "网站地址" in read.notices[-1]


def test_unknown_columns_are_told_once_and_kept() -> None:
    read = csv("网站名称,域名,颜色\nA,a.gov.cn,红\n")
    assert read.sites[0].note == "颜色=红"
    assert "unknown column(s) '颜色'" in "\n".join(read.notices)


def test_more_rows_than_the_bound_give_no_half_of_a_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zhenwang.lists.text_table.MAX_ROWS", 3)
    read = csv("name,domain\n" + "".join(f"N{n},n{n}.gov.cn\n" for n in range(4)))
    assert (read.sites, read.rows) == ((), ())
    assert "more than 3 rows" in read.notices[-1]


@given(st.binary(max_size=400))
def test_no_bytes_make_it_raise(body: bytes) -> None:
    for whole in (body, b"name,domain\nA," + body, b"PK\x03\x04" + body):
        read = read_list(whole, "x")
        assert read.rows or read.notices


values = st.text(alphabet='ａ４a4.gov.cn湖北 \u3000\u200b（）已关停：/h;"=,·\n', max_size=24)


@given(st.lists(st.tuples(values, values, values), max_size=8))
def test_every_row_has_one_standing_and_every_change_is_shown(rows: list[tuple[str, str, str]]) -> None:
    quoted = ["".join(('"', '","'.join(cell.replace('"', '""') for cell in row), '"\n')) for row in rows]
    read = csv("网站名称,网站地址,备注\n" + "".join(quoted))
    ids = {site.id for site in read.sites}
    for row in read.rows:
        assert (row.standing is RowStanding.REJECTED) == (row.site == "")
        assert row.site == "" or row.site in ids
        assert bool(row.remarks) or row.standing is RowStanding.ACCEPTED
        assert row.standing is not RowStanding.CORRECTED or any(r.value != r.became for r in row.remarks)
    hosts = [host for site in read.sites for host in site.hosts]
    assert len(hosts) == len(set(hosts))
