"""What reporters said of themselves, their words and their pictures go when their time is over; reports are counted on.

个人信息保护法 art. 19 and 47: personal data are kept for the shortest time that their purpose needs, and erased then.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from zhenwang.store import report_pictures, reporter_details, unread_bytes
from zhenwang.store.opening import Store
from zhenwang.store.report_rows import KEPT_DAYS


@dataclass(frozen=True, slots=True)
class Erased:
    """Of how many reports contact and sealed words were erased, how many unsealed notes and pictures, and of how many
    messages that could not be read the bytes.
    """

    details: int = 0
    notes: int = 0
    pictures: int = 0
    unread: int = 0

    def remarks(self) -> tuple[str, ...]:
        """A sentence for the summary of a run; none when nothing was due."""
        if self == NOTHING:
            return ()
        return (
            f"erased after {KEPT_DAYS} days: contact and words of {self.details + self.notes} reports,"
            f" {self.pictures} pictures" + (f", {self.unread} unreadable messages" if self.unread else ""),
        )


NOTHING: Final = Erased()


def erase_expired(store: Store, now: datetime) -> Erased:
    """Once a day; repeating it is harmless."""
    before = now - timedelta(days=KEPT_DAYS)
    erased = Erased(
        reporter_details.erase_expired(store, now),
        reporter_details.erase_plain_words(store, before),
        report_pictures.erase_before(store, before),
        unread_bytes.erase_before(store, before),
    )
    if erased != NOTHING:
        reporter_details.forget_log(store)
    return erased
