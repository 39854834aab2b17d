"""The lists that ship: whole, without contradiction between them, and none of their doubts hidden."""

import csv
import re
from pathlib import Path

import pytest

from corpora.official_rows import COLUMNS
from zhenwang.domain.body import SUBJECTS, BodyKind
from zhenwang.domain.site import HostRole

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "seeds"
Lines = list[dict[str, str]]


def lines(path: Path) -> Lines:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


@pytest.fixture(scope="module")
def sites() -> Lines:
    return lines(SEEDS / "official_sites.csv")


def granted(sites: Lines) -> list[str]:
    return [host for site in sites for host in (site["domain"], *site["other_hosts"].split(";")) if host]


def test_all_of_chinas_named_sites_are_there(sites: Lines) -> None:
    assert tuple(sites[0]) == COLUMNS
    assert len(sites) > 8_800
    assert sum(site["region_code"].startswith("42") for site in sites) > 380
    assert (
        len({site["region_code"][:2] for site in sites if site["region_code"]}) == 33
    )  # every province, Hong Kong and Macao


def test_a_host_belongs_to_one_site(sites: Lines) -> None:
    hosts = granted(sites)
    assert len(hosts) == len(set(hosts))


def test_what_art_2_names_is_protected_and_nothing_else(sites: Lines) -> None:
    for site in sites:
        subject = BodyKind(site["kind"]) in SUBJECTS and not site["region_code"].startswith(("81", "82"))
        assert (site["protected"] == "yes") is subject, site["name"]
    assert all(site["kind"] for site in sites)


def test_a_disagreement_holds_two_values_with_their_sources_and_makes_a_row_low(sites: Lines) -> None:
    disputed = [site for site in sites if site["conflicts"]]
    for site in disputed:
        for conflict in site["conflicts"].split(";"):
            of, _, values = conflict.partition("=")
            pairs = re.findall(r"([^|<>]+)<([^|<>]+)>", values)
            assert "|".join(f"{value}<{source}>" for value, source in pairs) == values
            assert len(pairs) > 1
            assert of in ("domain", "name", "site_code", "conac")
            if of == "domain":
                assert pairs[0][0] == site["domain"]
                assert site["confidence"] == "low"


def test_the_two_portal_lists_disagree_on_100_divisions_and_every_one_is_in_sight(sites: Lines) -> None:
    portals = [site for site in sites if "website-gov" in site["conflicts"] and "qianxian.md" in site["conflicts"]]
    assert len([site for site in portals if "domain=" in site["conflicts"]]) == 100


def test_codes_outside_the_table_of_divisions_are_bound_and_placeholders_are_not(sites: Lines) -> None:
    known = sites + lines(SEEDS / "marks_without_host.csv")
    codes = {code for site in known for code in site["site_code"].split(";") if code}
    assert codes >= {"3590000004", "6190000001", "4403920006", "4200000101", "4200000016", "4200000069"}
    assert not codes & {"3300000000", "1234567890", "1304000000", "5109000001", "3406000012"}


def test_a_further_host_is_one_that_its_site_grants_or_a_known_service_of_it(sites: Lines) -> None:
    ids, hosts = {site["domain"] for site in sites}, set(granted(sites))
    further = lines(SEEDS / "site_hosts.csv")
    assert {line["site"] for line in further} <= ids
    assert hosts - ids <= {line["host"] for line in further}
    assert all(HostRole(line["role"]) and line["sources"] for line in further)
    assert not {line["host"] for line in further} & ids


def test_a_retired_or_left_out_host_is_granted_to_nobody(sites: Lines) -> None:
    hosts = set(granted(sites)) | {line["host"] for line in lines(SEEDS / "site_hosts.csv")}
    for line in lines(SEEDS / "retired_hosts.csv"):
        assert line["host"] not in hosts
        assert line["sources"]
    for line in lines(ROOT / "corpora" / "left_out.csv"):
        assert line["host"] not in hosts
        assert line["reason"]


def test_contacts_belong_to_sites_and_say_where_they_were_read(sites: Lines) -> None:
    ids = {site["domain"] for site in sites}
    for line in lines(SEEDS / "contacts.csv"):
        assert line["site"] in ids
        assert line["sources"]


def test_divisions_have_a_code_a_name_and_their_parent() -> None:
    divisions = lines(SEEDS / "division_codes.csv")
    codes = {line["code"] for line in divisions}
    assert len(codes) == len(divisions) > 3_300
    assert all(re.fullmatch(r"\d{6}", code) for code in codes)
    assert {line["parent_code"] for line in divisions} - codes <= {""}
    assert "pinyin" not in divisions[0]


def test_a_name_without_its_place_stands_for_nobody(sites: Lines) -> None:
    for line in sites:
        for name in (*line["short_names"].split(";"), *line["aliases"].split(";")):
            place = line["name"].removesuffix(name) if name else ""
            assert place in {"", line["name"]} or not line["region"].endswith(place), (line["domain"], name)
