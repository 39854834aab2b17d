"""Rule ``open_suffix``: a host under a suffix that costs next to nothing keeps company with whatever else was found.

Such suffixes hold a few per cent of the hosts that people visit and many of those that were registered to deceive.
Two kinds: the top levels that came with ICANN's new gTLD programme (2013 and later), and the country codes that are
given away or sold as words. It says nothing alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhenwang.matching.evidence import Evidence
from zhenwang.matching.reading import Reading, Span

COUNTRY = 2
# Everything else that is not a country is of the programme. RFC 1591, ICANN's rounds of 2000 and 2004, and what nobody
# can buy (RFC 6761, 7686, 9476).
BEFORE_THE_PROGRAMME = frozenset(
    {
        *("com", "net", "org", "edu", "gov", "mil", "int", "arpa", "info", "biz", "name", "pro", "aero", "coop"),
        *("museum", "jobs", "mobi", "travel", "tel", "cat", "asia", "post", "xxx"),
        *("example", "test", "invalid", "localhost", "local", "onion", "internal", "alt"),
    }
)
GIVEN_AWAY = frozenset(("tk", "ml", "ga", "cf", "gq", "cc", "pw", "ws"))
BITS = 2.5  # 3.8 % of 20,000 benign hosts stand there; a judgement below that, for of new hosts many more do


def find(reading: Reading) -> Iterator[Evidence]:
    top = reading.host.suffix.rpartition(".")[2]
    if top in GIVEN_AWAY or (len(top) > COUNTRY and top not in BEFORE_THE_PROGRAMME and not top.startswith("xn--")):
        start = len(reading.body) + 1
        span = Span(start, start + len(reading.host.unicode) - reading.suffix_start)
        yield Evidence("open_suffix", (), span, BITS, alone=False)
