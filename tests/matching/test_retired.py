from __future__ import annotations

from dataclasses import replace

from zhenwang.domain.hosts import Host, parse_host
from zhenwang.domain.registry import OfficialSite, RetiredHost
from zhenwang.domain.site_status import Status
from zhenwang.matching.matcher import Matcher
from zhenwang.matching.public_services import PublicService
from zhenwang.matching.reading import Reading
from zhenwang.matching.screen import Screen
from zhenwang.sieve.columns import Columns

COURT = OfficialSite("glxfy.gov.cn", "古蔺县人民法院", ("glxfy.gov.cn",))
PAST = RetiredHost("www.glxfy.com", COURT.id, COURT.name, None, None, ("own note",), "")


def host(name: str) -> Host:
    parsed = parse_host(name)
    assert isinstance(parsed, Host)
    return parsed


def test_a_retired_host_that_comes_back_is_put_forward_for_its_last_site() -> None:
    matcher = Matcher.of([COURT], given_up=[PAST])
    for name in ("glxfy.com", "www.glxfy.com", "m.glxfy.com"):
        found = matcher.match(host(name))
        assert found is not None
        assert (found.site, found.rule) == (COURT.id, "retired_host")


def test_the_screen_lets_it_through() -> None:
    matcher = Matcher.of([COURT], given_up=[PAST])
    bodies = Columns.of([Reading.of(host("www.glxfy.com")).body.encode()])
    assert Screen.of(matcher.index, compiled=False).may_match(bodies).all()


def test_a_host_that_was_granted_again_is_official() -> None:
    again = OfficialSite(COURT.id, COURT.name, (COURT.id, "www.glxfy.com"))
    assert Matcher.of([again], given_up=[PAST]).match(host("www.glxfy.com")) is None


def test_a_closed_site_has_no_host_even_where_it_is_a_service_of_general_fame() -> None:
    closed = replace(COURT, id="www.glxfy.com", hosts=("www.glxfy.com",), status=Status.RETIRED)
    fame = PublicService("cn", "glxfy.com", "Court", ("glxfy",), "justice")
    matcher = Matcher.of([closed], services=[fame])
    assert not matcher.index.official(host("www.glxfy.com"))
    assert Matcher.of([], services=[fame]).index.official(host("www.glxfy.com"))
