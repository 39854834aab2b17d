from __future__ import annotations

from collections import Counter
from importlib import resources

import pytest

from zhenwang.domain.hosts import Host, parse_host
from zhenwang.matching.public_services import (
    FILES,
    KINDS,
    PublicService,
    public_services,
    service_names,
    services_of,
)

SHORTEST = 3
LEAST_WEST = 450


def lines(file: str) -> list[str]:
    table = resources.files("zhenwang.matching").joinpath(file)
    return [line for line in table.read_text("utf-8").splitlines() if line and not line.startswith("#")]


def test_the_table_of_the_west_is_as_wide_as_its_header() -> None:
    rows = [line.split("\t") for line in lines(FILES[0])]
    assert len(rows) >= LEAST_WEST
    assert [row for row in rows if len(row) != 6 or not all(cell == cell.strip() and cell for cell in row)] == []


def test_every_service_has_a_host_that_can_be_visited() -> None:
    read = [(service.host, parse_host(service.host)) for service in public_services()]
    assert [text for text, host in read if not isinstance(host, Host) or host.ascii != text] == []


def test_every_service_says_its_country_its_kind_and_a_printable_name() -> None:
    def is_well_said(service: PublicService) -> bool:
        country = service.country
        return len(country) == 2 and country.isalpha() and country.islower() and service.name.isprintable()

    assert [service for service in public_services() if not is_well_said(service) or service.kind not in KINDS] == []


def test_labels_are_what_a_sieve_can_find() -> None:
    def is_findable(label: str) -> bool:
        return len(label) >= SHORTEST and label.isascii() and label.isalnum() and label == label.lower()

    assert [service for service in public_services() if not service.labels] == []
    assert [label for service in public_services() for label in service.labels if not is_findable(label)] == []


def test_no_label_stands_for_two_services_of_one_country() -> None:
    said = Counter((service.country, label) for service in public_services() for label in service.labels)
    assert [key for key, count in said.items() if count > 1] == []


def test_no_host_is_listed_twice_in_one_country() -> None:
    said = Counter((service.country, service.host) for service in public_services())
    assert [key for key, count in said.items() if count > 1] == []


def test_every_kind_is_in_use() -> None:
    assert {service.kind for service in public_services()} == KINDS


@pytest.mark.parametrize(
    ("country", "label", "host"),
    [
        ("us", "ezpass", "e-zpassny.com"),
        ("us", "txdmv", "txdmv.gov"),
        ("ca", "arrivecan", "cbsa-asfc.gc.ca"),
        ("gb", "hmrc", "hmrc.gov.uk"),
        ("fr", "antai", "amendes.gouv.fr"),
        ("nl", "digid", "digid.nl"),
        ("de", "elster", "elster.de"),
        ("ru", "gosuslugi", "gosuslugi.ru"),
        ("tr", "edevlet", "turkiye.gov.tr"),
        ("br", "receitafederal", "receita.fazenda.gov.br"),
        ("co", "simit", "fcm.org.co"),
        ("it", "agenziaentrate", "agenziaentrate.gov.it"),
    ],
)
def test_what_people_type_leads_to_the_official_host(country: str, label: str, host: str) -> None:
    services = [known for known in public_services() if known.country == country and label in known.labels]
    assert [known.host for known in services] == [host]


def test_the_table_is_read_once() -> None:
    assert public_services() is public_services()


def test_a_land_has_its_own_services_whether_told_by_top_level_or_code() -> None:
    assert {service.country for service in services_of({"cn"})} == {"cn"}
    assert services_of({"uk"}) == services_of({"gb"}) != ()
    assert services_of(()) == services_of({"zz"}) == ()
    assert len(services_of({"us", "cn"})) == len(services_of({"us"})) + len(services_of({"cn"}))


def test_a_services_host_has_a_name_without_www_too() -> None:
    assert service_names()["irs.gov"] == "Internal Revenue Service"
    assert service_names()["12306.cn"].startswith("China Railway")
