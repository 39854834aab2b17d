"""The sites that a page claims to be or resembles, by its words, its text or its paths."""

from __future__ import annotations

from detectors import claimed_name, official_paths
from detectors._official_pages import copies_on
from detectors._once import once
from zhenwang.domain.look import Look
from zhenwang.domain.registry import OfficialSite, Registry

MOST = 8


@once
def claimed_sites(look: Look, registry: Registry) -> tuple[OfficialSite, ...]:
    """Sites by the strength of what speaks for them: a copied page, copied paths, a name that the page gives itself."""
    ids = [copy.site for copy in copies_on(look, registry)]
    ids += [signal.site for signal in official_paths.detect(look, registry)]
    named = [site for _, bearers in claimed_name.designations(look, registry) for site in bearers]
    found = {site: registry.sites[site] for site in ids} | {site.id: site for site in named}
    return tuple(found.values())[:MOST]
