"""From what was given to what is kept: the one way in for the form, the interface, bulk transfers and entry by hand."""

from __future__ import annotations

import secrets

from fastapi import Request

from zhenwang import runtime
from zhenwang.access.sealing import Seal
from zhenwang.domain.report import Report, Submission
from zhenwang.reading.sent_pictures import PictureReader
from zhenwang.text.addresses import apart, hosts_named, read_field
from zhenwang.web.intake_models import ReportIn, together
from zhenwang.web.report_pictures import pictures_of


class NoAddressError(ValueError):
    """Nothing in the report names a site: no address field, not the text, and no QR code of the picture."""


async def submission_of(
    request: Request, given: ReportIn, *, channel: str = "", origin: str = "", key: str = ""
) -> Submission:
    """A report with a new receipt, ready to be kept: its picture drawn anew, what the reporter wrote sealed.

    ``channel`` is one of ``domain.report.CHANNELS``, ``origin`` the name of a token, ``key`` makes it repeatable.
    NoAddressError when it names no site, PicturesUnreadError when too many pictures wait, SealError without a key.
    """
    seal, reader = _tools(request)
    sender = str(getattr(request.state, "subnet", ""))
    pictures = await pictures_of([given.screenshot] if given.screenshot else [], reader, sender)
    fields = [apart(written) for written in given.urls]
    coded = [address.url for picture in pictures for code in picture.codes for address in read_field(code)]
    named = together([*(url for urls, _ in fields for url in urls), *coded], given.in_text)
    if given.screenshot and not hosts_named(named):
        raise NoAddressError("no web address was found in the text, the addresses or a QR code of the picture")
    # Whatever else stands in an address field are the reporter's words, and may name the reporter (threat R18).
    note = "\n".join(part for part in (given.note, given.text, *(said for _, said in fields)) if part)
    receipt, claims, way = secrets.token_hex(16), given.claims, given.reached_by
    return Submission(
        Report(receipt, runtime.now(), named, claims, way, note, channel, origin),
        key,
        words=seal.seal(receipt, note),
        contact=seal.seal(receipt, given.contact),
        reporter=seal.reporter(given.contact),
        said=seal.fingerprint(note),
        pictures=pictures,
    )


def _tools(request: Request) -> tuple[Seal, PictureReader]:
    """The seal and the reader of pictures: the intake has them itself, the console in its house."""
    state = request.app.state
    holder = state.house if hasattr(state, "house") else state
    return holder.seal, holder.picture_reader
