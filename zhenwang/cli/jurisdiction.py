"""Which jurisdiction, and which list of official sites, a command works with."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from zhenwang import registry_in_use, runtime
from zhenwang.cli.output import err, fail
from zhenwang.domain.jurisdiction import Jurisdiction
from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.registry.jurisdictions import JurisdictionError, read_jurisdiction
from zhenwang.settings import Settings, find_seeds


def chosen(settings: Settings, given: str = "") -> Jurisdiction:
    """The pack that was asked for (an id or a file), else that of the settings. Leaves with a sentence if it is bad."""
    path = _pack(settings, given or settings.jurisdiction)
    try:
        return read_jurisdiction(path.read_text(encoding="utf-8"), path.name)
    except (JurisdictionError, UnicodeDecodeError) as problem:
        fail(f"the jurisdiction pack cannot be used: {problem}", 2)


def registry_of(settings: Settings, files: Sequence[Path], given: str = "") -> Registry:
    """The sites of ``files``; without any, the pack's own list, or the registry in use where that is the pack's."""
    if not files and given in ("", settings.jurisdiction):
        return runtime.load_registry(settings)
    return Registry.of(sites_of(settings, files, given))


def list_of(settings: Settings, given: str) -> Path | None:
    """The list of a pack other than that of the settings; None when the registry in use is meant."""
    return None if given in ("", settings.jurisdiction) else _lists(settings, given)[0]


def sites_of(settings: Settings, files: Sequence[Path], given: str = "") -> tuple[OfficialSite, ...]:
    """The sites of ``files``, else of the pack's lists. Bad rows are named on standard error."""
    paths = list(files) or _lists(settings, given)
    missing = [str(path) for path in paths if not path.is_file()]
    if missing:
        fail(f"no such registry file: {', '.join(missing)}", 2)
    sites, bad = registry_in_use.load_sites(paths)
    for row in bad:
        err.print(str(row), markup=False, style="yellow")
    if not sites:
        fail("the registry holds no site")
    return sites


def _lists(settings: Settings, given: str) -> list[Path]:
    pack = chosen(settings, given)
    if not pack.registries:
        fail(f"the pack {pack.id} brings no list of official sites: give one with --registry", 2)
    beside = _pack(settings, given or settings.jurisdiction).parent
    return [found if (found := beside / name).is_file() else settings.seeds / name for name in pack.registries]


def _pack(settings: Settings, given: str) -> Path:
    # Seeds of one's own need not repeat the packs that ship.
    folders = [folder / "jurisdictions" for folder in (settings.seeds, find_seeds())]
    asked = [Path(given)] if given.endswith(".toml") else [folder / f"{given}.toml" for folder in folders]
    path = next((path for path in asked if path.is_file()), None)
    if path is None:
        known = ", ".join(sorted({found.stem for folder in folders for found in folder.glob("*.toml")}))
        fail(f"no such jurisdiction: {given!r}; there are {known}, or name a file ending in .toml", 2)
    return path
