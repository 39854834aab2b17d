"""Where a page sends people by itself: its refresh, and addresses that its scripts go to. Told, never followed.

Scripts are not run. A script that goes to an address only when somebody came from a search engine goes there all the
same here; whether that is a trick is for those to say who read the script.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

MAX_REDIRECTS = 20
_MAX_CODE = 65_536
_REFRESH = re.compile(
    r"\s{0,9}\d{0,6}(?:\.\d{0,6})?\s{0,9}(?:[;,]\s{0,9})?(?:url\s{0,9}=\s{0,9})?[\"']?([^\"']{1,2000})", re.I
)
_GOES = re.compile(
    r"\blocation(?:\s{0,9}\.\s{0,9}href)?\s{0,9}=(?!=)\s{0,9}[\"'`]([^\"'`\s]{2,2000})[\"'`]"
    r"|\blocation\s{0,9}\.\s{0,9}(?:replace|assign)\s{0,9}\(\s{0,9}[\"'`]([^\"'`\s]{2,2000})[\"'`]",
    re.IGNORECASE,
)


def refreshed_to(content: str) -> str:
    """The address in the content of ``<meta http-equiv=refresh>``, empty when the page only renews itself."""
    found = _REFRESH.match(content[:2_100])
    return found[1].strip() if found and re.search(r"\D", found[1].strip()) else ""


def gone_to(code: str) -> Iterator[str]:
    """Addresses that a script sets the page's location to, each once."""
    told: set[str] = set()
    for found in _GOES.finditer(code[:_MAX_CODE]):
        address = (found[1] or found[2]).strip()
        if address not in told and len(told) < MAX_REDIRECTS:
            told.add(address)
            yield address
