"""A mark whose host is unknown still has its bearer, and grants nothing."""

from __future__ import annotations

from zhenwang.domain.registry import Marks, OfficialSite, Registry
from zhenwang.registry.codes import Verdict, judge_code
from zhenwang.registry.hostless import Hostless, read_hostless
from zhenwang.registry.questions import ask

HEADER = "name,region_code,region,site_code,icp,psb,conac,sources,note\n"
ROWS = (
    "平潭综合实验区行政审批局,350100,福建省/福州市,3590000004,闽ICP备13016306号,闽公网安备35012802000176号,,a,\n",
    "宿迁市文化广电和旅游局,321300,江苏省/宿迁市,3213000025;3213000018,苏ICP备08010541号-1,,,b,\n",
    "无编号局,,,,,,,c,\n",
    "错号局,,,12,苏ICP备08010541号-2,,,d,\n",
)


def test_bearers_are_read_with_every_wrong_value_named() -> None:
    bearers, bad = read_hostless([HEADER, *ROWS], "m.csv")
    assert [bearer.name for bearer in bearers] == ["平潭综合实验区行政审批局", "宿迁市文化广电和旅游局", "错号局"]
    assert [(row.line, row.column) for row in bad] == [(4, "name"), (5, "site_code")]
    assert bearers[1].marks == Marks(("3213000025", "3213000018"), ("苏ICP备08010541号-1",))


def test_without_a_name_column_nothing_is_read() -> None:
    assert read_hostless(["a,b\n", "1,2\n"], "m.csv")[0] == ()
    assert read_hostless([], "m.csv") == ((), ())


def test_a_mark_finds_its_bearers_an_icp_number_those_of_its_subject() -> None:
    index = Hostless.index(read_hostless([HEADER, *ROWS], "m.csv")[0])
    assert [bearer.name for bearer in index.of("site_code", "3213000018")] == ["宿迁市文化广电和旅游局"]
    assert [bearer.name for bearer in index.of("icp", "苏ICP备08010541号-2")] == ["错号局"]
    assert len(index.of("icp", "苏ICP备08010541号-9")) == 2
    assert index.of("psb", "3590000004") == ()


def test_a_code_of_an_unknown_host_is_owned_with_the_note_on_its_region_and_grants_nothing() -> None:
    index = Hostless.index(read_hostless([HEADER, *ROWS], "m.csv")[0])
    registry = Registry.of([OfficialSite("a.gov.cn", "甲局", ("a.gov.cn",))])
    judged = judge_code("3590000004", registry, {}, hostless=index, host="b.example.cn", icp="闽ICP备13016306号")
    assert judged.verdict is Verdict.OWNED
    assert "页脚所见，域名未知：“平潭综合实验区行政审批局”" in judged.reason
    assert "359000 不在 GB/T 2260" in judged.reason
    assert judged.holders == registry.holders("site_code", "3590000004") == ()
    assert ask(registry, "3590000004", index).bearers[0].name == "平潭综合实验区行政审批局"
    assert judge_code("3590000004", registry, {}, hostless=index, icp="京ICP备1号").verdict is Verdict.OWNED
    assert (
        judge_code("3590000004", registry, {}, hostless=index, icp="京ICP备10000001号").verdict is Verdict.CONTRADICTED
    )
