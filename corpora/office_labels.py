"""Make zhenwang/matching/offices.tsv: which labels the offices of each kind have in official hosts.

usage: python corpora/office_labels.py seeds/division_codes.csv seeds/official_sites.csv > offices.tsv

The first list has the names of divisions, the others name and domain, and region if there is one. A body's name is a
place and an office, a host the label of the office and of the place: over many places office and label stay together.
``office_label_corrections.csv`` holds what was found wrong in review, and labels in use that no list shows.
"""

from __future__ import annotations

import csv
import functools
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from zhenwang.domain.hosts import split_suffix
from zhenwang.matching.heteronyms import also_spelt
from zhenwang.matching.offices import office_names
from zhenwang.matching.spelling import pinyin, stem_of

CORRECTIONS = Path(__file__).with_name("office_label_corrections.csv")
LONGEST = 14
MANY = 3  # places that agree on a label that is no abbreviation of the office (hrss, police); letters that say a rank
MOST = 10
ENOUGH = 2  # labels of its own: nothing need be concluded from another rank's
RANKS = {"厅": "t", "局": "j"}
# What a place whose division is not in the name leaves before its office: 恩施|州人社局, 湖北|省级药监局.
_REST_OF_PLACE = re.compile(r"\A(?:自治[区州县旗]|[省市州县区盟旗]级?|[（(]?国家级[）)]?|国家|级)")
_PORTAL_OF = re.compile(r"(?:门户网站|网站)\Z")

Seen = dict[tuple[str, str], dict[str, str]]  # (office, label) -> {place: host}


@dataclass(slots=True)
class Gazetteer:
    """Names of places, whole and without their division, by their first two characters."""

    names: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, name: str) -> None:
        for form in (name, stem_of(name)):
            if len(form) > 1 and form not in self.names[form[:2]]:
                self.names[form[:2]].append(form)

    def split(self, name: str, offices: Mapping[str, str]) -> tuple[tuple[str, ...], str]:
        """``(places, office)``; below the first place only names with their division count (公安 is a county too)."""
        starts = sorted((form for form in self.names.get(name[:2], ()) if name.startswith(form)), key=len, reverse=True)
        cuts = [self._rest(name, form) for form in starts]
        return next((cut for cut in cuts if cut[1] in offices), cuts[0] if cuts else ((), ""))

    def _rest(self, name: str, form: str) -> tuple[tuple[str, ...], str]:
        places, rest = [form], name.removeprefix(form)
        while below := [n for n in self.names.get(rest[:2], ()) if rest.startswith(n) and stem_of(n) != n != rest]:
            places.append(max(below, key=len))
            rest = rest.removeprefix(places[-1])
        return tuple(places), rest


def main() -> None:
    gazetteer = Gazetteer()
    for row in _rows(Path(sys.argv[1])):
        gazetteer.add(row["name"])
    seen = observed((row for file in sys.argv[2:] for row in _rows(Path(file))), gazetteer)
    print("# office, label, places whose official host shows it, one such host (0: how it is known).")
    print("# Made by corpora/office_labels.py from", ", ".join(Path(file).stem for file in sys.argv[2:]))
    for office, labels in sorted(reviewed(seen).items(), key=lambda item: (-sum(n for _, n, _ in item[1]), item[0])):
        for label, places, evidence in labels:
            print(office, label, places, evidence, sep="\t")


def observed(rows: Iterable[Mapping[str, str]], gazetteer: Gazetteer) -> Seen:
    """Of the labels that a host could show of its office, the one that most places agree on."""
    known = [case for row in rows if (case := _case(row, gazetteer))]
    support = Counter((office, label) for office, _, _, labels in known for label in labels)
    seen: Seen = defaultdict(dict)
    for office, place, host, labels in known:
        if labels:
            label = max(labels, key=lambda label: support[office, label])
            seen[office, label].setdefault(place, host)
    return seen


def _case(row: Mapping[str, str], gazetteer: Gazetteer) -> tuple[str, str, str, tuple[str, ...]] | None:
    """``(office, place, host, labels)`` of a row, None where the name is not a place and a known office."""
    offices = office_names()
    places, written = gazetteer.split(_PORTAL_OF.sub("", row["name"]), offices)
    office = offices.get(written) or offices.get(_REST_OF_PLACE.sub("", written))
    if not places or not office:
        return None
    above = tuple(filter(None, (row.get("region") or "").split("/")))
    return office, places[-1], row["domain"], office_labels(row["domain"], _ways(office), (*above, *places))


