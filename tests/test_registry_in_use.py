"""A jurisdiction is one pack file: the registry, its suffixes and its marks come from it, and from nowhere else."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

import detectors
from zhenwang import registry_in_use, runtime
from zhenwang.domain.look import Look, Page
from zhenwang.domain.registry import Marks, OfficialSite, Registry
from zhenwang.domain.revision import Change, ChangeKind
from zhenwang.domain.signal import Signal
from zhenwang.registry.jurisdictions import JurisdictionError
from zhenwang.settings import Settings
from zhenwang.store import revisions

NOW = datetime(2026, 11, 20, 20, tzinfo=UTC)
PACK = """
id = "at"
names = { zh = "奥地利", en = "Austria" }
registries = ["lists/at.csv"]
further_lists = ["lists/retired_hosts.csv"]
protected_suffixes = ["overheid.nl"]
languages = ["de"]
authorities = ""
legal_basis = ""
calendar = ""
timezone = "Pacific/Auckland"
region_codes = ""

[[marks]]
kind = "vat_id"
name = "增值税号"
name_en = "VAT number"
pattern = "ATU ?[0-9]{8}"
"""
LABELS = ("tax", "health", "labour", "roads", "parks", "forests", "water", "land", "mines")
SITES = "name,domain,mark:vat_id\n" + "".join(
    f"Office of {label},www.{label}.nhs.uk,{'ATU 1234 5678' if label == 'tax' else ''}\n" for label in LABELS
)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings under a pack of one's own, whose lists are beside it and whose seeds hold nothing."""
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "at.csv").write_text(SITES)
    (tmp_path / "lists" / "retired_hosts.csv").write_text(
        "host,last_site,name\nold.example.ca,www.parks.nhs.uk,Parks\n"
    )
    (tmp_path / "at.toml").write_text(PACK)
    return Settings(
        var=tmp_path / "var", seeds=tmp_path / "seeds", jurisdiction=str(tmp_path / "at.toml"), plan="files"
    )


def test_the_registry_in_use_is_that_of_the_pack(settings: Settings) -> None:
    registry = runtime.load_registry(settings)
    assert len(registry.sites) == 9
    assert list(registry.retired) == ["old.example.ca"]
    assert registry.jurisdiction is not None
    assert registry.jurisdiction.id == "at"
    assert not registry.baselines


def test_the_line_opens_with_nothing_but_a_pack_and_its_list(settings: Settings) -> None:
    with runtime.stations(settings) as stations:
        assert stations.registry.jurisdiction
        site = stations.registry.sites["www.parks.nhs.uk"]
        new = OfficialSite("x.example", "X", ("x.example",), marks=Marks.of([("vat_id", "ATU87654321")]))
        changes = [
            Change(ChangeKind.VANISHED, site.id, site, None),
            Change(ChangeKind.ADDED, new.id, None, new),
        ]
        registry = stations.registry
        revisions.append(stations.store, changes, "王芳", "closed", "", "", registry.version, "", NOW, seen=0)
    with registry_in_use.opened_store(settings) as store:
        later = registry_in_use.load(settings, store)
    assert "www.parks.nhs.uk" not in later.sites
    assert later.holders("vat_id", "ATU87654321") == (new,)
    assert later.jurisdiction == registry.jurisdiction


def test_the_day_is_that_of_the_offices(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runtime, "now", lambda: NOW)
    assert str(runtime.default_day(settings)) == "2026-11-21"
    assert str(runtime.default_day(settings.model_copy(update={"jurisdiction": "cn-hubei"}))) == "2026-11-21"
    monkeypatch.setattr(runtime, "now", lambda: NOW.replace(hour=13))
    assert str(runtime.default_day(settings)) == "2026-11-21"
    assert str(runtime.default_day(settings.model_copy(update={"jurisdiction": "cn-hubei"}))) == "2026-11-20"


def shown(text: str) -> Page:
    return Page("utf-8", "", (), "", "", text.rpartition("\n")[2], text)


def said(registry: Registry, host: str, page: Page | None = None) -> list[Signal]:
    url = f"https://{host}/"
    return list(detectors.run(Look(host, url, NOW, url, 200, page=page), registry))


def test_detectors_trust_the_suffixes_that_the_list_shows_and_those_of_the_pack(settings: Settings) -> None:
    registry = runtime.load_registry(settings)
    for host in ("www.unlisted.nhs.uk", "www.unlisted.overheid.nl", "www.unlisted.gov.uk"):
        assert "unlisted_gov_host" in {signal.name for signal in said(registry, host)}, host
    bare = Registry.of(list(registry.sites.values())[:3])
    for host in ("www.unlisted.nhs.uk", "www.unlisted.overheid.nl"):
        assert "unlisted_gov_host" not in {signal.name for signal in said(bare, host)}, host


def test_a_mark_that_the_pack_declares_says_whose_site_this_would_be(settings: Settings) -> None:
    registry = runtime.load_registry(settings)
    page = shown("Imprint: ATU12345678\nUID: ATU 12345678.")
    (signal,) = (one for one in said(registry, "taxes.example", page) if one.name == "foreign_site_code")
    assert (signal.site, signal.value) == ("www.tax.nhs.uk", 1.0)
    assert "VAT number ATU12345678" in signal.because_en
    assert "增值税号" in signal.because
    assert "not_in_registry" in {one.name for one in said(registry, "taxes.example", page)}
    assert "foreign_site_code" not in {one.name for one in said(registry, "www.tax.nhs.uk", page)}


def test_marks_that_the_pack_does_not_have_are_not_expected(settings: Settings) -> None:
    page = shown("鄂ICP备05011090号-1\n网站标识码：4200000093")
    registry = runtime.load_registry(settings)
    assert "unowned_site_code" in {one.name for one in said(Registry.of(registry.sites.values()), "a.example", page)}
    assert "unowned_site_code" not in {one.name for one in said(registry, "a.example", page)}


@pytest.mark.parametrize("gone", ["lists/at.csv", "lists/retired_hosts.csv"])
def test_a_file_that_a_pack_names_must_be_there(settings: Settings, tmp_path: Path, gone: str) -> None:
    (tmp_path / gone).unlink()
    with pytest.raises(JurisdictionError) as caught:
        runtime.load_registry(settings)
    assert str(caught.value).startswith(f"the pack at names {gone}, which is neither beside it ({tmp_path}) nor among")


def test_seeds_of_ones_own_under_a_pack_that_ships_may_be_the_list_alone(tmp_path: Path) -> None:
    (tmp_path / "official_sites.csv").write_text("name,domain\n甲市人民政府,www.jia.gov.cn\n", encoding="utf-8")
    settings = Settings(var=tmp_path / "var", seeds=tmp_path)
    registry = runtime.load_registry(settings.model_copy(update={"plan": "files"}))
    assert (list(registry.sites), dict(registry.retired)) == (["www.jia.gov.cn"], {})
    assert registry_in_use.load_pack(settings).offices().authorities == ()


def test_the_pack_that_ships_brings_its_offices() -> None:
    offices = registry_in_use.load_pack(Settings()).offices()
    assert [one.part for one in offices.authorities][:1] == ["lead"]
    assert offices.citation("hubei-2018-31a").endswith("第三十一条")
