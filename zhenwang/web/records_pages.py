"""What the line left behind, to read: quarantined items and runs."""

from __future__ import annotations

from dataclasses import dataclass, replace

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from zhenwang.domain.access import Permission
from zhenwang.domain.report import reference
from zhenwang.sources.reports import SOURCE as REPORT
from zhenwang.store import quarantine, runs, unread_bytes
from zhenwang.store.faults import BlobDamagedError
from zhenwang.store.quarantine import Kept
from zhenwang.text.personal import hidden
from zhenwang.web.house import House, house_of
from zhenwang.web.permissions import needs
from zhenwang.web.rendering import page

FLOWS = ("daily", "recheck", "baseline")
MOST = 100
PREVIEW = 160

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Item:
    """A quarantined item. ``preview`` is None when its bytes are gone."""

    kept: Kept
    preview: str | None
    size: int


@router.get("/quarantine", response_class=HTMLResponse, dependencies=[needs(Permission.READ_CASES)])
def quarantined(request: Request) -> HTMLResponse:
    house = house_of(request)
    items = [_item(house, kept) for kept in quarantine.items(house.store, MOST)]
    return page(request, "quarantine.html.j2", items=items, count=quarantine.count(house.store), limit=MOST)


@router.get("/runs", response_class=HTMLResponse, dependencies=[needs(Permission.SIGNED_IN)])
def all_runs(request: Request) -> HTMLResponse:
    store = house_of(request).store
    found = sorted((run for flow in FLOWS for run in runs.recent(store, flow)), key=lambda run: -run.id)
    return page(request, "runs.html.j2", runs=found)


def _item(house: House, kept: Kept) -> Item:
    if kept.source == REPORT:
        # A receipt is its reporter's own, and told nobody.
        kept = replace(kept, locator=reference(kept.locator))
    if not kept.raw:
        return Item(kept, "", 0)
    try:
        raw = unread_bytes.get(house.store, kept.source, kept.raw)
    except BlobDamagedError:
        return Item(kept, None, 0)
    shown = preview(raw)
    return Item(kept, hidden(shown) if kept.source in unread_bytes.SENT else shown, len(raw))


def preview(raw: bytes) -> str:
    """The first bytes as text where they are text, else as pairs of hexadecimal digits."""
    text = raw[:PREVIEW].decode("utf-8", "ignore")
    # At most three bytes are lost to a character cut at the end; more, and this is no text.
    is_text = len(text.encode()) >= min(len(raw), PREVIEW) - 3 and not any(
        char < " " and char not in "\r\n\t" for char in text
    )
    return text if is_text else raw[: PREVIEW // 2].hex(" ")
