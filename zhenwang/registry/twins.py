"""Which site of the registry a row means when no host says so: the one with its code, or its name and region."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from zhenwang.domain.registry import OfficialSite, Registry
from zhenwang.registry.fields import plain
from zhenwang.registry.naming import body_name


class Twins:
    """The sites that a list does not name by any host: one of them may stand in it under another host."""

    def __init__(self, registry: Registry, listed: Collection[str]) -> None:
        self._by_code: dict[str, list[OfficialSite]] = defaultdict(list)
        self._by_name: dict[str, list[OfficialSite]] = defaultdict(list)
        for site in registry.sites.values():
            if site.id not in listed:
                self._by_name[body_name(site.name)].append(site)
                for code in site.marks.site_codes:
                    self._by_code[code].append(site)

    def of(self, row: OfficialSite) -> OfficialSite | None:
        """The one site that bears the row's code, else its name in its region. None where there is none, or several."""
        coded = {site.id: site for code in row.marks.site_codes for site in self._by_code.get(code, ())}
        found = list(coded.values()) or [
            site
            for site in self._by_name.get(body_name(row.name), ())
            if _same_region(site, row) and _same_code(site, row)
        ]
        return found[0] if len(found) == 1 else None


def _same_region(one: OfficialSite, row: OfficialSite) -> bool:
    """Whether both lie in one region, or neither list says in which: a name without its region means nobody. A list
    without that column says it by its site codes, which begin with the region's.
    """
    said = {row.region_code} if row.region_code else {code[:6] for code in row.marks.site_codes}
    if one.region_code or said:
        return one.region_code in said
    return plain(one.region) == plain(row.region)


def _same_code(one: OfficialSite, other: OfficialSite) -> bool:
    """Two sites with a code each that is not the other's are two, whatever they are called."""
    codes = one.marks.site_codes, other.marks.site_codes
    return not all(codes) or bool(set(codes[0]) & set(codes[1]))
