from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tests.web.conftest import Desk
from tests.web.registry_made import added, revise
from zhenwang.domain.access import Role
from zhenwang.domain.registry import OfficialSite
from zhenwang.domain.revision import Change, ChangeKind
from zhenwang.domain.site import Conflict
from zhenwang.store import revisions
from zhenwang.web.editions import RegistryInUse

RSJ = "rsj.qingliu.gov.cn"


def _seen(desk: Desk, site: str) -> str:
    page = desk.http.get(f"/registry/{site}").text
    return re.findall(r'name="seen" value="([0-9a-f]{16})"', page)[0]


def _settle(desk: Desk, site: str = RSJ, **fields: str):
    sent = {
        "field": "domain",
        "choice": "0",
        "reason": "打开过两个网站",
        "back": "/conflicts?region=%E6%B9%96%E5%8C%97%E7%9C%81",
    }
    sent |= {"seen": fields.pop("seen", None) or _seen(desk, site)}
    return desk.post(f"/registry/{site}/settle", **(sent | fields))


def test_every_conflict_is_listed_with_both_values_sources_and_evidence(listed: Desk) -> None:
    page = listed.http.get("/conflicts").text
    for shown in ("分歧 3", "list one", "list two", "在政府域名后缀之下", "是本条目的主域名",
                  "已列为本条目的域名", "名录暂用", "没有其他条目用这个名称", "随程序下发的名录"):  # fmt: skip
        assert shown in page, shown
    assert re.search(r'class="evidence_held">已属于 <a href="/registry/www.qingliu.gov.cn">', page)


def test_conflicts_are_filtered_by_field_region_and_text(listed: Desk) -> None:
    def sites(**query: str) -> list[str]:
        return re.findall(r'action="/registry/([^/]+)/settle"', listed.http.get("/conflicts", params=query).text)

    assert sites() == [RSJ, "www.qlfy.gov.cn", "www.qingbai.gov.cn"], "Hubei first"
    assert sites(field="name") == ["www.qingbai.gov.cn"]
    assert sites(region="湖北省") == [RSJ, "www.qlfy.gov.cn"]
    assert sites(q="old.qingliu") == [RSJ]
    assert sites(field="nonsense") == []


def test_a_settlement_is_a_revision_with_who_and_why_and_the_registry_is_new_at_once(listed: Desk) -> None:
    before = listed.http.app.state.house.registry  # type: ignore[attr-defined]
    listed.enter("王芳", Role.ADMIN)
    answer = _settle(listed, choice="0")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/conflicts?region=%E6%B9%96%E5%8C%97%E7%9C%81&settled=1"
    made = revisions.all_revisions(listed.store)
    assert [(one.number, one.who, one.why, one.source) for one in made] == [(1, "王芳", "打开过两个网站", "")]
    assert made[0].before == before.version
    after = listed.http.app.state.house.registry  # type: ignore[attr-defined]
    assert made[0].after == after.version
    assert after.sites[RSJ].conflicts == ()
    assert "old.qingliu.gov.cn" in after.retired
    page = listed.http.get(answer.headers["location"]).text
    assert "已记录为第 1 次修订" in page
    assert f'action="/registry/{RSJ}/settle"' not in page
    entry = listed.http.get(f"/registry/{RSJ}").text
    for shown in ("王芳", "打开过两个网站", "裁决", "<del><bdi>old.qingliu.gov.cn</bdi></del>"):
        assert shown in entry, shown


def test_both_values_can_be_right(listed: Desk) -> None:
    listed.enter("王芳", Role.ADMIN)
    assert _settle(listed, choice="0", others="yes").status_code == 303
    known = listed.http.app.state.house.registry  # type: ignore[attr-defined]
    assert known.sites[RSJ].hosts == (RSJ, "old.qingliu.gov.cn")
    assert "old.qingliu.gov.cn" not in known.retired


