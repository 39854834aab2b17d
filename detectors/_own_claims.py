"""What a page claims for itself: in its title, frame, marks and copies, and not in the text it prints about others.

A newspaper prints the footer of a fake; a mirror has a footer. Words that excuse are heard only where the page claims
nothing for itself: whoever copies a page can copy a source line too.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import chain

from detectors import (
    bait_form,
    certificate_trade,
    claimed_name,
    footer_marks,
    official_paths,
    page_clone,
    self_domain_rewrite,
)
from detectors._once import once
from detectors._stand_ins import foot_of, head_stands_in
from zhenwang.domain.look import Look
from zhenwang.domain.registry import Registry
from zhenwang.domain.signal import Signal

HARD = frozenset({"foreign_site_code", "foreign_jiucuo", "foreign_conac", "foreign_psb", "foreign_site_domain"})
"""Marks of which one is enough to ask a reviewer. An ICP number names a platform."""

_PAPERS = frozenset({"asks_identity", "asks_bank", "certificate_query"})
_SURELY = 0.5


@once
def frame_of(look: Look) -> Look:
    """The same look without the running text of its page. Links and scripts stay: nobody quotes those."""
    page = look.page
    if page is None:
        return look
    footer = foot_of(page)
    header = "" if head_stands_in(page) else page.header
    text = "\n".join(part for part in (header, page.navigation, footer) if part)
    return replace(look, page=replace(page, header=header, footer=footer, text=text))


def own_marks(look: Look, registry: Registry) -> bool:
    """Whether the page bears a hard mark of somebody else in its frame, links or scripts."""
    return any(is_hard(signal) for signal in footer_marks.detect(frame_of(look), registry))


def is_hard(signal: Signal) -> bool:
    """A number that a platform shares among its sites, or that only resembles one, is not."""
    return signal.name in HARD and signal.value > 0.5


@once
def speaks_as_official(look: Look, registry: Registry) -> bool:
    """Whether the page itself appears as an official site: by name, by mark, or as a copy."""
    frame = frame_of(look)
    return (
        any(claimed_name.detect(frame, registry))
        or any(is_hard(signal) for signal in footer_marks.detect(frame, registry))
        or any(self_domain_rewrite.detect(frame, registry))
        or is_copied(look, registry)
    )


def is_copied(look: Look, registry: Registry) -> bool:
    """Whether the page holds what only the official one says, or lies at its very paths."""
    return any(chain.from_iterable(copied.detect(look, registry) for copied in (page_clone, official_paths)))


@once
def asks_for_papers(look: Look, registry: Registry) -> bool:
    """Whether the page itself wants identity, card or certificate numbers, by its forms and scripts: the words of an
    article that tells of such a form do not count.
    """
    frame = frame_of(look)
    wanted = chain.from_iterable(asking.detect(frame, registry) for asking in (bait_form, certificate_trade))
    return any(signal.name in _PAPERS and signal.value >= _SURELY for signal in wanted)
