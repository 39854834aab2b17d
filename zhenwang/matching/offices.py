"""What offices call themselves in host names: 人力资源和社会保障厅 stands at ``rst``, 公安局 at ``gaj``.

``offices.tsv`` holds the labels, learnt from official hosts by ``corpora/office_labels.py``: every label that
departments of one kind use, with the number of hosts and one of them. ``office_names.tsv`` holds the other ways in
which documents write the same office (人社厅).
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from zhenwang.matching.tables import rows

SHORTEST_PLACE = 2


@dataclass(frozen=True, slots=True)
class OfficeLabel:
    """``label`` stands for ``office`` on ``hosts`` official hosts; ``evidence`` is one, or says how it is known."""

    office: str
    label: str
    hosts: int
    evidence: str


def office_of(name: str) -> tuple[str, str] | None:
    """``(place, office)`` of a body's name, the office under its full name; None where no known office ends the name.

    ``湖北省人社厅`` gives ``("湖北省", "人力资源和社会保障厅")``. The longest office counts.
    """
    names = office_names()
    for start in range(SHORTEST_PLACE, len(name)):
        if office := names.get(name[start:]):
            return name[:start], office
    return None


def labels_of_office(office: str) -> tuple[OfficeLabel, ...]:
    """The labels of an office under its full name, the commonest first."""
    return _labels().get(office, ())


@functools.cache
def office_names() -> Mapping[str, str]:
    """Full name by every way of writing an office, the full name among them."""
    written: dict[str, str] = dict(zip(_labels(), _labels(), strict=True))
    for office, others in rows("office_names.tsv"):
        written.update(dict.fromkeys((office, *filter(None, others.split(";"))), office))
    return written


def ways_of_writing(office: str) -> tuple[str, ...]:
    """Every way in which documents write an office, given under its full name, that name first."""
    return _ways().get(office, ())


@functools.cache
def _ways() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for way, full in office_names().items():
        found[full].insert(0 if way == full else len(found[full]), way)
    return {full: tuple(ways) for full, ways in found.items()}


@functools.cache
def _labels() -> Mapping[str, tuple[OfficeLabel, ...]]:
    found: dict[str, list[OfficeLabel]] = defaultdict(list)
    for office, label, hosts, evidence in rows("offices.tsv"):
        found[office].append(OfficeLabel(office, label, int(hosts), evidence))
    return {office: tuple(sorted(labels, key=lambda label: -label.hosts)) for office, labels in found.items()}
