"""Signals: what one detector says about one look."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Axis(StrEnum):
    """The three questions, and the list always shown beside them."""

    CLAIM = "claim"
    MISMATCH = "mismatch"
    HARM = "harm"
    EXCULPATION = "exculpation"


class Family(StrEnum):
    """What kind of witness a signal is. Names and looks rank a candidate; they can never confirm one."""

    NAME = "name"  # what it is called: host name, title, header
    LOOK = "look"  # what it looks like: logo, emblem, layout
    IDENTIFIER = "identifier"  # a number or link that belongs to one site: site code, ICP, 公安备案, CONAC, 找错
    CONTENT = "content"  # text or paths taken from the official site
    FUNCTION = "function"  # what it does to people: forms, certificate queries, downloads
    HOST = "host"  # facts about the host: in nobody's set, retired, redirected
    CONTEXT = "context"  # why it may be innocent: repost, gateway, neighbour


@dataclass(frozen=True, slots=True)
class Signal:
    """One finding. ``name`` is the feature that a weight may refer to; without a weight it runs in shadow.

    ``value`` is the strength in 0..1. ``site`` is the id of the site imitated, if the finding names one. ``because`` is
    one sentence for officials (``because_en`` the same in English), ``snippet`` the exact words of the page or host
    that produced it. ``basis`` is the key of the article it rests on and ``limb`` the limb of that article (of Hubei's
    art. 31: ``a`` uses the name, ``b`` same or similar marks, content or function); detectors leave both empty, for
    the law is the jurisdiction's (``Ground``).
    """

    name: str
    axis: Axis
    family: Family
    value: float
    because: str
    because_en: str
    snippet: str = ""
    basis: str = ""
    site: str = ""
    limb: str = ""
