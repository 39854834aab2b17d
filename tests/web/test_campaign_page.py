from dataclasses import replace

import pytest

from tests.web.conftest import Desk
from tests.web.made import DAY, NOW, a_look, a_page, a_score, signals
from zhenwang.domain.access import Actor, Role
from zhenwang.domain.campaign import Fact, FactKind
from zhenwang.domain.candidate import Candidate, Sighting
from zhenwang.domain.case import Case
from zhenwang.domain.hosts import Host, parse_host
from zhenwang.store import audit_log, campaigns, cases, looks
from zhenwang.store.audit_log import Log, Wanted
from zhenwang.store.opening import Store
from zhenwang.store.schema import cases as case_rows
from zhenwang.web.campaign_view import Siblings, siblings_of

PHONE = Fact(FactKind.PHONE, "13900001111")
ADDRESS = Fact(FactKind.ADDRESS, "203.0.113.9")
TEMPLATE = tuple(Fact(FactKind.TEMPLATE, f"{band}.aaaabbbbccccdddd") for band in range(1, 5))
HOSTILE = "=1+1<script>__x()</script>"


def opened(store: Store, name: str, *facts: Fact, region: str = "420000", url: str = "") -> Case:
    host = parse_host(name)
    assert isinstance(host, Host)
    candidate = Candidate(host, url or f"https://{host}/", 0.5, (Sighting(name, "ct", "log#1", NOW),))
    digest = looks.save(store, a_look(host.ascii, a_page()), signals(), a_score(), DAY, NOW, facts)
    return cases.open_case(store, candidate, digest, signals(), a_score(), DAY, NOW, (region, ""))[0]


def three(store: Store) -> tuple[Case, Case, Case]:
    return (
        opened(store, "a.example.com", PHONE, *TEMPLATE),
        opened(store, "b.example.net", PHONE, *TEMPLATE, ADDRESS),
        opened(store, "c.example.org", ADDRESS),
    )


def page_of(desk: Desk, case: Case) -> str:
    return f"/campaigns/ZC-{case.id.removeprefix('ZW-')}"


def edge_of(store: Store, case: Case, kind: FactKind) -> str:
    found = campaigns.of_case(store, case.id)
    assert found
    return next(edge.id for edge in found.edges if edge.kind is kind)


def test_the_list_shows_each_campaign_with_its_size(desk: Desk) -> None:
    one, *_ = three(desk.store)
    opened(desk.store, "alone.example.com")
    page = desk.http.get("/campaigns").text
    assert page_of(desk, one) in page
    assert page.count('class="row"') == 1
    assert "青柳市人民政府" in page
    assert "线索" in page


def test_a_campaign_is_shown_as_a_picture_and_as_a_table_with_how_rare_each_fact_is(desk: Desk) -> None:
    one, two, three_ = three(desk.store)
    looks.save(desk.store, a_look("innocent.example.com", a_page()), signals(), a_score(), DAY, NOW, [PHONE])
    page = desk.http.get(page_of(desk, one)).text
    assert page.count("<circle") == 6  # template 2, phone 2, address 2
    assert "仅此 2 家" in page
    assert "在 4 个看过的站点中，3 个有此特征" in page
    for case in (one, two, three_):
        assert f'href="/cases/{case.id}"' in page
    assert "203[.]0[.]113[.]9" in page
    assert "aaaabbbb" not in page  # a likeness has no value that people could check


def test_W3_no_host_of_a_campaign_can_be_followed(desk: Desk) -> None:
    one, *_ = three(desk.store)
    for path in ("/campaigns", page_of(desk, one), page_of(desk, one) + "/annex.csv"):
        page = desk.http.get(path).text
        assert "example.com" not in page
        assert "https://a" not in page
        assert 'href="http' not in page


def test_W1_what_a_page_showed_is_only_ever_text(desk: Desk) -> None:
    hostile = Fact(FactKind.ACCOUNT, f"qq={HOSTILE}")
    one = opened(desk.store, "a.example.com", hostile, url=f"https://a.example.com/{HOSTILE}")
    opened(desk.store, "b.example.com", hostile)
    desk.enter("李分析", Role.ANALYST)
    cut = {"edge": edge_of(desk.store, one, FactKind.ACCOUNT), "reason": HOSTILE}
    shown = desk.http.get(page_of(desk, one)).text
    assert desk.post(page_of(desk, one) + "/cut", **cut).status_code == 303
    for page in (shown, desk.http.get(page_of(desk, one)).text):
        assert "<script>__x" not in page
        assert "&lt;script&gt;__x" in page


