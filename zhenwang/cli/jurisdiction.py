"""Which jurisdiction, and which list of official sites, a command works with."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from zhenwang import registry_in_use, runtime
from zhenwang.cli.output import err, fail
from zhenwang.domain.jurisdiction import Jurisdiction
from zhenwang.domain.registry import Registry
from zhenwang.registry.jurisdictions import JurisdictionError
from zhenwang.registry_in_use import Shipped
from zhenwang.settings import Settings

REMARKS_SHOWN = 20  # a list with thousands of them would bury the answer


def chosen(settings: Settings, given: str = "") -> Jurisdiction:
    """The pack that was asked for (an id or a file), else that of the settings. Leaves with a sentence if it is bad."""
    try:
        return registry_in_use.load_pack(_under(settings, given)).jurisdiction
    except JurisdictionError as problem:
        fail(str(problem), 2)


def is_other(settings: Settings, given: str) -> bool:
    """Whether a pack other than that of the settings is asked for: revisions in the store are none of its own."""
    return given not in ("", settings.jurisdiction)


def registry_of(settings: Settings, files: Sequence[Path], given: str = "", *, pages: bool = True) -> Registry:
    """The sites of ``files``; without any, those of the pack, which is the registry in use unless it is another pack.

    Bad rows are named on standard error. Without ``pages`` the registry in use has no baselines, and is loaded sooner.
    """
    if not files and not is_other(settings, given):
        if pages:
            return runtime.load_registry(settings)
        with registry_in_use.found_store(settings) as store:
            return registry_in_use.load(settings, store)
    shipped = shipped_of(settings, files, given)
    for row in shipped.bad[:REMARKS_SHOWN]:
        err.print(str(row), markup=False, style="yellow")
    if (more := len(shipped.bad) - REMARKS_SHOWN) > 0:
        err.print(f"and {more:,} more remarks; zhenwang registry import FILE shows them all", style="yellow")
    if not shipped.sites:
        fail("the registry holds no site")
    return registry_in_use.with_revisions(shipped, (), ())


def shipped_of(settings: Settings, files: Sequence[Path], given: str = "") -> Shipped:
    """The sites of ``files`` under the pack that was asked for; without any, what that pack brings."""
    missing = [str(path) for path in files if not path.is_file()]
    if missing:
        fail(f"no such registry file: {', '.join(missing)}", 2)
    try:
        if not files:
            return registry_in_use.load_shipped(_under(settings, given))
    except JurisdictionError as problem:
        fail(str(problem), 2)
    sites, bad = registry_in_use.load_sites(files)
    return Shipped(chosen(settings, given), sites, (), (), bad)


def _under(settings: Settings, given: str) -> Settings:
    return settings.model_copy(update={"jurisdiction": given}) if given else settings
