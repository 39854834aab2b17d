"""Rule ``retired_host``: a host that was an official site's, and is free for anybody to register.

Whoever registers it inherits its visitors, its links and its place in search results (Hubei 2018, art. 13).
"""

from __future__ import annotations

from collections.abc import Iterator

from zhenwang.matching.evidence import Evidence
from zhenwang.matching.index import Index
from zhenwang.matching.reading import Reading, Span

BITS = 24.0  # nobody takes it by chance


def find(reading: Reading, index: Index) -> Iterator[Evidence]:
    host = reading.host
    site = index.retired.get(host.ascii.removeprefix("www.")) or index.retired.get(host.registrable)
    if site and reading.body:
        yield Evidence("retired_host", (site,), Span(0, len(reading.body)), BITS, whole=True)