def test_a_link_is_removed_with_a_reason_and_put_back(desk: Desk) -> None:
    one, two, three_ = three(desk.store)
    desk.enter("李分析", Role.ANALYST)
    path = page_of(desk, one)
    edge = edge_of(desk.store, one, FactKind.ADDRESS)
    assert desk.post(path + "/cut", edge=edge, reason=" ").status_code == 422
    assert desk.post(path + "/cut", edge=edge, reason="共用主机").headers["location"] == f"{path}?done=cut"
    after = desk.http.get(f"{path}?done=cut").text
    assert "已移除" in after
    assert "李分析" in after
    assert "共用主机" in after
    assert f'data-open="/cases/{three_.id}"' not in after
    gone = desk.http.get(page_of(desk, three_))
    assert gone.status_code == 200
    assert "这一组已经散开" in gone.text
    number = gone.text.split('name="number" value="')[1].split('"')[0]
    back = desk.post(page_of(desk, three_) + "/restore", number=number, reason="是专用服务器")
    assert back.headers["location"] == f"{page_of(desk, three_)}?done=restored"
    found = campaigns.of_case(desk.store, three_.id)
    assert found is not None
    assert found.cases == (one.id, two.id, three_.id)


def test_a_template_is_removed_with_all_its_keys(desk: Desk) -> None:
    one, two = opened(desk.store, "a.example.com", *TEMPLATE), opened(desk.store, "b.example.com", *TEMPLATE)
    desk.enter("李分析", Role.ANALYST)
    edge = edge_of(desk.store, one, FactKind.TEMPLATE)
    assert desk.post(page_of(desk, one) + "/cut", edge=edge, reason="建站模板").status_code == 303
    assert campaigns.of_case(desk.store, two.id) is None
    page = desk.http.get(page_of(desk, one)).text
    assert page.count('name="number"') == 1


def test_a_link_is_removed_for_one_case_only(desk: Desk) -> None:
    held = [opened(desk.store, f"{name}.example.com", PHONE) for name in "abc"]
    desk.enter("李分析", Role.ANALYST)
    sent = {"edge": edge_of(desk.store, held[0], FactKind.PHONE), "case": held[0].id, "reason": "转载"}
    assert desk.post(page_of(desk, held[0]) + "/cut", **sent).status_code == 303
    found = campaigns.of_case(desk.store, held[1].id)
    assert found is not None
    assert found.cases == (held[1].id, held[2].id)


def test_W12_a_link_that_a_colleague_removed_meanwhile_is_told(desk: Desk) -> None:
    one, *_ = three(desk.store)
    desk.enter("李分析", Role.ANALYST)
    sent = {"edge": edge_of(desk.store, one, FactKind.ADDRESS), "reason": "共用主机"}
    assert desk.post(page_of(desk, one) + "/cut", **sent).status_code == 303
    desk.enter("王分析", Role.ANALYST)
    again = desk.post(page_of(desk, one) + "/cut", **sent)
    assert again.status_code == 412
    assert "李分析 先一步处理了这条依据" in again.text
    assert desk.post(page_of(desk, one) + "/restore", number="99", reason="恢复").status_code == 412
    assert desk.post(page_of(desk, one) + "/cut", edge="0" * 12, reason="没有这条").status_code == 412


def test_an_older_name_of_a_campaign_leads_to_it(desk: Desk) -> None:
    one, _, three_ = three(desk.store)
    answer = desk.http.get(page_of(desk, three_))
    assert (answer.status_code, answer.headers["location"]) == (303, page_of(desk, one))
    assert desk.http.get("/campaigns/ZC-19990101-0001").status_code == 404
    assert desk.http.get("/campaigns/%00%E2%80%AE").status_code == 404


def test_W10_who_only_reads_removes_nothing(desk: Desk) -> None:
    one, *_ = three(desk.store)
    assert "<summary>移除" not in desk.http.get(page_of(desk, one)).text
    sent = {"edge": edge_of(desk.store, one, FactKind.ADDRESS), "reason": "共用主机"}
    assert desk.post(page_of(desk, one) + "/cut", **sent).status_code == 403
    desk.enter("管理员", Role.ADMIN)
    assert desk.http.get(page_of(desk, one)).status_code == 403


def test_W10_cases_of_another_region_are_counted_and_not_named(desk: Desk) -> None:
    one = opened(desk.store, "a.example.com", PHONE, region="420100")
    opened(desk.store, "secret.example.net", PHONE, region="430000")
    desk.enter("武汉分析", Role.ANALYST, region="4201")
    for path in (page_of(desk, one), "/campaigns", page_of(desk, one) + "/annex.csv"):
        assert "secret" not in desk.http.get(path).text
    assert "另有 1 件不在您的职责范围内" in desk.http.get(page_of(desk, one)).text
    sent = {"edge": edge_of(desk.store, one, FactKind.PHONE), "reason": "共用"}
    assert desk.post(page_of(desk, one) + "/cut", **sent).status_code == 403
    desk.enter("长沙分析", Role.ANALYST, region="4301")
    assert desk.http.get(page_of(desk, one)).status_code == 404
    assert page_of(desk, one) not in desk.http.get("/campaigns").text


