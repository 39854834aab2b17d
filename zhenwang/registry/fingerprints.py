"""A baseline from what a visit to an official site brought back."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import islice

from zhenwang.domain.baseline import Baseline, Icon
from zhenwang.domain.look import Look
from zhenwang.domain.packed_page import pack
from zhenwang.pages.structure import structure_of
from zhenwang.pages.traces import traces_of
from zhenwang.pictures.icon import picture_in
from zhenwang.pictures.look_alike import packed
from zhenwang.pictures.reference import reference_views

MAX_LOGOS = 6
MAX_LOOKS = 3

HashPicture = Callable[[bytes], int | None]
"""Bytes as served to a 64-bit perceptual hash; None for what is no picture, or has no shape."""


def fingerprint(site: str, look: Look, hash_picture: HashPicture, now: datetime) -> Baseline:
    """The baseline of an official site, captured at ``now``. The look must have been read: ``look.page`` is not None.

    Whether it may serve as one is asked of ``baseline_pages`` before.
    """
    if look.page is None:
        raise ValueError(f"no page was seen at {look.url}, so there is nothing to take a fingerprint of")
    url = look.final_url or look.url
    logos = [picture.body for picture in look.pictures if picture.role == "logo"]
    hashes = (hash_picture(body) for body in logos)
    return Baseline(
        site=site,
        url=url,
        captured_at=now,
        digest=hashlib.sha256(look.body).hexdigest(),
        packed_page=pack(look.page),
        traces=traces_of(look.page, structure_of(look.body, look.header("content-type")), url, bounded=True),
        logos=tuple(dict.fromkeys(hashed for hashed in hashes if hashed is not None))[:MAX_LOGOS],
        looks=tuple(islice(_looks(logos), MAX_LOOKS)),
        icon=_icon(look, hash_picture),
        # The last request is the one that the page came from; those before it only led there.
        addresses=tuple(hop.address for hop in look.hops[-1:] if hop.address),
    )


def _looks(logos: Sequence[bytes]) -> Iterator[bytes]:
    for body in dict.fromkeys(logos):
        if views := reference_views(body, every=False):
            yield packed(views.values())


def _icon(look: Look, hash_picture: HashPicture) -> Icon | None:
    body = next((picture.body for picture in look.pictures if picture.role == "icon"), b"")
    return Icon(hashlib.sha256(body).hexdigest(), hash_picture(picture_in(body))) if body else None
