"""Pictures that came with a report: read aside, so that nothing else waits for them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from zhenwang.domain.report import Picture
from zhenwang.reading.sent_pictures import PictureReader, PicturesBusyError
from zhenwang.web.intake_queue import OverloadedError


class PicturesUnreadError(OverloadedError):
    """Too many pictures at once: nothing of the report was kept, and it may be sent again (503)."""


async def pictures_of(bodies: Sequence[bytes], reader: PictureReader, sender: str = "") -> tuple[Picture, ...]:
    """What becomes of the pictures of one report, in their order: each drawn anew in a process of its own, or only its
    SHA-256 and why. PicturesUnreadError when too many others are waiting, or too many of this sender's.
    """
    if not bodies:
        return ()
    try:
        return await asyncio.wrap_future(reader.submit(bodies, sender))
    except PicturesBusyError as fault:
        raise PicturesUnreadError("too many pictures are being read: try again") from fault