def test_another_value_can_be_typed_and_the_entry_is_found_under_its_new_address(listed: Desk) -> None:
    listed.enter("王芳", Role.ADMIN)
    answer = _settle(listed, choice="other", other="www.qlrsj.gov.cn", back=f"/registry/{RSJ}")
    assert answer.headers["location"] == "/registry/www.qlrsj.gov.cn?settled=1"
    assert "已记录为第 1 次修订" in listed.http.get(answer.headers["location"]).text
    assert "已记录" not in listed.http.get("/registry/www.qlrsj.gov.cn").text
    page = listed.http.get("/registry/www.qlrsj.gov.cn").text
    assert "打开过两个网站" in page
    assert "名录中已无此网站" in listed.http.get(f"/registry/{RSJ}").text


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"reason": " "}, "请写明理由"),
        ({"choice": ""}, "请选择一个值"),
        ({"choice": "7"}, "请选择一个值"),
        ({"choice": "other", "other": "no host at all"}, "读不懂"),
        ({"choice": "other", "other": "www.qingliu.gov.cn"}, "已属于“青柳市人民政府”"),
    ],
)
def test_what_cannot_be_recorded_says_why_and_keeps_what_was_typed(
    listed: Desk, fields: dict[str, str], why: str
) -> None:
    listed.enter("王芳", Role.ADMIN)
    answer = _settle(listed, **({"reason": "问过该局办公室"} | fields))
    assert answer.status_code == 422
    assert why in answer.text
    for typed in (fields.get("other"), fields.get("reason", "问过该局办公室").strip()):
        assert not typed or typed in answer.text
    assert revisions.newest(listed.store) == 0


def test_nobody_settles_without_a_name_or_a_token(listed: Desk) -> None:
    assert _settle(listed).status_code == 403
    listed.enter("李强", Role.ANALYST)
    assert _settle(listed).status_code == 403
    listed.enter("王芳", Role.ADMIN)
    assert listed.http.post(f"/registry/{RSJ}/settle", data={"choice": "0"}).status_code == 403
    assert listed.post("/registry/nobody.example/settle", reason="x", field="domain").status_code == 404
    assert revisions.newest(listed.store) == 0


def test_an_entry_that_changed_since_is_a_conflict_and_what_was_typed_is_kept(listed: Desk) -> None:
    listed.enter("王芳", Role.ADMIN)
    seen = _seen(listed, RSJ)
    registry = listed.http.app.state.house.registry  # type: ignore[attr-defined]
    site = registry.sites[RSJ]
    changed = Change(ChangeKind.CHANGED, RSJ, site, replace(site, note="改过"), ("note",))
    revise(listed.store, changed)
    answer = _settle(listed, seen=seen, reason="我的理由", choice="1")
    assert answer.status_code == 409
    for shown in ("李雷 先一步修改了这个条目", "我的理由", "改过"):
        assert shown in answer.text
    assert revisions.newest(listed.store) == 1
    assert _settle(listed, reason="看过了").status_code == 303, "with the entry as it is now"


def test_a_conflict_that_somebody_settled_is_said_to_be(listed: Desk) -> None:
    listed.enter("王芳", Role.ADMIN)
    seen = _seen(listed, RSJ)
    assert _settle(listed).status_code == 303
    answer = _settle(listed, seen=seen, reason="我也看过")
    assert answer.status_code == 409
    assert "王芳 先一步" in answer.text
    assert "我也看过" in answer.text


def test_a_change_of_another_entry_does_not_stand_in_the_way(listed: Desk) -> None:
    listed.enter("王芳", Role.ADMIN)
    seen = _seen(listed, RSJ)
    revise(listed.store, added(OfficialSite("new.gov.cn", "新局", ("new.gov.cn",))))
    assert _settle(listed, seen=seen).status_code == 303
    assert [one.number for one in revisions.all_revisions(listed.store)] == [1, 2]
    assert "new.gov.cn" in listed.http.app.state.house.registry.sites  # type: ignore[attr-defined]


def test_the_edition_in_memory_is_what_a_new_process_would_load(listed: Desk, settings) -> None:
    listed.enter("王芳", Role.ADMIN)
    _settle(listed, choice="other", other="www.qlrsj.gov.cn")
    field = {"field": "name", "choice": "1", "others": "yes"}
    assert _settle(listed, "www.qingbai.gov.cn", **field).status_code == 303
    held = listed.http.app.state.house.registry_in_use.edition  # type: ignore[attr-defined]
    fresh = RegistryInUse(settings, listed.store).edition
    assert (fresh.number, fresh.registry.version) == (held.number, held.registry.version)
    assert fresh.latest == held.latest


def test_an_imported_conflict_says_when_it_came(listed: Desk) -> None:
    site = OfficialSite(
        "c.gov.cn", "丙局", ("c.gov.cn",), conflicts=(Conflict("level", (("county", "a"), ("zone", "b"))),)
    )
    revise(listed.store, added(site))
    assert "2026-11-22 导入" in listed.http.get("/conflicts").text


def test_a_reloaded_ruling_shows_the_entry(listed: Desk) -> None:
    answer = listed.http.get(f"/registry/{RSJ}/settle")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/registry/{RSJ}")
