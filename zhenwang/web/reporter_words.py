"""What a reporter said, opened for whoever may read it; why it does not open is a sentence and stops nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from zhenwang.access.sealing import Seal, sealed_with
from zhenwang.domain.report import Report
from zhenwang.store import reporter_details
from zhenwang.store.reporter_details import Details
from zhenwang.web.house import House


@dataclass(frozen=True, slots=True)
class Said:
    """What is kept of a reporter. ``has_contact``: there is contact data, whether or not it can be opened. ``shut`` is
    the word for why not, ``shut_by`` what it names; both empty when all opens. ``expires_at`` is None when nothing of
    it is sealed.
    """

    words: str = ""
    has_contact: bool = False
    shut: str = ""
    shut_by: str = ""
    expires_at: datetime | None = None


def said(house: House, report: Report) -> Said:
    """The words of one report, from its record where it was kept before words were sealed."""
    kept = reporter_details.of_receipts(house.store, [report.receipt]).get(report.receipt)
    if kept is None:
        return Said(report.note)
    opened = house.seal.unseal(report.receipt, kept.words) if kept.words else report.note
    sealed = kept.words or kept.contact
    openable = house.seal.unseal(report.receipt, sealed) is not None
    shut, shut_by = ("", "") if openable else _why(house.seal, sealed)
    return Said(opened or "", bool(kept.contact), shut, shut_by, kept.expires_at)


def contact_of(house: House, report: Report) -> str | None:
    """The contact data; None when it cannot be opened. Only for a caller who has noted who reads it and why."""
    kept = reporter_details.of_receipts(house.store, [report.receipt]).get(report.receipt)
    return house.seal.unseal(report.receipt, kept.contact) if kept else ""


def with_words(house: House, told: Sequence[Report]) -> tuple[Report, ...]:
    """Reports with their words as ``note``, to be shown with personal numbers hidden; none that do not open."""
    kept = reporter_details.of_receipts(house.store, [report.receipt for report in told])
    return tuple(_with_words(house.seal, report, kept) for report in told)


def _with_words(seal: Seal, report: Report, kept: Mapping[str, Details]) -> Report:
    found = kept.get(report.receipt)
    return replace(report, note=seal.unseal(report.receipt, found.words) or "") if found and found.words else report


def _why(seal: Seal, sealed: str) -> tuple[str, str]:
    if seal.why:
        return "reporter_no_key", seal.why
    key = sealed_with(sealed)
    return ("reporter_damaged", "") if key in seal.key_ids else ("reporter_other_key", key[:16])
