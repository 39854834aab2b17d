"""The same features of a page as people write them first: BeautifulSoup, the OpenCC port in Python, datasketch, loops.

Compared features: zones, links, forms, scripts and pictures of the page; comparable text (entities, widths, invisible
characters, Traditional to Simplified, pinyin in brackets, symbols); marks and contacts by regular expression, looked up
in tables; all names of the registry in title, header, footer and text; likeness of text, frame, layout, paths, assets
to all baselines, and how much of each is contained in the page. Left out, which favours the plain way: what public
documents say, what forms ask for, why a page may be innocent, the passage shown to people, and the score.

Plain is how the manuals begin: one hash, one name, one baseline after the other. ``tuned`` is the same by people who
measured: hashes in batches, names at once by Aho-Corasick, and candidates from MinHash LSH, which answers less: what is
alike as a whole, not what is contained in a page with junk around it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

import ahocorasick
import numpy as np
from bs4 import BeautifulSoup, Tag
from datasketch import MinHash, MinHashLSH
from numpy.typing import NDArray
from opencc_purepy import OpenCC

from zhenwang.domain.baseline import Baseline
from zhenwang.domain.registry import OfficialSite
from zhenwang.text.fingerprint import hashes_of

PERMUTATIONS, THRESHOLD, SHINGLE = 128, 0.5, 4
_PINYIN = re.compile(r"[(（][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6}[)）]")
_NOISE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff★☆◆◇■□●○▲△|~*^_`]")
_BLANKS = re.compile(r"\s+")
_MARKS = (
    ("site_code", re.compile(r"标识码[:：]?\s*(\d{10}|bm\d{8})")),
    ("icp", re.compile(r"[\u4e00-\u9fff]ICP备\s*\d{8,10}号(?:-\d{1,4})?", re.I)),
    ("psb", re.compile(r"[\u4e00-\u9fff]公网安备\s*\d{13,14}号")),
    ("conac", re.compile(r"conac\.cn/sitename\?method=show&(?:amp;)?id=([0-9A-F]{32})")),
    ("jiucuo", re.compile(r"jiucuo\.html\?site_code=(\w{10})&")),
)
_CONTACTS = (
    re.compile(r"(?<!\d)0\d{2,3}[-－ ]?\d{7,8}(?!\d)"),
    re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)"),
    re.compile(r"[\w.-]{1,40}@[\w.-]{3,60}"),
    re.compile(r"邮编[:：]?\s*(\d{6})"),
)
_PARTS = ("text", "frame", "structure", "paths", "assets")
_FOOT, _HEAD = re.compile(r"foot|copyright|bottom", re.I), re.compile(r"head|banner|top|logo", re.I)


class PlainJudge:
    """Indexes first, as the judge has them too; ``judge`` is what is timed."""

    def __init__(self, listed: Iterable[OfficialSite], held: Sequence[Baseline], parser: str, *, tuned: bool) -> None:
        self.parser, self.tuned, self.converter = parser, tuned, OpenCC("t2s")
        sites = list(listed)
        self.names = {name: site.id for site in sites for name in site.names}
        self.marks = {mark: site.id for site in sites for mark in site.marks.all()}
        self.contacts = {phone: site.id for site in sites for phone in site.contact.phones}
        self.finder = _automaton(self.names) if tuned else None
        self.likeness = {part: MinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS) for part in _PARTS}
        self.known: dict[str, dict[str, MinHash]] = {part: {} for part in _PARTS}
        self.sizes = {part: {one.site: getattr(one.traces, part).size for one in held} for part in _PARTS}
        for one in held:
            for part in _PARTS:
                made = _of_sketch(hashes_of(getattr(one.traces, part)))
                if tuned:
                    self.likeness[part].insert(one.site, made)
                self.known[part][one.site] = made

    def judge(self, body: bytes) -> tuple[object, ...]:
        soup = BeautifulSoup(body, self.parser)
        paths = set(_paths(soup))
        scripts = [script.extract().get("src") for script in soup.find_all("script")]
        zones = {"title": soup.title.get_text() if soup.title else "", "header": _zone(soup, "header", _HEAD)}
        zones |= {"footer": _zone(soup, "footer", _FOOT), "text": soup.get_text(" ")}
        links = [(str(link.get("href")), link.get_text()) for link in soup.find_all("a")]
        forms = [
            (form.get("action"), [one.get("name") for one in form.find_all("input")]) for form in soup.find_all("form")
        ]
        pictures = [(image.get("src"), image.get("alt")) for image in soup.find_all("img")]
        clean = {zone: self.comparable(told) for zone, told in zones.items()}
        own = {"text": _shingles(clean["text"]), "frame": _shingles(clean["header"] + clean["footer"])}
        own |= {"structure": paths, "paths": {href for href, _ in links}, "assets": set(map(str, scripts))}
        alike = {part: self.alike(part, features) for part, features in own.items()}
        marks = list(self.marks_in(" ".join((zones["text"], *(href for href, _ in links)))))
        return self.names_in(clean), marks, self.contacts_in(zones["text"]), alike, forms, pictures

    def comparable(self, told: str) -> str:
        made = _NOISE.sub("", unicodedata.normalize("NFKC", told))
        made = _PINYIN.sub("", self.converter.convert(made))
        return _BLANKS.sub("", made).casefold()

    def names_in(self, zones: dict[str, str]) -> list[tuple[str, str]]:
        if self.finder is not None:
            return [(zone, site) for zone, told in zones.items() for _, site in self.finder.iter(told)]
        return [(zone, site) for zone, told in zones.items() for name, site in self.names.items() if name in told]

    def marks_in(self, told: str) -> Iterator[tuple[str, str]]:
        for kind, pattern in _MARKS:
            for hit in pattern.finditer(told):
                value = hit[hit.lastindex or 0]
                yield value, self.marks.get(("site_code" if kind == "jiucuo" else kind, value), "")

    def contacts_in(self, told: str) -> list[tuple[str, str]]:
        found = (hit for pattern in _CONTACTS for hit in pattern.findall(told))
        return [(value, self.contacts.get(value, "")) for value in found]

    def alike(self, part: str, features: set[str]) -> list[tuple[float, float, str]]:
        made = MinHash(num_perm=PERMUTATIONS)
        if self.tuned:
            made.update_batch([feature.encode() for feature in features])
        else:
            for feature in features:
                made.update(feature.encode())
        likely = self.likeness[part].query(made) if self.tuned else self.known[part]
        alike = ((self.known[part][site].jaccard(made), site) for site in likely)
        # Of likeness j between sets of sizes a and b, j(a+b)/(1+j) is what they share (inclusion and exclusion).
        sizes = self.sizes[part]
        held = ((j * (len(features) + sizes[site]) / (1 + j) / max(sizes[site], 1), j, site) for j, site in alike if j)
        return sorted(one for one in held if max(one[:2]) >= THRESHOLD)


def _of_sketch(hashes: NDArray[np.uint64]) -> MinHash:
    """A baseline's own, of some of its hashes: an index asks as much of time whatever they are."""
    made = MinHash(num_perm=PERMUTATIONS)
    made.update_batch([value.tobytes() for value in hashes[:PERMUTATIONS]])
    return made


def _automaton(names: dict[str, str]) -> ahocorasick.Automaton:
    finder = ahocorasick.Automaton()
    for name, site in names.items():
        finder.add_word(name, site)
    finder.make_automaton()
    return finder


def _zone(soup: BeautifulSoup, tag: str, named: re.Pattern[str]) -> str:
    found = soup.find(tag) or soup.find(class_=named) or soup.find(id=named)
    return found.get_text(" ") if isinstance(found, Tag) else ""


def _shingles(told: str) -> set[str]:
    return {told[place : place + SHINGLE] for place in range(len(told) - SHINGLE + 1)}


def _paths(soup: BeautifulSoup) -> Iterator[str]:
    for tag in soup.find_all(True):
        yield "/".join(parent.name for parent in (tag, *tag.parents))
