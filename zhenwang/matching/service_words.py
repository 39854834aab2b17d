"""What impostors put beside an office's name in a host name: ``irs-payment``, ``rst-zhengshu``, ``inps-rimborso``.

That is combosquatting (Kintis et al. 2017, "Hiding in Plain Sight", CCS). ``service_words.tsv`` holds the words as they
stand in hosts: without accents, transliterated, Chinese in pinyin and in pinyin initials.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass

from zhenwang.matching.tables import rows


@dataclass(frozen=True, slots=True)
class ServiceWord:
    """``word`` as it stands in a host, 2 to 20 letters a-z; ``language`` in ISO 639-1 (``fil`` in 639-2).

    ``kind``: ``action`` (log in, apply), ``money`` (pay, refund), ``document`` (certificate, permit), ``channel``
    (online, service), ``warning`` (overdue, violation) or ``office`` (police, customs). ``means`` is in English,
    ``written`` in the language's own spelling (异常).
    """

    word: str
    language: str
    kind: str
    means: str
    written: str = ""


@functools.cache
def service_words() -> Mapping[str, ServiceWord]:
    """Every service word by its spelling. One that several languages spell alike is that of the first row."""
    found: dict[str, ServiceWord] = {}
    for word, language, means, written, kind, _ in rows("service_words.tsv"):
        found.setdefault(word, ServiceWord(word, language, kind, means, written))
    return found
