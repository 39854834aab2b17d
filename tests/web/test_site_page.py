from __future__ import annotations

from dataclasses import replace

import pytest

from tests.web.conftest import Desk
from tests.web.made import open_case
from tests.web.registry_made import a_finding, keep, revise
from zhenwang.domain.access import Role
from zhenwang.domain.revision import Change, ChangeKind

RSJ = "/registry/rsj.qingliu.gov.cn"


def test_an_entry_shows_names_hosts_marks_relations_and_sources(listed: Desk) -> None:
    page = listed.http.get(RSJ).text
    for shown in ("青柳市人力资源和社会保障局", "青柳市人社局", "青柳市人事局", "至 2009-03", "受保护", "政府部门",
                  "市州级", "list two",
                  '<a href="/registry/www.qingliu.gov.cn"><bdi>青柳市人民政府</bdi></a>', "主域名", "别名",
                  "鄂ICP备05099999号-1", "2 个网站共用", "qlrs", "拉丁字母写法", "存疑"):  # fmt: skip
        assert shown in page, shown


def test_look_alikes_are_shown_with_what_tells_them_apart(listed: Desk) -> None:
    page = listed.http.get("/registry/www.qingliu.gov.cn").text
    for shown in ("青柏市人民政府", "名称差一字", "地区：本站湖北省/青柳市，对方湖南省/青柏市"):
        assert shown in page
    assert "region: this one" in listed.http.get("/registry/www.qingliu.gov.cn?lang=en").text


def test_a_composed_name_is_said_to_be_one(listed: Desk) -> None:
    page = listed.http.get("/registry/www.qingbai.gov.cn").text
    assert "组合名" in page
    assert "没有在任何来源中读到过" in page


def test_findings_and_cases_stand_beside_the_entry(listed: Desk) -> None:
    keep(listed.store, a_finding("www.qingliu.gov.cn"))
    case = open_case(listed.store)
    page = listed.http.get("/registry/www.qingliu.gov.cn").text
    assert f'href="/cases/{case.id}"' in page
    assert 'href="/findings/1"' in page
    assert case.id not in listed.http.get(RSJ).text


@pytest.mark.parametrize(("role", "region"), [(Role.ADMIN, ""), (Role.ANALYST, "11")])
def test_cases_stand_beside_the_entry_only_for_who_may_see_them(listed: Desk, role: Role, region: str) -> None:
    case = open_case(listed.store)
    listed.enter("外人", role, region=region)
    page = listed.http.get("/registry/www.qingliu.gov.cn")
    assert page.status_code == 200
    assert case.id not in page.text


def test_another_host_of_a_site_leads_to_its_entry(listed: Desk) -> None:
    registry = listed.http.app.state.house.registry  # type: ignore[attr-defined]
    site = registry.sites["www.qingliu.gov.cn"]
    revise(
        listed.store,
        Change(ChangeKind.CHANGED, site.id, site, replace(site, hosts=(*site.hosts, "m.qingliu.gov.cn")), ("hosts",)),
    )
    answer = listed.http.get("/registry/m.qingliu.gov.cn")
    assert (answer.status_code, answer.headers["location"]) == (303, "/registry/www.qingliu.gov.cn")
    page = listed.http.get("/registry/www.qingliu.gov.cn").text
    for shown in ("李雷", "另一进程导入", "<ins><bdi>m.qingliu.gov.cn</bdi></ins>", "导入 <bdi>list"):
        assert shown in page, shown


def test_a_vanished_site_and_a_retired_host_show_what_they_were(listed: Desk) -> None:
    registry = listed.http.app.state.house.registry  # type: ignore[attr-defined]
    site = registry.sites["www.qlfy.gov.cn"]
    revise(listed.store, Change(ChangeKind.VANISHED, site.id, site, None), why="法院撤并")
    page = listed.http.get("/registry/www.qlfy.gov.cn").text
    for shown in ("名录中已无此网站", "青柳市人民法院", "法院撤并", "消失", "2026-11-22"):
        assert shown in page
    assert "青柳市人事局" in listed.http.get("/registry/qlrs.gov.cn").text


@pytest.mark.parametrize(
    "path", ["/registry/nobody.example", "/registry/" + "a" * 500, "/registry/%00", "/registry/%ff"]
)
def test_an_unknown_entry_is_not_there(listed: Desk, path: str) -> None:
    assert listed.http.get(path).status_code == 404


def test_the_entry_speaks_english(listed: Desk) -> None:
    page = listed.http.get(RSJ + "?lang=en").text
    for shown in ("Sources disagree", "Which is the main address?", "former names", "shared by 2 sites", "prefecture"):
        assert shown in page
