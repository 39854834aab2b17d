"""What people call a body besides its registered names: 鄂州人社局, 荆州政府, Hubei Provincial People's Government.

A derived name is the place of a body, with or without the kind of its division, and its office in any way of writing
(``matching.offices``). What it is derived from stands in the registry, so nobody is named who is not there.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping

from zhenwang.domain.body import BodyKind
from zhenwang.domain.registry import OfficialSite
from zhenwang.matching.latin import NO_PLACES
from zhenwang.matching.offices import office_names, office_of
from zhenwang.matching.spelling import pinyin, stem_of

_LEAST_STEM = 2
_GOVERNMENT = re.compile(r"(.{2,20})人民政府\Z")
_DIVISIONS = {
    "省": ("province", "provincial"),
    "自治区": ("autonomous region",),
    "市": ("municipality", "city", "municipal"),
    "州": ("prefecture", "autonomous prefecture"),
    "盟": ("league",),
    "县": ("county",),
    "旗": ("banner",),
    "区": ("district",),
}


def offices_written(name: str) -> Iterator[str]:
    """Other ways of writing the name of an office of a place: 鄂州人社局 for 鄂州市人力资源和社会保障局."""
    found = office_of(name)
    if found is None or found[0] in NO_PLACES:
        return
    place, office = found
    for form in dict.fromkeys((place, stem_of(place))):
        if len(form) >= _LEAST_STEM:
            yield from (form + written for written in _written().get(office, ()))


def without_upper_places(name: str, region: str) -> str:
    """朝阳区人民政府 for 长春市朝阳区人民政府, who else bears it or not; empty where there is none shorter."""
    last = region.rpartition("/")[2]
    place = name.find(last) if last else -1
    return name[place:] if place > 0 else ""


def government_called(name: str) -> str:
    """荆州政府 for 荆州市人民政府, a name for a site (荆州政府网); empty for other bodies."""
    found = _GOVERNMENT.match(name)
    stem = stem_of(found[1]) if found else ""
    return f"{stem}政府" if len(stem) >= _LEAST_STEM and stem not in NO_PLACES else ""


def government_in_english(site: OfficialSite) -> Iterator[str]:
    """The people's government of a place in the ways that its English pages call it, in lower case."""
    found = _GOVERNMENT.match(site.name) if site.kind is BodyKind.GOVERNMENT else None
    last = site.region.rpartition("/")[2] if found else ""
    if not last or last not in site.name:
        return
    place = "".join(pinyin(stem_of(last)))
    words = next((words for ending, words in _DIVISIONS.items() if last.endswith(ending)), ())
    yield f"people's government of {place}"
    for word in words:
        yield f"people's government of {place} {word}"
        yield f"{place} {word} people's government"
        yield f"{place} {word} government"
    yield f"{place} people's government"


@functools.cache
def _written() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for written, office in office_names().items():
        found.setdefault(office, []).append(written)
    return {office: tuple(forms) for office, forms in found.items()}
