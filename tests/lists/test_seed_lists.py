"""The seeds beside the list of sites are read with their places, and put together; no host changes hands."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from zhenwang.domain.body import Contact
from zhenwang.domain.registry import OfficialSite
from zhenwang.domain.site import HostRole, RetiredHost, SiteHost, Status, StatusPeriod
from zhenwang.lists.seed_lists import (
    assemble,
    read_contacts,
    read_retired,
    read_site_hosts,
    read_status,
    retired_hosts,
    without_site,
)

PORTAL = OfficialSite("www.hubei.gov.cn", "湖北省人民政府", ("www.hubei.gov.cn",))
OFFICE = OfficialSite("jyt.hubei.gov.cn", "湖北省教育厅", ("jyt.hubei.gov.cn",))
HEADER = "host,site,role,valid_from,valid_to,sources,note"


def test_hosts_come_with_role_and_validity() -> None:
    found, bad = read_site_hosts(
        [
            f"\ufeff{HEADER}\r\n",
            "湖北.政务,WWW.hubei.gov.cn,idn,2014-05-01,,s,n\r\n",
            "192.0.2.7,jyt.hubei.gov.cn,ip_only",
        ],
        "site_hosts.csv",
    )
    assert found == (
        SiteHost("xn--djrx74d.xn--zfr164b", PORTAL.id, HostRole.IDN, date(2014, 5, 1), None, "s", "n"),
        SiteHost("192.0.2.7", OFFICE.id, HostRole.IP_ONLY),
    )
    assert bad == ()


def test_a_bad_host_role_or_day_is_named_with_its_line_and_column() -> None:
    found, bad = read_site_hosts(
        [
            HEADER,
            "not a host,www.hubei.gov.cn",
            "a.gov.cn,www.hubei.gov.cn,mirror,2014-13-01",
            "b.gov.cn,c.gov.cn,,,,,,x",
        ],
        "site_hosts.csv",
    )
    assert [(row.line, row.column) for row in bad] == [(2, "host"), (3, "role"), (3, "valid_from"), (4, "")]
    assert found == (SiteHost("a.gov.cn", PORTAL.id),)


def test_a_missing_file_is_empty_and_a_header_that_serves_nobody_is_said_once() -> None:
    for read in (read_site_hosts, read_retired, read_contacts, read_status):
        assert read([], "x.csv") == ((), ())
        found, bad = read(["colour\n", "red\n", "blue\n"], "x.csv")
        assert found == ()
        assert len(bad) == 1
        assert "header" in bad[0].reason


def test_retired_hosts_keep_their_days() -> None:
    found, bad = read_retired(
        ["host,last_site,name,retired_on,released_on,sources,note", "OLD.gov.cn,,旧局,2018-11-02,,s,", "x y,,,,,,"],
        "r.csv",
    )
    assert found == (RetiredHost("old.gov.cn", "", "旧局", date(2018, 11, 2), None, "s"),)
    assert [(row.line, row.column) for row in bad] == [(3, "host")]


def test_contacts_hold_several_phones() -> None:
    found, _ = read_contacts(
        ["site,phones,address,postcode,email,duty_phone,sources", "jyt.hubei.gov.cn,027-1;027-2,武汉,430071,,,s"],
        "c.csv",
    )
    assert found == (("jyt.hubei.gov.cn", Contact(("027-1", "027-2"), "武汉", "430071", sources="s")),)


def test_a_status_without_its_first_day_is_no_period() -> None:
    header = "site,status,since,approval,notice,note"
    rows = ["a.gov.cn,temp_offline,2020-01-02,号,,", "b.gov.cn,closed,2020-01-02", "c.gov.cn,active,"]
    found, bad = read_status([header, *rows], "s.csv")
    assert found == (StatusPeriod("a.gov.cn", Status.TEMP_OFFLINE, date(2020, 1, 2), "号"),)
    assert {row.line for row in bad} == {3, 4}


def test_assembling_grants_live_hosts_and_nothing_else() -> None:
    hosts = (
        SiteHost("hubei.gov.cn", PORTAL.id),
        SiteHost("old.hubei.gov.cn", PORTAL.id, valid_to=date(2018, 1, 1)),
        SiteHost("gone.hubei.gov.cn", PORTAL.id, HostRole.RETIRED),
        SiteHost("192.0.2.7", PORTAL.id, HostRole.IP_ONLY),
        SiteHost(OFFICE.id, PORTAL.id, HostRole.CHANNEL),
        SiteHost("hubei.gov.cn", OFFICE.id),
        SiteHost("x.gov.cn", "unknown.gov.cn"),
    )
    contact = Contact(("027-1",))
    portal, office = assemble([PORTAL, OFFICE], hosts, [(OFFICE.id, contact), ("nobody.gov.cn", contact)])
    assert portal.hosts == ("www.hubei.gov.cn", "hubei.gov.cn")
    assert [host.host for host in portal.further_hosts] == ["hubei.gov.cn", "192.0.2.7"]
    assert office.hosts == OFFICE.hosts, "the first that lists a host keeps it"
    assert office.contact == contact
    assert {past.host for past in retired_hosts([PORTAL], hosts)} == {"old.hubei.gov.cn", "gone.hubei.gov.cn"}
    assert {past.name for past in retired_hosts([PORTAL], hosts)} == {"湖北省人民政府"}
    assert without_site([PORTAL, OFFICE], hosts, [("nobody.gov.cn", contact)]) == ("unknown.gov.cn", "nobody.gov.cn")


@given(st.lists(st.text(max_size=60), max_size=20))
def test_no_text_makes_a_seed_list_raise(lines: list[str]) -> None:
    for read in (read_site_hosts, read_retired, read_contacts, read_status):
        _, bad = read([HEADER + ",status,since,last_site", *lines], "x.csv")
        assert all(row.reason and row.line >= 1 for row in bad)
