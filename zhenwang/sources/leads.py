"""Leads as a source of candidates: where a case's own page takes people is worth a look of its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from zhenwang.domain.candidate import Sighting
from zhenwang.domain.look import Look
from zhenwang.pages.leads import leads

SOURCE = "lead"
REST = timedelta(days=30)
"""How long a host is not taken up again because of a lead."""
MAX_SNIPPET = 200


def sightings(look: Look, digest: str, now: datetime) -> Iterator[Sighting]:
    """At most five. The locator is the digest of the look, the kind of lead, and the words that point there."""
    for lead in leads(look):
        snippet = " ".join(lead.snippet[:MAX_SNIPPET].split())
        yield Sighting(lead.host.ascii, SOURCE, f"{digest} {lead.kind}: {snippet}", now, lead.url or None)
