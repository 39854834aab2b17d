"""From what was given to what is kept: the one way in for the form, the interface, bulk transfers and entry by hand."""

from __future__ import annotations

import secrets

from fastapi import Request

from zhenwang import runtime
from zhenwang.domain.report import Report, Submission
from zhenwang.text.addresses import hosts_named
from zhenwang.web.intake_models import ReportIn


class NoAddressError(ValueError):
    """Nothing in the report names a site: no address field, not the text, and no QR code of the picture."""


async def submission_of(  # reading pictures waits
    request: Request,  # noqa: ARG001  # the seal and the reader of pictures are the application's
    given: ReportIn,
    *,
    channel: str = "",
    origin: str = "",
    key: str = "",
) -> Submission:
    """A report with a new receipt, ready to be kept. NoAddressError when it names no site.

    ``channel`` is one of ``domain.report.CHANNELS``, ``origin`` the name of a token, ``key`` makes it repeatable.
    """
    if not hosts_named(given.named):
        raise NoAddressError("no web address was found")
    note = "\n".join(part for part in (given.note, given.text) if part)
    claims, way = given.claims, given.reached_by
    return Submission(
        Report(secrets.token_hex(16), runtime.now(), given.named, claims, way, note, channel, origin), key
    )
