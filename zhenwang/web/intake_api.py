"""The intake for programs: ``POST /api/v1/reports``, and what became of a receipt."""

from __future__ import annotations

import hashlib
import re
from datetime import date, datetime
from typing import Annotated, cast
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Header, HTTPException, Path, Request
from fastapi.responses import JSONResponse

from zhenwang.domain.workflow import Refused
from zhenwang.store import receipts, report_status, runs
from zhenwang.store.opening import Store
from zhenwang.web.intake_models import Fault, PublicReply, Receipt, ReportIn, Standing, Status
from zhenwang.web.intake_queue import AcceptanceQueue
from zhenwang.web.intake_submission import submission_of
from zhenwang.web.json_body import StrictJson
from zhenwang.web.reply_words import told_of
from zhenwang.web.words import words

REPORTS = "/api/v1/reports"
_RECEIPT = re.compile(r"[0-9a-f]{32}\Z")
_BEIJING = ZoneInfo("Asia/Shanghai")

router = APIRouter(route_class=StrictJson)

_Key = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        min_length=16,
        max_length=200,
        pattern=r"^[!-~]+$",
        description="A random value of your own for this report, as a UUID. Sent again with the same key and body, it "
        "is still one report and the same receipt; with another body it is refused (409).",
        examples=["0b6c1f5e-6d0e-4c57-9f0b-6a1c3f0e2d11"],
    ),
]
_Number = Annotated[str, Path(description="The receipt, 32 hexadecimal digits.", examples=["0" * 32])]


@router.post(
    REPORTS,
    status_code=202,
    response_model=Receipt,
    responses={409: {"model": Fault, "description": "This Idempotency-Key came before with another body."}},
    response_description="Kept, and this is its receipt.",
    operation_id="report",
    summary="举报一个仿冒网站 · Report a suspected fake",
)
async def accept(request: Request, report: ReportIn, idempotency_key: _Key = "") -> JSONResponse:
    """提交举报。写入数据库之后才返回 `202` 和回执号；凭回执号查询进展，号码只有提交者知道。

    Keep a report. `202` is answered only after it is committed. Whoever gets anything else, or nothing, sends it again
    with the same `Idempotency-Key`.
    """
    submission = await submission_of(request, report, key=idempotency_key)
    kept = await queue_of(request).accept(submission)
    if isinstance(kept, Refused):
        return JSONResponse({"error": kept.reason}, 409)
    return JSONResponse({"receipt": kept.receipt}, 202, {"Location": f"{REPORTS}/{kept.receipt}"})


@router.get(
    REPORTS + "/{receipt}",
    response_model=Status,
    responses={404: {"model": Fault, "description": "We never gave such a receipt."}},
    response_description="Where the report stands.",
    operation_id="status",
    summary="凭回执查进展 · What became of a report",
)
def status(request: Request, receipt: _Number) -> Status:
    """凭回执号查询举报的进展。没有的号码一律返回 `404`。

    Where a report stands, for whoever holds its receipt. Ask at most a few times a day: reports are looked at daily.
    """
    found = status_of(store_of(request), receipt)
    told = receipts.told(store_of(request), receipt) if found else None
    if found is None or told is None:
        raise HTTPException(404)
    zh, en = words("zh"), words("en")
    return Status(
        receipt=receipt,
        status=cast(Standing, found),
        zh=zh[f"status_{found}"],
        en=en[f"status_{found}"],
        received_on=in_beijing(told.received_at),
        next_zh=zh[f"next_{found}"],
        next_en=en[f"next_{found}"],
        replies=[PublicReply(host=one.host, zh=told_of(zh, one), on=in_beijing(one.at)) for one in told.replies],
    )


@router.get("/health", include_in_schema=False)
def health(request: Request) -> JSONResponse:
    """Whether the store answers; 503 when it does not."""
    runs.latest(store_of(request), "daily")
    return JSONResponse({"status": "ok"})


def status_of(store: Store, receipt: str) -> str | None:
    """What became of a report; None for what we never gave. What is no receipt costs what an unknown one does."""
    if _RECEIPT.match(receipt):
        return report_status.status(store, receipt)
    report_status.status(store, hashlib.sha256(receipt.encode("utf-8", "replace")).hexdigest()[:32])
    return None


def store_of(request: Request) -> Store:
    return cast(Store, request.app.state.store)


def queue_of(request: Request) -> AcceptanceQueue:
    return cast(AcceptanceQueue, request.app.state.queue)


def in_beijing(moment: datetime) -> date:
    return moment.astimezone(_BEIJING).date()