def office_labels(host: str, offices: tuple[str, ...], places: tuple[str, ...]) -> tuple[str, ...]:
    """What the host may call its office, without what stands for the place: abbreviations of its name if there are any.

    The host's first label must be more than the place's: the one label of ``www.czlz.gov.cn`` is 滁州 and ``lz``.
    """
    labels = host.removesuffix("." + split_suffix(host)[0]).removeprefix("www.").split(".")
    forms = {form for place in places for form in _forms(place)}
    forms |= {first + second for first in forms for second in forms if len(first + second) < LONGEST}
    first = labels[0]
    if first in forms or not first.isascii() or not first.isalnum() or len(first) > LONGEST:
        return ()
    rests = [first.removeprefix(form) for form in forms if first.startswith(form) and len(first) - len(form) > 1]
    candidates = (first, *rests) if len(labels) > 1 else tuple(rests)
    return tuple(rest for rest in candidates if abbreviates(rest, offices)) or candidates


@functools.lru_cache(maxsize=100_000)
def abbreviates(label: str, offices: tuple[str, ...]) -> bool:
    """Whether the label takes letters or syllables of the office in their order, from two of its characters on."""
    for office in offices:
        syllables = pinyin(office)
        pattern = "".join(f"(?:{s}|{s[:2]}|{s[0]})?" if s[1:2] == "h" else f"(?:{s}|{s[0]})?" for s in syllables)
        if re.fullmatch(pattern, label) and label not in syllables:
            return True
    return False


def _forms(place: str) -> Iterator[str]:
    for form in (place, stem_of(place)):
        syllables = pinyin(form)
        yield from (text for text in ("".join(syllables), "".join(s[0] for s in syllables)) if len(text) > 1)
        yield from also_spelt(form)


def reviewed(seen: Seen) -> dict[str, list[tuple[str, int, str]]]:
    """By office its labels, the commonest first: ``(label, places, evidence)``."""
    wrong = {(row["office"], row["label"]) for row in _rows(CORRECTIONS) if row["keep"] == "no"}
    added = {(row["office"], row["label"]): row["reason"] for row in _rows(CORRECTIONS) if row["keep"] == "yes"}
    found: dict[str, list[tuple[str, int, str]]] = defaultdict(list)
    for (office, label), places in seen.items():
        known = (office, label) in added or abbreviates(label, _ways(office)) or len(places) >= MANY
        if known and not {(office, label), (office, "*"), ("*", label)} & wrong:
            found[office].append((label, len(places), sorted(places.values(), key=lambda host: (len(host), host))[0]))
    for (office, label), reason in added.items():
        if label not in {known for known, _, _ in found[office]}:
            found[office].append((label, 0, reason))
    for office, labels in list(found.items()):
        ways = _ways(office)  # of two labels as common as each other, the Chinese one first
        found[office] = sorted(labels, key=lambda label: (-label[1], not abbreviates(label[0], ways), label[0]))[:MOST]
    return _with_ranks(found)


def _with_ranks(found: dict[str, list[tuple[str, int, str]]]) -> dict[str, list[tuple[str, int, str]]]:
    """A province has a 厅 where a city has a 局: what is known of one is likely of the other (``zjt``, ``zjj``)."""
    extended = {office: list(labels) for office, labels in found.items()}
    names = frozenset(office_names().values())
    for office, labels in found.items():
        for rank, other in (("厅", "局"), ("局", "厅")):
            twin = office.removesuffix(rank) + other
            if not office.endswith(rank) or twin not in names or len(found.get(twin, ())) >= ENOUGH:
                continue
            own = extended.setdefault(twin, [])
            for label, _, _ in labels:
                turned = label[:-1] + RANKS[other]
                new = turned not in {known for known, _, _ in own} and abbreviates(turned, _ways(twin))
                if new and label[-1] == RANKS[rank] and len(label) >= MANY and len(own) < MOST:
                    own.append((turned, 0, f"as {label} of {office}"))
    return extended


@functools.cache
def _ways(office: str) -> tuple[str, ...]:
    return tuple(name for name, canonical in office_names().items() if canonical == office)


def _rows(file: Path) -> Iterator[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        yield from csv.DictReader(lines)


if __name__ == "__main__":
    main()
