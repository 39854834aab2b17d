"""Where a site belongs, for a list that does not say: spot-check annexes have a code, a name and an address only.

That a site code begins with a division code was read from samples. It is good enough to ask by which rules a genuine
site goes, and is used for nothing else.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from zhenwang.domain.registry import OfficialSite


def placed(site: OfficialSite, divisions: Collection[str]) -> OfficialSite:
    """The site with region code and level as its codes have them; as it came where it says so itself, where they
    disagree, and where the standard does not know the region.
    """
    regions = {code[:6] for code in site.marks.site_codes}
    if site.region_code or site.level or len(regions) != 1 or not regions <= set(divisions):
        return site
    region = regions.pop()
    level = "province" if region.endswith("0000") else "prefecture" if region.endswith("00") else "county"
    return replace(site, region_code=region, level=level)