def test_W10_what_only_cases_of_another_region_share_is_not_shown(desk: Desk) -> None:
    own = opened(desk.store, "a.example.com", PHONE, region="420100")
    far = opened(desk.store, "b.example.net", PHONE, ADDRESS, *TEMPLATE, region="430000")
    opened(desk.store, "c.example.org", ADDRESS, *TEMPLATE, region="430000")
    desk.enter("长沙分析", Role.ANALYST, region="43")
    assert "203[.]0[.]113[.]9" in desk.http.get(page_of(desk, own)).text
    sent = {"edge": edge_of(desk.store, far, FactKind.ADDRESS), "reason": "共用主机"}
    desk.enter("武汉分析", Role.ANALYST, region="4201")
    assert "203[.]0[.]113[.]9" not in desk.http.get(page_of(desk, own)).text
    desk.enter("长沙分析", Role.ANALYST, region="43")
    assert desk.post(f"{page_of(desk, own)}/cut", **sent).status_code == 303
    assert "203[.]0[.]113[.]9" in desk.http.get(page_of(desk, own)).text
    desk.enter("武汉分析", Role.ANALYST, region="4201")
    page = desk.http.get(page_of(desk, own)).text
    assert "203[.]0[.]113[.]9" not in page
    assert "共用主机" not in page


def test_W5_the_annex_holds_one_row_for_each_address_and_no_formula(desk: Desk) -> None:
    one = opened(desk.store, "a.example.com", PHONE, url="https://a.example.com/=cmd")
    opened(desk.store, "b.example.com", PHONE)
    answer = desk.http.get(page_of(desk, one) + "/annex.csv")
    assert answer.headers["content-type"].startswith("text/csv")
    assert "attachment" in answer.headers["content-disposition"]
    rows = answer.text.splitlines()
    assert "案号" in rows[0]
    assert "hxxps[:]//a[.]example[.]com/=cmd" in rows[1]
    assert "1 电话" in rows[1]
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.strip('"').split('","'))
    [taken] = audit_log.entries(desk.store, Log.JOURNAL, Wanted(action="export"))
    assert taken.facts["campaign"] in taken.subject


def test_siblings_show_who_shares_what_and_keep_to_the_actors_scope(desk: Desk) -> None:
    one, two, three_ = three(desk.store)
    elsewhere = opened(desk.store, "d.example.com", PHONE, region="430000")
    house = desk.http.app.state.house  # type: ignore[attr-defined]  # Starlette types no state
    found = siblings_of(house, one, 6)
    assert [sibling.member.case for sibling in found.shown] == [two.id, three_.id]
    assert (found.count, found.hidden, found.whole) == (3, 1, True)
    assert set(found.shown[0].kinds) == {FactKind.PHONE, FactKind.TEMPLATE}
    assert found.shown[1].kinds == ()
    auditor = desk.enter("审计", Role.AUDITOR)
    everywhere = siblings_of(house, one, 1, Actor(auditor.person, auditor.name, auditor.login, auditor.grants))
    assert [sibling.member.case for sibling in everywhere.shown] == [two.id]
    assert everywhere.hidden == 0
    assert siblings_of(house, replace(elsewhere, id="ZW-20200101-0001"), 6) == Siblings("", 0, ())


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_campaign_of_sixty_is_drawn_whole(desk: Desk, language: str) -> None:
    held = [opened(desk.store, f"h{number:02d}.example.com", PHONE) for number in range(60)]
    page = desk.http.get(f"{page_of(desk, held[0])}?lang={language}").text
    assert page.count("<circle") == 60
    assert ("图中只画出" in page or "The picture holds" in page) is False


def test_a_new_case_with_the_page_of_one_that_was_acted_on_says_so_in_both_languages(desk: Desk) -> None:
    first = opened(desk.store, "a.example.com", *TEMPLATE)
    with desk.store.write() as connection:
        connection.execute(case_rows.update().where(case_rows.c.id == first.id).values(state="handed_off"))
    again = opened(desk.store, "b.example.com", *TEMPLATE)
    assert "同样的页面曾出现在已移交处置的案件中" in desk.http.get(f"/cases/{again.id}").text
    english = desk.http.get(f"/cases/{again.id}?lang=en").text
    assert f"the same page was seen in a case that the office acted on: {first.id}" in english


def test_W4_a_host_in_its_own_script_stands_beside_its_wire_form(desk: Desk) -> None:
    one = opened(desk.store, "xn--gmqw9l5qgjvcbwai50ag4l.example", PHONE)
    opened(desk.store, "b.example.com", PHONE)
    page = desk.http.get(page_of(desk, one)).text
    picture = page.split("<svg class=")[1].split("</svg>")[0]
    assert "xn--gmqw9l5qgjvcbwai50ag4l[.]example" in picture
    assert page.count('class="puny"') >= 2
