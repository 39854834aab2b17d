"""The public suffix list that ships with tldextract, walked as tldextract walks it, without what it imports.

tldextract brings an HTTP client along (0.1 s to import) and reads URLs; a plain A-label name needs neither. Every other
text is handed to it, so that there is one answer.
"""

from __future__ import annotations

import functools
import re
from importlib import resources, util
from importlib.machinery import SourceFileLoader
from typing import TYPE_CHECKING

import idna

if TYPE_CHECKING:
    import tldextract

# One label or more of letters, digits, hyphens and underscores, no dot at either end.
_PLAIN = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\Z")
_RULE = re.compile(r"^([.*!]*\w\S*)", re.MULTILINE)
_END = ""  # no label is empty, so a rule's end can stand among the labels


class _Rules(dict[str, "_Rules"]):
    """Rules by their labels from the right."""

    __slots__ = ()


def public_suffix(name: str) -> str:
    """The public suffix of a name, private part of the list included (``github.io``); empty where no rule speaks."""
    if not _PLAIN.match(name):
        return slow_public_suffix(name)
    labels = name.split(".")
    start = _start(labels)
    return ".".join(labels[start:])


def slow_public_suffix(name: str) -> str:
    """What tldextract says of any text; it is imported now."""
    return _tldextract()(name).suffix


def _start(labels: list[str]) -> int:
    """Index of the suffix's first label; the number of labels where there is none."""
    start = place = len(labels)
    below = _rules()
    for label in reversed(labels):
        known = below.get(_readable(label))
        if known is None:
            if "*" in below:
                return place if "!" + _readable(label) in below else place - 1
            break
        place -= 1
        below = known
        if _END in below:
            start = place
    return start


def _readable(label: str) -> str:
    """The list is written in Unicode. A label that only looks like an A-label stays what it is."""
    if not label.startswith("xn--"):
        return label
    try:
        return idna.decode(label)
    except (UnicodeError, IndexError):
        return label


@functools.cache
def _rules() -> _Rules:
    root, end = _Rules(), _Rules()
    for rule in rules():
        node = root
        for label in reversed(rule.split(".")):
            node = node.setdefault(label, _Rules())
        node[_END] = end
    return root


def rules() -> tuple[str, ...]:
    """The list's rules as it writes them, private part included: ``gov.cn``, ``*.ck``, ``!www.ck``, ``公司.cn``."""
    return tuple(_RULE.findall(_list()))


def _list() -> str:
    """The list as tldextract ships it. Asking the package itself would import it."""
    spec = util.find_spec("tldextract")
    loader = spec.loader if spec else None
    package = (
        loader.get_resource_reader("tldextract").files()
        if isinstance(loader, SourceFileLoader)
        else resources.files("tldextract")
    )
    return package.joinpath(".tld_set_snapshot").read_text(encoding="utf-8")


@functools.cache
def _tldextract() -> tldextract.TLDExtract:
    import tldextract

    # () = never download; None = no cache folder. The private part tells whose shared host it is (x.github.io).
    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)
